/* One ref of a push while it is judged. */
#ifndef MOW_API_PUSH_UPDATE_H
#define MOW_API_PUSH_UPDATE_H

#include "api/verdict.h"
#include "evidence/audit/audit.h"

struct push_update {
	struct mow_push_update shown;
	struct mow_verdict *verdict;
	struct buf ref;   /* what the pushed name resolves to */
	const char *name; /* the same, with its case folded where the server does that; in the push's arena */
	struct oid old, new;
	bool moved;              /* it goes elsewhere than forward, and a quorum has let it */
	const char *move_note;   /* what there is of a quorum that has not; "": nothing */
	struct audit_ref landed; /* of a push that has landed: what the audit is to say; in the push's arena */
};

void push_update_release(struct push_update *update);

bool push_update_is_below(const struct push_update *update, const char *prefix);

/* Notes why it is refused whatever the approvals, in the arena of the push; the first reason stays. */
int push_update_refuse(struct push_update *update, struct arena *arena, const char *why, struct mow_error *err);
/* The same where it is only said (mode = advise): a refusal takes its place. */
int push_update_advise(struct push_update *update, struct arena *arena, const char *why, struct mow_error *err);
/* There is a reason, and it is not only said. */
bool push_update_is_refused(const struct push_update *update);
/* A failure of policy is an answer: the update is refused. Any other stays a failure. */
int push_update_refuse_denied(struct push_update *update, struct arena *arena, int result, const struct mow_error *why,
			      struct mow_error *err);

/* Nothing speaks against it. */
bool push_update_is_accepted(const struct push_update *update);

#endif
