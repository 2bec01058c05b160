#include "report/matrix_cells.h"

#include "report/phrase.h"
#include "report/who/who.h"

const char *const matrix_headings[MATRIX_COLUMNS] = {"Area", "Path", "Level", "A", "Review", "R", "C", "I"};
const char *const matrix_people_headings[PEOPLE_COLUMNS] = {"Person", "Areas", "Files", "Gates", "Reviews", "Only"};

void matrix_people_numbers(size_t out[PEOPLE_NUMBERS], const struct mow_matrix_person *person)
{
	const size_t numbers[PEOPLE_NUMBERS] = {person->areas, person->files, person->gates, person->reviews,
						person->only};

	memcpy(out, numbers, sizeof numbers);
}

void matrix_cells_init(struct matrix_cells *cells)
{
	for (size_t i = 0; i < MATRIX_COLUMNS; i++)
		cells->items[i] = (struct buf)BUF_INIT;
}

void matrix_cells_release(struct matrix_cells *cells)
{
	for (size_t i = 0; i < MATRIX_COLUMNS; i++)
		buf_release(&cells->items[i]);
}

/* ---- Cells --------------------------------------------------------------------------------------------------------- */

static void begin_item(struct buf *cell)
{
	if (cell->len > 0)
		buf_addc(cell, '\n');
}

static void add_mark(struct buf *cell, const char *text, struct matrix_marks *marks, unsigned mark)
{
	if (marks == NULL)
		return;
	buf_adds(cell, text);
	marks->used |= mark;
}

/* Owners, or a level. */
static void add_owner(struct buf *cell, const char *owner, struct matrix_marks *marks)
{
	buf_adds(cell, owner);
	if (marks != NULL && mow_matrix_is_external(marks->matrix, owner))
		add_mark(cell, "*", marks, MARK_EXTERNAL);
}

static void add_list(struct buf *cell, const struct mow_list *list, struct matrix_marks *marks)
{
	for (size_t i = 0; i < list->count; i++) {
		begin_item(cell);
		add_owner(cell, list->items[i], marks);
	}
}

/* What the area does not set: only where marks tell it from the rest. */
static void add_other(struct buf *cell, const struct mow_list *list, struct matrix_marks *marks)
{
	if (marks == NULL)
		return;
	for (size_t i = 0; i < list->count; i++) {
		begin_item(cell);
		add_mark(cell, "(", marks, MARK_OTHER);
		add_owner(cell, list->items[i], marks);
		buf_addc(cell, ')');
	}
}

static void add_paths(struct buf *cell, const struct mow_matrix_row *row)
{
	for (size_t i = 0; i < row->pattern_count; i++) {
		begin_item(cell);
		buf_adds(cell, row->patterns[i]);
	}
}

static void add_one(struct buf *cell, const char *owner, const char *other, struct matrix_marks *marks)
{
	const struct mow_list set = {&owner, owner != NULL, {NULL, 0}};
	const struct mow_list unset = {&other, other != NULL, {NULL, 0}};

	add_list(cell, &set, marks);
	add_other(cell, &unset, marks);
}

static void add_outdone(struct matrix_cells *cells, const struct mow_matrix_row *row, struct matrix_marks *marks)
{
	static const struct {
		enum mow_matrix_part part;
		enum matrix_column column;
	} parts[] = {{MOW_MATRIX_ACCOUNTABLE, MATRIX_A},
		     {MOW_MATRIX_RESPONSIBLE, MATRIX_R},
		     {MOW_MATRIX_LEVEL, MATRIX_LEVEL}};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (row->outdone & parts[i].part)
			add_mark(&cells->items[parts[i].column], "~", marks, MARK_OUTDONE);
}

void matrix_cells_fill(struct matrix_cells *cells, const struct mow_matrix_row *row, struct matrix_marks *marks)
{
	const struct mow_owners *owners = row->owners;
	const struct mow_list level = {&row->other_level, row->other_level != NULL, {NULL, 0}};

	for (size_t i = 0; i < MATRIX_COLUMNS; i++)
		buf_reset(&cells->items[i]);
	buf_adds(&cells->items[MATRIX_AREA], owners->area != NULL ? owners->area : "");
	add_paths(&cells->items[MATRIX_PATH], row);
	if (owners->level != NULL)
		buf_adds(&cells->items[MATRIX_LEVEL], owners->level);
	else
		add_other(&cells->items[MATRIX_LEVEL], &level, marks);
	add_one(&cells->items[MATRIX_A], owners->accountable, row->other_accountable, marks);
	for (size_t i = 0; i < owners->review_count; i++) {
		begin_item(&cells->items[MATRIX_REVIEW]);
		who_gate(&cells->items[MATRIX_REVIEW], &owners->review[i]);
	}
	add_list(&cells->items[MATRIX_R], &owners->responsible, marks);
	add_other(&cells->items[MATRIX_R], &row->other_responsible, marks);
	add_list(&cells->items[MATRIX_C], &owners->consulted, marks);
	add_list(&cells->items[MATRIX_I], &owners->informed, marks);
	add_outdone(cells, row, marks);
}
