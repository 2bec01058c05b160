/*
 * Comma-separated values as RFC 4180 has them, for spreadsheets: each cell in quotes, a line break in a cell stays one.
 * What a spreadsheet would take for something else has a ' before it: a formula, since it begins with = + - @, a tab or
 * a CR; a number or a day, since it holds digits and nothing but . , : / + - e, blanks and months; what begins with a
 * '.
 */
#ifndef MOW_REPORT_CSV_H
#define MOW_REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct csv {
	struct buf *out;
	bool begun; /* a cell stands before the next one in this row */
};
#define CSV_INIT(buffer)        \
	{                       \
		(buffer), false \
	}

void csv_cell(struct csv *csv, const char *bytes, size_t len);
void csv_text(struct csv *csv, const char *text); /* as escape_text writes it; NULL: nothing is in the cell */
void csv_path(struct csv *csv, const char *path, size_t len); /* as git quotes it */
void csv_number(struct csv *csv, size_t number);
void csv_end(struct csv *csv); /* of the row */

#endif
