/*
 * Which of the steps' paths a commit changes: those whose entry differs from that of every parent. Only folders that
 * differ from every parent's and hold a step's path are read. Private to steps/.
 */
#ifndef MOW_STEPS_TOUCHED_H
#define MOW_STEPS_TOUCHED_H

#include "git/tree.h"
#include "steps/steps.h"

/* Gets the index of the first step of a path and the commit's entry there (MODE_NONE: no file there). Nonzero stops,
 * and is returned. */
typedef int touched_fn(size_t step, const struct tree_entry *entry, void *context);

/* Gets each folder that is read, before what lies in it: its path ("" or "a/b/"), and the two trees; zeros: not there.
 */
typedef int touched_folder_fn(const struct buf *path, const struct oid *own, const struct oid *first_parent,
			      void *context);

/*
 * Compares `tree` with the trees of its commit's parents (none: with nothing). What is a folder in one of them is no
 * file there. `steps` are sorted by path. Odd modes are read as git reads them: what is to be strict about has
 * been looked at when it came.
 */
struct touched {
	struct repo *repo;
	const struct steps *steps;
	touched_fn *each;
	touched_folder_fn *folder; /* may be NULL */
	void *context;
};
int touched_walk(const struct touched *touched, const struct oid *tree, const struct oid *parents, size_t parent_count,
		 struct mow_error *err);

#endif
