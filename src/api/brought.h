/* Errors that a change brings into OWNERS files and keys: those of the new tree that the old one did not have. */
#ifndef MOW_API_BROUGHT_H
#define MOW_API_BROUGHT_H

#include "git/repo.h"
#include "steps/steps.h"

struct brought {
	struct mow_finding *items;
	size_t count, capacity;
	struct arena arena;
};
void brought_release(struct brought *brought);
MOW_AUTO_DEFINE(brought)

/* An error is the same one where file, code and message are, whatever its line. Nothing is read where no step concerns
 * such a file. */
int brought_find(struct brought *out, struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		 const struct steps *steps, struct mow_error *err);

#endif
