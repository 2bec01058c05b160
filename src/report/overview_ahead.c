/* What is open, and what comes. */
#include <string.h>

#include "base/clock.h"
#include "report/overview.h"
#include "report/phrase.h"

enum { ROWS_MOST = 25, DAYS_AHEAD = 90 };

/* ---- Pieces -------------------------------------------------------------------------------------------------------- */

static void add_day(const struct overview *page, enum phrase title, int64_t moment)
{
	char day[CLOCK_TEXT];

	clock_format_day(day, moment);
	overview_cell(page, title);
	buf_adds(page->out, day);
}

static void add_who(const struct overview *page, const struct mow_agenda_item *item)
{
	overview_cell(page, PHRASE_WAITS_FOR);
	for (size_t i = 0; i < item->who_count; i++) {
		buf_adds(page->out, i > 0 ? ", " : "");
		html_text(page->out, item->who[i]);
	}
	buf_adds(page->out, "</td>");
}

/* "brand/logo.svg", or "12 files" */
static void add_files(const struct overview *page, const struct mow_agenda_item *item)
{
	if (item->path == NULL)
		return;
	buf_adds(page->out, "<code>");
	html_path(page->out, item->path, item->path_len);
	buf_adds(page->out, "</code>");
	if (item->files > 1) {
		buf_adds(page->out, " <span class=\"muted\">(");
		html_count(page->out, page->lang, NOUN_FILE, item->files);
		buf_adds(page->out, ")</span>");
	}
}

static void end_rows(const struct overview *page, size_t count)
{
	MOW_AUTO(buf) rest = BUF_INIT;

	overview_table_end(page);
	if (count <= ROWS_MOST)
		return;
	html_number(&rest, page->lang, count - ROWS_MOST);
	buf_adds(page->out, "<p class=\"note\">");
	html_say(page->out, page->lang, PHRASE_AND_MORE, rest.data, "mowners agenda");
	buf_adds(page->out, "</p>\n");
	page->out->failed = page->out->failed || rest.failed;
}

/* A card that holds a table of these columns, or a sentence where it would be empty. */
static bool begin_rows(const struct overview *page, const char *id, enum phrase title, enum phrase nothing, bool any)
{
	overview_card(page, id, title);
	if (!any) {
		buf_addf(page->out, "<p class=\"note\">%s</p>\n</section>\n", lang_phrase(page->lang, nothing));
		return false;
	}
	overview_table(page, id, "list stacks", title);
	return true;
}

static void add_headings(const struct overview *page, const enum phrase *titles, size_t count)
{
	buf_adds(page->out, "<thead><tr>");
	for (size_t i = 0; i < count; i++)
		overview_heading(page, titles[i], NULL);
	buf_adds(page->out, "</tr></thead>\n<tbody>\n");
}

/* The rest of a row, from its files on. */
static void end_row(const struct overview *page, const struct mow_agenda_item *item)
{
	add_files(page, item);
	if (item->text != NULL) {
		buf_adds(page->out, "<p class=\"muted\">");
		html_text(page->out, item->text);
		buf_adds(page->out, "</p>");
	}
	buf_adds(page->out, "</td>");
	add_who(page, item);
	buf_adds(page->out, "</tr>\n");
}

/* ---- Open requests ------------------------------------------------------------------------------------------------- */

static void add_request(const struct overview *page, const struct mow_agenda_item *item)
{
	buf_adds(page->out, "<tr>");
	add_day(page, PHRASE_ASKED, item->from);
	buf_adds(page->out, "</td>");
	overview_cell(page, PHRASE_ASKED_BY);
	html_text(page->out, item->by != NULL ? item->by : "");
	buf_adds(page->out, "</td>");
	overview_cell(page, PHRASE_FILES);
	end_row(page, item);
}

void overview_open(const struct overview *page)
{
	static const enum phrase titles[] = {PHRASE_ASKED, PHRASE_ASKED_BY, PHRASE_FILES, PHRASE_WAITS_FOR};
	const struct mow_agenda *agenda = mow_report_agenda(page->report);
	size_t count = 0;

	for (size_t i = 0; i < mow_agenda_items(agenda); i++)
		count += mow_agenda_item(agenda, i)->kind == MOW_AGENDA_REQUEST;
	if (begin_rows(page, "open", PHRASE_OPEN, PHRASE_NO_OPEN, count > 0)) {
		size_t said = 0;
		add_headings(page, titles, sizeof titles / sizeof *titles);
		for (size_t i = 0; i < mow_agenda_items(agenda) && said < ROWS_MOST; i++)
			if (mow_agenda_item(agenda, i)->kind == MOW_AGENDA_REQUEST) {
				add_request(page, mow_agenda_item(agenda, i));
				said++;
			}
		end_rows(page, count);
		buf_adds(page->out, "</section>\n");
	}
}

/* ---- Days ---------------------------------------------------------------------------------------------------------- */

static bool is_ahead(const struct overview *page, const struct mow_agenda_item *item)
{
	return item->kind != MOW_AGENDA_REQUEST && item->kind != MOW_AGENDA_DEBT &&
	       item->from < mow_agenda_now(mow_report_agenda(page->report)) + (int64_t)DAYS_AHEAD * CLOCK_DAY;
}

static size_t count_ends(const struct overview *page)
{
	const struct mow_agenda *agenda = mow_report_agenda(page->report);
	size_t count = 0;

	for (size_t i = 0; i < mow_agenda_items(agenda); i++)
		count += is_ahead(page, mow_agenda_item(agenda, i));
	return count;
}

static void add_coming(const struct overview *page, const struct mow_agenda_item *item)
{
	static const enum phrase kinds[] = {
		[MOW_AGENDA_REQUEST] = PHRASE_OPEN,      [MOW_AGENDA_DEBT] = PHRASE_M_DEBTS,
		[MOW_AGENDA_CONFIRM] = PHRASE_K_CONFIRM, [MOW_AGENDA_RIGHTS] = PHRASE_K_RIGHTS,
		[MOW_AGENDA_SERVICE] = PHRASE_K_SERVICE, [MOW_AGENDA_FREEZE] = PHRASE_K_FREEZE,
		[MOW_AGENDA_EMBARGO] = PHRASE_K_EMBARGO,
	};

	buf_adds(page->out, "<tr>");
	add_day(page, PHRASE_DAY, item->from);
	if (item->overdue)
		buf_addf(page->out, " <span class=\"flag bad\">%s</span>", lang_phrase(page->lang, PHRASE_OVERDUE));
	buf_adds(page->out, "</td>");
	overview_cell(page, PHRASE_KIND);
	overview_say(page, kinds[item->kind]);
	buf_adds(page->out, "</td>");
	overview_cell(page, PHRASE_WHICH);
	html_text(page->out, item->name);
	if (item->path != NULL)
		buf_addc(page->out, ' ');
	end_row(page, item);
}

void overview_ends(const struct overview *page)
{
	static const enum phrase titles[] = {PHRASE_DAY, PHRASE_KIND, PHRASE_WHICH, PHRASE_WAITS_FOR};
	const struct mow_agenda *agenda = mow_report_agenda(page->report);
	size_t count = count_ends(page);

	if (begin_rows(page, "ends", PHRASE_ENDS, PHRASE_NO_ENDS, count > 0)) {
		size_t said = 0;
		add_headings(page, titles, sizeof titles / sizeof *titles);
		for (size_t i = 0; i < mow_agenda_items(agenda) && said < ROWS_MOST; i++)
			if (is_ahead(page, mow_agenda_item(agenda, i))) {
				add_coming(page, mow_agenda_item(agenda, i));
				said++;
			}
		end_rows(page, count);
		buf_adds(page->out, "</section>\n");
	}
}
