#include "report/contact/markdown.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "report/contact/markdown_line.h"
#include "report/html/html.h"

enum { DEPTH_MOST = 6, COLUMNS_MOST = 50 };

/* Lines of one block, without what marks the blocks that they are in. */
struct lines {
	struct md_line *items;
	size_t count, capacity;
};

static void lines_release(struct lines *lines)
{
	free(lines->items);
}
MOW_AUTO_DEFINE(lines)

struct writer {
	struct buf *out;
	unsigned depth;
};

static void add_blocks(const struct writer *writer, const struct lines *lines);

static void push(struct buf *out, struct lines *lines, const char *text, size_t len)
{
	if (array_reserve(lines, 1) != 0)
		out->failed = true;
	else
		lines->items[lines->count++] = (struct md_line){text, len};
}

/* ---- Blocks: each from the line `at` on; where the next one begins ------------------------------------------------- */

/* Code: bytes as they are, but for what does not show. */
static void add_code_line(struct buf *out, const struct md_line *line)
{
	for (size_t at = 0; at < line->len;) {
		const char *tab = memchr(line->text + at, '\t', line->len - at);
		size_t part = tab != NULL ? (size_t)(tab - line->text) - at : line->len - at;
		size_t shown = tab == NULL && part > 0 && line->text[line->len - 1] == '\r' ? part - 1 : part;
		html_bytes(out, line->text + at, shown);
		if (tab != NULL)
			buf_addc(out, '\t');
		at += part + (tab != NULL);
	}
	buf_addc(out, '\n');
}

static size_t add_fenced(const struct writer *writer, const struct lines *lines, size_t at)
{
	const struct md_line begin = line_trim(&lines->items[at]);
	size_t size = line_fence(&begin);

	buf_adds(writer->out, "<pre><code>");
	for (at++; at < lines->count; at++) {
		const struct md_line *line = &lines->items[at];
		if (line_fence(line) >= size && line_is_of(line, begin.text[0], size))
			break;
		add_code_line(writer->out, line);
	}
	buf_adds(writer->out, "</code></pre>\n");
	return at + 1;
}

static size_t add_indented(const struct writer *writer, const struct lines *lines, size_t at)
{
	size_t blanks;

	buf_adds(writer->out, "<pre><code>");
	for (; at < lines->count && (line_indent(&lines->items[at], &blanks) >= 4 || line_is_blank(&lines->items[at]));
	     at++)
		add_code_line(writer->out, &lines->items[at]);
	buf_adds(writer->out, "</code></pre>\n");
	return at;
}

/* A page's own headings tell its parts; those of a text in it only look like some. */
static void add_heading(struct buf *out, size_t level, const char *text, size_t len)
{
	buf_addf(out, "<p class=\"h%zu\">", level);
	markdown_inline(out, text, len);
	buf_adds(out, "</p>\n");
}

static void add_marked_heading(struct buf *out, const struct md_line *line)
{
	struct md_line text = line_trim(line);
	size_t level = line_heading(line);

	text.text += level;
	text.len -= level;
	text = line_trim(&text);
	while (text.len > 0 && text.text[text.len - 1] == '#')
		text.len--;
	text = line_trim(&text);
	add_heading(out, level, text.text, text.len);
}

static size_t add_quote(const struct writer *writer, const struct lines *lines, size_t at)
{
	const struct writer inner = {writer->out, writer->depth + 1};
	MOW_AUTO(lines) quoted = {NULL, 0, 0};

	for (; at < lines->count && line_is_quote(&lines->items[at]); at++) {
		const struct md_line text = line_trim(&lines->items[at]);
		size_t skip = text.len > 1 && text.text[1] == ' ' ? 2 : 1;
		push(writer->out, &quoted, text.text + skip, text.len - skip);
	}
	buf_adds(writer->out, "<blockquote>");
	add_blocks(&inner, &quoted);
	buf_adds(writer->out, "</blockquote>\n");
	return at;
}

/* The lines of an item, without its mark and what they are set in by. */
static size_t take_item(const struct writer *writer, struct lines *item, const struct lines *lines, size_t at)
{
	const struct md_line *first = &lines->items[at];
	bool ordered;
	size_t mark = line_item(first, &ordered), blanks;

	push(writer->out, item, first->text + mark, first->len - mark);
	for (at++; at < lines->count; at++) {
		const struct md_line *line = &lines->items[at];
		size_t columns = line_indent(line, &blanks);
		bool blank = line_is_blank(line);
		bool inside = columns >= mark || (columns >= 2 && columns + 2 >= mark);
		bool goes_on = !line_is_blank(&lines->items[at - 1]) && line_item(line, &ordered) == 0 &&
			       !line_is_rule(line) && line_heading(line) == 0 && line_fence(line) == 0 &&
			       !line_is_quote(line);
		if (!blank && !inside && !goes_on)
			break;
		size_t skip = blanks < mark ? blanks : mark;
		push(writer->out, item, line->text + skip, line->len - skip);
	}
	return at;
}

static size_t add_list(const struct writer *writer, const struct lines *lines, size_t at)
{
	const struct writer inner = {writer->out, writer->depth + 1};
	bool ordered, same;

	(void)line_item(&lines->items[at], &ordered);
	buf_adds(writer->out, ordered ? "<ol>\n" : "<ul>\n");
	while (at < lines->count && line_item(&lines->items[at], &same) > 0 && same == ordered &&
	       !line_is_rule(&lines->items[at])) {
		MOW_AUTO(lines) item = {NULL, 0, 0};
		at = take_item(writer, &item, lines, at);
		buf_adds(writer->out, "<li>");
		add_blocks(&inner, &item);
		buf_adds(writer->out, "</li>\n");
	}
	buf_adds(writer->out, ordered ? "</ol>\n" : "</ul>\n");
	return at;
}

/* ---- Tables -------------------------------------------------------------------------------------------------------- */

static bool is_table(const struct lines *lines, size_t at)
{
	return at + 1 < lines->count && memchr(lines->items[at].text, '|', lines->items[at].len) != NULL &&
	       line_is_delimiter(&lines->items[at + 1]);
}

static void add_row(struct buf *out, const struct md_line *line, const char *cell)
{
	struct md_line text = line_trim(line);
	size_t skip = text.len > 0 && text.text[0] == '|';

	buf_adds(out, "<tr>");
	for (size_t at = skip, column = 0; at < text.len && column < COLUMNS_MOST; column++) {
		size_t end = at;
		while (end < text.len && text.text[end] != '|')
			end += text.text[end] == '\\' && end + 1 < text.len ? 2 : 1;
		const struct md_line raw = {text.text + at, end - at};
		const struct md_line inside = line_trim(&raw);
		buf_addf(out, cell[1] == 'h' ? "<%s scope=\"col\">" : "<%s>", cell);
		markdown_inline(out, inside.text, inside.len);
		buf_addf(out, "</%s>", cell);
		at = end + 1;
	}
	buf_adds(out, "</tr>\n");
}

static size_t add_table(const struct writer *writer, const struct lines *lines, size_t at)
{
	buf_adds(writer->out, "<table><thead>");
	add_row(writer->out, &lines->items[at], "th");
	buf_adds(writer->out, "</thead><tbody>\n");
	for (at += 2; at < lines->count && memchr(lines->items[at].text, '|', lines->items[at].len) != NULL; at++)
		add_row(writer->out, &lines->items[at], "td");
	buf_adds(writer->out, "</tbody></table>\n");
	return at;
}

/* ---- All ----------------------------------------------------------------------------------------------------------- */

static bool begins_block(const struct writer *writer, const struct lines *lines, size_t at)
{
	const struct md_line *line = &lines->items[at];
	bool ordered, deep = writer->depth >= DEPTH_MOST;

	return line_heading(line) > 0 || line_fence(line) > 0 || line_is_rule(line) || is_table(lines, at) ||
	       (!deep && (line_is_quote(line) || line_item(line, &ordered) > 0));
}

/* Lines up to the next block; of those that end in two blanks or a backslash the next one begins anew. */
static size_t add_paragraph(const struct writer *writer, const struct lines *lines, size_t at)
{
	MOW_AUTO(buf) text = BUF_INIT;
	size_t level = 0;

	for (size_t first = at; at < lines->count && !line_is_blank(&lines->items[at]) && level == 0; at++) {
		const struct md_line *line = &lines->items[at];
		const struct md_line inside = line_trim(line);
		if (at > first && (line_is_of(line, '=', 1) || line_is_of(line, '-', 2))) {
			level = inside.text[0] == '=' ? 1 : 2;
			continue;
		}
		if (at > first && begins_block(writer, lines, at))
			break;
		size_t cut = inside.len > 0 && inside.text[inside.len - 1] == '\\';
		const char *end = inside.text + inside.len;
		bool anew = cut > 0 || (line->text + line->len - end >= 2 && end[0] == ' ' && end[1] == ' ');
		buf_add(&text, inside.text, inside.len - cut);
		buf_addc(&text, (char)(anew ? '\n' : ' '));
	}
	writer->out->failed = writer->out->failed || text.failed;
	const size_t len = text.len > 0 ? text.len - 1 : 0;
	if (level > 0) {
		add_heading(writer->out, level, text.data, len);
		return at;
	}
	buf_adds(writer->out, "<p>");
	markdown_inline(writer->out, text.data, len);
	buf_adds(writer->out, "</p>\n");
	return at;
}

static size_t add_block(const struct writer *writer, const struct lines *lines, size_t at)
{
	const struct md_line *line = &lines->items[at];
	bool ordered, deep = writer->depth >= DEPTH_MOST;
	size_t blanks;

	if (line_is_blank(line))
		return at + 1;
	if (line_indent(line, &blanks) >= 4)
		return add_indented(writer, lines, at);
	if (line_fence(line) > 0)
		return add_fenced(writer, lines, at);
	if (line_is_rule(line))
		buf_adds(writer->out, "<hr>\n");
	else if (line_heading(line) > 0)
		add_marked_heading(writer->out, line);
	else if (!deep && line_is_quote(line))
		return add_quote(writer, lines, at);
	else if (!deep && line_item(line, &ordered) > 0)
		return add_list(writer, lines, at);
	else
		return is_table(lines, at) ? add_table(writer, lines, at) : add_paragraph(writer, lines, at);
	return at + 1;
}

static void add_blocks(const struct writer *writer, const struct lines *lines)
{
	for (size_t at = 0; at < lines->count && !writer->out->failed;)
		at = add_block(writer, lines, at);
}

/* What stands between two lines of "---" at the top is about the page, not in it. */
static size_t add_matter(const struct writer *writer, const struct lines *lines)
{
	size_t end = 1;

	if (lines->count == 0 || !line_is_of(&lines->items[0], '-', 3))
		return 0;
	while (end < lines->count && !line_is_of(&lines->items[end], '-', 3))
		end++;
	if (end == lines->count)
		return 0;
	buf_adds(writer->out, "<pre><code>");
	for (size_t i = 1; i < end; i++)
		add_code_line(writer->out, &lines->items[i]);
	buf_adds(writer->out, "</code></pre>\n");
	return end + 1;
}

void markdown_html(struct buf *out, const char *text, size_t len)
{
	const struct writer writer = {out, 0};
	MOW_AUTO(lines) lines = {NULL, 0, 0};

	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t size = end != NULL ? (size_t)(end - text) - at : len - at;
		push(out, &lines, text + at, size);
		at += size + 1;
	}
	for (size_t at = add_matter(&writer, &lines); at < lines.count && !out->failed;)
		at = add_block(&writer, &lines, at);
}
