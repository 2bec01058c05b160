/* All refs of a push at work; shared by the files of judging it. */
#ifndef MOW_API_PUSH_H
#define MOW_API_PUSH_H

#include "api/target.h"
#include "api/verdict.h"
#include "policy/introduced.h"

struct judged {
	struct mow_push_update shown;
	struct mow_verdict *verdict;
	struct introduced introduced;
	struct buf ref; /* what the pushed name resolves to */
	struct oid old, new;
	bool is_current; /* `old` is what the ref is now */
};

struct mow_push {
	struct mow_repo *repo;
	struct arena arena;
	struct judged *items;
	size_t count;
	struct target standard; /* the default branch before the push */
	struct ruleset ruleset;
	struct keyring keyring;
	struct oid store; /* the tree to look for records in: with those of this push, once the guard has let them in */
	const char *warning; /* NULL */
};

bool push_is_below(const char *ref, const char *prefix);

/* Notes why an update is refused whatever the approvals; the first reason stays. */
int push_refuse(struct mow_push *push, struct judged *item, const char *why, struct mow_error *err);
/* A failure of policy is an answer: the update is refused. Any other stays a failure. */
int push_refuse_denied(struct mow_push *push, struct judged *item, int result, const struct mow_error *why,
		       struct mow_error *err);

/* The updates as git hands them over, each with the ref that it is really for. */
int push_take_updates(struct mow_push *push, const struct mow_update *updates, size_t count, struct mow_error *err);

/* An update of a protected ref. */
int push_judge_protected(struct mow_push *push, struct judged *item, struct mow_error *err);

#endif
