#include "report/matrix_flags.h"

#include <string.h>

enum { CELL_BITS = 3 };

void matrix_flags_release(struct matrix_flags *flags)
{
	map_release(&flags->map);
	arena_release(&flags->arena);
}

bool matrix_finding_is_bad(const struct mow_finding *finding)
{
	return finding->severity == MOW_ERROR || strcmp(finding->code, "impossible") == 0;
}

/* ---- Where rows stand ---------------------------------------------------------------------------------------------- */

/* A line belongs to the row that has it first. */
static void note(struct matrix_flags *flags, const char *file, unsigned line, size_t row, enum matrix_cell cell)
{
	size_t value = row << CELL_BITS | (size_t)cell;

	if (file == NULL || flags->failed)
		return;
	const char *key = arena_printf(&flags->arena, "%s:%u", file, line);
	flags->failed = key == NULL || map_take(&flags->map, key, strlen(key), &value) != 0;
}

static void note_place(struct matrix_flags *flags, const struct mow_place *place, size_t row, enum matrix_cell cell)
{
	note(flags, place->file, place->line, row, cell);
}

static void note_row(struct matrix_flags *flags, const struct mow_matrix_row *row, size_t number)
{
	const struct mow_owners *owners = row->owners;

	note_place(flags, &row->place, number, MATRIX_CELL_AREA);
	note_place(flags, &owners->accountable_place, number, MATRIX_CELL_AREA);
	note_place(flags, &owners->responsible.place, number, MATRIX_CELL_AREA);
	note_place(flags, &owners->consulted.place, number, MATRIX_CELL_AREA);
	note_place(flags, &owners->informed.place, number, MATRIX_CELL_AREA);
	note_place(flags, &owners->rights_place, number, MATRIX_CELL_AREA);
	note_place(flags, &owners->level_place, number, MATRIX_CELL_LEVEL);
	for (size_t i = 0; i < owners->review_count; i++)
		note_place(flags, &owners->review[i].place, number, MATRIX_CELL_GATES);
	for (size_t i = 0; i < row->pattern_count; i++)
		note(flags, row->place.file, row->pattern_lines[i], number, MATRIX_CELL_AREA);
}

/* ---- Where findings stand ------------------------------------------------------------------------------------------ */

static void flag(struct matrix_flags *flags, const struct mow_finding *finding, size_t number)
{
	MOW_AUTO(buf) key = BUF_INIT;
	size_t value;

	buf_addf(&key, "%s:%u", finding->file, finding->line);
	flags->failed = flags->failed || key.failed;
	if (flags->failed || !map_get(&flags->map, key.data, key.len, &value))
		return;
	struct matrix_flag *row = &flags->rows[value >> CELL_BITS];
	if (matrix_finding_is_bad(finding))
		row->bad |= value & ((1U << CELL_BITS) - 1);
	flags->next[number] = row->first;
	row->first = number;
	row->count++;
}

void matrix_flags_find(struct matrix_flags *flags, const struct mow_matrix *matrix, const struct mow_finding *findings,
		       size_t count)
{
	size_t rows = mow_matrix_rows(matrix);

	flags->rows = arena_array(&flags->arena, rows + 1, sizeof *flags->rows);
	flags->next = arena_array(&flags->arena, count + 1, sizeof *flags->next);
	flags->failed = flags->rows == NULL || flags->next == NULL;
	for (size_t i = 0; i < rows && count > 0; i++)
		note_row(flags, mow_matrix_row(matrix, i), i);
	/* From the last on, so that each row has them in their order. */
	for (size_t i = count; i > 0; i--)
		flag(flags, &findings[i - 1], i);
}
