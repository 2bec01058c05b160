/* Numbers of the report as its page words them, and the frame of its sections. */
#include <string.h>

#include "report/overview.h"

/* ---- Words --------------------------------------------------------------------------------------------------------- */

void overview_say(const struct overview *page, enum phrase phrase)
{
	buf_adds(page->out, lang_phrase(page->lang, phrase));
}

enum phrase overview_title(enum mow_report_measure measure)
{
	static const enum phrase titles[MOW_REPORT_MEASURES] = {
		[MOW_REPORT_CHANGES] = PHRASE_M_CHANGES,
		[MOW_REPORT_RECORDS] = PHRASE_M_RECORDS,
		[MOW_REPORT_UNRECORDED] = PHRASE_M_UNRECORDED,
		[MOW_REPORT_UNSIGNED] = PHRASE_M_UNSIGNED,
		[MOW_REPORT_UNJUDGED] = PHRASE_M_UNJUDGED,
		[MOW_REPORT_CLOCK] = PHRASE_M_CLOCK,
		[MOW_REPORT_COVERAGE] = PHRASE_M_COVERAGE,
		[MOW_REPORT_WEIGHTED] = PHRASE_M_WEIGHTED,
		[MOW_REPORT_LEAD] = PHRASE_M_LEAD,
		[MOW_REPORT_BRANCH_AGE] = PHRASE_M_BRANCH_AGE,
		[MOW_REPORT_AUTHOR] = PHRASE_M_AUTHOR,
		[MOW_REPORT_REVIEW] = PHRASE_M_REVIEW,
		[MOW_REPORT_ACCOUNTABLE] = PHRASE_M_ACCOUNTABLE,
		[MOW_REPORT_READY] = PHRASE_M_READY,
		[MOW_REPORT_ROUNDS] = PHRASE_M_ROUNDS,
		[MOW_REPORT_REVERTED] = PHRASE_M_REVERTED,
		[MOW_REPORT_FIXED] = PHRASE_M_FIXED,
		[MOW_REPORT_OVERRIDDEN] = PHRASE_M_OVERRIDDEN,
		[MOW_REPORT_DEBTS] = PHRASE_M_DEBTS,
		[MOW_REPORT_BLOCKED] = PHRASE_M_BLOCKED,
		[MOW_REPORT_WAITING] = PHRASE_M_WAITING,
		[MOW_REPORT_ASKED] = PHRASE_M_ASKED,
		[MOW_REPORT_GIVEN] = PHRASE_M_GIVEN,
		[MOW_REPORT_DECIDES] = PHRASE_M_DECIDES,
		[MOW_REPORT_ALONE] = PHRASE_M_ALONE,
		[MOW_REPORT_UNCONFIRMED] = PHRASE_M_UNCONFIRMED,
		[MOW_REPORT_QUIET] = PHRASE_M_QUIET,
		[MOW_REPORT_LEFT] = PHRASE_M_LEFT,
		[MOW_REPORT_DEAD] = PHRASE_M_DEAD,
		[MOW_REPORT_ENDING] = PHRASE_M_ENDING,
	};

	return titles[measure];
}

static void say_gap(const struct overview *page, enum phrase why)
{
	buf_addf(page->out, "<span class=\"muted\">%s%s%s</span>", lang_phrase(page->lang, PHRASE_NOT_KNOWN),
		 lang_phrase(page->lang, PHRASE_COLON), lang_phrase(page->lang, why));
}

/* ---- Numbers ------------------------------------------------------------------------------------------------------- */

void overview_percent(const struct overview *page, size_t count, size_t of)
{
	buf_addu(page->out, of > 0 ? (unsigned long long)((double)count / (double)of * 100) : 0);
	overview_say(page, PHRASE_PERCENT);
}

/* "3 d 4 h": two units at most. */
static void add_duration(const struct overview *page, struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		enum phrase name;
	} units[] = {{86400, PHRASE_DAYS}, {3600, PHRASE_HOURS}, {60, PHRASE_MINUTES}, {1, PHRASE_SECONDS}};
	size_t at = 0;

	while (at < 3 && seconds < units[at].seconds)
		at++;
	buf_addf(out, "%lld\u00A0%s", (long long)(seconds / units[at].seconds),
		 lang_phrase(page->lang, units[at].name));
	seconds %= units[at].seconds;
	if (at < 2 && seconds / units[at + 1].seconds > 0)
		buf_addf(out, " %lld\u00A0%s", (long long)(seconds / units[at + 1].seconds),
			 lang_phrase(page->lang, units[at + 1].name));
}

static void add_number(const struct overview *page, struct buf *out, const struct mow_report_figure *figure,
		       int64_t value)
{
	if (figure->unit == MOW_REPORT_SECONDS)
		add_duration(page, out, value);
	else
		html_number(out, page->lang, value > 0 ? (uint64_t)value : 0);
}

/* Of few values all of them. */
static void add_values(const struct overview *page, const struct mow_report_figure *figure)
{
	MOW_AUTO(buf) first = BUF_INIT;
	MOW_AUTO(buf) second = BUF_INIT;

	for (size_t i = 0; figure->count < MOW_REPORT_FEW && i < figure->count; i++) {
		buf_adds(page->out, i > 0 ? ", " : "");
		add_number(page, page->out, figure, figure->values[i]);
	}
	if (figure->count < MOW_REPORT_FEW)
		return;
	add_number(page, &first, figure, figure->median);
	add_number(page, &second, figure, figure->p90);
	html_say(page->out, page->lang, PHRASE_MEDIAN, first.data, second.data);
	buf_reset(&first);
	html_number(&first, page->lang, figure->count);
	html_say(page->out, page->lang, PHRASE_OF_SO_MANY, first.data, NULL);
	page->out->failed = page->out->failed || first.failed || second.failed;
}

static void add_share(const struct overview *page, const struct mow_report_figure *figure)
{
	MOW_AUTO(buf) count = BUF_INIT;
	MOW_AUTO(buf) of = BUF_INIT;

	html_number(&count, page->lang, figure->count);
	html_number(&of, page->lang, figure->of);
	overview_percent(page, figure->count, figure->of);
	html_say(page->out, page->lang, PHRASE_OF_ALL, count.data, of.data);
	page->out->failed = page->out->failed || count.failed || of.failed;
}

void overview_value(const struct overview *page, const struct mow_report_figure *figure)
{
	static const enum phrase gaps[] = {
		[MOW_REPORT_KNOWN] = PHRASE_GAP_NOTHING,         [MOW_REPORT_NOTHING] = PHRASE_GAP_NOTHING,
		[MOW_REPORT_NO_REQUEST] = PHRASE_GAP_NO_REQUEST, [MOW_REPORT_NO_AUDIT] = PHRASE_GAP_NO_AUDIT,
		[MOW_REPORT_TOO_RECENT] = PHRASE_GAP_TOO_RECENT, [MOW_REPORT_NO_RULES] = PHRASE_GAP_NO_RULES,
	};

	if (figure->gap != MOW_REPORT_KNOWN)
		say_gap(page, gaps[figure->gap]);
	else if (figure->unit == MOW_REPORT_COUNT)
		html_number(page->out, page->lang, figure->count);
	else if (figure->unit == MOW_REPORT_SHARE)
		add_share(page, figure);
	else
		add_values(page, figure);
}

const struct mow_report_figure *overview_figure(const struct overview *page, enum mow_report_measure measure,
						const struct mow_report_figure *like)
{
	const char *rest = like != NULL ? strchr(like->key, '/') : NULL;
	MOW_AUTO(buf) key = BUF_INIT;

	buf_addf(&key, "%s%s", mow_report_measure_name(measure), rest != NULL ? rest : "");
	page->out->failed = page->out->failed || key.failed;
	return key.failed ? NULL : mow_report_find(page->report, key.data);
}

/* ---- The frame of a section ---------------------------------------------------------------------------------------- */

void overview_card(const struct overview *page, const char *id, enum phrase title)
{
	buf_addf(page->out, "<section class=\"card\">\n<header><h2 id=\"%s\">%s</h2></header>\n", id,
		 lang_phrase(page->lang, title));
}

void overview_table(const struct overview *page, const char *id, const char *class, enum phrase title)
{
	buf_addf(page->out,
		 "<div class=\"scroll fits\" role=\"region\" aria-labelledby=\"%s\" tabindex=\"0\">\n"
		 "<table class=\"wide %s\">\n<caption>%s</caption>\n",
		 id, class, lang_phrase(page->lang, title));
}

void overview_table_end(const struct overview *page)
{
	buf_adds(page->out, "</tbody>\n</table>\n</div>\n");
}

void overview_heading(const struct overview *page, enum phrase title, const char *sort)
{
	buf_adds(page->out, "<th scope=\"col\"");
	if (sort != NULL)
		buf_addf(page->out, " data-sort=\"%s\"", sort);
	buf_addf(page->out, ">%s</th>", lang_phrase(page->lang, title));
}

void overview_cell(const struct overview *page, enum phrase title)
{
	buf_addf(page->out, "<td data-label=\"%s\">", lang_phrase(page->lang, title));
}
