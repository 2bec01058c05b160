/* What stands in the cells of a matrix, before a format makes it its own. Internal to the matrix's report, and the
 * site's. */
#ifndef MOW_REPORT_MATRIX_CELLS_H
#define MOW_REPORT_MATRIX_CELLS_H

#include "report/matrix.h"

enum matrix_column {
	MATRIX_AREA,
	MATRIX_PATH,
	MATRIX_LEVEL,
	MATRIX_A,
	MATRIX_REVIEW,
	MATRIX_R,
	MATRIX_C,
	MATRIX_I,
	MATRIX_COLUMNS
};
extern const char *const matrix_headings[MATRIX_COLUMNS];

/* Marks, which are explained below a table that has any. */
enum {
	MARK_OUTDONE = 1,  /* `~`: another area outdoes it for some files */
	MARK_OTHER = 2,    /* `(…)`: not set here */
	MARK_EXTERNAL = 4, /* `*`: somebody from outside */
};
struct matrix_marks {
	const struct mow_matrix *matrix;
	unsigned used;
};

struct matrix_cells {
	struct buf items[MATRIX_COLUMNS]; /* what a cell lists, not escaped, with LF between */
};
void matrix_cells_init(struct matrix_cells *cells);
void matrix_cells_release(struct matrix_cells *cells);
MOW_AUTO_DEFINE(matrix_cells)

/* Fills the cells anew; `marks` NULL: without any, and without what the area does not set. */
void matrix_cells_fill(struct matrix_cells *cells, const struct mow_matrix_row *row, struct matrix_marks *marks);

/* By person: a heading, and its numbers. */
enum { PEOPLE_COLUMNS = 6, PEOPLE_NUMBERS = PEOPLE_COLUMNS - 1 };
extern const char *const matrix_people_headings[PEOPLE_COLUMNS];
void matrix_people_numbers(size_t out[PEOPLE_NUMBERS], const struct mow_matrix_person *person);

#endif
