/*
 * Errors that a change introduces into OWNERS files and keys: those of its new state that the old one did not have. The
 * same for a commit that is about to be made, for a check and for a push.
 */
#ifndef MOW_POLICY_INTRODUCED_H
#define MOW_POLICY_INTRODUCED_H

#include "base/findings.h"
#include "git/repo.h"
#include "steps/steps.h"

struct introduced_request {
	struct repo *repo;
	const struct oid *old_tree; /* zeros: nothing */
	const struct oid *new_tree; /* NULL: the index */
	const struct steps *steps;  /* between the two */
};

/* Whether any of the steps concerns an OWNERS file or the keys. */
bool introduced_concern(const struct steps *steps);

/* Adds them to `out`. An error is the same one where file, code and message are, whatever its line. Nothing is read
 * where no step concerns such a file. */
int introduced_find(struct findings *out, const struct introduced_request *request, struct mow_error *err);

#endif
