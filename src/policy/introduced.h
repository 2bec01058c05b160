/* Errors that a change brings into OWNERS files and keys: those of the new tree that the old one did not have. */
#ifndef MOW_POLICY_INTRODUCED_H
#define MOW_POLICY_INTRODUCED_H

#include "git/repo.h"
#include "steps/steps.h"

struct introduced {
	struct mow_finding *items;
	size_t count, capacity;
	struct arena arena;
};
void introduced_release(struct introduced *introduced);
MOW_AUTO_DEFINE(introduced)

/* An error is the same one where file, code and message are, whatever its line. Nothing is read where no step concerns
 * such a file. */
int introduced_find(struct introduced *out, struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		    const struct steps *steps, struct mow_error *err);

#endif
