/*
 * A treemap: an area cut into boxes, each as large as its value, and those of a folder together below its name
 * (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).
 *
 *     const struct treemap_cell cells[] = {
 *         {.label = "brand", .depth = 0},
 *         {.label = "logo.svg", .depth = 1, .value = 3, .tone = CHART_GOOD},
 *         {.label = "press", .depth = 0, .value = 5, .tone = CHART_BAD, .href = "press.html"},
 *     };
 *     treemap_draw(&out, &(struct treemap){"Who owns what", cells, 3});
 */
#ifndef MOW_REPORT_CHART_TREEMAP_H
#define MOW_REPORT_CHART_TREEMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "report/chart/chart.h"

#define TREEMAP_DEPTH 8    /* what lies deeper is shown as if it lay at the last of these */
#define TREEMAP_CELLS 4000 /* so many are drawn, the first ones; a browser takes more, nobody sees them */

/* In the order of the tree: each is followed by those in it. */
struct treemap_cell {
	const char *label;
	const char *note; /* what else there is to say of it; NULL */
	const char *href; /* where it leads, an address that the caller has made; NULL: nowhere */
	uint64_t value;   /* of one that nothing is in; others have the sum of what is */
	unsigned depth;   /* from 0; in the last one before it that has less */
	enum chart_tone tone;
};

struct treemap {
	const char *title; /* for those who do not see it */
	const struct treemap_cell *cells;
	size_t count;
};

void treemap_draw(struct buf *out, const struct treemap *map);

/* ---- What drawing goes by ---- */

/* Tenths of a pixel where the page is as wide as charts are made for; where it is not, width follows. */
enum { TREEMAP_WIDTH = 10000, TREEMAP_HEIGHT = 5200, TREEMAP_HEADING = 190, TREEMAP_PADDING = 30 };

struct treemap_box {
	int left, top, width, height; /* no width or height: too small to be seen */
};

/* Whether a box with others in it is large enough for its name above them. */
bool treemap_has_heading(const struct treemap_box *box);

/* The box of each cell. What stands beside each other never overlaps and leaves no gap. False: no memory. */
bool treemap_layout(struct treemap_box *boxes, const struct treemap_cell *cells, size_t count);

#endif
