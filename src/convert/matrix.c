#include "convert/matrix.h"

#include <string.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "convert/table.h"
#include "convert/write.h"
#include "rules/keys.h"

/* ---- Names of areas ------------------------------------------------------------------------------------------------ */

/* "Brand guidelines & tokens" → "brand-guidelines-tokens". */
static const char *section_name(struct table *table, const char *area)
{
	MOW_AUTO(buf) name = BUF_INIT;

	write_name(&name, area, strlen(area));
	return draft_string(table->draft, name.failed ? NULL : arena_dup(&table->draft->arena, name.data, name.len));
}

static void name_row(struct table *table, struct row *row)
{
	unsigned line = row->cells->line;
	size_t number = row->cells->number, before = number;

	row->area = table_cell(table, row, COLUMN_AREA);
	bool whole = table_cell(table, row, COLUMN_PATH)[0] == '\0';
	if (whole && ascii_is_same(row->area, "rules"))
		row->name = "rules";
	else if (whole && ascii_is_same(row->area, "otherwise"))
		row->name = "otherwise";
	else
		row->name = section_name(table, row->area);
	if (row->area[0] == '\0') {
		table_complain(table, line, FINDING_MISSING_KEY,
			       "this row names no area; give it a name, or, where its cell was merged with the one "
			       "above, put the paths of an area into one cell, a line each");
		return;
	}
	if (map_take(&table->areas, row->name, strlen(row->name), &before))
		table->draft->failed = true;
	if (before != number)
		table_complain(
			table, line, FINDING_DUPLICATE_SECTION,
			"the area \"%s\" is in row %zu already, or one that would be called so; give it another name",
			table_quote(table, row->area), before);
}

/* ---- Cells --------------------------------------------------------------------------------------------------------- */

static void add_list(struct table *table, const struct row *row, enum column column)
{
	table_cut(table, table_cell(table, row, column), ",;\n");
	if (table_read_owners(table, row, 0) && table->values.count > 0)
		write_list(&table->draft->text, table_key(column), "", table->values.items, table->values.count);
}

static void add_accountable(struct table *table, const struct row *row)
{
	table_cut(table, table_cell(table, row, COLUMN_A), ",;\n");
	if (table->values.count == 0)
		buf_adds(&table->draft->text, "; accountable = ?\n");
	else
		add_list(table, row, COLUMN_A);
	const char *who = table->values.count > 0 ? table->values.items[0] : "";
	struct draft_owner *owner = who[0] == '@' ? draft_owner(table->draft, who) : NULL;
	if (owner != NULL)
		owner->decides = true;
}

/* What a writer makes of a text, kept. */
static const char *written(struct table *table, const char *text, void write(struct buf *, const char *, size_t))
{
	MOW_AUTO(buf) out = BUF_INIT;

	write(&out, text, strlen(text));
	return draft_string(table->draft, out.failed ? NULL : arena_dup(&table->draft->arena, out.data, out.len));
}

static void add_patterns(struct table *table, const struct row *row)
{
	MOW_AUTO(map) seen = {0};

	table_cut(table, table_cell(table, row, COLUMN_PATH), "\n");
	for (size_t i = 0; i < table->values.count; i++) {
		const char *pattern = written(table, table->values.items[i], i == 0 ? write_text : write_pattern);
		size_t before = i;
		if (map_take(&seen, pattern, strlen(pattern), &before))
			table->draft->failed = true;
		if (before != i)
			table_complain(table, row->cells->line, FINDING_DUPLICATE_PATTERN,
				       "the pattern \"%s\" is twice in this cell; keep one",
				       table_quote(table, pattern));
		write_item(&table->draft->text, i == 0 ? "path" : NULL, pattern, strlen(pattern));
	}
	if (table->values.count == 0)
		table_complain(table, row->cells->line, FINDING_MISSING_KEY,
			       "the area \"%s\" has no path; only \"otherwise\" and \"rules\" have none",
			       table_quote(table, row->area));
}

static void add_summary(struct table *table, const struct row *row)
{
	table_cut(table, row->area, "\n");
	if (table->values.count > 0 && strcmp(row->name, row->area) != 0)
		write_key(&table->draft->text, "summary", written(table, table->values.items[0], write_text));
}

static void add_level(struct table *table, const struct row *row)
{
	MOW_AUTO(buf) lower = BUF_INIT;

	table_cut(table, table_cell(table, row, COLUMN_LEVEL), "\n");
	for (size_t i = 0; i < table->values.count; i++)
		ascii_add_lower(&lower, table->values.items[i], strlen(table->values.items[i]));
	if (lower.len > 0)
		write_key(&table->draft->text, "level", lower.data);
	table->draft->failed = table->draft->failed || lower.failed;
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

static void add_area(struct table *table, const struct row *row)
{
	draft_from(table->draft, row->cells->line);
	write_section(&table->draft->text, row->name);
	if (!keys_is_section(row->name)) {
		add_summary(table, row);
		add_patterns(table, row);
	}
	add_accountable(table, row);
	table_add_gates(table, row);
	add_list(table, row, COLUMN_R);
	add_list(table, row, COLUMN_C);
	add_list(table, row, COLUMN_I);
	add_level(table, row);
}

/* [rules] and [otherwise] come first, as people write them, then the areas in their order. */
static void add_rows(struct table *table, const struct row *rows, size_t count)
{
	static const char *const first[] = {"rules", "otherwise"};

	for (size_t k = 0; k < sizeof first / sizeof *first; k++)
		for (size_t i = 0; i < count; i++)
			if (strcmp(rows[i].name, first[k]) == 0)
				add_area(table, &rows[i]);
	for (size_t i = 0; i < count; i++)
		if (!keys_is_section(rows[i].name))
			add_area(table, &rows[i]);
}

static void read_rows(struct table *table, const char *owner)
{
	size_t count = table->sheet->rows.count - 1;
	struct row *rows = arena_array(&table->draft->arena, count + 1, sizeof *rows);

	if (rows == NULL) {
		table->draft->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		rows[i].cells = &table->sheet->rows.items[i + 1];
		table_check_width(table, rows[i].cells);
		name_row(table, &rows[i]);
	}
	if (!map_get(&table->areas, "rules", 5, NULL))
		write_rules(&table->draft->text, owner);
	add_rows(table, rows, count);
}

static void read_sheet(struct table *table, const struct file_text *file, const char *owner)
{
	MOW_AUTO(buf) from = BUF_INIT;

	escape_text(&from, file->name, strlen(file->name));
	write_header(&table->draft->text, from.data);
	if (table_read_headings(table))
		read_rows(table, owner);
	draft_people(table->draft);
	table->draft->failed = table->draft->failed || from.failed;
}

/* Where rows are no lines, since cells have several, those who look into the spreadsheet count rows. */
static void number_rows(struct file_findings *found, const struct sheet *sheet)
{
	struct findings *kept = &found->kept;

	for (size_t i = 0; i < kept->count; i++) {
		const struct sheet_row *row = sheet_row_at(sheet, kept->items[i].line);
		if (row == NULL || row->number == row->line)
			continue;
		const char *message = arena_printf(&kept->arena, "%s (row %u)", kept->items[i].message, row->number);
		kept->failed = kept->failed || message == NULL;
		kept->items[i].message = message;
	}
}

/* What is wrong with the table itself; only where nothing is, with what was made of it. */
static int convert(struct table *table, struct sheet *sheet, const struct file_text *file, const char *owner,
		   struct mow_error *err)
{
	int result = sheet_read(sheet, file->bytes, file->len, table->found);

	if (result == MOW_ENOMEM)
		return mow_fail_memory(err);
	if (result == MOW_OK)
		read_sheet(table, file, owner);
	if (result == MOW_OK && table->found->kept.count == 0)
		result = draft_check(table->draft, table->found, err);
	return result == MOW_OK && table->found->kept.count > 0 ? MOW_ERULES : result;
}

int matrix_convert(struct draft *draft, const struct file_text *file, const char *owner,
		   const struct mow_finding_sink *sink, struct mow_error *err)
{
	MOW_AUTO(file_findings) found = {0};
	MOW_AUTO(sheet) sheet = {0};
	struct table table = {.draft = draft, .found = &found, .sheet = &sheet};
	int result = convert(&table, &sheet, file, owner, err);

	map_release(&table.areas);
	texts_release(&table.values);
	if (result != MOW_OK && result != MOW_ERULES)
		return result;
	number_rows(&found, &sheet);
	int told = file_findings_deliver(&found, file->name, sink, err);
	if (told == MOW_OK && result == MOW_ERULES)
		told = mow_fail(err, MOW_ERULES, "nothing is made of the table until that is mended");
	return told;
}
