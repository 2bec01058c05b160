#include "report/keys.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/phrase.h"

enum { NAMES_SHOWN = 12, LABEL_COLUMN = 9 };

const struct format keys_formats[] = {KEYS_FORMATS(FORMAT_ROW){NULL, NULL}};

#define WRITER(name, help) report_keys_##name,
keys_format_fn *const keys_writers[] = {KEYS_FORMATS(WRITER)};

/* "ED25519", of "sk-ssh-ed25519@openssh.com" with what it is. */
static void add_kind(struct buf *out, const char *type)
{
	const char *kind = strstr(type, "ed25519") != NULL ? "ED25519"
			   : strstr(type, "ecdsa") != NULL ? "ECDSA"
							   : "RSA";

	buf_adds(out, kind);
	if (text_begins(type, "sk-"))
		buf_adds(out, " of a hardware key");
}

/* When it counts; nothing where it always does. */
static void add_validity(struct buf *out, const struct mow_key *key, int64_t now)
{
	char day[CLOCK_TEXT];

	if (key->shared) {
		buf_adds(out, "  listed for two people, so it counts for neither");
		return;
	}
	if (key->from != INT64_MIN && key->from > now) {
		clock_format_day(day, key->from);
		buf_addf(out, "  from %s on", day);
	}
	if (key->end != INT64_MAX) {
		clock_format_day(day, key->end);
		buf_addf(out, "  %s %s", key->end < now ? "ended on" : "until", day);
	}
}

static void add_key(struct buf *out, const struct mow_key *key, int64_t now)
{
	buf_adds(out, "  ");
	phrase_text(out, key->email);
	buf_adds(out, "  ");
	add_kind(out, key->type);
	buf_addf(out, "  %s", key->fingerprint);
	add_validity(out, key, now);
	buf_addc(out, '\n');
}

/* "@lena  Lena Fischer" */
static void add_holder(struct buf *out, const struct mow_key_holder *holder)
{
	phrase_text(out, holder->label);
	if (holder->name != NULL) {
		buf_adds(out, "  ");
		phrase_text(out, holder->name);
	} else if (holder->label[0] != '@') {
		buf_adds(out, "  is nobody in OWNERS, so this counts for nobody");
	}
	buf_addc(out, '\n');
}

void report_keys_text(struct buf *out, const struct mow_keys *keys, int64_t now)
{
	const char *names[NAMES_SHOWN];
	size_t without = 0, count = mow_keys_holders(keys);
	MOW_AUTO(buf) text = BUF_INIT;

	for (size_t i = 0; i < count; i++) {
		const struct mow_key_holder *holder = mow_keys_holder(keys, i);
		if (holder->key_count > 0)
			add_holder(out, holder);
		else if (without++ < NAMES_SHOWN)
			names[without - 1] = holder->label;
		for (size_t j = 0; j < holder->key_count; j++)
			add_key(out, &holder->keys[j], now);
	}
	if (without == 0)
		return;
	buf_adds(out, without < count ? "\nNo key   " : "No key   ");
	phrase_names(&text, names, without, "and", NAMES_SHOWN);
	buf_adds(&text, without == 1 ? ": cannot sign an approval" : ": they cannot sign an approval");
	buf_adds(&text, "; mowners install --client makes one");
	layout_wrap(out, text.data, LABEL_COLUMN, LABEL_COLUMN, LAYOUT_WIDTH);
	out->failed = out->failed || text.failed;
}

/* "2026-11-01T00:00:00Z"; null where it is open. */
static void add_moment(struct json *json, const char *key, int64_t moment, int64_t open)
{
	char text[CLOCK_TEXT];

	clock_format_moment(text, moment);
	json_member(json, key, moment != open ? text : NULL);
}

static void add_data(struct json *json, const struct mow_key_holder *holder, const struct mow_key *key, int64_t now)
{
	bool known = holder->name != NULL || holder->label[0] == '@';

	json_open(json, '{');
	json_member(json, "email", key->email);
	json_member(json, "type", key->type);
	json_member(json, "fingerprint", key->fingerprint);
	json_count(json, "line", key->line);
	add_moment(json, "from", key->from, INT64_MIN);
	add_moment(json, "until", key->end, INT64_MAX);
	json_flag(json, "counts", known && !key->shared && key->from <= now && now <= key->end);
	json_close(json, '}');
}

void report_keys_json(struct buf *out, const struct mow_keys *keys, int64_t now)
{
	struct json json = JSON_INIT(out);

	json_open(&json, '{');
	json_count(&json, "mowners", JSON_SCHEMA);
	json_member(&json, "file", mow_keys_file(keys));
	json_open_list(&json, "holders");
	for (size_t i = 0; i < mow_keys_holders(keys); i++) {
		const struct mow_key_holder *holder = mow_keys_holder(keys, i);
		json_line(&json);
		json_open(&json, '{');
		json_member(&json, "who", holder->label);
		json_member(&json, "name", holder->name);
		json_open_list(&json, "keys");
		for (size_t j = 0; j < holder->key_count; j++)
			add_data(&json, holder, &holder->keys[j], now);
		json_close(&json, ']');
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_end(&json);
}

size_t report_keys_new(const struct mow_keys_addition *addition)
{
	size_t count = 0;

	for (size_t i = 0; i < mow_keys_addition_count(addition); i++)
		count += !mow_keys_addition_key(addition, i)->listed;
	return count;
}

/* "Lena Fischer (@lena)" */
static void add_person(struct buf *out, const char *label, const char *name)
{
	if (name != NULL) {
		phrase_text(out, name);
		buf_adds(out, " (");
	}
	phrase_text(out, label);
	if (name != NULL)
		buf_addc(out, ')');
}

void report_keys_asked(struct buf *out, const struct mow_keys_addition *addition, int64_t now)
{
	for (size_t i = 0; i < mow_keys_addition_count(addition); i++) {
		const struct mow_new_key *item = mow_keys_addition_key(addition, i);
		buf_adds(out, item->listed ? "mowners: listed already, for " : "mowners: a key for ");
		add_person(out, item->label, item->name);
		if (item->listed)
			buf_addf(out, " (line %u of OWNERS.signers)", item->key.line);
		buf_adds(out, ":\n");
		add_key(out, &item->key, now);
	}
}

void report_keys_owner(struct buf *out, const struct mow_why *why)
{
	const struct mow_why_need *decision = NULL;

	for (size_t i = 0; why != NULL && i < why->need_count; i++)
		if (why->needs[i].kind == MOW_NEED_DECISION)
			decision = &why->needs[i];
	size_t count = decision != NULL ? decision->people_count : 0;
	if (count == 0)
		buf_adds(out, "whoever owns the rules (mowners why OWNERS.signers)");
	for (size_t i = 0; i < count; i++) {
		phrase_separator(out, i, count, "or");
		add_person(out, decision->people[i].label, decision->people[i].name);
	}
}
