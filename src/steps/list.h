/* How lists of steps are made. Private to steps/. */
#ifndef MOW_STEPS_LIST_H
#define MOW_STEPS_LIST_H

#include "git/tree.h"
#include "steps/steps.h"

/* Adds one; NULL: nothing was, or is, at the path. The caller keeps the order. MOW_ETOOBIG past STEPS_MAX. */
int steps_add(struct steps *steps, const char *path, size_t len, const struct tree_entry *before, const struct tree_entry *after,
	      struct mow_error *err);

#endif
