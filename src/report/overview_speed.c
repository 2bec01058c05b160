/* How long parts of changes took, beside how well they did: for all of them, each area and level, each team or person.
 */
#include "report/chart/bars.h"
#include "report/overview.h"

enum { WAITS = 4 };
static const struct {
	enum mow_report_measure measure;
	enum chart_tone tone;
} waits[WAITS] = {{MOW_REPORT_AUTHOR, CHART_KIND3},
		  {MOW_REPORT_REVIEW, CHART_KIND2},
		  {MOW_REPORT_ACCOUNTABLE, CHART_KIND1},
		  {MOW_REPORT_READY, CHART_KIND8}};

static bool is_of_all(const struct mow_report_figure *figure)
{
	return figure->level == NULL && figure->group == NULL;
}

/* ---- Cells --------------------------------------------------------------------------------------------------------- */

/* A cell of a narrow screen says what it is about. Of what sorts, `key`. */
static void begin_cell(const struct overview *page, enum phrase title, int64_t key)
{
	buf_addf(page->out, "<td data-label=\"%s\" data-key=\"%lld\">", lang_phrase(page->lang, title), (long long)key);
}

static void add_spread(const struct overview *page, const struct mow_report_figure *figure, uint64_t whole)
{
	if (figure->gap != MOW_REPORT_KNOWN || figure->count == 0 || whole == 0)
		return;
	if (figure->count < MOW_REPORT_FEW) {
		chart_dots(page->out, figure->values, figure->count, whole);
		return;
	}
	chart_bar(page->out,
		  (const struct chart_part[]){{(uint64_t)figure->median, CHART_STEP5},
					      {(uint64_t)(figure->p90 - figure->median), CHART_STEP3}},
		  2, whole);
}

/* Where nobody asked, how old branches were, and it is called that. */
static void add_lead(const struct overview *page, const struct mow_report_figure *lead)
{
	const struct mow_report_figure *age = overview_figure(page, MOW_REPORT_BRANCH_AGE, lead);
	bool known = lead->gap == MOW_REPORT_KNOWN;

	begin_cell(page, PHRASE_M_LEAD, known ? lead->median : -1);
	overview_value(page, lead);
	add_spread(page, lead, page->lead_most);
	if (!known && age != NULL && age->gap == MOW_REPORT_KNOWN) {
		buf_addf(page->out, "<p>%s%s", lang_phrase(page->lang, PHRASE_M_BRANCH_AGE),
			 lang_phrase(page->lang, PHRASE_COLON));
		overview_value(page, age);
		buf_adds(page->out, "</p>");
		add_spread(page, age, page->age_most);
	}
	buf_adds(page->out, "</td>");
}

static void add_waits(const struct overview *page, const struct mow_report_figure *lead)
{
	struct chart_part parts[WAITS];
	uint64_t sum = 0;

	for (size_t i = 0; i < WAITS; i++) {
		const struct mow_report_figure *figure = overview_figure(page, waits[i].measure, lead);
		bool known = figure != NULL && figure->gap == MOW_REPORT_KNOWN && figure->sum > 0;
		parts[i] = (struct chart_part){known ? (uint64_t)figure->sum : 0, waits[i].tone};
		sum += parts[i].value;
	}
	begin_cell(page, PHRASE_WAITS, (int64_t)sum);
	for (size_t i = 0, said = 0; i < WAITS && sum > 0; i++) {
		if (parts[i].value == 0)
			continue;
		buf_addf(page->out, "%s<span title=\"%s\">", said++ > 0 ? " · " : "",
			 lang_phrase(page->lang, overview_title(waits[i].measure)));
		overview_percent(page, (size_t)parts[i].value, (size_t)sum);
		buf_adds(page->out, "</span>");
	}
	if (sum > 0)
		chart_bar(page->out, parts, WAITS, sum);
	else
		overview_say(page, PHRASE_NOT_KNOWN);
	buf_adds(page->out, "</td>");
}

/* Another measure of the same; why it cannot be told is said for all of them alone. */
static void add_other(const struct overview *page, const struct mow_report_figure *lead,
		      enum mow_report_measure measure, enum phrase title)
{
	const struct mow_report_figure *figure = overview_figure(page, measure, lead);
	bool known = figure != NULL && figure->gap == MOW_REPORT_KNOWN;

	begin_cell(page, title,
		   !known                             ? -1
		   : figure->unit == MOW_REPORT_SHARE ? (int64_t)figure->count
						      : figure->median);
	if (figure != NULL && (known || is_of_all(figure)))
		overview_value(page, figure);
	else
		overview_say(page, PHRASE_NOT_KNOWN);
	if (known && figure->unit == MOW_REPORT_SHARE)
		chart_bar(page->out,
			  (const struct chart_part[]){{figure->count, CHART_KIND3},
						      {figure->of - figure->count, CHART_NEUTRAL}},
			  2, figure->of);
	buf_adds(page->out, "</td>");
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

static void add_name(const struct overview *page, const struct mow_report_figure *figure)
{
	buf_adds(page->out, is_of_all(figure) ? "<tr class=\"all\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
	if (is_of_all(figure))
		overview_say(page, PHRASE_ALL);
	else if (figure->level == NULL)
		html_text(page->out, figure->group);
	else if (figure->area == NULL)
		overview_say(page, PHRASE_NOBODYS);
	else
		html_text(page->out, figure->area);
	if (figure->level != NULL) {
		buf_adds(page->out, " <span class=\"muted\">");
		html_text(page->out, figure->level);
		buf_adds(page->out, "</span>");
	}
	buf_adds(page->out, "</th>");
}

static void add_row(const struct overview *page, const struct mow_report_figure *lead)
{
	add_name(page, lead);
	begin_cell(page, PHRASE_PARTS, (int64_t)lead->of);
	html_number(page->out, page->lang, lead->of);
	buf_adds(page->out, "</td>");
	add_lead(page, lead);
	add_waits(page, lead);
	add_other(page, lead, MOW_REPORT_ROUNDS, PHRASE_M_ROUNDS);
	add_other(page, lead, MOW_REPORT_REVERTED, PHRASE_BACK);
	add_other(page, lead, MOW_REPORT_FIXED, PHRASE_MENDED);
	buf_adds(page->out, "</tr>\n");
}

static void add_headings(const struct overview *page, enum phrase name)
{
	static const enum phrase titles[] = {PHRASE_PARTS,    PHRASE_M_LEAD, PHRASE_WAITS,
					     PHRASE_M_ROUNDS, PHRASE_BACK,   PHRASE_MENDED};

	buf_adds(page->out, "<thead><tr>");
	overview_heading(page, name, "text");
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		overview_heading(page, titles[i], "number");
	buf_adds(page->out, "</tr></thead>\n<tbody>\n");
}

/* All of them and each area and level, or each group. */
static void add_table(const struct overview *page, bool groups)
{
	bool people = mow_report_head(page->report)->by_person;
	enum phrase title = !groups ? PHRASE_BY_AREA : people ? PHRASE_BY_PERSON : PHRASE_BY_TEAM;
	const char *id = groups ? "by-group" : "by-area";
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(page->report, &count);

	buf_addf(page->out, "<h3 id=\"%s\">%s</h3>\n", id, lang_phrase(page->lang, title));
	overview_table(page, id, "speed stacks sortable", title);
	add_headings(page, !groups ? PHRASE_AREA : people ? PHRASE_PERSON : PHRASE_TEAM);
	for (size_t i = 0; i < count; i++)
		if (figures[i].measure == MOW_REPORT_LEAD &&
		    (figures[i].group != NULL && figures[i].level == NULL) == groups)
			add_row(page, &figures[i]);
	overview_table_end(page);
}

static bool has_groups(const struct overview *page)
{
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(page->report, &count);

	for (size_t i = 0; i < count; i++)
		if (figures[i].measure == MOW_REPORT_LEAD && figures[i].level == NULL && figures[i].group != NULL)
			return true;
	return false;
}

void overview_speed(const struct overview *page)
{
	struct chart_meaning meanings[WAITS];

	for (size_t i = 0; i < WAITS; i++)
		meanings[i] = (struct chart_meaning){waits[i].tone,
						     lang_phrase(page->lang, overview_title(waits[i].measure))};
	overview_card(page, "speed", PHRASE_SPEED);
	buf_addf(page->out, "<div class=\"about\"><p class=\"muted\">%s</p>\n",
		 lang_phrase(page->lang, PHRASE_SPEED_ABOUT));
	chart_legend(page->out, meanings, WAITS);
	buf_adds(page->out, "</div>\n");
	add_table(page, false);
	if (has_groups(page))
		add_table(page, true);
	buf_adds(page->out, "</section>\n");
}
