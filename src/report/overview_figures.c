/* Shares: how complete the records are, what went past the rules, what is out of date, who owns the files. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "report/chart/bars.h"
#include "report/chart/lines.h"
#include "report/overview.h"

/* ---- A table of shares --------------------------------------------------------------------------------------------- */

struct row {
	enum mow_report_measure measure;
	enum chart_tone tone;
};

static void add_row(const struct overview *page, const struct row *row)
{
	const struct mow_report_figure *figure = overview_figure(page, row->measure, NULL);

	if (figure == NULL)
		return;
	buf_addf(page->out, "<tr><th scope=\"row\">%s</th><td class=\"figure\">",
		 lang_phrase(page->lang, overview_title(row->measure)));
	overview_value(page, figure);
	buf_adds(page->out, "</td><td class=\"draws\">");
	if (figure->gap == MOW_REPORT_KNOWN && figure->unit == MOW_REPORT_SHARE)
		chart_bar(page->out,
			  (const struct chart_part[]){{figure->count, row->tone},
						      {figure->of - figure->count, CHART_NEUTRAL}},
			  2, figure->of);
	buf_adds(page->out, "</td></tr>\n");
}

static void add_rows(const struct overview *page, const struct row *rows, size_t count)
{
	buf_adds(page->out, "<tbody>\n");
	for (size_t i = 0; i < count; i++)
		add_row(page, &rows[i]);
	overview_table_end(page);
}

void overview_complete(const struct overview *page)
{
	static const struct row rows[] = {{MOW_REPORT_RECORDS, CHART_GOOD},
					  {MOW_REPORT_UNRECORDED, CHART_BAD},
					  {MOW_REPORT_UNSIGNED, CHART_WARN},
					  {MOW_REPORT_UNJUDGED, CHART_WARN},
					  {MOW_REPORT_CLOCK, CHART_WARN}};

	overview_card(page, "complete", PHRASE_COMPLETE);
	overview_table(page, "complete", "shares-of", PHRASE_COMPLETE);
	add_rows(page, rows, sizeof rows / sizeof *rows);
	if (!mow_report_head(page->report)->audit)
		buf_addf(page->out, "<p class=\"note\">%s</p>\n", lang_phrase(page->lang, PHRASE_NO_AUDIT));
	buf_adds(page->out, "</section>\n");
}

void overview_past(const struct overview *page)
{
	static const struct row rows[] = {
		{MOW_REPORT_OVERRIDDEN, CHART_WARN}, {MOW_REPORT_DEBTS, CHART_BAD}, {MOW_REPORT_BLOCKED, CHART_BAD}};

	overview_card(page, "past", PHRASE_PAST);
	overview_table(page, "past", "shares-of", PHRASE_PAST);
	add_rows(page, rows, sizeof rows / sizeof *rows);
	buf_adds(page->out, "</section>\n");
}

/* Four shares, and no score. */
void overview_stale(const struct overview *page)
{
	static const struct row rows[] = {{MOW_REPORT_UNCONFIRMED, CHART_WARN},
					  {MOW_REPORT_QUIET, CHART_WARN},
					  {MOW_REPORT_LEFT, CHART_BAD},
					  {MOW_REPORT_DEAD, CHART_WARN}};

	overview_card(page, "stale", PHRASE_STALE);
	overview_table(page, "stale", "shares-of", PHRASE_STALE);
	add_rows(page, rows, sizeof rows / sizeof *rows);
	buf_adds(page->out, "</section>\n");
}

/* ---- Coverage over time -------------------------------------------------------------------------------------------- */

/* The figures of moments, and what is drawn of them. */
struct moments {
	struct arena arena;
	const struct mow_report_figure **figures; /* of coverage */
	int64_t *at;
	const char **days;
	int *covered, *weighted;
	size_t count;
};

static void moments_release(struct moments *moments)
{
	arena_release(&moments->arena);
}
MOW_AUTO_DEFINE(moments)

static int share_of(const struct mow_report_figure *figure)
{
	if (figure == NULL || figure->gap != MOW_REPORT_KNOWN || figure->of == 0)
		return CHART_UNKNOWN;
	return (int)((double)figure->count / (double)figure->of * 1000);
}

static bool make_room(struct moments *moments, size_t most)
{
	moments->figures = arena_array(&moments->arena, most + 1, sizeof *moments->figures);
	moments->at = arena_array(&moments->arena, most + 1, sizeof *moments->at);
	moments->days = arena_array(&moments->arena, most + 1, sizeof *moments->days);
	moments->covered = arena_array(&moments->arena, most + 1, sizeof *moments->covered);
	moments->weighted = arena_array(&moments->arena, most + 1, sizeof *moments->weighted);
	return moments->figures != NULL && moments->at != NULL && moments->days != NULL && moments->covered != NULL &&
	       moments->weighted != NULL;
}

/* False: no memory. */
static bool find_moments(struct moments *moments, const struct overview *page)
{
	size_t all;
	const struct mow_report_figure *figures = mow_report_figures(page->report, &all);

	if (!make_room(moments, all))
		return false;
	for (size_t i = 0; i < all; i++) {
		char day[CLOCK_TEXT];
		if (figures[i].measure != MOW_REPORT_COVERAGE)
			continue;
		clock_format_day(day, figures[i].at);
		size_t at = moments->count++;
		moments->figures[at] = &figures[i];
		moments->at[at] = figures[i].at;
		moments->days[at] = arena_dup(&moments->arena, day, strlen(day));
		moments->covered[at] = share_of(&figures[i]);
		moments->weighted[at] = share_of(overview_figure(page, MOW_REPORT_WEIGHTED, &figures[i]));
		if (moments->days[at] == NULL)
			return false;
	}
	return true;
}

static void add_moments(const struct overview *page, const struct moments *moments)
{
	buf_addf(page->out, "<details><summary>%s</summary>\n", lang_phrase(page->lang, PHRASE_NUMBERS));
	overview_table(page, "coverage", "moments", PHRASE_COVERAGE);
	buf_adds(page->out, "<thead><tr>");
	overview_heading(page, PHRASE_DAY, NULL);
	overview_heading(page, PHRASE_M_COVERAGE, NULL);
	overview_heading(page, PHRASE_M_WEIGHTED, NULL);
	buf_adds(page->out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < moments->count; i++) {
		const struct mow_report_figure *weighted =
			overview_figure(page, MOW_REPORT_WEIGHTED, moments->figures[i]);
		buf_addf(page->out, "<tr><th scope=\"row\">%s</th><td>", moments->days[i]);
		overview_value(page, moments->figures[i]);
		buf_adds(page->out, "</td><td>");
		if (weighted != NULL)
			overview_value(page, weighted);
		buf_adds(page->out, "</td></tr>\n");
	}
	overview_table_end(page);
	buf_adds(page->out, "</details>\n");
}

void overview_coverage(const struct overview *page)
{
	const struct chart_meaning meanings[] = {{CHART_KIND1, lang_phrase(page->lang, PHRASE_M_COVERAGE)},
						 {CHART_KIND3, lang_phrase(page->lang, PHRASE_M_WEIGHTED)}};
	MOW_AUTO(moments) moments = {0};

	if (!find_moments(&moments, page)) {
		page->out->failed = true;
		return;
	}
	const struct chart_series series[] = {{CHART_KIND1, moments.covered}, {CHART_KIND3, moments.weighted}};
	const struct chart_lines lines = {.title = lang_phrase(page->lang, PHRASE_COVERAGE_CHART),
					  .moments = moments.at,
					  .days = moments.days,
					  .count = moments.count,
					  .series = series,
					  .series_count = 2,
					  .percent = lang_phrase(page->lang, PHRASE_PERCENT)};
	overview_card(page, "coverage", PHRASE_COVERAGE);
	buf_adds(page->out, "<div class=\"draws\">\n");
	chart_legend(page->out, meanings, 2);
	chart_lines(page->out, &lines);
	buf_adds(page->out, "</div>\n");
	add_moments(page, &moments);
	buf_adds(page->out, "</section>\n");
}
