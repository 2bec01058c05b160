/*
 * A history, commit by commit: what each changed, and whom it names as those who made it or looked at it. For figures
 * and suggestions, not for what decides: what cannot be read is left out.
 */
#ifndef MOW_STEPS_HISTORY_H
#define MOW_STEPS_HISTORY_H

#include "steps/steps.h"

struct history_name {
	const char *name, *email; /* raw bytes */
	bool approved;            /* looked at it, as a trailer or a merge says; else made it */
};

struct history_commit {
	const struct steps *steps; /* from its first parent */
	const struct history_name *people;
	size_t people_count;
	bool merge; /* what it brings was made by other commits: it names who merged it, where that is another one */
};

/* Nonzero stops, and is returned. */
typedef int history_fn(const struct history_commit *commit, void *context);

/*
 * All commits that are reachable from `tip` and not older than `since`, newest first. Trailers that name people are
 * Co-authored-by; Reviewed-by, Acked-by, Approved-by. Left out are merges of more than two, commits whose trees git
 * would refuse, and, in a shallow clone, those without their parents.
 */
struct history_request {
	const struct oid *tip;
	int64_t since;
	history_fn *each;
	void *context;
};
int history_walk(struct repo *repo, const struct history_request *request, struct mow_error *err);

#endif
