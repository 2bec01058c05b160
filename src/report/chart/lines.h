/* Shares over time, as lines from 0 to 100 %. What they show stands in a table beside them, too. */
#ifndef MOW_REPORT_CHART_LINES_H
#define MOW_REPORT_CHART_LINES_H

#include <stdint.h>

#include "report/chart/chart.h"

#define CHART_UNKNOWN (-1) /* no value: the line has a gap */

struct chart_series {
	enum chart_tone tone;
	const int *values; /* in thousandths, one a moment; or CHART_UNKNOWN */
};

struct chart_lines {
	const char *title;       /* for those who do not see it: what it shows, and where that stands as text */
	const int64_t *moments;  /* ascending */
	const char *const *days; /* what stands below them; those of the first and the last are always shown */
	size_t count;            /* of moments; one alone is a point */
	const struct chart_series *series;
	size_t series_count;
	const char *percent; /* what stands behind a number: "%" or " %" */
};

void chart_lines(struct buf *out, const struct chart_lines *lines);

#endif
