/* The matrix for people: on a terminal, and as markdown. */
#include "report/layout.h"
#include "report/markdown.h"
#include "report/matrix_cells.h"
#include "report/phrase.h"
#include "report/table.h"

enum {
	PATH_MOST = 52,
	ITEMS_COLUMN = 10 /* where the items of a cell begin that stands in a line of its own */
};
enum { PEOPLE_RIGHT = 0x3E }; /* all columns but the first are numbers */

/* "3 files of brand/logos/", "OWNERS" */
static void add_files(struct buf *out, const struct mow_matrix_row *row)
{
	if (row->files == 1) {
		phrase_path(out, row->first, row->first_len);
		return;
	}
	phrase_count(out, row->files, "file");
	if (row->folder_len == 0)
		return;
	buf_adds(out, " of ");
	phrase_path(out, row->first, row->folder_len);
}

/* The item at `*at`, of a cell; false: there is no more. */
static bool next_item(struct buf *item, const struct buf *cell, size_t *at)
{
	if (*at >= cell->len)
		return false;
	size_t len = strcspn(cell->data + *at, "\n");
	buf_reset(item);
	buf_add(item, cell->data + *at, len);
	*at += len + 1;
	return true;
}

static const struct {
	unsigned mark;
	const char *sign, *text;
} legend[] = {
	{MARK_OUTDONE, "~", "another area outdoes it for some of its files: mowners why tells for which"},
	{MARK_OTHER, "(…)", "the area does not set it; its files have it from others"},
	{MARK_EXTERNAL, "*", "from outside, or a bot"},
};

static void add_headings(struct table *table, const char *const *headings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_adds(&table->text, headings[i]);
		table_end(table);
	}
}

typedef void add_row_fn(struct table *table, const struct matrix_output *output, const struct matrix_cells *cells,
			const struct buf *files);

/* By area; which marks the cells have. */
static unsigned add_rows(struct table *table, const struct matrix_output *output, const struct mow_matrix *matrix,
			 add_row_fn *add)
{
	struct matrix_marks marks = {matrix, 0};
	MOW_AUTO(matrix_cells) cells;
	MOW_AUTO(buf) files = BUF_INIT;

	matrix_cells_init(&cells);
	for (size_t i = 0; i < mow_matrix_rows(matrix); i++) {
		const struct mow_matrix_row *row = mow_matrix_row(matrix, i);
		buf_reset(&files);
		if (output->by == MOW_MATRIX_EFFECTIVE)
			add_files(&files, row);
		matrix_cells_fill(&cells, row, &marks);
		add(table, output, &cells, &files);
	}
	return marks.used;
}

/* ---- Text ---------------------------------------------------------------------------------------------------------- */

/* A row takes as many lines as its longest cell has items. */
static void add_row(struct table *table, const struct matrix_output *output, const struct matrix_cells *cells,
		    const struct buf *files)
{
	(void)output;
	size_t at[MATRIX_COLUMNS] = {0};
	MOW_AUTO(buf) item = BUF_INIT;
	bool more = true;

	for (bool first = true; more; first = false) {
		more = false;
		for (size_t i = 0; i < MATRIX_COLUMNS; i++) {
			if (first && i == MATRIX_PATH && files->len > 0)
				buf_add(&table->text, files->data, files->len);
			else if (next_item(&item, &cells->items[i], &at[i]))
				phrase_text(&table->text, item.data);
			else if (first)
				buf_addc(&table->text, '-');
			table_end(table);
			more = more || at[i] < cells->items[i].len;
		}
	}
	table->text.failed = table->text.failed || item.failed;
}

/* ---- Text ---------------------------------------------------------------------------------------------------------- */

/* "/brand/, !/brand/sketches/": items are not broken. */
static void add_items(struct buf *out, const struct buf *cell)
{
	MOW_AUTO(buf) item = BUF_INIT;
	size_t at = 0;

	for (size_t count = 0; next_item(&item, cell, &at); count++) {
		size_t before = out->len;
		buf_adds(out, count > 0 ? ", " : "");
		phrase_text(out, item.data);
		for (size_t i = before + (count > 0 ? 2 : 0); i < out->len; i++)
			if (out->data[i] == ' ')
				out->data[i] = LAYOUT_SPACE[0];
	}
	out->failed = out->failed || item.failed;
}

/* Its name and level, and a line or more for each cell that says something. */
static void add_lines(struct table *table, const struct matrix_output *output, const struct matrix_cells *cells,
		      const struct buf *files)
{
	struct buf *out = &table->text;

	buf_adds(out, out->len > 0 ? "\n" : "");
	layout_color(out, output->color, LAYOUT_BOLD);
	phrase_text(out, cells->items[MATRIX_AREA].len > 0 ? cells->items[MATRIX_AREA].data : "no area");
	layout_plain(out, output->color);
	if (cells->items[MATRIX_LEVEL].len > 0) {
		buf_adds(out, ", ");
		phrase_text(out, cells->items[MATRIX_LEVEL].data);
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < MATRIX_COLUMNS; i++) {
		MOW_AUTO(buf) items = BUF_INIT;
		if (i == MATRIX_PATH && files->len > 0)
			buf_add(&items, files->data, files->len);
		else if (i != MATRIX_AREA && i != MATRIX_LEVEL)
			add_items(&items, &cells->items[i]);
		if (i == MATRIX_A && items.len == 0)
			buf_addc(&items, '-');
		out->failed = out->failed || items.failed;
		if (items.len == 0)
			continue;
		buf_addf(out, "  %-6s  ", matrix_headings[i]);
		layout_wrap(out, items.data, ITEMS_COLUMN, ITEMS_COLUMN, output->width);
	}
}

static void add_people(struct table *table, const struct mow_matrix *matrix, void (*add)(struct buf *, const char *))
{
	size_t numbers[PEOPLE_NUMBERS];

	add_headings(table, matrix_people_headings, PEOPLE_COLUMNS);
	for (size_t i = 0; i < mow_matrix_people(matrix); i++) {
		const struct mow_matrix_person *person = mow_matrix_person(matrix, i);
		add(&table->text, person->label);
		table_end(table);
		matrix_people_numbers(numbers, person);
		for (size_t k = 0; k < PEOPLE_NUMBERS; k++) {
			if (numbers[k] > 0)
				buf_addu(&table->text, numbers[k]);
			else
				buf_addc(&table->text, '-');
			table_end(table);
		}
	}
}

static void write_people(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	const struct table_layout layout = {.right = PEOPLE_RIGHT, .color = output->color};
	MOW_AUTO(table) table = TABLE_INIT(PEOPLE_COLUMNS);

	add_people(&table, matrix, phrase_text);
	table_write(output->out, &table, &layout);
}

static void write_lines(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	MOW_AUTO(table) lines = TABLE_INIT(1);

	(void)add_rows(&lines, output, matrix, add_lines);
	buf_add(output->out, lines.text.data, lines.text.len);
	output->out->failed = output->out->failed || lines.text.failed;
}

void report_matrix_text(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	const struct table_layout layout = {.most = PATH_MOST, .color = output->color};
	MOW_AUTO(table) table = TABLE_INIT(MATRIX_COLUMNS);

	if (output->by == MOW_MATRIX_PEOPLE) {
		write_people(output, matrix);
		return;
	}
	add_headings(&table, matrix_headings, MATRIX_COLUMNS);
	unsigned used = add_rows(&table, output, matrix, add_row);
	if (table_width(&table, &layout) <= output->width)
		table_write(output->out, &table, &layout);
	else
		write_lines(output, matrix);
	for (size_t i = 0, told = 0; i < sizeof legend / sizeof *legend; i++)
		if (used & legend[i].mark)
			buf_addf(output->out, "%s%s %s\n", told++ == 0 ? "\n" : "", legend[i].sign, legend[i].text);
}

/* ---- Markdown ------------------------------------------------------------------------------------------------------ */

static void add_cell(struct table *table, const struct buf *cell, bool word)
{
	MOW_AUTO(buf) item = BUF_INIT;
	size_t at = 0;

	for (size_t count = 0; next_item(&item, cell, &at); count++) {
		buf_adds(&table->text, count > 0 ? ", " : "");
		if (word)
			markdown_sentence(&table->text, item.data, MARKDOWN_LONG);
		else
			markdown_name(&table->text, item.data);
	}
	if (cell->len == 0)
		buf_adds(&table->text, "—");
	table->text.failed = table->text.failed || item.failed;
}

static void add_markdown_row(struct table *table, const struct matrix_output *output, const struct matrix_cells *cells,
			     const struct buf *files)
{
	(void)output;
	for (size_t i = 0; i < MATRIX_COLUMNS; i++) {
		if (i == MATRIX_PATH && files->len > 0)
			markdown_sentence(&table->text, files->data, MARKDOWN_LONG);
		else
			add_cell(table, &cells->items[i], i == MATRIX_LEVEL);
		table_end(table);
	}
}

void report_matrix_markdown(const struct matrix_output *output, const struct mow_matrix *matrix)
{
	const bool people = output->by == MOW_MATRIX_PEOPLE;
	const struct table_layout layout = {.right = people ? PEOPLE_RIGHT : 0};
	MOW_AUTO(table) table = TABLE_INIT(people ? PEOPLE_COLUMNS : MATRIX_COLUMNS);
	unsigned used = 0;

	if (people)
		add_people(&table, matrix, markdown_name);
	else {
		add_headings(&table, matrix_headings, MATRIX_COLUMNS);
		used = add_rows(&table, output, matrix, add_markdown_row);
	}
	table_markdown(output->out, &table, &layout);
	for (size_t i = 0, told = 0; i < sizeof legend / sizeof *legend; i++)
		if (used & legend[i].mark)
			buf_addf(output->out, "%s`%s` %s", told++ == 0 ? "\n" : "  \n", legend[i].sign, legend[i].text);
	buf_adds(output->out, used != 0 ? "\n" : "");
}
