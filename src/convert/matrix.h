/* The responsibilities matrix that a spreadsheet holds, as an OWNERS file: what mowners-matrix(1) writes as csv. */
#ifndef MOW_CONVERT_MATRIX_H
#define MOW_CONVERT_MATRIX_H

#include "base/file_text.h"
#include "convert/draft.h"

/*
 * Makes the OWNERS file of a table; `owner`, an e-mail, decides about the rules where no row is called so. MOW_OK;
 * MOW_ERULES: something is wrong with the table, which has been told to `sink` as of its lines; or a failure.
 */
int matrix_convert(struct draft *draft, const struct file_text *file, const char *owner,
		   const struct mow_finding_sink *sink, struct mow_error *err);

#endif
