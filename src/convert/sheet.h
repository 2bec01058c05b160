/*
 * A table that a spreadsheet saved as text: rows of cells as RFC 4180 has them, and as spreadsheets write them
 * elsewhere, with `;` or tabs in place of commas. A byte order mark is left out; CRLF in a cell becomes LF.
 */
#ifndef MOW_CONVERT_SHEET_H
#define MOW_CONVERT_SHEET_H

#include "base/arena.h"
#include "rules/file_findings.h"

#define SHEET_SIZE_MAX ((size_t)1 << 20) /* bytes of the file */

struct sheet_cell {
	const char *text; /* NUL-terminated */
};
struct sheet_row {
	size_t first, count; /* cells */
	unsigned line;       /* where it begins */
	unsigned number;     /* among all rows, as a spreadsheet counts them: lines in cells are none */
};
/* Zeroed at the start. */
struct sheet {
	struct arena arena;
	struct {
		struct sheet_cell *items;
		size_t count, capacity;
	} cells;
	struct {
		struct sheet_row *items; /* blank lines are none */
		size_t count, capacity;
	} rows;
};
void sheet_release(struct sheet *sheet);
MOW_AUTO_DEFINE(sheet)

/*
 * Reads all of it. What separates the cells is the first of comma, semicolon and tab that stands behind the first cell,
 * or what a first line `sep=;` says. What is wrong with the form ends the reading and is found; of the bytes of
 * the cells no more is judged than that they are UTF-8 without NUL. MOW_OK, MOW_ERULES where something was found, or
 * MOW_ENOMEM.
 */
int sheet_read(struct sheet *sheet, const char *bytes, size_t len, struct file_findings *found);

/* The row that begins in a line; NULL: none does. */
const struct sheet_row *sheet_row_at(const struct sheet *sheet, unsigned line);

#endif
