#include "steps/trailers.h"

#include <string.h>

#include "base/system.h"
#include "base/text.h"

#define SCISSORS "# ------------------------ >8 ------------------------\n"

static bool is_token(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

/* The start of the line after the one that `at` is in, or the end of the text. */
static size_t next_line(const char *text, size_t at, size_t end)
{
	const char *feed = memchr(text + at, '\n', end - at);

	return feed != NULL ? (size_t)(feed - text) + 1 : end;
}

/* The start of the last line before `end`, which is itself the start of a line, or the end of the text; 0 < end. */
static size_t last_line(const char *text, size_t end)
{
	const char *feed = end > 1 ? system_last(text, '\n', end - 1) : NULL;

	return feed != NULL ? (size_t)(feed - text) + 1 : 0;
}

static bool is_blank(const char *text, size_t at, size_t end)
{
	while (at < end && text[at] != '\n' && text_is_space(text[at]))
		at++;
	return at == end || text[at] == '\n';
}

/* A patch may follow the message, after a line that begins with "---" and white space. */
static size_t find_patch(const char *text, size_t len)
{
	for (size_t at = 0; at < len; at = next_line(text, at, len))
		if (text_begins(text + at, "---") && text_is_space(text[at + 3]))
			return at;
	return len;
}

static size_t find_scissors(const char *text, size_t len)
{
	if (len >= sizeof SCISSORS - 1 && text_begins(text, SCISSORS))
		return 0;
	const char *found = memmem(text, len, "\n" SCISSORS, sizeof SCISSORS);
	return found != NULL ? (size_t)(found - text) + 1 : len;
}

/*
 * Where comments, blank lines and an old-style block "Conflicts:" at the message's end begin. Such a run is not seen
 * where it begins with the message itself.
 */
static size_t find_end(const char *text, size_t len)
{
	size_t cut = find_scissors(text, len);
	size_t run = 0;
	bool conflicts = false;

	for (size_t at = 0; at < cut; at = next_line(text, at, len)) {
		bool begins = len - at >= 11 && text_begins(text + at, "Conflicts:\n");
		if (text[at] == '#' || text[at] == '\n' || begins) {
			conflicts = conflicts || begins;
			run = run != 0 ? run : at;
		} else if (!(conflicts && text[at] == '\t') && run != 0) {
			run = 0;
			conflicts = false;
		}
	}
	return run != 0 ? run : cut;
}

/* The place of the colon in "KEY:" or "KEY :", 0 where the line begins with it or is none. */
static size_t find_colon(const char *line, size_t len)
{
	bool blank = false;

	for (size_t at = 0; at < len; at++) {
		if (line[at] == ':')
			return at;
		if (at > 0 && (line[at] == ' ' || line[at] == '\t'))
			blank = true;
		else if (blank || !is_token(line[at]))
			return 0;
	}
	return 0;
}

/* The end of the title: the first blank line, comments left out. */
static size_t find_title_end(const char *text, size_t end)
{
	size_t at = 0;

	while (at < end && (text[at] == '#' || !is_blank(text, at, end)))
		at = next_line(text, at, end);
	return at;
}

/* What the lines of the last paragraph are. */
struct tally {
	size_t trailers;
	size_t others;
	size_t continued; /* lines that begin with white space, and belong to what will be found above them */
	bool by_git;      /* one of them is git's own */
};

static void count_line(struct tally *tally, const char *line, size_t len)
{
	if (text_begins(line, "Signed-off-by: ") || text_begins(line, "(cherry picked from commit ")) {
		tally->by_git = true;
		tally->trailers++;
		tally->continued = 0;
	} else if (find_colon(line, len) > 0 && !text_is_space(line[0])) {
		tally->trailers++;
		tally->continued = 0;
	} else if (text_is_space(line[0])) {
		tally->continued++;
	} else {
		tally->others += 1 + tally->continued;
		tally->continued = 0;
	}
}

/* All of them trailers, or a quarter of them and one that git has written. */
static bool is_trailers(const struct tally *tally)
{
	size_t others = tally->others + tally->continued;

	return tally->by_git ? tally->trailers * 3 >= others : tally->trailers > 0 && others == 0;
}

/* The start of the last paragraph where that is one of trailers, else `end`. The title is none. */
static size_t find_start(const char *text, size_t end)
{
	struct tally tally = {0};
	size_t title = find_title_end(text, end);
	bool blank = true; /* nothing but blank lines so far */
	size_t at = end;

	while (at > 0) {
		size_t behind = at;
		at = last_line(text, at);
		if (at < title)
			break;
		if (text[at] == '#') {
			tally.others += tally.continued;
			tally.continued = 0;
		} else if (!is_blank(text, at, end)) {
			count_line(&tally, text + at, behind - at);
			blank = false;
		} else if (!blank) {
			return is_trailers(&tally) ? behind : end;
		}
	}
	return end;
}

/* Trims, and makes a line feed with the white space after it one blank. */
static void put_unfolded(struct buf *out, const char *text, size_t len)
{
	size_t at = 0;

	while (len > 0 && text_is_space(text[len - 1]))
		len--;
	while (at < len && text_is_space(text[at]))
		at++;
	while (at < len) {
		size_t size = strcspn(text + at, "\n");
		size = size < len - at ? size : len - at;
		buf_add(out, text + at, size);
		at += size;
		if (at < len)
			buf_addc(out, ' ');
		while (at < len && text_is_space(text[at]))
			at++;
	}
}

/* One trailer with the lines that continue it. */
static int give(const char *text, size_t len, trailer_fn *each, void *context, struct mow_error *err)
{
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) value = BUF_INIT;
	size_t colon = find_colon(text, len);

	if (colon == 0)
		return MOW_OK;
	put_unfolded(&key, text, colon);
	put_unfolded(&value, text + colon + 1, len - colon - 1);
	if (key.failed || value.failed)
		return buf_check(key.failed ? &key : &value, err);
	return each(key.data, value.data, context);
}

/* Past the blank lines that a text begins with. */
static const char *skip_blank(const char *text)
{
	size_t len = strlen(text);
	size_t at = 0;

	while (at < len && is_blank(text, at, len))
		at = next_line(text, at, len);
	return text + at;
}

int trailers_each(const char *message, enum trailers_way way, trailer_fn *each, void *context, struct mow_error *err)
{
	if (way == TRAILERS_LOG)
		message = skip_blank(message);
	size_t len = strlen(message);
	size_t end = find_end(message, way == TRAILERS_LOG ? len : find_patch(message, len));
	size_t at = find_start(message, end);
	int result = MOW_OK;

	while (result == MOW_OK && at < end) {
		size_t start = at;
		bool trailer = find_colon(message + at, end - at) > 0;
		at = next_line(message, at, end);
		while (trailer && at < end && text_is_space(message[at]))
			at = next_line(message, at, end);
		result = give(message + start, at - start, each, context, err);
	}
	return result;
}
