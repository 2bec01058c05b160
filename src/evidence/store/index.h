/*
 * The files of the index that a push brings, held against the lines of the records that it brings. Private to store.h.
 */
#ifndef MOW_EVIDENCE_STORE_INDEX_H
#define MOW_EVIDENCE_STORE_INDEX_H

#include "evidence/store/store.h"

#define STORE_INDEX_MAX 2000000 /* in one push: what ten records of the most steps bring */

/* An index file, or what one should be: the SHA-256 of a line, and the number of the record that it stands for. */
struct store_index_line {
	unsigned char line[32];
	unsigned char record; /* below STORE_PUSH_MAX */
};

struct store_index {
	struct store_index_line *items;
	size_t count, capacity;
};
void store_index_release(struct store_index *index);
MOW_AUTO_DEFINE(store_index)

/* `line_id` is in hexadecimal. 0 or MOW_ENOMEM. */
int store_index_add(struct store_index *index, const char *line_id, size_t record);
void store_index_sort(struct store_index *index);

/*
 * Whether the sorted lines of record `number` in the index are exactly its own. If not, `problem` says why, of the
 * record: "is not indexed under …". 0 (one way or the other) or MOW_ENOMEM.
 */
int store_index_check(struct buf *problem, const struct store_index *index, const struct record *record, size_t number);

#endif
