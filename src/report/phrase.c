#include "report/phrase.h"

#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"

static uint64_t mark_odd(uint64_t eight)
{
	return utf8_not_plain(eight) | utf8_has(eight, ' ') | utf8_has(eight, '"') | utf8_has(eight, '\\') |
	       utf8_has(eight, '#') | utf8_has(eight, ':');
}

bool phrase_is_simple(const char *text, size_t len)
{
	char few[8];
	uint64_t odd;

	if (len < sizeof few) {
		memset(few, '-', sizeof few);
		memcpy(few, text, len);
		return mark_odd(utf8_eight(few)) == 0;
	}
	/* The last eight may overlap those before. */
	odd = mark_odd(utf8_eight(text + len - 8));
	for (size_t at = 0; at + 8 <= len; at += 8)
		odd |= mark_odd(utf8_eight(text + at));
	return odd == 0;
}

static bool begins_word(const char *text, size_t at)
{
	return at == 0 || text[at - 1] == ' ';
}

/* Copies, and writes every `#` behind another one, and a colon that begins a word and is followed by another, as an
 * escape: octal or hexadecimal. */
static void add_without_marks(struct buf *out, const char *text, size_t len, bool octal)
{
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && text[i] == '#' && text[i - 1] == '#')
			buf_adds(out, octal ? "\\043" : "\\x23");
		else if (text[i] == ':' && text[i + 1] == ':' && begins_word(text, i))
			buf_adds(out, octal ? "\\072" : "\\x3A");
		else
			buf_addc(out, text[i]);
	}
}

void phrase_path(struct buf *out, const char *path, size_t len)
{
	MOW_AUTO(buf) plain = BUF_INIT;

	escape_path(&plain, path, len);
	bool quoted = plain.data[0] == '"';
	bool risky = plain.data[0] == '#' || text_begins(plain.data, "::") || strstr(plain.data, " ::") != NULL ||
		     strstr(plain.data, "##") != NULL || strstr(plain.data, "  ") != NULL;
	if (risky && !quoted)
		buf_addc(out, '"');
	add_without_marks(out, plain.data, plain.len, true);
	if (risky && !quoted)
		buf_addc(out, '"');
	out->failed = out->failed || plain.failed;
}

void phrase_text(struct buf *out, const char *text)
{
	MOW_AUTO(buf) plain = BUF_INIT;
	size_t len = strlen(text);

	if (phrase_is_simple(text, len)) {
		buf_add(out, text, len);
		return;
	}
	escape_text(&plain, text, len);
	add_without_marks(out, plain.data, plain.len, false);
	out->failed = out->failed || plain.failed;
}

void phrase_cut(struct buf *out, const char *text, size_t width)
{
	MOW_AUTO(buf) whole = BUF_INIT;
	size_t at = 0;

	phrase_text(&whole, text);
	out->failed = out->failed || whole.failed;
	if (utf8_width(whole.data, whole.len) <= width) {
		buf_add(out, whole.data, whole.len);
		return;
	}
	for (size_t columns = 0; at < whole.len;) {
		uint32_t code;
		size_t size = utf8_next(&code, whole.data + at, whole.len - at);
		size = size ? size : 1;
		columns += utf8_width(whole.data + at, size);
		if (columns >= width)
			break;
		at += size;
	}
	buf_add(out, whole.data, at);
	buf_adds(out, "\xE2\x80\xA6");
}

void phrase_separator(struct buf *out, size_t at, size_t count, const char *word)
{
	if (at > 0 && at + 1 == count)
		buf_addf(out, " %s ", word);
	else if (at > 0)
		buf_adds(out, ", ");
}

void phrase_names(struct buf *out, const char *const *names, size_t count, const char *word, size_t most)
{
	size_t shown = count > most ? most : count;

	for (size_t i = 0; i < shown; i++) {
		phrase_separator(out, i, count, word);
		phrase_text(out, names[i]);
	}
	if (count > shown)
		buf_addf(out, " %s %zu other%s", word, count - shown, count - shown == 1 ? "" : "s");
}

void phrase_steps(struct buf *out, const struct mow_group *group, size_t most)
{
	size_t shown = group->step_count > most + 1 ? most : group->step_count;

	for (size_t i = 0; i < shown; i++) {
		buf_adds(out, "  ");
		phrase_path(out, group->steps[i]->path, group->steps[i]->path_len);
	}
	if (shown < group->step_count)
		buf_addf(out, "  and %zu more", group->step_count - shown);
}

void phrase_ref(struct buf *out, const char *ref)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/"};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		const char *name = text_after(ref, prefixes[i]);
		if (name != NULL && *name != '\0') {
			phrase_text(out, name);
			return;
		}
	}
	phrase_text(out, ref);
}

void phrase_count(struct buf *out, size_t count, const char *noun)
{
	buf_addf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void phrase_files(struct buf *out, const char *path, size_t len, size_t files)
{
	phrase_path(out, path, len);
	if (files <= 1)
		return;
	buf_adds(out, " and ");
	phrase_count(out, files - 1, "more file");
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("._/@+=-", c) != NULL);
}

bool phrase_is_plain(const char *name)
{
	size_t len = 0;

	while (is_plain(name[len]))
		len++;
	return len > 0 && name[len] == '\0' && name[0] != '-';
}

/* The same path, from the folder `prefix`: what both begin with falls away, "../" for the rest. */
static void add_relative(struct buf *out, const char *path, size_t len, const char *prefix)
{
	size_t common = 0;

	for (size_t i = 0; i < len && prefix[i] != '\0' && path[i] == prefix[i]; i++)
		if (path[i] == '/')
			common = i + 1;
	for (const char *at = prefix + common; *at != '\0'; at++)
		if (*at == '/')
			buf_adds(out, "../");
	if (out->len == 0 && len > common && path[common] == '-')
		buf_adds(out, "./");
	buf_add(out, path + common, len - common);
}

bool phrase_argument(struct buf *out, const char *path, size_t len, const char *prefix)
{
	MOW_AUTO(buf) relative = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	escape_text(&shown, path, len);
	if (shown.len != len || memcmp(shown.data, path, len) != 0 || strstr(shown.data, "##") != NULL)
		return false;
	add_relative(&relative, path, len, prefix);
	if (phrase_is_plain(relative.data)) {
		buf_add(out, relative.data, relative.len);
		return true;
	}
	buf_addc(out, '\'');
	for (size_t i = 0; i < relative.len; i++) {
		if (relative.data[i] == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, relative.data[i]);
	}
	buf_addc(out, '\'');
	out->failed = out->failed || relative.failed || shown.failed;
	return true;
}
