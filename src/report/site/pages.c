/* Overview, agenda and requests. */
#include "report/phrase.h"
#include "report/site/address.h"
#include "report/site/page.h"

enum { SHOWN = 6 }; /* things of a kind on the first page */

static size_t count_requests(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < mow_agenda_items(site->agenda); i++)
		count += mow_agenda_item(site->agenda, i)->kind == MOW_AGENDA_REQUEST;
	return count;
}

static size_t count_overdue(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < mow_agenda_items(site->agenda); i++)
		count += mow_agenda_item(site->agenda, i)->overdue;
	return count;
}

/* That requests could not be looked for, and why. */
static void add_note(struct buf *out, const struct site *site)
{
	if (mow_agenda_note(site->agenda) == NULL)
		return;
	buf_adds(out, "<p class=\"notice\">");
	html_say(out, site->lang, PHRASE_SITE_NOTE, mow_agenda_note(site->agenda), NULL);
	buf_adds(out, "</p>\n");
}

/* ---- Overview ------------------------------------------------------------------------------------------------------ */

static void add_people(struct buf *out, const struct site *site, const struct site_people *people)
{
	site_card(out, site, PHRASE_SITE_PEOPLE);
	buf_adds(out, "</header>\n<ul class=\"chips\">\n");
	for (size_t i = 0; i < people->count; i++) {
		const struct site_person *person = &people->items[i];
		buf_adds(out, "<li><a href=\"");
		address_person(out, person->label);
		buf_adds(out, "\">");
		html_text(out, person->name != NULL ? person->name : person->label);
		buf_adds(out, "</a>");
		if (person->waits > 0)
			buf_addf(out, " <span class=\"flag\">%zu</span>", person->waits);
		buf_adds(out, "</li>\n");
	}
	buf_adds(out, "</ul>\n</section>\n");
}

void site_home(struct buf *out, const struct site *site, const struct site_people *people)
{
	const struct site_page page = {SITE_HOME, lang_phrase(site->lang, PHRASE_SITE_TITLE), NULL};
	const struct site_list waits = {.title = PHRASE_SITE_WAITS,
					.empty = PHRASE_SITE_NOTHING_WAITS,
					.when = SITE_WAITS,
					.most = SHOWN,
					.more = SITE_AGENDA};
	const struct site_list comes = {
		.title = PHRASE_SITE_COMES, .empty = PHRASE_SITE_NO_DAY, .most = SHOWN, .more = SITE_AGENDA};
	size_t unowned, files = mow_matrix_files(site->matrix, &unowned);

	site_begin(out, site, &page);
	site_figure(out, site, NOUN_OPEN, count_requests(site));
	site_bad_figure(out, site, NOUN_OVERDUE, count_overdue(site));
	site_figure(out, site, NOUN_FILE, files);
	site_bad_figure(out, site, NOUN_UNDECIDED, unowned);
	site_bad_figure(out, site, NOUN_FINDING, site->finding_count);
	site_end_masthead(out);
	add_note(out, site);
	site_add_list(out, site, &waits);
	site_add_list(out, site, &comes);
	add_people(out, site, people);
	site_end(out, site, &page);
}

/* ---- Agenda -------------------------------------------------------------------------------------------------------- */

void site_agenda(struct buf *out, const struct site *site)
{
	const struct site_list waits = {
		.title = PHRASE_SITE_WAITS, .empty = PHRASE_SITE_NOTHING_WAITS, .when = SITE_WAITS};
	const struct site_list comes = {.title = PHRASE_SITE_COMES, .empty = PHRASE_SITE_NO_DAY};
	MOW_AUTO(buf) note = BUF_INIT;

	html_say(&note, site->lang, PHRASE_SITE_CALENDAR, SITE_CALENDAR, NULL);
	const struct site_page page = {SITE_AGENDA, lang_phrase(site->lang, PHRASE_SITE_AGENDA), note.data};
	site_begin(out, site, &page);
	site_figure(out, site, NOUN_THING, mow_agenda_items(site->agenda));
	site_bad_figure(out, site, NOUN_OVERDUE, count_overdue(site));
	site_end_masthead(out);
	add_note(out, site);
	site_add_list(out, site, &waits);
	site_add_list(out, site, &comes);
	site_end(out, site, &page);
	out->failed = out->failed || note.failed;
}

/* ---- Requests ------------------------------------------------------------------------------------------------------ */

static void add_request(struct buf *out, const struct site *site, const struct mow_agenda_item *item)
{
	MOW_AUTO(buf) target = BUF_INIT;
	MOW_AUTO(buf) who = BUF_INIT;

	phrase_ref(&target, item->target);
	buf_adds(out, "<tr><th scope=\"row\"><a href=\"");
	address_request(out, item->name);
	buf_adds(out, "\"><code>");
	html_path(out, item->path, item->path_len);
	buf_adds(out, "</code></a>");
	if (item->files > 1) {
		buf_adds(out, " <span class=\"muted\">+ ");
		html_count(out, site->lang, NOUN_MORE_FILE, item->files - 1);
		buf_adds(out, "</span>");
	}
	buf_adds(out, "</th><td>");
	html_text(out, item->by);
	buf_adds(out, "</td><td>");
	html_text(out, item->text != NULL ? item->text : "");
	buf_adds(out, "</td><td>");
	html_text(out, target.data);
	buf_adds(out, "</td><td>");
	phrase_names(&who, item->who, item->who_count, "and", SHOWN);
	html_bytes(out, who.data, who.len);
	buf_adds(out, "</td></tr>\n");
	out->failed = out->failed || target.failed || who.failed;
}

static void add_requests(struct buf *out, const struct site *site)
{
	static const enum phrase headings[] = {PHRASE_FILES, PHRASE_SITE_ASKED_BY, PHRASE_SITE_WHY, PHRASE_SITE_TARGET,
					       PHRASE_WAITS_FOR};

	site_table(out, site, PHRASE_SITE_REQUESTS);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		site_heading(out, site, headings[i], "text");
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < mow_agenda_items(site->agenda); i++)
		if (mow_agenda_item(site->agenda, i)->kind == MOW_AGENDA_REQUEST)
			add_request(out, site, mow_agenda_item(site->agenda, i));
	buf_adds(out, "</tbody>\n</table>\n</div>\n");
}

void site_requests(struct buf *out, const struct site *site)
{
	const struct site_page page = {SITE_REQUESTS, lang_phrase(site->lang, PHRASE_OPEN), NULL};
	size_t count = count_requests(site);

	site_begin(out, site, &page);
	site_figure(out, site, NOUN_OPEN, count);
	site_end_masthead(out);
	add_note(out, site);
	site_card(out, site, PHRASE_SITE_WHO_ASKS);
	buf_adds(out, "</header>\n");
	if (count > 0)
		add_requests(out, site);
	else
		site_empty(out, site, PHRASE_SITE_NOBODY_ASKS);
	buf_adds(out, "</section>\n");
	site_end(out, site, &page);
}

void site_no_report(struct buf *out, const struct site *site, const char *why)
{
	const struct site_page page = {SITE_REPORT, lang_phrase(site->lang, PHRASE_REPORT), NULL};

	site_begin(out, site, &page);
	site_end_masthead(out);
	buf_adds(out, "<p class=\"notice\" lang=\"en\">");
	html_text(out, why);
	buf_adds(out, "</p>\n");
	site_end(out, site, &page);
}
