#include "rules/edit/layout.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/utf8.h"
#include "rules/rules.h"

enum {
	COMMENT_GAP = 4,   /* blanks before a comment behind something */
	COMMENT_REACH = 60 /* columns of a line whose comment others are aligned with */
};

/* A line as it will be. */
struct row {
	enum edit_kind kind;
	struct span name;  /* of a section or a key */
	size_t value, len; /* in layout.values */
	struct span comment;
	size_t columns; /* before the comment */
	bool inside;    /* a comment on a line of its own between the lines of a value */
};

struct layout {
	struct buf values;
	struct buf line; /* at hand */
	struct {
		struct row *items;
		size_t count, capacity;
	} rows;
};
#define LAYOUT_INIT                                  \
	{                                            \
		.values = BUF_INIT, .line = BUF_INIT \
	}

static void layout_release(struct layout *layout)
{
	buf_release(&layout->values);
	buf_release(&layout->line);
	free(layout->rows.items);
}
MOW_AUTO_DEFINE(layout)

/* ---- Values ---- */

/* Between the words of texts a comma is part of a word; patterns are no words at all. */
static void add_words(struct buf *out, const struct key_rule *rule, struct span value)
{
	bool text = rule != NULL && (rule->type == KEY_TYPE_TEXT || rule->type == KEY_TYPE_ACCEPTS);
	const char *behind = NULL;
	struct span word;

	if (rule != NULL && rule->type == KEY_TYPE_PATTERNS) {
		buf_add(out, value.text, value.len);
		return;
	}
	for (size_t at = 0; lines_word(&word, value, &at); behind = word.text + word.len) {
		bool close = behind == NULL || (text ? word.text == behind : word.text[0] == ',');
		if (!close)
			buf_addc(out, ' ');
		buf_add(out, word.text, word.len);
	}
}

/* Appends the value to layout->values where it fits into a line behind so many bytes; else nothing. */
static bool take_value(struct row *row, struct layout *layout, const struct edit_line *line, size_t before)
{
	row->value = layout->values.len;
	add_words(&layout->values, line->rule, line->value);
	row->len = layout->values.len - row->value;
	row->comment = line->comment;
	if (before + row->len <= RULES_LINE_MAX)
		return true;
	buf_cut(&layout->values, row->value);
	row->len = 0;
	return false;
}

/* ---- Rows ---- */

static int add_row(struct layout *layout, const struct row *row, struct mow_error *err)
{
	if (array_reserve(&layout->rows, 1) != MOW_OK)
		return mow_fail_memory(err);
	layout->rows.items[layout->rows.count++] = *row;
	return MOW_OK;
}

/* A blank line before a section and the comments directly above it. */
static int separate(struct layout *layout, struct mow_error *err)
{
	const struct row blank = {.kind = EDIT_BLANK};
	size_t at = layout->rows.count;

	while (at > 0 && layout->rows.items[at - 1].kind == EDIT_COMMENT)
		at--;
	if (at == 0 || layout->rows.items[at - 1].kind == EDIT_BLANK)
		return MOW_OK;
	if (add_row(layout, &blank, err) != MOW_OK)
		return MOW_ENOMEM;
	struct row *row = &layout->rows.items[at];
	memmove(row + 1, row, (layout->rows.count - 1 - at) * sizeof *row);
	*row = blank;
	return MOW_OK;
}

/* A value that begins on the line below its key goes up to it. */
static bool pull_up(struct layout *layout, const struct edit_line *line)
{
	struct row *last = layout->rows.count > 0 ? &layout->rows.items[layout->rows.count - 1] : NULL;

	if (last == NULL || last->kind != EDIT_KEY || last->len > 0 || last->comment.len > 0)
		return false;
	return take_value(last, layout, line, last->name.len + 1);
}

/* Whether a blank line would be one too many: at the beginning, behind another one or a section line. */
static bool is_separate(const struct layout *layout)
{
	const struct row *last = layout->rows.count > 0 ? &layout->rows.items[layout->rows.count - 1] : NULL;

	return last == NULL || last->kind == EDIT_BLANK || last->kind == EDIT_SECTION;
}

static int add_line(struct layout *layout, const struct edit_line *line, struct mow_error *err)
{
	struct row row = {.kind = line->kind, .name = {"", 0}};

	if ((line->kind == EDIT_BLANK && is_separate(layout)) || (line->kind == EDIT_MORE && pull_up(layout, line)))
		return MOW_OK;
	if (line->kind == EDIT_SECTION && separate(layout, err) != MOW_OK)
		return MOW_ENOMEM;
	if (line->kind == EDIT_SECTION || line->kind == EDIT_KEY)
		row.name = line->kind == EDIT_SECTION ? line->section : line->name;
	if (!take_value(&row, layout, line, row.name.len + 1)) {
		row.len = line->value.len;
		buf_add(&layout->values, line->value.text, line->value.len);
	}
	return add_row(layout, &row, err);
}

static int add_lines(struct layout *layout, const struct edit_text *text, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; i < text->lines.count && result == MOW_OK; i++)
		result = add_line(layout, &text->lines.items[i], err);
	while (layout->rows.count > 0 && layout->rows.items[layout->rows.count - 1].kind == EDIT_BLANK)
		layout->rows.count--;
	return result == MOW_OK ? buf_check(&layout->values, err) : result;
}

/* ---- Writing ---- */

/* The keys of a section, its comments, and where they begin. */
struct block {
	size_t end;      /* the row behind it */
	size_t values;   /* column of the values */
	size_t comments; /* column of the comments */
};

/* What stands between a key and its value. Behind a blank a semicolon would begin a comment. */
static const char *equals(const struct layout *layout, const struct row *row, bool spaced)
{
	if (!spaced)
		return "=";
	return row->len > 0 && layout->values.data[row->value] != ';' ? " = " : " =";
}

/* The row without its comment, into layout->line. */
static void write_row(struct layout *layout, const struct row *row, size_t values)
{
	struct buf *line = &layout->line;
	size_t room = RULES_LINE_MAX - row->len;
	bool wide = room >= values, spaced = room >= row->name.len + 3;

	buf_reset(line);
	if (row->kind == EDIT_SECTION)
		buf_addc(line, '[');
	if (row->kind == EDIT_MORE)
		buf_pad(line, ' ', wide ? values : room);
	else
		buf_add(line, row->name.text, row->name.len);
	if (row->kind == EDIT_SECTION)
		buf_addc(line, ']');
	if (row->kind == EDIT_KEY && wide)
		buf_pad(line, ' ', values - 3 - row->name.len);
	if (row->kind == EDIT_KEY)
		buf_adds(line, equals(layout, row, wide || spaced));
	buf_add(line, layout->values.data + row->value, row->len);
}

/* From a row on to the next section. */
static struct block measure(struct layout *layout, size_t from)
{
	struct block block = {.end = from + 1, .values = 0, .comments = 0};
	struct row *rows = layout->rows.items;

	for (; block.end < layout->rows.count && rows[block.end].kind != EDIT_SECTION; block.end++) {
		size_t values = rows[block.end].kind == EDIT_KEY ? rows[block.end].name.len + 3 : 0;
		block.values = values > block.values ? values : block.values;
	}
	bool inside = false;
	for (size_t i = block.end; i-- > from;) {
		if (rows[i].kind != EDIT_COMMENT && rows[i].kind != EDIT_BLANK)
			inside = rows[i].kind == EDIT_MORE;
		rows[i].inside = inside && rows[i].kind == EDIT_COMMENT;
		if (rows[i].kind == EDIT_COMMENT || rows[i].comment.len == 0)
			continue;
		write_row(layout, &rows[i], block.values);
		rows[i].columns = utf8_width(layout->line.data, layout->line.len);
		if (rows[i].columns <= COMMENT_REACH && rows[i].columns + COMMENT_GAP > block.comments)
			block.comments = rows[i].columns + COMMENT_GAP;
	}
	return block;
}

static void write_block(struct buf *out, struct layout *layout, size_t from, const struct block *block, const char *end)
{
	for (size_t i = from; i < block->end; i++) {
		const struct row *row = &layout->rows.items[i];
		write_row(layout, row, block->values);
		buf_add(out, layout->line.data, layout->line.len);
		if (row->inside)
			buf_pad(out, ' ', block->values);
		else if (row->comment.len > 0 && row->kind != EDIT_COMMENT)
			buf_pad(out, ' ', row->columns <= COMMENT_REACH ? block->comments - row->columns : COMMENT_GAP);
		buf_add(out, row->comment.text, row->comment.len);
		buf_adds(out, end);
	}
}

int edit_layout(struct buf *out, const struct edit_text *text, struct mow_error *err)
{
	MOW_AUTO(layout) layout = LAYOUT_INIT;

	if (add_lines(&layout, text, err) != MOW_OK)
		return MOW_ENOMEM;
	if (text->bom)
		buf_adds(out, "\xEF\xBB\xBF");
	for (size_t at = 0; at < layout.rows.count;) {
		struct block block = measure(&layout, at);
		write_block(out, &layout, at, &block, text->crlf ? "\r\n" : "\n");
		at = block.end;
	}
	if (buf_check(&layout.line, err) != MOW_OK)
		return MOW_ENOMEM;
	return buf_check(out, err);
}

static int is_laid_out(bool *out, const struct edit_text *text, struct mow_error *err)
{
	MOW_AUTO(buf) layout = BUF_INIT;
	int result = edit_layout(&layout, text, err);

	*out = result == MOW_OK && layout.len == text->len && memcmp(layout.data, text->bytes.data, layout.len) == 0;
	return result;
}

int edit_keep_layout(struct buf *text, const struct edit_text *before, struct mow_error *err)
{
	MOW_AUTO(edit_text) lines = EDIT_TEXT_INIT;
	bool had;
	int result = is_laid_out(&had, before, err);

	if (result != MOW_OK || !had)
		return result;
	result = edit_text_read(&lines, text->data, text->len, err);
	buf_reset(text);
	return result == MOW_OK ? edit_layout(text, &lines, err) : result;
}
