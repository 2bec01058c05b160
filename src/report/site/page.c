#include "report/site/page.h"

#include <string.h>

#include "base/clock.h"
#include "html_assets.h"
#include "report/agenda.h"
#include "report/phrase.h"
#include "report/site/address.h"

const struct html_link site_links[] = {
	{SITE_HOME, "Overview"},
	{SITE_AGENDA, "Agenda"},
	{SITE_REQUESTS, "Requests"},
	{SITE_MATRIX, "Matrix"},
	{SITE_MAP, "Map"},
	{SITE_PEOPLE, "People"},
	{NULL, NULL},
};

static struct html_page frame_of(const struct site *site, const struct site_page *page, const char *title)
{
	return (struct html_page){.title = title,
				  .styles = {html_asset_letters_css, html_asset_chart_css, html_asset_site_css},
				  .policy = site != NULL ? site->policy : NULL,
				  .links = site_links,
				  .here = page != NULL ? page->here : NULL};
}

void site_policy(struct buf *out)
{
	const struct html_page frame = frame_of(NULL, NULL, "");

	html_policy(out, &frame);
}

void site_begin(struct buf *out, const struct site *site, const struct site_page *page)
{
	MOW_AUTO(buf) title = BUF_INIT;
	char day[CLOCK_TEXT];

	buf_addf(&title, "%s: %s", site->name, page->title);
	const struct html_page frame = frame_of(site, page, title.data);
	html_begin(out, &frame);
	clock_format_day(day, site->now);
	buf_adds(out, "<main>\n<header class=\"masthead\">\n<div>\n<p class=\"eyebrow\">");
	html_text(out, site->name);
	buf_adds(out, "</p>\n<h1>");
	html_text(out, page->title);
	buf_adds(out, "</h1>\n<p class=\"muted\">");
	if (page->note != NULL)
		buf_addf(out, "%s, ", page->note);
	buf_addf(out, "%s %s</p>\n</div>\n<dl class=\"figures\">\n", page->note != NULL ? "on" : "On", day);
	out->failed = out->failed || title.failed;
}

void site_end_masthead(struct buf *out)
{
	buf_adds(out, "</dl>\n</header>\n");
}

void site_end(struct buf *out, const struct site_page *page)
{
	const struct html_page frame = frame_of(NULL, page, "");

	buf_adds(out, "</main>\n<footer>mowners " MOW_VERSION ": <code>mowners site</code></footer>\n");
	html_end(out, &frame);
}

void site_figure(struct buf *out, size_t number, const char *what, bool bad)
{
	buf_addf(out, "<div><dt>%s</dt><dd%s>%zu</dd></div>\n", what, bad ? " class=\"bad\"" : "", number);
}

/* ---- The agenda ---------------------------------------------------------------------------------------------------- */

enum site_when site_when(const struct mow_agenda_item *item, const char *person)
{
	if (person != NULL && item->by != NULL && strcmp(item->by, person) == 0)
		return SITE_ASKED;
	return item->kind == MOW_AGENDA_REQUEST || item->kind == MOW_AGENDA_DEBT || item->overdue ? SITE_WAITS
												  : SITE_COMES;
}

static bool concerns(const struct mow_agenda_item *item, const char *person)
{
	for (size_t i = 0; i < item->people_count; i++)
		if (strcmp(item->people[i], person) == 0)
			return true;
	return false;
}

static bool is_in(const struct site_list *list, const struct mow_agenda_item *item)
{
	return site_when(item, list->person) == list->when && (list->person == NULL || concerns(item, list->person));
}

static void add_item(struct buf *out, const struct site *site, const struct mow_agenda_item *item)
{
	MOW_AUTO(buf) sentence = BUF_INIT;
	char day[CLOCK_TEXT], date[CLOCK_TEXT];

	clock_word_day(day, item->from, site->now);
	clock_format_day(date, item->from);
	agenda_sentence(&sentence, item, site->now);
	buf_addf(out, "<li class=\"%s%s\"><time datetime=\"%s\">%s</time><p>", agenda_kind_word(item->kind),
		 item->overdue ? " overdue" : "", date, day);
	html_bytes(out, sentence.data, sentence.len);
	if (item->verdict != NULL) {
		buf_adds(out, " <a href=\"");
		address_request(out, item->name);
		buf_adds(out, "\">Before and after</a>");
	}
	buf_adds(out, "</p></li>\n");
	out->failed = out->failed || sentence.failed;
}

static bool has_any(const struct site *site, const struct site_list *list)
{
	for (size_t i = 0; i < mow_agenda_items(site->agenda); i++)
		if (is_in(list, mow_agenda_item(site->agenda, i)))
			return true;
	return false;
}

void site_add_list(struct buf *out, const struct site *site, const struct site_list *list)
{
	size_t count = 0;

	if (list->empty == NULL && !has_any(site, list))
		return;
	buf_addf(out, "<section class=\"card\">\n<header><h2>%s</h2></header>\n", list->title);
	for (size_t i = 0; i < mow_agenda_items(site->agenda); i++) {
		const struct mow_agenda_item *item = mow_agenda_item(site->agenda, i);
		if (!is_in(list, item) || (++count > list->most && list->most > 0))
			continue;
		if (count == 1)
			buf_adds(out, "<ol class=\"days\">\n");
		add_item(out, site, item);
	}
	if (count > 0)
		buf_adds(out, "</ol>\n");
	else
		buf_addf(out, "<p class=\"empty\">%s</p>\n", list->empty);
	if (list->most > 0 && count > list->most && list->more != NULL)
		buf_addf(out, "<p class=\"empty\"><a href=\"%s\">All %zu</a></p>\n", list->more, count);
	buf_adds(out, "</section>\n");
}
