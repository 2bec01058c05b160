/*
 * The versions of a merge request on GitLab: one for each push. An approval there names no commit, so that it counts
 * for the version that was current for a while before it. Where another one came up shortly before, its maker may have
 * seen the one or the other: as long as that is the last one, it counts for what both have; later whoever pushes could
 * choose which.
 */
#ifndef MOW_FORGE_VERSIONS_H
#define MOW_FORGE_VERSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct version {
	int64_t id;       /* later ones are larger */
	int64_t created;  /* INT64_MAX: not known, so it may be younger than any approval */
	const char *head; /* NULL: not known */
	const char *base; /* with what it is compared, where it left the target of then; NULL: not known */
};

struct versions {
	struct version *items;
	size_t count, capacity;
};

/* Puts them in their order; the list may come in any. */
void versions_sort(struct versions *versions);

/* Of sorted ones the version that an approval of this moment is for; NULL: there was none, or (`unsure`) two may be
 * meant. */
const struct version *versions_find(bool *unsure, const struct versions *versions, int64_t approved);

#endif
