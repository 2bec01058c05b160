/* Which rows of the matrix lint has found something in. Internal to the matrix's report. */
#ifndef MOW_REPORT_MATRIX_FLAGS_H
#define MOW_REPORT_MATRIX_FLAGS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "mowners.h"

/* The cells of a row, as bits. */
enum matrix_cell { MATRIX_CELL_AREA = 1, MATRIX_CELL_LEVEL = 2, MATRIX_CELL_GATES = 4 };

struct matrix_flags {
	struct matrix_flag {
		unsigned bad;        /* enum matrix_cell: what cannot work */
		size_t first, count; /* findings, by `next`, from 1; 0: there is none */
	} * rows;
	size_t *next;   /* of each finding, from 1: another one of its row; 0: there is none */
	struct map map; /* "FILE:LINE" → row and cell */
	struct arena arena;
	bool failed; /* no memory */
};
void matrix_flags_release(struct matrix_flags *flags);
MOW_AUTO_DEFINE(matrix_flags)

#define MATRIX_FINDINGS 200 /* so many are listed */

/* Whether what it is about cannot work: an error, or something that nobody can give. */
bool matrix_finding_is_bad(const struct mow_finding *finding);

/* Finds the row of each of the findings. */
void matrix_flags_find(struct matrix_flags *flags, const struct mow_matrix *matrix, const struct mow_finding *findings,
		       size_t count);

#endif
