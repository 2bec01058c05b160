/* A treemap as SVG: across in percent and down in pixels, so that texts stay as they are on any screen. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/utf8.h"
#include "report/chart/treemap.h"
#include "report/html/html.h"

/* Tenths of a pixel, but that a telephone is a third as wide. */
enum { LETTER = 64, MARGIN = 60, LINE = 150, NARROW = 3 };

/* Only what has room for all of it; where that is so on a wide screen alone, no other one shows it. */
static void add_line(struct buf *out, const char *text, const struct treemap_box *box, int line)
{
	size_t width = utf8_width(text, strlen(text)) * LETTER + (size_t)MARGIN * 2;

	if (width > (size_t)box->width || line * LINE + MARGIN > box->height)
		return;
	buf_addf(out, "<text class=\"line%d%s\" x=\"6\" y=\"%d\">", line,
		 width > (size_t)box->width / NARROW ? " wide" : "", line * LINE / 10);
	html_text(out, text);
	buf_adds(out, "</text>");
}

/* A picture in the picture, which cuts off what would stand out of it. */
static void add_box(struct buf *out, const struct treemap_cell *cell, const struct treemap_box *box, const char *class)
{
	buf_addf(out, "<svg class=\"tone %s\" x=\"%d.%02d%%\" y=\"%d.%d\" width=\"%d.%02d%%\" height=\"%d.%d\"><title>",
		 class, box->left / 100, box->left % 100, box->top / 10, box->top % 10, box->width / 100,
		 box->width % 100, box->height / 10, box->height % 10);
	html_text(out, cell->label);
	if (cell->note != NULL) {
		buf_adds(out, ": ");
		html_text(out, cell->note);
	}
	buf_adds(out, "</title><rect width=\"100%\" height=\"100%\"/>");
	add_line(out, cell->label, box, 1);
}

static void add_cell(struct buf *out, const struct treemap_cell *cell, const struct treemap_box *box, bool folder)
{
	if (box->width == 0 || box->height == 0 || (folder && !treemap_has_heading(box)))
		return;
	if (cell->href != NULL) {
		buf_adds(out, "<a href=\"");
		html_text(out, cell->href);
		buf_adds(out, "\">");
	}
	add_box(out, cell, box, folder ? "folder" : chart_class(cell->tone));
	if (cell->note != NULL && !folder)
		add_line(out, cell->note, box, 2);
	buf_adds(out, cell->href != NULL ? "</svg></a>\n" : "</svg>\n");
}

void treemap_draw(struct buf *out, const struct treemap *map)
{
	const struct treemap_cell *cells = map->cells;
	size_t count = map->count < TREEMAP_CELLS ? map->count : TREEMAP_CELLS;
	MOW_AUTO_FREE struct treemap_box *boxes = calloc(count + 1, sizeof *boxes);
	bool links = false;

	if (boxes == NULL || !treemap_layout(boxes, cells, count)) {
		out->failed = true;
		return;
	}
	for (size_t i = 0; i < count && !links; i++)
		links = cells[i].href != NULL;
	/* What is a picture to a reader of screens has nothing in it that could be followed. */
	buf_addf(out, "<svg class=\"chart treemap\" role=\"%s\" width=\"100%%\" height=\"%d\" aria-label=\"",
		 links ? "group" : "img", TREEMAP_HEIGHT / 10);
	html_text(out, map->title);
	buf_adds(out, "\">\n");
	for (size_t i = 0; i < count; i++)
		add_cell(out, &cells[i], &boxes[i], i + 1 < count && cells[i + 1].depth > cells[i].depth);
	buf_adds(out, "</svg>\n");
}
