/* What stands in a line of Markdown: emphasis, code, links. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "report/contact/markdown.h"
#include "report/html/html.h"

/* How deep one is in another, and how far the end of one is looked for: so time stays linear. */
enum { DEPTH_MOST = 6, AHEAD_MOST = 1000 };

struct line {
	const char *text;
	size_t len;
};

static void add_line(struct buf *out, const struct line *line, unsigned depth);

/* Text as it is; a line end is a new line. */
static void add_plain(struct buf *out, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t part = end != NULL ? (size_t)(end - text) - at : len - at;
		html_bytes(out, text + at, part);
		if (end != NULL)
			buf_adds(out, "<br>");
		at += part + (end != NULL);
	}
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* How often the byte at `at` stands there. */
static size_t run_of(const struct line *line, size_t at)
{
	size_t count = 1;

	while (at + count < line->len && line->text[at + count] == line->text[at])
		count++;
	return count;
}

static size_t end_of_search(const struct line *line, size_t at)
{
	return line->len - at < AHEAD_MOST ? line->len : at + AHEAD_MOST;
}

/* `code`: how many bytes that is; 0: it is none. */
static size_t add_code(struct buf *out, const struct line *line, size_t at)
{
	size_t run = run_of(line, at), end = end_of_search(line, at);

	for (size_t close = at + run; close < end; close++) {
		if (line->text[close] != '`')
			continue;
		size_t other = run_of(line, close);
		if (other != run) {
			close += other - 1;
			continue;
		}
		buf_adds(out, "<code>");
		add_plain(out, line->text + at + run, close - at - run);
		buf_adds(out, "</code>");
		return close + run - at;
	}
	return 0;
}

/* Where the bracket that opens before `at` is closed; `end` where it is not. */
static size_t find_close(const struct line *line, size_t at, size_t end, const char brackets[2])
{
	size_t open = 1;

	for (; at < end; at++) {
		if (line->text[at] == '\\')
			at++;
		else if (line->text[at] == brackets[0])
			open++;
		else if (line->text[at] == brackets[1] && --open == 0)
			return at;
	}
	return end;
}

/* [text](address "title"), or with ! a picture: how many bytes that is; 0: it is none. */
static size_t add_link(struct buf *out, const struct line *line, size_t at, unsigned depth)
{
	size_t end = end_of_search(line, at), picture = line->text[at] == '!';
	size_t begin = at + 1 + picture, middle = find_close(line, begin, end, "[]");

	if (middle + 1 >= end || line->text[middle + 1] != '(')
		return 0;
	size_t close = find_close(line, middle + 2, end, "()"), address = middle + 2, stop;
	if (close >= end)
		return 0;
	for (stop = address; stop < close && !is_blank(line->text[stop]);)
		stop++;
	const struct line inner = {line->text + begin, middle - begin};
	buf_adds(out, picture ? "<span class=\"picture-of\">[" : "<span class=\"link\">");
	add_line(out, &inner, depth + 1);
	buf_adds(out, picture ? "]</span> <span class=\"address\">(" : "</span> <span class=\"address\">(");
	html_bytes(out, line->text + address, stop - address);
	buf_adds(out, ")</span>");
	return close + 1 - at;
}

/* Where emphasis of so many of these bytes ends; 0: nowhere. */
static size_t find_end(const struct line *line, size_t at, size_t size)
{
	char mark = line->text[at];
	size_t end = end_of_search(line, at);

	for (size_t close = at + size; close < end; close++) {
		if (line->text[close] == '\\') {
			close++;
			continue;
		}
		if (line->text[close] != mark)
			continue;
		size_t run = run_of(line, close), behind = close + run;
		bool inside = mark == '_' && behind < line->len && is_word(line->text[behind]);
		if (run >= size && close > at + size && !is_blank(line->text[close - 1]) && !inside)
			return behind - size;
		close = behind - 1;
	}
	return 0;
}

/* *em*, **strong**, ~~del~~: how many bytes that is; 0: it is none. */
static size_t add_emphasis(struct buf *out, const struct line *line, size_t at, unsigned depth)
{
	size_t run = run_of(line, at), size = run > 2 ? 2 : run;
	bool inside = line->text[at] == '_' && at > 0 && is_word(line->text[at - 1]);
	const char *element = line->text[at] == '~' ? "del" : size == 2 ? "strong" : "em";

	if (inside || at + size >= line->len || is_blank(line->text[at + run < line->len ? at + run : at]) ||
	    (line->text[at] == '~' && run != 2))
		return 0;
	size_t end = find_end(line, at, size);
	if (end == 0)
		return 0;
	const struct line inner = {line->text + at + size, end - at - size};
	buf_addf(out, "<%s>", element);
	add_line(out, &inner, depth + 1);
	buf_addf(out, "</%s>", element);
	return end + size - at;
}

/* What begins at a byte that may mean something: how many bytes that is; 0: it is text. */
static size_t add_special(struct buf *out, const struct line *line, size_t at, unsigned depth)
{
	bool link = line->text[at] == '[' || (line->text[at] == '!' && at + 1 < line->len && line->text[at + 1] == '[');

	if (line->text[at] == '\\' && at + 1 < line->len && ispunct((unsigned char)line->text[at + 1])) {
		add_plain(out, line->text + at + 1, 1);
		return 2;
	}
	if (line->text[at] == '`')
		return add_code(out, line, at);
	if (link)
		return add_link(out, line, at, depth);
	return strchr("*_~", line->text[at]) != NULL ? add_emphasis(out, line, at, depth) : 0;
}

static void add_line(struct buf *out, const struct line *line, unsigned depth)
{
	size_t plain = 0;

	for (size_t at = 0; at < line->len && depth < DEPTH_MOST;) {
		if (line->text[at] == '\0' || strchr("\\`[!*_~", line->text[at]) == NULL) {
			at++;
			continue;
		}
		add_plain(out, line->text + plain, at - plain);
		size_t size = add_special(out, line, at, depth);
		plain = at + size;
		/* Of marks that open nothing all are text. */
		at += size > 0 ? size : run_of(line, at);
	}
	add_plain(out, line->text + plain, line->len - plain);
}

void markdown_inline(struct buf *out, const char *text, size_t len)
{
	add_line(out, &(const struct line){text, len}, 0);
}
