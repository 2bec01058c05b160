/*
 * Tables for people: cells, put together one after the other, then written with columns that align.
 *
 *     MOW_AUTO(table) table = TABLE_INIT(2);
 *     buf_adds(&table.text, "Folder");
 *     table_end(&table); …
 *     table_write(&out, &table, &layout);
 *
 * What is in a cell is escaped already (phrase.h) and has no line breaks. Failures are those of `text`.
 */
#ifndef MOW_REPORT_TABLE_H
#define MOW_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define TABLE_COLUMNS 16 /* at most */

struct table {
	struct buf text; /* of all cells */
	size_t columns;
	struct {
		size_t *items; /* where each cell ends */
		size_t count, capacity;
	} ends;
};
#define TABLE_INIT(columns)          \
	{                            \
		BUF_INIT, (columns), \
		{                    \
			NULL, 0, 0   \
		}                    \
	}
void table_release(struct table *table);
MOW_AUTO_DEFINE(table)

/* Ends the cell that was put together in `text`. */
void table_end(struct table *table);

struct table_layout {
	unsigned right; /* a bit a column: numbers, which stand to the right */
	size_t most;    /* columns of a terminal that a column takes at most: what is longer stands out of it; 0: any */
	bool color;     /* the first row is a heading */
};

/* Lines for a terminal, two blanks between columns. */
void table_write(struct buf *out, const struct table *table, const struct table_layout *layout);

/* The columns that the widest of these lines may take. */
size_t table_width(const struct table *table, const struct table_layout *layout);

/* A table of GitHub's markdown, the first row as its heading; cells are markdown already (markdown.h), but for `|`,
 * which is escaped here. */
void table_markdown(struct buf *out, const struct table *table, const struct table_layout *layout);

#endif
