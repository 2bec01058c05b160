/*
 * Merges that git makes by itself: a file that both parents changed, and that the merge has as git combines the two
 * without a conflict. Whoever merges so has made nothing of it. Private to steps/.
 *
 * What is git's own is found on the strict side: two parents with one merge base, a file that all three of them have,
 * in a mode that at most one of them changed, and in it either the content of the parent that changed it, or text of at
 * most AUTOMATIC_BLOB_MAX bytes that libgit2 combines to the very same bytes. git's diff may cut such text otherwise,
 * then the merge counts as made by hand, as it does past AUTOMATIC_MERGES_MAX merges or half of what is left of the
 * budget.
 */
#ifndef MOW_STEPS_AUTOMATIC_H
#define MOW_STEPS_AUTOMATIC_H

#include "steps/steps.h"

#define AUTOMATIC_BLOB_MAX ((size_t)512 << 10)
#define AUTOMATIC_MERGES_MAX 100

/* A path that a merge has otherwise than each of its parents. */
struct automatic_path {
	size_t step;
	unsigned mode;
	struct oid oid;
	bool clean; /* the answer: it is git's own */
};

struct automatic_paths {
	struct automatic_path *items; /* in the order of the steps */
	size_t count, capacity;
};

/* Of one walk through history. */
struct automatic {
	struct repo *repo;
	const struct steps *steps;
	struct budget share; /* where the repository has one */
	bool begun;
	size_t merges; /* looked at */
};

/* Says which of the paths are clean. MOW_ENOMEM; whatever else fails leaves them as they are, not clean. */
int automatic_judge(struct automatic *automatic, const struct commit *merge, struct automatic_paths *paths,
		    struct mow_error *err);

/* Takes what was spent off the repository's budget; at the end. */
void automatic_settle(struct automatic *automatic);

#endif
