/* Small charts for the cells of a table, which says the same in numbers: so they are hidden from readers of screens. */
#ifndef MOW_REPORT_CHART_BARS_H
#define MOW_REPORT_CHART_BARS_H

#include <stdint.h>

#include "report/chart/chart.h"

struct chart_part {
	uint64_t value;
	enum chart_tone tone;
};
/* A bar of parts, one behind the other; `whole` is what its full width stands for, at least what they sum up to. */
void chart_bar(struct buf *out, const struct chart_part *parts, size_t count, uint64_t whole);

/* A dot for each of a few values, from 0 to `whole`. */
void chart_dots(struct buf *out, const int64_t *values, size_t count, uint64_t whole);

#endif
