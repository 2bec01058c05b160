#include "report/ready.h"

#include <string.h>

#include "base/clock.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/phrase.h"

enum { COLUMN = 5, COMMIT_SHOWN = 12 };

const struct format ready_formats[] = {READY_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_ready_##name,
ready_format_fn *const ready_writers[] = {READY_FORMATS(WRITER)};

size_t ready_count(const struct mow_ready *ready)
{
	size_t count = 0;

	for (size_t i = 0; i < mow_ready_items(ready); i++)
		count += mow_ready_item(ready, i)->holds_up;
	return count;
}

/* ---- Text --------------------------------------------------------------------------------------------------------- */

/* ", by [NAME] in FILE:LINE: REASON". */
static void add_source(struct buf *out, const struct mow_ready_item *item, const char *kind)
{
	buf_addf(out, ", by [%s%s] in ", kind, item->name);
	phrase_path(out, item->file, strlen(item->file));
	buf_addf(out, ":%u", item->line);
	if (item->reason != NULL) {
		buf_adds(out, ": ");
		phrase_text(out, item->reason);
	}
}

static void add_range(struct buf *out, const struct mow_ready_item *item)
{
	buf_addf(out, "%.*s..%.*s", COMMIT_SHOWN, item->old_id, COMMIT_SHOWN, item->new_id);
}

static void add_landed(struct buf *out, const struct mow_ready_item *item, int64_t now)
{
	char day[CLOCK_TEXT];

	clock_word_from(day, item->when, now);
	if (item->kind == MOW_READY_UNJUDGED) {
		buf_addf(out, "what landed on %s cannot be judged", day);
		if (item->reason != NULL) {
			buf_adds(out, ": ");
			phrase_text(out, item->reason);
		}
		return;
	}
	phrase_files(out, item->path, item->path_len, item->files);
	if (item->kind == MOW_READY_DEBT) {
		buf_addf(
			out,
			": an override let it through on %s, and its owners have not approved it since: mowners approve ",
			day);
		add_range(out, item);
	} else {
		buf_addf(out, ": it landed on %s without the approvals that it needs; mowners audit ", day);
		add_range(out, item);
		buf_adds(out, " tells which");
	}
}

static void add_sentence(struct buf *out, const struct mow_ready_item *item, int64_t now)
{
	char day[CLOCK_TEXT];

	switch (item->kind) {
	case MOW_READY_UNOWNED:
		phrase_files(out, item->path, item->path_len, item->files);
		buf_adds(out, ": nobody decides about it; give it an area in OWNERS");
		break;
	case MOW_READY_RIGHTS:
		clock_word_until(day, item->when, now);
		phrase_files(out, item->path, item->path_len, item->files);
		buf_addf(out, ": the rights to use it %s %s", item->holds_up ? "have ended, with" : "end with", day);
		add_source(out, item, "");
		break;
	case MOW_READY_EMBARGO:
		clock_word_from(day, item->when, now);
		phrase_files(out, item->path, item->path_len, item->files);
		buf_addf(out, ": not before %s", day);
		add_source(out, item, "freeze ");
		break;
	case MOW_READY_FREEZE:
		clock_word_until(day, item->when, now);
		phrase_files(out, item->path, item->path_len, item->files);
		buf_addf(out, ": frozen until %s", day);
		add_source(out, item, "freeze ");
		break;
	case MOW_READY_UNAPPROVED:
	case MOW_READY_DEBT:
	case MOW_READY_UNJUDGED:
		add_landed(out, item, now);
	}
}

static void add_item(const struct ready_output *output, const struct mow_ready_item *item, int64_t now)
{
	struct buf *out = output->out;
	MOW_AUTO(buf) sentence = BUF_INIT;
	bool color = output->color && item->holds_up;

	add_sentence(&sentence, item, now);
	layout_color(out, color, LAYOUT_RED);
	buf_adds(out, item->holds_up ? "  !  " : "     ");
	layout_plain(out, color);
	layout_wrap(out, sentence.data != NULL ? sentence.data : "", COLUMN, COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || sentence.failed;
}

static void add_headline(const struct ready_output *output, const struct mow_ready *ready)
{
	struct buf *out = output->out;
	size_t count = ready_count(ready);
	char day[CLOCK_TEXT];

	clock_word_from(day, mow_ready_at(ready), mow_ready_at(ready));
	buf_adds(out, "mowners: ");
	phrase_path(out, output->folder, strlen(output->folder));
	buf_addf(out, " is %s on %s: ", count == 0 ? "ready" : "NOT ready", day);
	phrase_count(out, mow_ready_files(ready), "file");
	buf_adds(out, " on ");
	phrase_ref(out, mow_ready_target(ready));
	if (count > 0) {
		buf_adds(out, ", ");
		phrase_count(out, count, "thing");
		buf_adds(out, count == 1 ? " holds it up" : " hold it up");
	}
	buf_addc(out, '\n');
}

void report_ready_text(const struct ready_output *output, const struct mow_ready *ready)
{
	add_headline(output, ready);
	if (mow_ready_items(ready) > 0)
		buf_addc(output->out, '\n');
	for (size_t i = 0; i < mow_ready_items(ready); i++)
		add_item(output, mow_ready_item(ready, i), mow_ready_at(ready));
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void add_when(struct json *json, const struct mow_ready_item *item)
{
	char when[CLOCK_TEXT];

	if (item->kind == MOW_READY_UNOWNED)
		return;
	if (item->kind == MOW_READY_RIGHTS || item->kind == MOW_READY_FREEZE)
		clock_format_until(when, item->when);
	else
		clock_format_from(when, item->when);
	json_member(json, "when", when);
}

static void add_members(struct json *json, const struct mow_ready_item *item)
{
	static const char *const kinds[] = {
		[MOW_READY_UNOWNED] = "unowned", [MOW_READY_UNAPPROVED] = "unapproved",
		[MOW_READY_DEBT] = "debt",       [MOW_READY_UNJUDGED] = "unjudged",
		[MOW_READY_RIGHTS] = "rights",   [MOW_READY_EMBARGO] = "embargo",
		[MOW_READY_FREEZE] = "freeze",
	};

	json_member(json, "kind", kinds[item->kind]);
	json_flag(json, "holds_up", item->holds_up);
	add_when(json, item);
	json_member(json, "name", item->name);
	json_member(json, "reason", item->reason);
	json_member(json, "old", item->old_id);
	json_member(json, "new", item->new_id);
	json_count(json, "files", item->files);
	if (item->path != NULL)
		json_path(json, item->path, item->path_len);
	if (item->file != NULL)
		json_place(json, item->file, item->line);
}

void report_ready_json(const struct ready_output *output, const struct mow_ready *ready)
{
	struct json json = JSON_INIT(output->out);
	char at[CLOCK_TEXT];

	clock_format_moment(at, mow_ready_at(ready));
	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_flag(&json, "ready", ready_count(ready) == 0);
	json_member(&json, "at", at);
	json_member(&json, "target", mow_ready_target(ready));
	json_member(&json, "commit", mow_ready_commit(ready));
	json_count(&json, "files", mow_ready_files(ready));
	json_open_list(&json, "items");
	for (size_t i = 0; i < mow_ready_items(ready); i++) {
		json_line(&json);
		json_open(&json, '{');
		add_members(&json, mow_ready_item(ready, i));
		json_close(&json, '}');
	}
	json_line(&json);
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}
