/* Overrides of a move: a protected ref that goes elsewhere than forward. */
#ifndef MOW_API_MOVE_H
#define MOW_API_MOVE_H

#include "api/verdict.h"
#include "evidence/gather/gather.h"

struct move_request {
	struct repo *repo;
	const struct policy *policy; /* in force then */
	const char *target;          /* full ref */
	struct oid old, new;
	struct oid store; /* the tree; zeros: none */
	int64_t now;
	const struct map *spent; /* ids of records that have let their move through before; NULL: none has */
	struct arena *arena;     /* takes the strings */
};

/* "OLD NEW"; NULL: no memory. */
const char *move_text(const struct move_request *request);

/* Each person's newest part, within its time. What was looked at, with notes, is the caller's. */
int move_find_parts(struct decision_list *parts, struct approvals *approvals, const struct move_request *request,
		    struct mow_error *err);

/* Whether the change has files that [rules] covers, which one alone cannot let through, and one alone would. */
bool move_lacks_quorum(const struct mow_verdict *verdict, const struct policy *policy);

#endif
