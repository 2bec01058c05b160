/* The parts of steps_check. Private to steps/. */
#ifndef MOW_STEPS_CHECK_H
#define MOW_STEPS_CHECK_H

#include "git/tree.h"
#include "steps/steps.h"

/* MOW_EDENIED: a step brings a symbolic link that leads out of the repository, or holds no target a file system takes.
 */
int check_symlinks(struct repo *repo, const struct steps *steps, struct mow_error *err);

/*
 * MOW_EDENIED: a folder of `new_tree` has two entries that are equal after NFC and case folding, of which `old_tree`
 * does not have both. Only folders below which a step adds a path are read.
 */
int check_collisions(struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		     const struct steps *steps, struct mow_error *err);

#endif
