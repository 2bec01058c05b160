#include "report/site/page.h"

#include <string.h>

#include "base/clock.h"
#include "html_assets.h"
#include "report/phrase.h"
#include "report/site/address.h"

const struct html_link site_links[] = {
	{SITE_HOME, PHRASE_SITE_HOME},     {SITE_AGENDA, PHRASE_SITE_AGENDA}, {SITE_REQUESTS, PHRASE_SITE_REQUESTS},
	{SITE_MATRIX, PHRASE_SITE_MATRIX}, {SITE_MAP, PHRASE_SITE_MAP},       {SITE_REPORT, PHRASE_SITE_REPORT},
	{SITE_PEOPLE, PHRASE_SITE_PEOPLE}, {NULL, PHRASE_SITE_HOME},
};

static struct html_page frame_of(const struct site *site, const struct site_page *page, const char *title)
{
	return (struct html_page){.title = title,
				  .lang = site != NULL ? site->lang : LANG_EN,
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
		buf_adds(out, page->note);
	html_say(out, site->lang, page->note != NULL ? PHRASE_ON_DAY : PHRASE_SITE_DAY, day, NULL);
	buf_adds(out, "</p>\n</div>\n<dl class=\"figures\">\n");
	out->failed = out->failed || title.failed;
}

void site_end_masthead(struct buf *out)
{
	buf_adds(out, "</dl>\n</header>\n");
}

void site_end(struct buf *out, const struct site *site, const struct site_page *page)
{
	const struct html_page frame = frame_of(site, page, "");

	buf_adds(out, "</main>\n<footer>");
	html_say(out, site->lang, PHRASE_MADE_BY, MOW_VERSION, "mowners site");
	buf_adds(out, "</footer>\n");
	html_end(out, &frame);
}

static void add_figure(struct buf *out, const struct site *site, enum noun noun, size_t number, const char *class)
{
	buf_addf(out, "<div><dt>%s</dt><dd%s>", lang_noun(site->lang, noun, number), class);
	html_number(out, site->lang, number);
	buf_adds(out, "</dd></div>\n");
}

void site_figure(struct buf *out, const struct site *site, enum noun noun, size_t number)
{
	add_figure(out, site, noun, number, "");
}

void site_bad_figure(struct buf *out, const struct site *site, enum noun noun, size_t number)
{
	add_figure(out, site, noun, number, number > 0 ? " class=\"bad\"" : "");
}

void site_say(struct buf *out, const struct site *site, enum phrase phrase)
{
	html_say(out, site->lang, phrase, NULL, NULL);
}

void site_card(struct buf *out, const struct site *site, enum phrase title)
{
	buf_adds(out, "<section class=\"card\">\n<header><div><h2>");
	site_say(out, site, title);
	buf_adds(out, "</h2></div>");
}

void site_empty(struct buf *out, const struct site *site, enum phrase phrase)
{
	buf_adds(out, "<p class=\"empty\">");
	site_say(out, site, phrase);
	buf_adds(out, "</p>\n");
}

void site_table(struct buf *out, const struct site *site, enum phrase title)
{
	buf_adds(out, "<div class=\"scroll fits\" role=\"region\" tabindex=\"0\" aria-label=\"");
	site_say(out, site, title);
	buf_adds(out, "\">\n<table class=\"wide sortable\">\n<caption>");
	site_say(out, site, title);
	buf_adds(out, "</caption>\n<thead><tr>");
}

void site_heading(struct buf *out, const struct site *site, enum phrase title, const char *sort)
{
	buf_adds(out, "<th scope=\"col\"");
	if (sort != NULL)
		buf_addf(out, " data-sort=\"%s\"%s", sort, sort[0] == 'n' ? " class=\"number\"" : "");
	buf_addc(out, '>');
	site_say(out, site, title);
	buf_adds(out, "</th>");
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
	char day[CLOCK_TEXT];

	clock_format_day(day, item->from);
	buf_addf(out, "<li%s><time>%s</time><p>", item->overdue ? " class=\"overdue\"" : "", day);
	site_sentence(out, site, item);
	if (item->verdict != NULL) {
		buf_adds(out, " <a href=\"");
		address_request(out, item->name);
		buf_adds(out, "\">");
		site_say(out, site, PHRASE_SITE_SHEET);
		buf_adds(out, "</a>");
	}
	buf_adds(out, "</p></li>\n");
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

	if (list->may_lack && !has_any(site, list))
		return;
	site_card(out, site, list->title);
	buf_adds(out, "</header>\n");
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
		site_empty(out, site, list->empty);
	if (list->most > 0 && count > list->most && list->more != NULL) {
		MOW_AUTO(buf) number = BUF_INIT;
		html_number(&number, site->lang, count);
		buf_addf(out, "<p class=\"empty\"><a href=\"%s\">", list->more);
		html_say(out, site->lang, PHRASE_SITE_ALL, number.data, NULL);
		buf_adds(out, "</a></p>\n");
	}
	buf_adds(out, "</section>\n");
}
