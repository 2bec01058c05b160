/* The report as a page for who answers for all of it: the figures, what stands behind them, and what to do next. */
#include "report/overview.h"

#include <string.h>

#include "base/clock.h"
#include "html_assets.h"
#include "report/phrase.h"

/* ---- The head ------------------------------------------------------------------------------------------------------ */

static void add_count(const struct overview *page, enum noun noun, size_t number, bool bad)
{
	buf_addf(page->out, "<div><dt>%s</dt><dd%s>", lang_noun(page->lang, noun, number), bad ? " class=\"bad\"" : "");
	html_number(page->out, page->lang, number);
	buf_adds(page->out, "</dd></div>\n");
}

static void add_share(const struct overview *page, enum phrase title, const struct mow_report_figure *figure)
{
	buf_addf(page->out, "<div><dt>%s</dt><dd>", lang_phrase(page->lang, title));
	if (figure != NULL && figure->gap == MOW_REPORT_KNOWN)
		overview_percent(page, figure->count, figure->of);
	else
		overview_say(page, PHRASE_NOT_KNOWN);
	buf_adds(page->out, "</dd></div>\n");
}

/* The one of the last moment; NULL: there is none. */
static const struct mow_report_figure *last_coverage(const struct overview *page)
{
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(page->report, &count);
	const struct mow_report_figure *last = NULL;

	for (size_t i = 0; i < count; i++)
		if (figures[i].measure == MOW_REPORT_COVERAGE)
			last = &figures[i];
	return last;
}

/* What a figure counts; 0 where it cannot be told. */
static size_t count_of(const struct overview *page, enum mow_report_measure measure)
{
	const struct mow_report_figure *figure = overview_figure(page, measure, NULL);

	return figure != NULL ? figure->count : 0;
}

static void add_masthead(const struct overview *page)
{
	const struct mow_report_head *head = mow_report_head(page->report);
	MOW_AUTO(buf) target = BUF_INIT;
	char since[CLOCK_TEXT], until[CLOCK_TEXT];
	size_t changes, alone = count_of(page, MOW_REPORT_ALONE);

	(void)mow_report_changes(page->report, &changes);
	phrase_ref(&target, head->target);
	clock_format_day(since, head->since);
	clock_format_day(until, head->until);
	buf_adds(page->out, "<header class=\"masthead\">\n<div>\n<p class=\"eyebrow\">");
	html_text(page->out, head->repository);
	buf_addf(page->out, "</p>\n<h1>%s</h1>\n<p class=\"muted\">", lang_phrase(page->lang, PHRASE_REPORT));
	html_text(page->out, target.data);
	buf_adds(page->out, ", ");
	html_say(page->out, page->lang, PHRASE_REPORT_WINDOW, since, until);
	buf_adds(page->out, "</p>\n</div>\n<dl class=\"figures\">\n");
	add_count(page, NOUN_CHANGE, changes, false);
	add_share(page, PHRASE_FULL_RECORD, overview_figure(page, MOW_REPORT_RECORDS, NULL));
	add_share(page, PHRASE_COVERED, last_coverage(page));
	add_count(page, NOUN_ONLY, alone, alone > 0);
	add_count(page, NOUN_ENDING, count_of(page, MOW_REPORT_ENDING), false);
	buf_adds(page->out, "</dl>\n</header>\n");
	page->out->failed = page->out->failed || target.failed;
}

/* ---- What to do ---------------------------------------------------------------------------------------------------- */

static void add_decision(const struct overview *page, const struct mow_report_decision *decision)
{
	static const enum noun nouns[] = {
		[MOW_REPORT_PAY] = NOUN_PAY,           [MOW_REPORT_CLEAR] = NOUN_CLEAR,
		[MOW_REPORT_REPLACE] = NOUN_REPLACE,   [MOW_REPORT_ANSWER] = NOUN_ANSWER,
		[MOW_REPORT_RECORD] = NOUN_RECORD,     [MOW_REPORT_OWN] = NOUN_OWN,
		[MOW_REPORT_DEPUTISE] = NOUN_DEPUTISE, [MOW_REPORT_CONFIRM] = NOUN_CONFIRM,
		[MOW_REPORT_PRUNE] = NOUN_PRUNE,
	};
	MOW_AUTO(buf) command = BUF_INIT;

	report_command(&command, decision);
	buf_adds(page->out, "<li><p>");
	html_count(page->out, page->lang, nouns[decision->advice], decision->count);
	if (decision->who != NULL) {
		overview_say(page, PHRASE_COLON);
		html_text(page->out, decision->who);
	}
	buf_adds(page->out, "</p><code>");
	html_text(page->out, command.data);
	buf_adds(page->out, "</code></li>\n");
	page->out->failed = page->out->failed || command.failed;
}

static void add_next(const struct overview *page)
{
	size_t count;
	const struct mow_report_decision *decisions = mow_report_decisions(page->report, &count);

	overview_card(page, "next", PHRASE_NEXT);
	buf_adds(page->out, "<ol class=\"next\">\n");
	for (size_t i = 0; i < count; i++)
		add_decision(page, &decisions[i]);
	if (count == 0)
		buf_addf(page->out, "<li>%s</li>\n", lang_phrase(page->lang, PHRASE_NOTHING_NEXT));
	buf_adds(page->out, "</ol>\n</section>\n");
}

/* ---- All of it ----------------------------------------------------------------------------------------------------- */

/* What the full width of the bars of a measure stands for. */
static uint64_t find_most(const struct mow_report *report, enum mow_report_measure measure)
{
	size_t count;
	const struct mow_report_figure *figures = mow_report_figures(report, &count);
	int64_t most = 0;

	for (size_t i = 0; i < count; i++) {
		const struct mow_report_figure *figure = &figures[i];
		if (figure->measure != measure || figure->count == 0 || figure->values == NULL)
			continue;
		int64_t last = figure->count < MOW_REPORT_FEW ? figure->values[figure->count - 1] : figure->p90;
		most = last > most ? last : most;
	}
	return (uint64_t)most;
}

static void add_sections(const struct overview *page)
{
	add_next(page);
	buf_adds(page->out, "<div class=\"beside\">\n");
	overview_complete(page);
	overview_past(page);
	buf_adds(page->out, "</div>\n");
	overview_coverage(page);
	overview_speed(page);
	overview_open(page);
	overview_load(page);
	report_matrix_sections(page->output->beside, page->output->matrix);
	buf_adds(page->out, "<div class=\"beside\">\n");
	overview_stale(page);
	overview_ends(page);
	buf_adds(page->out, "</div>\n");
}

void report_report_html(const struct report_output *output, const struct mow_report *report)
{
	struct buf *out = output->out;
	enum lang lang = output->beside->lang;
	const struct overview page = {.out = out,
				      .lang = lang,
				      .output = output,
				      .report = report,
				      .lead_most = find_most(report, MOW_REPORT_LEAD),
				      .age_most = find_most(report, MOW_REPORT_BRANCH_AGE)};
	MOW_AUTO(buf) title = BUF_INIT;

	lang_say(&title, lang, PHRASE_REPORT_TITLE, mow_report_head(report)->repository, NULL);
	const struct html_page frame = {
		.title = title.data,
		.lang = lang,
		.styles = {html_asset_letters_css, html_asset_matrix_css, html_asset_chart_css, html_asset_report_css},
		.scripts = {html_asset_matrix_js},
		.links = output->beside->links,
		.here = output->beside->here};
	html_begin(out, &frame);
	buf_adds(out, "<main>\n");
	add_masthead(&page);
	add_sections(&page);
	buf_addf(out, "<p class=\"muted\">%s</p>\n</main>\n<footer>", lang_phrase(lang, PHRASE_CANNOT_TELL));
	html_say(out, lang, PHRASE_MADE_BY, MOW_VERSION, "mowners report --format html");
	buf_adds(out, "</footer>\n");
	html_end(out, &frame);
	out->failed = out->failed || title.failed;
}
