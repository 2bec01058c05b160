/* The grid of the matrix's page: areas by people, with letters in cells. Internal to the matrix's report, and the
 * site's. */
#ifndef MOW_REPORT_MATRIX_GRID_H
#define MOW_REPORT_MATRIX_GRID_H

#include "report/matrix_cells.h"
#include "report/matrix_columns.h"
#include "report/matrix_flags.h"

struct matrix_grid {
	const struct matrix_output *output;
	const struct mow_matrix *matrix;
	struct matrix_columns people, named;
	struct {
		const char **items; /* sorted */
		size_t count, capacity;
	} folders;
	struct map folder_places; /* name → place in `folders` */
	struct matrix_flags flags;
	bool teams;  /* there are columns for owners as rows name them too */
	bool listed; /* there would be too many cells: each area has lists in their place */
	bool failed; /* no memory */
};
void matrix_grid_release(struct matrix_grid *grid);
MOW_AUTO_DEFINE(matrix_grid)

/* Finds out what columns there are, and what can be chosen. */
void matrix_grid_find(struct matrix_grid *grid);
/* The table. */
void matrix_grid_write(struct buf *out, struct matrix_grid *grid);

/* A letter of a role: "A"; of `other`, what the area does not set. */
void matrix_letter(struct buf *out, char letter, bool other);
/* What the letters mean, as items of a list. */
void matrix_meanings(struct buf *out, enum lang lang);

#endif
