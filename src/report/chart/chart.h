/*
 * Charts: inline SVG in a page (report/html) that has `html_asset_chart_css` among its styles. They are as wide as what
 * they stand in, and their texts stay as large as those around them. Whatever a colour says, a text says too.
 *
 * Texts are plain: they are escaped here. Failures are those of the buffer.
 */
#ifndef MOW_REPORT_CHART_CHART_H
#define MOW_REPORT_CHART_CHART_H

#include <stddef.h>

#include "base/buf.h"

/* Colours, each with one for texts on it, for light, dark and paper. */
enum chart_tone {
	CHART_NEUTRAL, /* nothing is said of it */
	CHART_GOOD,
	CHART_WARN,
	CHART_BAD, /* hatched, too */
	/* Steps of one scale, from little to much. */
	CHART_STEP1,
	CHART_STEP2,
	CHART_STEP3,
	CHART_STEP4,
	CHART_STEP5,
	/* Kinds that have no order. */
	CHART_KIND1,
	CHART_KIND2,
	CHART_KIND3,
	CHART_KIND4,
	CHART_KIND5,
	CHART_KIND6,
	CHART_KIND7,
	CHART_KIND8,
	CHART_TONES
};

/* The class of a tone, which colours what stands in an element of it. */
const char *chart_class(enum chart_tone tone);

/* What the tones of a chart mean, as a list to stand above it. */
struct chart_meaning {
	enum chart_tone tone;
	const char *text;
};
void chart_legend(struct buf *out, const struct chart_meaning *meanings, size_t count);

#endif
