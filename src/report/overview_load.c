/* Who has how much to do: teams or people, with what they decide about, gave, are asked for, and are alone with. */
#include "report/overview.h"

static const enum mow_report_measure loads[] = {MOW_REPORT_DECIDES, MOW_REPORT_GIVEN, MOW_REPORT_ASKED,
						MOW_REPORT_ALONE};
enum { LOADS = sizeof loads / sizeof *loads };

/* Whether a figure is the first of its group that there is. */
static bool begins_row(const struct overview *page, const struct mow_report_figure *figure)
{
	for (size_t i = 0; i < LOADS && figure->group != NULL && figure->level == NULL; i++) {
		const struct mow_report_figure *first = overview_figure(page, loads[i], figure);
		if (first != NULL)
			return first == figure;
	}
	return false;
}

/* Of being alone, with how many files. */
static void add_cell(const struct overview *page, const struct mow_report_figure *figure)
{
	bool alone = figure != NULL && figure->measure == MOW_REPORT_ALONE;
	uint64_t number = figure == NULL ? 0 : alone ? (uint64_t)figure->sum : figure->count;

	buf_addf(page->out, "<td class=\"number%s\" data-key=\"%llu\">", alone && number > 0 ? " only" : "",
		 (unsigned long long)number);
	if (number > 0)
		html_number(page->out, page->lang, number);
	buf_adds(page->out, "</td>");
}

static void add_row(const struct overview *page, const struct mow_report_figure *of)
{
	buf_adds(page->out, "<tr><th scope=\"row\">");
	html_text(page->out, of->group);
	buf_adds(page->out, "</th>");
	for (size_t i = 0; i < LOADS; i++)
		add_cell(page, overview_figure(page, loads[i], of));
	buf_adds(page->out, "</tr>\n");
}

void overview_load(const struct overview *page)
{
	bool people = mow_report_head(page->report)->by_person;
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(page->report, &count);

	overview_card(page, "load-of", PHRASE_LOAD_OF);
	overview_table(page, "load-of", "load sortable", PHRASE_LOAD_OF);
	buf_adds(page->out, "<thead><tr>");
	overview_heading(page, people ? PHRASE_PERSON : PHRASE_TEAM, "text");
	for (size_t i = 0; i < LOADS; i++)
		buf_addf(page->out, "<th scope=\"col\" class=\"number\" data-sort=\"number\">%s</th>",
			 lang_phrase(page->lang, overview_title(loads[i])));
	buf_adds(page->out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < count; i++)
		if (begins_row(page, &figures[i]))
			add_row(page, &figures[i]);
	overview_table_end(page);
	buf_adds(page->out, "</section>\n");
}
