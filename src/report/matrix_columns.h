/* Whom the columns of the picture of the matrix are for, and what they are in a row. Internal to the matrix's report.
 */
#ifndef MOW_REPORT_MATRIX_COLUMNS_H
#define MOW_REPORT_MATRIX_COLUMNS_H

#include "base/map.h"
#include "mowners.h"

struct matrix_who {
	const char *label, *name; /* as in struct mow_matrix_member */
	size_t number;            /* alike; of owners in the order in which rows name them */
	unsigned roles, others;   /* in the row at hand; alike */
};

struct matrix_columns {
	bool people; /* teams taken apart; else owners as rows name them */
	struct matrix_who *items;
	size_t count, capacity;
	struct map places; /* label → place in `items` */
	bool failed;       /* no memory */
};
void matrix_columns_release(struct matrix_columns *columns);
MOW_AUTO_DEFINE(matrix_columns)

/* All whom any row has: people in the order of the rules, owners in that of the rows. */
void matrix_columns_find(struct matrix_columns *columns, const struct mow_matrix *matrix);
/* Whether that many fit on a page of usual width, and on a sheet of paper. */
bool matrix_columns_fit(const struct matrix_columns *columns);
/* What they are in a row. */
void matrix_columns_fill(struct matrix_columns *columns, const struct mow_matrix_row *row);

#endif
