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
	buf_adds(out, "<p class=\"notice\">Approvals that are asked for are not shown: ");
	html_text(out, mow_agenda_note(site->agenda));
	buf_adds(out, ".</p>\n");
}

/* ---- Overview ------------------------------------------------------------------------------------------------------ */

static void add_people(struct buf *out, const struct site_people *people)
{
	buf_adds(out, "<section class=\"card\">\n<header><h2>People</h2></header>\n<ul class=\"chips\">\n");
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
	const struct site_page page = {SITE_HOME, "Who decides, and what waits", NULL};
	size_t unowned, files = mow_matrix_files(site->matrix, &unowned);

	site_begin(out, site, &page);
	site_figure(out, count_requests(site), "open requests", false);
	site_figure(out, count_overdue(site), "overdue", count_overdue(site) > 0);
	site_figure(out, files, "files", false);
	site_figure(out, unowned, "files that nobody decides about", unowned > 0);
	site_figure(out, site->finding_count, "findings", site->finding_count > 0);
	site_end_masthead(out);
	add_note(out, site);
	site_add_list(out, site,
		      &(struct site_list){.title = "What waits",
					  .empty = "Nothing waits.",
					  .when = SITE_WAITS,
					  .most = SHOWN,
					  .more = SITE_AGENDA});
	site_add_list(out, site,
		      &(struct site_list){
			      .title = "What comes", .empty = "No day is named.", .most = SHOWN, .more = SITE_AGENDA});
	add_people(out, people);
	site_end(out, &page);
}

/* ---- Agenda -------------------------------------------------------------------------------------------------------- */

void site_agenda(struct buf *out, const struct site *site)
{
	const struct site_page page = {SITE_AGENDA, "Agenda",
				       "Also <a href=\"" SITE_CALENDAR "\">for calendar programs</a>"};

	site_begin(out, site, &page);
	site_figure(out, mow_agenda_items(site->agenda), "things in all", false);
	site_figure(out, count_overdue(site), "overdue", count_overdue(site) > 0);
	site_end_masthead(out);
	add_note(out, site);
	site_add_list(out, site,
		      &(struct site_list){.title = "What waits", .empty = "Nothing waits.", .when = SITE_WAITS});
	site_add_list(out, site, &(struct site_list){.title = "What comes", .empty = "No day is named."});
	site_end(out, &page);
}

/* ---- Requests ------------------------------------------------------------------------------------------------------ */

static void add_request(struct buf *out, const struct mow_agenda_item *item)
{
	MOW_AUTO(buf) target = BUF_INIT;
	MOW_AUTO(buf) who = BUF_INIT;

	phrase_ref(&target, item->target);
	buf_adds(out, "<tr><th scope=\"row\"><a href=\"");
	address_request(out, item->name);
	buf_adds(out, "\"><code>");
	html_path(out, item->path, item->path_len);
	buf_adds(out, "</code></a>");
	if (item->files > 1)
		buf_addf(out, " <span class=\"muted\">and %zu more</span>", item->files - 1);
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
	buf_adds(out, "<div class=\"scroll fits\" role=\"region\" aria-label=\"Requests\" tabindex=\"0\">\n"
		      "<table class=\"wide sortable\">\n<caption>Requests</caption>\n<thead><tr>");
	for (size_t i = 0; i < 5; i++)
		buf_addf(out, "<th scope=\"col\" data-sort=\"text\">%s</th>",
			 (const char *const[]){"Files", "Asked by", "Why", "For", "Waits for"}[i]);
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < mow_agenda_items(site->agenda); i++)
		if (mow_agenda_item(site->agenda, i)->kind == MOW_AGENDA_REQUEST)
			add_request(out, mow_agenda_item(site->agenda, i));
	buf_adds(out, "</tbody>\n</table>\n</div>\n");
}

void site_requests(struct buf *out, const struct site *site)
{
	const struct site_page page = {SITE_REQUESTS, "Open requests", NULL};
	size_t count = count_requests(site);

	site_begin(out, site, &page);
	site_figure(out, count, "open requests", false);
	site_end_masthead(out);
	add_note(out, site);
	buf_adds(out, "<section class=\"card\">\n<header><h2>Who asks for approval</h2></header>\n");
	if (count > 0)
		add_requests(out, site);
	else
		buf_adds(out, "<p class=\"empty\">Nobody asks for approval.</p>\n");
	buf_adds(out, "</section>\n");
	site_end(out, &page);
}
