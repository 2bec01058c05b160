#include "convert/write.h"

#include "base/ascii.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rules/keys.h"
#include "rules/rules.h"

#define KEY_WIDTH 11 /* of "accountable" */
#define LINE_WIDTH 80
#define ROOM_MAX 180 /* of a value beside its key, so that the line is within its limit */

void write_section(struct buf *out, const char *name)
{
	buf_addf(out, "%s[%s]\n", out->len > 0 ? "\n" : "", name);
}

static void begin_key(struct buf *out, const char *key)
{
	size_t len = strlen(key);

	buf_adds(out, key);
	buf_pad(out, ' ', len < KEY_WIDTH ? KEY_WIDTH - len : 0);
	buf_adds(out, " =");
}

void write_key(struct buf *out, const char *key, const char *value)
{
	begin_key(out, key);
	buf_addf(out, " %s\n", value);
}

void write_item(struct buf *out, const char *key, const char *value, size_t len)
{
	if (key != NULL)
		begin_key(out, key);
	if (key != NULL && len > ROOM_MAX)
		buf_addc(out, '\n');
	if (len > ROOM_MAX)
		buf_addc(out, '\t');
	else
		buf_pad(out, ' ', key != NULL ? 1 : KEY_WIDTH + 3);
	buf_add(out, value, len);
	buf_addc(out, '\n');
}

void write_list(struct buf *out, const char *key, const char *before, const char *const *words, size_t count)
{
	size_t start = out->len;

	begin_key(out, key);
	if (before[0] != '\0')
		buf_addf(out, " %s", before);
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(words[i]);
		if (out->len - start + 1 + len > LINE_WIDTH) {
			buf_addc(out, '\n');
			start = out->len;
			buf_pad(out, ' ', len > ROOM_MAX ? 1 : KEY_WIDTH + 2);
		}
		buf_addf(out, " %s", words[i]);
	}
	buf_addc(out, '\n');
}

void write_header(struct buf *out, const char *from)
{
	buf_addf(out, "; Made from %s. Fill in each ?, then let mowners lint look at it.\n", from);
	write_section(out, "mowners");
	write_key(out, "version", "1");
	write_key(out, "mode", "advise ; everything is said, nothing is blocked; enforce when it is filled in");
	write_key(out, "unowned", "warn   ; files that nobody is accountable for; block when nobody is missing");
}

void write_rules(struct buf *out, const char *owner)
{
	write_section(out, "rules");
	buf_adds(out, "; Who decides about this file, the keys and the pipelines.\n");
	write_key(out, "accountable", owner);
}

/* `key =`, `key:`: an indented line that begins so is not taken for a pattern. */
static bool looks_like_key(const char *pattern, size_t len)
{
	size_t name = 0;

	while (name < len && pattern[name] != '=' && pattern[name] != ':')
		name++;
	bool ends = name < len;
	while (name > 0 && text_is_blank(pattern[name - 1]))
		name--;
	return ends && keys_looks_known(pattern, name);
}

void write_text(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool begins = text[i] == ';' ? i == 0 || text_is_blank(text[i - 1]) : text[i] == '#' && i == 0;
		if (begins)
			buf_addc(out, '\\');
		buf_addc(out, text[i]);
	}
}

void write_pattern(struct buf *out, const char *pattern, size_t len)
{
	size_t first = len > 0 && text_is_blank(pattern[0]);
	size_t last = len > first && text_is_blank(pattern[len - 1]);

	if (looks_like_key(pattern, len))
		buf_adds(out, memchr(pattern, '/', len - 1) != NULL ? "/" : "**/");
	if (first)
		buf_addf(out, "[%c]", pattern[0]);
	write_text(out, pattern + first, len - first - last);
	if (last)
		buf_addf(out, "[%c]", pattern[len - 1]);
}

void write_people(struct buf *out)
{
	write_section(out, "people");
	buf_adds(out, "; ? Their names, and the e-mails that they commit with.\n");
}

void write_teams(struct buf *out)
{
	write_section(out, "teams");
	buf_adds(out, "; ? The people who are in them.\n");
}

void write_unknown_person(struct buf *out, const char *handle, const char *name, const char *more)
{
	buf_addf(out, "%s = %s <%s@" RULES_NOWHERE ">%s\n", handle, name, handle + 1, more);
}

void write_unknown_team(struct buf *out, const char *handle, size_t members)
{
	buf_addf(out, "%s =", handle);
	for (size_t i = 1; i <= members; i++)
		buf_addf(out, "%s %zu.of.%s@" RULES_NOWHERE, i > 1 ? "\n   " : "", i, handle + 1);
	buf_addc(out, '\n');
}

void write_word(struct buf *out, const char *text, size_t len, size_t max)
{
	MOW_AUTO(buf) ascii = BUF_INIT;

	utf8_add_ascii(&ascii, text, len);
	buf_reset(out);
	for (size_t i = 0; i < ascii.len && out->len < max; i++) {
		char c = ascii_lower(ascii.data[i]);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (plain || (out->len > 0 && (c == '_' || c == '-')))
			buf_addc(out, c);
		else if (out->len > 0 && out->data[out->len - 1] != '-')
			buf_addc(out, '-');
	}
	while (out->len > 0 && out->data[out->len - 1] == '-')
		buf_cut(out, out->len - 1);
	out->failed |= ascii.failed;
}

void write_name(struct buf *out, const char *text, size_t len)
{
	buf_reset(out);
	if (keys_is_word(text, len))
		buf_add(out, text, len);
	else
		write_word(out, text, len, KEYS_WORD_MAX);
	if (out->len == 0)
		buf_adds(out, "area");
	if (!out->failed && keys_is_section(out->data))
		buf_adds(out, "-area");
}
