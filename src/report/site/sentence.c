/* What waits and comes, in the language of the page. */
#include <string.h>

#include "base/clock.h"
#include "report/phrase.h"
#include "report/site/page.h"

enum { WHOM_SHOWN = 5, COMMIT_SHOWN = 12 };

/* Plain texts that go into phrases. */
struct parts {
	struct buf files, who, place;
};

static void parts_release(struct parts *parts)
{
	buf_release(&parts->files);
	buf_release(&parts->who);
	buf_release(&parts->place);
}
MOW_AUTO_DEFINE(parts)

static void add_names(struct buf *out, const struct site *site, const struct mow_agenda_item *item)
{
	bool all = item->kind == MOW_AGENDA_REQUEST || item->kind == MOW_AGENDA_DEBT;
	size_t shown = item->who_count < WHOM_SHOWN ? item->who_count : WHOM_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		bool last = i > 0 && i + 1 == item->who_count;
		buf_adds(out, i == 0 ? "" : last ? lang_phrase(site->lang, all ? PHRASE_AND : PHRASE_OR) : ", ");
		buf_adds(out, item->who[i]);
	}
	if (item->who_count > shown)
		buf_addf(out, " + %zu", item->who_count - shown);
	if (item->who_count == 0)
		buf_adds(out, lang_phrase(site->lang, PHRASE_SITE_NOBODY));
}

static void find_parts(struct parts *parts, const struct site *site, const struct mow_agenda_item *item)
{
	if (item->path != NULL)
		phrase_path(&parts->files, item->path, item->path_len);
	if (item->files > 1) {
		buf_adds(&parts->files, lang_phrase(site->lang, PHRASE_AND));
		html_count(&parts->files, site->lang, NOUN_MORE_FILE, item->files - 1);
	}
	add_names(&parts->who, site, item);
	if (item->file != NULL) {
		phrase_path(&parts->place, item->file, strlen(item->file));
		buf_addf(&parts->place, ":%u", item->line);
	}
}

static void add_reason(struct buf *out, const struct mow_agenda_item *item)
{
	if (item->text == NULL || item->text[0] == '\0')
		return;
	buf_adds(out, ": ");
	html_text(out, item->text);
}

static void add_request(struct buf *out, const struct site *site, const struct mow_agenda_item *item,
			const struct parts *parts)
{
	MOW_AUTO(buf) target = BUF_INIT;

	phrase_ref(&target, item->target);
	html_say(out, site->lang, PHRASE_AGENDA_REQUEST, item->by, parts->files.data);
	html_say(out, site->lang, PHRASE_AGENDA_TARGET, target.data, NULL);
	add_reason(out, item);
	html_say(out, site->lang, item->who_count > 0 ? PHRASE_AGENDA_WAITS : PHRASE_AGENDA_STUCK, parts->who.data,
		 NULL);
	out->failed = out->failed || target.failed;
}

static void add_debt(struct buf *out, const struct site *site, const struct mow_agenda_item *item,
		     const struct parts *parts)
{
	MOW_AUTO(buf) command = BUF_INIT;

	buf_addf(&command, "mowners approve %.*s..%.*s", COMMIT_SHOWN, item->old_id, COMMIT_SHOWN, item->name);
	html_say(out, site->lang, PHRASE_AGENDA_DEBT, parts->files.data, NULL);
	add_reason(out, item);
	html_say(out, site->lang, PHRASE_AGENDA_OWED, parts->who.data, command.data);
	out->failed = out->failed || command.failed;
}

static void add_service(struct buf *out, const struct site *site, const struct mow_agenda_item *item,
			const struct parts *parts)
{
	MOW_AUTO(buf) name = BUF_INIT;

	if (item->text != NULL)
		buf_addf(&name, "%s (%s)", item->text, item->name);
	else
		buf_adds(&name, item->name);
	html_say(out, site->lang, item->text != NULL ? PHRASE_AGENDA_SERVICE : PHRASE_AGENDA_MEMBERS, name.data,
		 parts->place.data);
	out->failed = out->failed || name.failed;
}

static void add_freeze(struct buf *out, const struct site *site, const struct mow_agenda_item *item,
		       const struct parts *parts)
{
	bool freeze = item->kind == MOW_AGENDA_FREEZE;
	char day[CLOCK_TEXT];

	if (freeze)
		clock_format_until(day, item->end);
	else
		clock_format_from(day, item->from);
	html_say(out, site->lang, freeze ? PHRASE_AGENDA_FREEZE : PHRASE_AGENDA_EMBARGO, item->name, day);
	add_reason(out, item);
	html_say(out, site->lang, item->who_count > 0 ? PHRASE_AGENDA_ALLOW : PHRASE_AGENDA_CLOSED, parts->who.data,
		 parts->place.data);
}

void site_sentence(struct buf *out, const struct site *site, const struct mow_agenda_item *item)
{
	MOW_AUTO(parts) parts = {BUF_INIT, BUF_INIT, BUF_INIT};

	find_parts(&parts, site, item);
	switch (item->kind) {
	case MOW_AGENDA_REQUEST:
		add_request(out, site, item, &parts);
		break;
	case MOW_AGENDA_DEBT:
		add_debt(out, site, item, &parts);
		break;
	case MOW_AGENDA_CONFIRM:
		html_say(out, site->lang, PHRASE_AGENDA_CONFIRM, item->name, NULL);
		html_say(out, site->lang, PHRASE_AGENDA_LATER, parts.who.data, parts.place.data);
		break;
	case MOW_AGENDA_RIGHTS:
		html_say(out, site->lang, item->overdue ? PHRASE_AGENDA_ENDED : PHRASE_AGENDA_RIGHTS, parts.files.data,
			 item->name);
		html_say(out, site->lang, PHRASE_AGENDA_TAKE_OUT, parts.who.data, parts.place.data);
		break;
	case MOW_AGENDA_SERVICE:
		add_service(out, site, item, &parts);
		break;
	case MOW_AGENDA_FREEZE:
	case MOW_AGENDA_EMBARGO:
		add_freeze(out, site, item, &parts);
		break;
	}
	out->failed = out->failed || parts.files.failed || parts.who.failed || parts.place.failed;
}
