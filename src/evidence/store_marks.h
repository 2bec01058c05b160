/*
 * The files of the index that a push brings, held against the lines of the records that it brings. Private to store.h.
 */
#ifndef MOW_EVIDENCE_STORE_MARKS_H
#define MOW_EVIDENCE_STORE_MARKS_H

#include "evidence/store.h"

#define STORE_MARKS_MAX 2000000 /* in one push: what ten records of the most steps bring */

/* An index file, or what one should be: the SHA-256 of a line, and the number of the record that it stands for. */
struct store_mark {
	unsigned char line[32];
	unsigned char record; /* below STORE_PUSH_MAX */
};

struct store_marks {
	struct store_mark *items;
	size_t count, capacity;
};
void store_marks_release(struct store_marks *marks);
MOW_AUTO_DEFINE(store_marks)

/* `line_id` is in hexadecimal. 0 or MOW_ENOMEM. */
int store_marks_add(struct store_marks *marks, const char *line_id, size_t record);
void store_marks_sort(struct store_marks *marks);

/*
 * Whether the sorted marks of record `number` are exactly those of its lines. If not, `problem` says why, of the
 * record: "is not indexed under …". 0 (one way or the other) or MOW_ENOMEM.
 */
int store_marks_check(struct buf *problem, const struct store_marks *marks, const struct record *record, size_t number);

#endif
