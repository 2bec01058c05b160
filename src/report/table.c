#include "report/table.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/utf8.h"
#include "report/layout.h"

void table_release(struct table *table)
{
	buf_release(&table->text);
	free(table->ends.items);
}

void table_end(struct table *table)
{
	if (array_reserve(&table->ends, 1)) {
		table->text.failed = true;
		return;
	}
	table->ends.items[table->ends.count++] = table->text.len;
}

/* A cell of the table, by its number from the first. */
static const char *cell(size_t *len, const struct table *table, size_t number)
{
	size_t start = number > 0 ? table->ends.items[number - 1] : 0;

	*len = table->ends.items[number] - start;
	return table->text.data + start;
}

/* How many `|` there are in a cell. */
static size_t count_bars(const char *text, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += text[i] == '|';
	return count;
}

/* The columns of a cell, with the backslashes that it gets where `bars`. */
static size_t cell_width(const char *text, size_t len, bool bars)
{
	return utf8_width(text, len) + (bars ? count_bars(text, len) : 0);
}

static void measure(size_t widths[TABLE_COLUMNS], const struct table *table, size_t most, bool bars)
{
	size_t len;

	for (size_t i = 0; i < table->columns; i++) {
		widths[i] = 0;
		for (size_t k = i; k < table->ends.count; k += table->columns) {
			const char *text = cell(&len, table, k);
			size_t width = cell_width(text, len, bars);
			if (most > 0 && width > most)
				width = most;
			if (width > widths[i])
				widths[i] = width;
		}
	}
}

/* How a table of one kind is written. */
struct writing {
	struct buf *out;
	const struct table *table;
	const struct table_layout *layout;
	const char *before, *between, *behind; /* of a row, and its cells */
	bool trimmed;                          /* no blanks at the end of a line */
	bool bars;                             /* a `|` in a cell is escaped */
	size_t widths[TABLE_COLUMNS];
};

/* A cell of the row that begins with cell `first`, filled up to its column's width. */
static void add_cell(struct writing *writing, size_t first, size_t column)
{
	bool bold = writing->layout->color && first == 0;
	size_t len;
	const char *text = cell(&len, writing->table, first + column);
	size_t own = cell_width(text, len, writing->bars);
	size_t lacks = own < writing->widths[column] ? writing->widths[column] - own : 0;
	bool right = writing->layout->right >> column & 1;

	if (right)
		buf_pad(writing->out, ' ', lacks);
	layout_color(writing->out, bold, LAYOUT_BOLD);
	for (size_t i = 0; i < len; i++) {
		if (writing->bars && text[i] == '|')
			buf_addc(writing->out, '\\');
		buf_addc(writing->out, text[i]);
	}
	layout_plain(writing->out, bold);
	if (!right)
		buf_pad(writing->out, ' ', lacks);
}

static void end_line(struct writing *writing, size_t start)
{
	struct buf *out = writing->out;
	size_t len = out->len;

	while (writing->trimmed && len > start && out->data[len - 1] == ' ')
		len--;
	buf_cut(out, len);
	buf_adds(out, writing->behind);
	buf_addc(out, '\n');
}

static void add_row(struct writing *writing, size_t first)
{
	size_t start = writing->out->len;

	for (size_t i = 0; i < writing->table->columns; i++) {
		buf_adds(writing->out, i == 0 ? writing->before : writing->between);
		add_cell(writing, first, i);
	}
	end_line(writing, start);
}

void table_write(struct buf *out, const struct table *table, const struct table_layout *layout)
{
	struct writing writing = {out, table, layout, "", "  ", "", true, false, {0}};

	out->failed = out->failed || table->text.failed;
	if (out->failed)
		return;
	measure(writing.widths, table, layout->most, writing.bars);
	for (size_t i = 0; i + table->columns <= table->ends.count; i += table->columns)
		add_row(&writing, i);
}

size_t table_width(const struct table *table, const struct table_layout *layout)
{
	size_t widths[TABLE_COLUMNS], all = 0;

	if (table->text.failed)
		return 0;
	measure(widths, table, layout->most, false);
	for (size_t i = 0; i < table->columns; i++)
		all += widths[i] + (i > 0 ? 2 : 0);
	return all;
}

void table_markdown(struct buf *out, const struct table *table, const struct table_layout *layout)
{
	const struct table_layout plain = {layout->right, layout->most, false};
	struct writing writing = {out, table, &plain, "| ", " | ", " |", false, true, {0}};

	out->failed = out->failed || table->text.failed;
	if (out->failed)
		return;
	measure(writing.widths, table, layout->most, writing.bars);
	for (size_t i = 0; i < table->columns; i++)
		if (writing.widths[i] < 3)
			writing.widths[i] = 3;
	for (size_t i = 0; i + table->columns <= table->ends.count; i += table->columns) {
		add_row(&writing, i);
		if (i > 0)
			continue;
		for (size_t k = 0; k < table->columns; k++) {
			bool right = layout->right >> k & 1;
			buf_adds(out, k == 0 ? "| " : " | ");
			buf_pad(out, '-', writing.widths[k] - right);
			buf_adds(out, right ? ":" : "");
		}
		buf_adds(out, " |\n");
	}
}
