/* The table of a matrix, its columns found by their headings, and what stands in its cells. Private to matrix.h. */
#ifndef MOW_CONVERT_TABLE_H
#define MOW_CONVERT_TABLE_H

#include "convert/draft.h"
#include "convert/sheet.h"

enum column {
	COLUMN_AREA,
	COLUMN_PATH,
	COLUMN_LEVEL,
	COLUMN_A,
	COLUMN_REVIEW,
	COLUMN_R,
	COLUMN_C,
	COLUMN_I,
	COLUMN_COUNT
};

struct table {
	struct draft *draft;
	struct file_findings *found;
	const struct sheet *sheet;
	size_t place[COLUMN_COUNT]; /* of each column, from 1; 0: there is none */
	struct map areas;           /* name → line of each */
	struct texts {
		const char **items;
		size_t count, capacity;
	} values; /* of the cell at hand, in the draft's arena */
};
void texts_release(struct texts *texts);
MOW_AUTO_DEFINE(texts)

/* A row that is at hand. */
struct row {
	const struct sheet_row *cells;
	const char *area, *name; /* as the cell has it, and as the section is called */
};

/* A finding of a line of the sheet. */
void table_complain(struct table *table, unsigned line, enum finding_code code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Bytes of a cell for a message. */
const char *table_quote(struct table *table, const char *text);

/* Finds the columns by the first row; false: something is wrong with them, and has been found. */
bool table_read_headings(struct table *table);
/* Finds a cell that stands below no heading. */
void table_check_width(struct table *table, const struct sheet_row *row);
/* "responsible" */
const char *table_key(enum column column);

/* What stands in a column; "" where nothing does. A `'` before what a spreadsheet would take for something else is none
 * of it, and a dash alone is nothing. */
const char *table_cell(struct table *table, const struct row *row, enum column column);

/* Cuts a text into table->values where one of these bytes is; empty ones are left out. */
void table_cut(struct table *table, const char *text, const char *separators);
/* The words of table->values from the first one on as owners, "@lena" or an e-mail, which are declared; false: one is
 * none, which has been found. */
bool table_read_owners(struct table *table, const struct row *row, size_t first);

/* Writes the gates of a row (matrix_gates.c). */
void table_add_gates(struct table *table, const struct row *row);

#endif
