/* The guard at work; shared by its files. */
#ifndef MOW_EVIDENCE_STORE_GUARD_H
#define MOW_EVIDENCE_STORE_GUARD_H

#include "evidence/store/layout.h"
#include "evidence/store/store.h"

#define GUARD_LINES_MAX 1000000 /* in one push: of ten records of the most steps */

/* What to do about a push that can never get in: what is refused stays in the clone, and would be pushed again with
 * everything that comes after it. */
#define GUARD_REMAKE "run git update-ref -d " STORE_REF " and then mowners approve again"

struct guard_record {
	struct store_item item;
	enum store_part part;
};

struct guard {
	struct repo *repo;
	const struct verifier *verifier;
	struct guard_record records[STORE_PUSH_MAX]; /* the new ones */
	size_t record_count;
	struct store_items lines; /* those of the new records, sorted */
	size_t next_line;         /* of them, the one that the index is to have next */
	struct mow_error *err;
};

/* Each new record by itself, as far as that can be told without a process; fills `lines`. */
int guard_check_records(struct guard *guard);
/* Their signatures, each of which takes one. */
int guard_check_signatures(const struct guard *guard);
/* Which record a line of `lines` is of, and what it says: "record 0123456789ab by lena@example.com …", into `out`. */
int guard_describe(struct buf *out, const struct guard *guard, const struct store_item *line);

#endif
