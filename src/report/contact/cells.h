/* Lines of a table as CSV has it (RFC 4180), a row each. */
#ifndef MOW_REPORT_CONTACT_CELLS_H
#define MOW_REPORT_CONTACT_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct cell {
	size_t at, len; /* in the text of its row */
};
struct cells {
	struct buf text; /* without quotes */
	struct cell *items;
	size_t count, capacity;
};
#define CELLS_INIT                   \
	{                            \
		BUF_INIT, NULL, 0, 0 \
	}
void cells_release(struct cells *cells);
MOW_AUTO_DEFINE(cells)

/* What stands between cells, by the first line of a file: a comma, a semicolon or a tab; 0: neither is there. */
char cells_separator(const char *bytes, size_t len);

/* Whether each line of a file is a row, and so no cell has a line end in it. */
bool cells_are_rows(const char *bytes, size_t len);

/* Takes a row apart, in place of what was there; a CR at its end is none of it. False: no memory. */
bool cells_read(struct cells *out, const char *line, size_t len, char separator);

/* Whether two rows have the same in a column; what is not there is not the same as anything. */
bool cells_same(const struct cells *a, const struct cells *b, size_t column);

#endif
