#include "report/matrix_grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/order.h"
#include "report/html/html.h"
#include "report/who/who.h"

/* More cells than this are no picture any more, and more than a browser takes without a pause. */
enum { CELLS_MOST = 250000 };

static const char letters[] = "AVRCI"; /* by the bits of enum mow_matrix_role */

void matrix_grid_release(struct matrix_grid *grid)
{
	matrix_columns_release(&grid->people);
	matrix_columns_release(&grid->named);
	free(grid->folders.items);
	map_release(&grid->folder_places);
	matrix_flags_release(&grid->flags);
}

/* ---- What there is ------------------------------------------------------------------------------------------------- */

static void find_folder(struct matrix_grid *grid, const char *name)
{
	size_t place = grid->folders.count;

	if (grid->failed || map_take(&grid->folder_places, name, strlen(name), &place) ||
	    array_reserve(&grid->folders, 1)) {
		grid->failed = true;
		return;
	}
	if (place == grid->folders.count)
		grid->folders.items[grid->folders.count++] = name;
}

static void find_folders(struct matrix_grid *grid)
{
	for (size_t i = 0; i < mow_matrix_rows(grid->matrix); i++) {
		const struct mow_matrix_row *row = mow_matrix_row(grid->matrix, i);
		for (size_t k = 0; k < row->folder_count; k++)
			find_folder(grid, row->folders[k]);
	}
	if (grid->folders.count > 1)
		qsort(grid->folders.items, grid->folders.count, sizeof *grid->folders.items, order_texts);
	for (size_t i = 0; i < grid->folders.count; i++)
		if (map_put(&grid->folder_places, grid->folders.items[i], strlen(grid->folders.items[i]), i))
			grid->failed = true;
}

void matrix_grid_find(struct matrix_grid *grid)
{
	const struct matrix_output *output = grid->output;
	size_t rows = mow_matrix_rows(grid->matrix);

	grid->people.people = true;
	matrix_columns_find(&grid->people, grid->matrix);
	matrix_columns_find(&grid->named, grid->matrix);
	find_folders(grid);
	matrix_flags_find(&grid->flags, grid->matrix, output->findings, output->finding_count);
	grid->listed = grid->people.count * rows > CELLS_MOST;
	grid->teams = (grid->people.count + grid->named.count) * rows <= CELLS_MOST;
	grid->failed = grid->failed || grid->people.failed || grid->named.failed || grid->flags.failed;
}

/* ---- Letters ------------------------------------------------------------------------------------------------------- */

void matrix_letter(struct buf *out, char letter, bool other)
{
	buf_addf(out, "<b class=\"letter %s\">%c</b>", other ? "other" : (const char[]){letter, '\0'}, letter);
}

void matrix_meanings(struct buf *out, enum lang lang)
{
	static const struct {
		char letter;
		bool other;
		enum phrase phrase;
	} meanings[] = {{'A', false, PHRASE_ROLE_A}, {'V', false, PHRASE_ROLE_V}, {'R', false, PHRASE_ROLE_R},
			{'C', false, PHRASE_ROLE_C}, {'I', false, PHRASE_ROLE_I}, {'A', true, PHRASE_FROM_OTHERS}};

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		buf_adds(out, "<li>");
		matrix_letter(out, meanings[i].letter, meanings[i].other);
		buf_addf(out, " %s</li>\n", lang_phrase(lang, meanings[i].phrase));
	}
}

static void add_letters(struct buf *out, const struct matrix_who *column)
{
	for (size_t i = 0; i < sizeof letters - 1; i++)
		if ((column->roles | column->others) >> i & 1)
			matrix_letter(out, letters[i], !(column->roles >> i & 1));
}

/* A cell a column; their end tags, which HTML does not need, are left out. */
static void add_cells(struct buf *out, struct matrix_columns *columns, const struct mow_matrix_row *row)
{
	matrix_columns_fill(columns, row);
	for (size_t i = 0; i < columns->count; i++) {
		buf_adds(out, columns->people ? "<td class=p>" : "<td class=t>");
		add_letters(out, &columns->items[i]);
	}
}

/* ---- Headings ------------------------------------------------------------------------------------------------------ */

static void add_who(struct buf *out, const struct matrix_grid *grid, const struct matrix_columns *columns, size_t place)
{
	const struct matrix_who *column = &columns->items[place];
	bool outside = mow_matrix_is_external(grid->matrix, column->label);

	buf_addf(out, "<th scope=\"col\" class=\"%c\"", columns->people ? 'p' : 't');
	if (columns->people)
		buf_addf(out, " data-person=\"%zu\"", place);
	buf_adds(out, " title=\"");
	html_text(out, column->label);
	buf_adds(out, outside ? "\"><span class=\"outside\">" : "\"><span>");
	html_text(out, column->name != NULL ? column->name : column->label);
	buf_adds(out, outside ? "*</span></th>" : "</span></th>");
}

static void add_heading(struct buf *out, const struct matrix_grid *grid)
{
	enum lang lang = grid->output->lang;

	buf_addf(out, "<thead><tr><th scope=\"col\" data-sort=\"text\">%s</th>", lang_phrase(lang, PHRASE_AREA));
	if (!grid->listed) {
		buf_addf(out,
			 "<th scope=\"col\" data-sort=\"number\">%s</th>"
			 "<th scope=\"col\" class=\"number\" data-sort=\"number\">%s</th><th scope=\"col\">%s</th>",
			 lang_phrase(lang, PHRASE_LEVEL), lang_phrase(lang, PHRASE_FILES),
			 lang_phrase(lang, PHRASE_GATES));
		for (size_t i = 0; i < grid->people.count; i++)
			add_who(out, grid, &grid->people, i);
		for (size_t i = 0; i < grid->named.count && grid->teams; i++)
			add_who(out, grid, &grid->named, i);
	}
	buf_adds(out, "</tr></thead>\n");
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

static unsigned level_number(const char *level)
{
	return level == NULL ? 0 : level[0] == 'l' ? 1 : level[0] == 's' ? 2 : 3;
}

/* What the area sets, else what its files have. */
static const char *level_of(bool *other, const struct mow_matrix_row *row)
{
	*other = row->owners->level == NULL;
	return *other ? row->other_level : row->owners->level;
}

static void add_level(struct buf *out, const struct mow_matrix_row *row)
{
	bool other;
	const char *level = level_of(&other, row);

	if (level != NULL)
		buf_addf(out, "<span class=\"level l%u%s\">%s</span>", level_number(level), other ? " other" : "",
			 level);
}

/* What its filters go by: numbers of people and folders. */
static void begin_row(struct buf *out, const struct matrix_grid *grid, const struct mow_matrix_row *row, bool bad)
{
	bool other;
	size_t place;

	buf_addf(out, "<tr%s data-level=\"%u\" data-people=\"", bad ? " class=\"bad\"" : "",
		 level_number(level_of(&other, row)));
	for (size_t i = 0, count = 0; i < row->people_count; i++)
		if (map_get(&grid->people.places, row->people[i].label, strlen(row->people[i].label), &place))
			buf_addf(out, "%s%zu", count++ > 0 ? " " : "", place);
	buf_adds(out, "\" data-folders=\"");
	for (size_t i = 0, count = 0; i < row->folder_count; i++)
		if (map_get(&grid->folder_places, row->folders[i], strlen(row->folders[i]), &place))
			buf_addf(out, "%s%zu", count++ > 0 ? " " : "", place);
	buf_adds(out, "\">");
}

static void add_flags(struct buf *out, const struct matrix_grid *grid, const struct matrix_flag *flag)
{
	for (size_t at = flag->first; at > 0; at = grid->flags.next[at]) {
		const struct mow_finding *finding = &grid->output->findings[at - 1];
		const char *bad = matrix_finding_is_bad(finding) ? " bad" : "";
		bool listed = at <= MATRIX_FINDINGS;
		if (listed)
			buf_addf(out, " <a class=\"flag%s\" href=\"#finding-%zu\">", bad, at);
		else
			buf_addf(out, " <span class=\"flag%s\">", bad);
		html_text(out, finding->code);
		buf_adds(out, listed ? "</a>" : "</span>");
	}
}

static void add_paths(struct buf *out, const struct matrix_grid *grid, const struct mow_matrix_row *row)
{
	buf_adds(out, "<div class=\"paths\">");
	for (size_t i = 0; i < row->pattern_count; i++) {
		buf_adds(out, "<code>");
		html_text(out, row->patterns[i]);
		buf_adds(out, "</code>");
	}
	if (grid->output->by == MOW_MATRIX_EFFECTIVE && row->files == 1) {
		buf_adds(out, "<code>");
		html_path(out, row->first, row->first_len);
		buf_adds(out, "</code>");
	} else if (grid->output->by == MOW_MATRIX_EFFECTIVE) {
		html_count(out, grid->output->lang, NOUN_FILE, row->files);
		if (row->folder_len > 0) {
			buf_adds(out, lang_phrase(grid->output->lang, PHRASE_FILES_OF));
			buf_adds(out, "<code>");
			html_path(out, row->first, row->folder_len);
			buf_adds(out, "</code>");
		}
	}
	buf_adds(out, "</div>");
}

/* ---- Roles as a list ----------------------------------------------------------------------------------------------- */

static void begin_role(struct buf *out, char letter, bool other)
{
	buf_adds(out, "<li>");
	matrix_letter(out, letter, other);
	buf_addc(out, ' ');
}

static void add_role(struct buf *out, char letter, bool other, const char *const *owners, size_t count)
{
	if (count == 0 || owners[0] == NULL)
		return;
	begin_role(out, letter, other);
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, i > 0 ? ", " : "");
		html_text(out, owners[i]);
	}
	buf_adds(out, "</li>");
}

static void add_gates(struct buf *out, const struct mow_matrix_row *row, const char *begin, const char *end)
{
	MOW_AUTO(buf) gate = BUF_INIT;

	for (size_t i = 0; i < row->owners->review_count; i++) {
		buf_reset(&gate);
		who_gate(&gate, &row->owners->review[i]);
		buf_adds(out, begin);
		html_text(out, gate.data);
		buf_adds(out, end);
	}
	out->failed = out->failed || gate.failed;
}

static void add_roles(struct buf *out, const struct mow_matrix_row *row)
{
	const struct mow_owners *owners = row->owners;
	const struct mow_list *makers = &row->other_responsible;

	buf_adds(out, "<ul class=\"roles\">");
	add_role(out, 'A', false, &owners->accountable, 1);
	add_role(out, 'A', true, &row->other_accountable, 1);
	add_gates(out, row, "<li><b class=\"letter V\">V</b> ", "</li>");
	add_role(out, 'R', false, owners->responsible.items, owners->responsible.count);
	add_role(out, 'R', true, makers->items, makers->count);
	add_role(out, 'C', false, owners->consulted.items, owners->consulted.count);
	add_role(out, 'I', false, owners->informed.items, owners->informed.count);
	buf_adds(out, "</ul>");
}

/* ---- The table ----------------------------------------------------------------------------------------------------- */

static void add_area(struct buf *out, const struct matrix_grid *grid, const struct mow_matrix_row *row,
		     const struct matrix_flag *flag)
{
	const char *area = row->owners->area;

	buf_adds(out, flag->bad & MATRIX_CELL_AREA ? "<th scope=\"row\" class=\"bad\" data-key=\""
						   : "<th scope=\"row\" data-key=\"");
	html_text(out, area != NULL ? area : "");
	buf_adds(out, "\"><span class=\"area\">");
	html_text(out, area != NULL ? area : lang_phrase(grid->output->lang, PHRASE_NOBODY_DECIDES));
	buf_adds(out, "</span>");
	add_flags(out, grid, flag);
	if (row->summary != NULL) {
		buf_adds(out, "<p class=\"muted\">");
		html_text(out, row->summary);
		buf_adds(out, "</p>");
	}
	add_paths(out, grid, row);
	buf_adds(out, "<p class=\"short\">");
	add_level(out, row);
	buf_addc(out, ' ');
	html_count(out, grid->output->lang, NOUN_FILE, row->files);
	buf_adds(out, "</p>");
	add_roles(out, row);
	buf_adds(out, "</th>");
}

static void add_row(struct buf *out, struct matrix_grid *grid, size_t number)
{
	const struct mow_matrix_row *row = mow_matrix_row(grid->matrix, number);
	const struct matrix_flag *flag = &grid->flags.rows[number];
	bool other;

	begin_row(out, grid, row, flag->bad != 0);
	add_area(out, grid, row, flag);
	if (!grid->listed) {
		buf_addf(out, "<td%s data-key=\"%u\">", flag->bad & MATRIX_CELL_LEVEL ? " class=\"bad\"" : "",
			 level_number(level_of(&other, row)));
		add_level(out, row);
		buf_addf(out, "</td><td class=\"number\" data-key=\"%zu\">", row->files);
		html_number(out, grid->output->lang, row->files);
		buf_addf(out, "</td><td%s><ul class=\"gates\">", flag->bad & MATRIX_CELL_GATES ? " class=\"bad\"" : "");
		add_gates(out, row, "<li>", "</li>");
		buf_adds(out, "</ul></td>");
		add_cells(out, &grid->people, row);
		if (grid->teams)
			add_cells(out, &grid->named, row);
	}
	buf_adds(out, "</tr>\n");
}

void matrix_grid_write(struct buf *out, struct matrix_grid *grid)
{
	buf_addf(out, "<table id=\"grid\" class=\"grid sortable%s\">\n<caption>%s</caption>\n",
		 grid->listed ? " listed" : "", lang_phrase(grid->output->lang, PHRASE_AREAS_BY_PEOPLE));
	add_heading(out, grid);
	buf_adds(out, "<tbody>\n");
	for (size_t i = 0; i < mow_matrix_rows(grid->matrix) && !grid->failed; i++)
		add_row(out, grid, i);
	buf_adds(out, "</tbody>\n</table>\n");
	out->failed = out->failed || grid->failed;
}
