/* What the files about targets share. */
#ifndef MOW_POLICY_TARGET_FIND_H
#define MOW_POLICY_TARGET_FIND_H

#include "policy/target.h"

#define TARGET_HEADS "refs/heads/"

/* Sets the name to that of `prefix` and `name` together. */
int target_set_ref(struct target *out, const char *prefix, const char *name, struct mow_error *err);

/* Finds the tip: of a branch of the remote as last fetched; without a remote, and of other refs, here. */
int target_find_tip(struct target *out, struct repo *repo, const char *remote, struct mow_error *err);

#endif
