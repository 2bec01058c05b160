#include "report/chart/lines.h"

#include "report/html/html.h"

/* Pixels down; across all is in hundredths of a percent, and a percent of the width stays free at both sides. */
enum { HEIGHT = 200, TOP = 12, BOTTOM = 172, DAYS = 192, LEFT = 100, RIGHT = 9900 };

static unsigned across(const struct chart_lines *lines, size_t at)
{
	double first = (double)lines->moments[0], last = (double)lines->moments[lines->count - 1];

	if (last <= first)
		return (LEFT + RIGHT) / 2;
	return LEFT + (unsigned)(((double)lines->moments[at] - first) / (last - first) * (RIGHT - LEFT) + 0.5);
}

/* In tenths of a pixel. */
static unsigned down(int thousandths)
{
	return BOTTOM * 10 - (unsigned)(thousandths * (BOTTOM - TOP) / 100);
}

static void add_across(struct buf *out, const char *name, unsigned hundredths)
{
	buf_addf(out, " %s=\"%u.%02u%%\"", name, hundredths / 100, hundredths % 100);
}

static void add_down(struct buf *out, const char *name, unsigned tenths)
{
	buf_addf(out, " %s=\"%u.%u\"", name, tenths / 10, tenths % 10);
}

/* ---- The ground ---------------------------------------------------------------------------------------------------- */

static const int grid_shares[] = {0, 500, 1000};
enum { GRID_LINES = sizeof grid_shares / sizeof *grid_shares };

static void add_grid(struct buf *out)
{
	for (size_t i = 0; i < GRID_LINES; i++) {
		buf_adds(out, "<line class=\"grid\" x1=\"0\" x2=\"100%\"");
		add_down(out, "y1", down(grid_shares[i]));
		add_down(out, "y2", down(grid_shares[i]));
		buf_adds(out, "/>");
	}
}

/* Behind the lines, or these would stand on them. */
static void add_shares(struct buf *out, const struct chart_lines *lines)
{
	for (size_t i = 0; i < GRID_LINES; i++) {
		buf_addf(out, "<text x=\"0\" y=\"%u\">%d", down(grid_shares[i]) / 10 - 4, grid_shares[i] / 10);
		html_text(out, lines->percent);
		buf_adds(out, "</text>");
	}
}

static void add_days(struct buf *out, const struct chart_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		bool first = i == 0, last = i + 1 == lines->count;
		unsigned x = first && !last ? 0 : last && !first ? 10000 : across(lines, i);
		/* Days near the ends would stand on theirs. */
		if (!first && !last && (x < 1500 || x > 8500))
			continue;
		buf_adds(out, "<text");
		add_across(out, "x", x);
		buf_addf(out, " y=\"%d\" text-anchor=\"%s\"%s>", DAYS,
			 first && !last   ? "start"
			 : last && !first ? "end"
					  : "middle",
			 first || last ? "" : " class=\"wide\"");
		html_text(out, lines->days[i]);
		buf_adds(out, "</text>");
	}
}

/* ---- The lines ----------------------------------------------------------------------------------------------------- */

static void add_series(struct buf *out, const struct chart_lines *lines, const struct chart_series *series)
{
	buf_addf(out, "<g class=\"tone %s\">", chart_class(series->tone));
	for (size_t i = 0; i < lines->count; i++) {
		if (series->values[i] == CHART_UNKNOWN)
			continue;
		if (i > 0 && series->values[i - 1] != CHART_UNKNOWN) {
			buf_adds(out, "<line");
			add_across(out, "x1", across(lines, i - 1));
			add_down(out, "y1", down(series->values[i - 1]));
			add_across(out, "x2", across(lines, i));
			add_down(out, "y2", down(series->values[i]));
			buf_adds(out, "/>");
		}
		buf_adds(out, "<circle r=\"4\"");
		add_across(out, "cx", across(lines, i));
		add_down(out, "cy", down(series->values[i]));
		buf_adds(out, "/>");
	}
	buf_adds(out, "</g>\n");
}

void chart_lines(struct buf *out, const struct chart_lines *lines)
{
	buf_addf(out, "<svg class=\"chart shares\" role=\"img\" height=\"%d\" aria-label=\"", HEIGHT);
	html_text(out, lines->title);
	buf_adds(out, "\">\n");
	add_grid(out);
	if (lines->count > 0) {
		add_days(out, lines);
		for (size_t i = 0; i < lines->series_count; i++)
			add_series(out, lines, &lines->series[i]);
	}
	add_shares(out, lines);
	buf_adds(out, "</svg>\n");
}
