/* Whose keys a change adds and takes away. */
#ifndef MOW_API_EFFECTS_KEYS_H
#define MOW_API_EFFECTS_KEYS_H

#include "api/effects_diff.h"
#include "policy/ruleset.h"

/* Of two states whose rules were read: at most one difference of each kind, with the e-mails that it is about. */
int effects_diff_keys(struct ruleset *before, struct ruleset *after, effects_diff_fn *each, void *context,
		      struct mow_error *err);

#endif
