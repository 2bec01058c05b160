/* What waits, in words. */
#include <string.h>

#include "base/clock.h"
#include "report/agenda.h"
#include "report/phrase.h"

/* Names that are shown; digits of a commit. */
enum { WHOM_SHOWN = 5, COMMIT_SHOWN = 12 };

const char *agenda_kind_word(enum mow_agenda_kind kind)
{
	static const char *const words[] = {
		[MOW_AGENDA_REQUEST] = "request", [MOW_AGENDA_DEBT] = "debt",       [MOW_AGENDA_CONFIRM] = "confirm",
		[MOW_AGENDA_RIGHTS] = "rights",   [MOW_AGENDA_SERVICE] = "service", [MOW_AGENDA_FREEZE] = "freeze",
		[MOW_AGENDA_EMBARGO] = "embargo",
	};

	return words[kind];
}

/* ---- Pieces ------------------------------------------------------------------------------------------------------- */

static void add_who(struct buf *out, const struct mow_agenda_item *item, const char *word)
{
	phrase_names(out, item->who, item->who_count, word, WHOM_SHOWN);
}

/* ": REASON". */
static void add_text(struct buf *out, const struct mow_agenda_item *item)
{
	if (item->text != NULL && item->text[0] != '\0')
		buf_addf(out, ": %s", item->text);
}

static void add_place(struct buf *out, const struct mow_agenda_item *item)
{
	phrase_path(out, item->file, strlen(item->file));
	buf_addf(out, ":%u", item->line);
}

/* ---- Sentences ---------------------------------------------------------------------------------------------------- */

static void add_request(struct buf *out, const struct mow_agenda_item *item)
{
	buf_addf(out, "%s asks for approval of ", item->by);
	phrase_files(out, item->path, item->path_len, item->files);
	buf_adds(out, " for ");
	phrase_ref(out, item->target);
	add_text(out, item);
	if (item->who_count == 0) {
		buf_adds(out, "; nobody who is here can give what it lacks, mowners check says why");
		return;
	}
	buf_adds(out, "; it waits for ");
	add_who(out, item, "and");
}

static void add_debt(struct buf *out, const struct mow_agenda_item *item)
{
	buf_adds(out, "an override let ");
	phrase_files(out, item->path, item->path_len, item->files);
	buf_adds(out, " through");
	add_text(out, item);
	buf_adds(out, "; ");
	add_who(out, item, "and");
	buf_addf(out, "%s not approved it since: mowners approve %.*s..%.*s",
		 item->who_count == 0   ? "its owners have"
		 : item->who_count == 1 ? " has"
					: " have",
		 COMMIT_SHOWN, item->old_id, COMMIT_SHOWN, item->name);
}

static void add_confirm(struct buf *out, const struct mow_agenda_item *item)
{
	buf_addf(out, "the ownership of [%s] %s to be confirmed; to do so ", item->name, item->overdue ? "was" : "is");
	add_who(out, item, "and");
	buf_adds(out, " writes a later day in ");
	add_place(out, item);
}

static void add_rights(struct buf *out, const struct mow_agenda_item *item)
{
	buf_adds(out, "the rights to ");
	phrase_files(out, item->path, item->path_len, item->files);
	buf_addf(out, " %s, by [%s] in ", item->overdue ? "have ended" : "end", item->name);
	add_place(out, item);
	buf_adds(out, item->overdue ? "; " : "; then ");
	add_who(out, item, "or");
	buf_adds(out, item->who_count == 1 ? " takes them out" : " take them out");
}

static void add_service(struct buf *out, const struct mow_agenda_item *item)
{
	if (item->text != NULL)
		buf_addf(out, "%s (%s) has the last day of service", item->text, item->name);
	else
		buf_addf(out, "the last day on which %s has members", item->name);
	buf_adds(out, ", by ");
	add_place(out, item);
}

static void add_freeze(struct buf *out, const struct mow_agenda_item *item, int64_t now)
{
	char day[CLOCK_TEXT];

	if (item->kind == MOW_AGENDA_FREEZE) {
		clock_word_until(day, item->end, now);
		buf_addf(out, "freeze %s until %s", item->name, day);
	} else {
		clock_word_from(day, item->from, now);
		buf_addf(out, "embargo %s opens on %s", item->name, day);
	}
	add_text(out, item);
	buf_adds(out, "; ");
	if (item->who_count > 0)
		add_who(out, item, "or");
	else
		buf_adds(out, "nobody");
	buf_adds(out, " can let a change through before; ");
	add_place(out, item);
}

void agenda_sentence(struct buf *out, const struct mow_agenda_item *item, int64_t now)
{
	switch (item->kind) {
	case MOW_AGENDA_REQUEST:
		add_request(out, item);
		break;
	case MOW_AGENDA_DEBT:
		add_debt(out, item);
		break;
	case MOW_AGENDA_CONFIRM:
		add_confirm(out, item);
		break;
	case MOW_AGENDA_RIGHTS:
		add_rights(out, item);
		break;
	case MOW_AGENDA_SERVICE:
		add_service(out, item);
		break;
	case MOW_AGENDA_FREEZE:
	case MOW_AGENDA_EMBARGO:
		add_freeze(out, item, now);
		break;
	}
}

void agenda_title(struct buf *out, const struct mow_agenda_item *item)
{
	static const char *const titles[] = {
		[MOW_AGENDA_REQUEST] = "Approval asked: ", [MOW_AGENDA_DEBT] = "Approve after override: ",
		[MOW_AGENDA_CONFIRM] = "Confirm owner: ",  [MOW_AGENDA_RIGHTS] = "Rights end: ",
		[MOW_AGENDA_SERVICE] = "Last day: ",       [MOW_AGENDA_FREEZE] = "Freeze: ",
		[MOW_AGENDA_EMBARGO] = "Embargo opens: ",
	};

	buf_adds(out, titles[item->kind]);
	if (item->kind == MOW_AGENDA_REQUEST || item->kind == MOW_AGENDA_DEBT)
		phrase_files(out, item->path, item->path_len, item->files);
	else
		buf_adds(out, item->name);
}
