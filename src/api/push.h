/* All refs of a push at work; shared by the files of judging it. */
#ifndef MOW_API_PUSH_H
#define MOW_API_PUSH_H

#include "api/verdict.h"
#include "policy/introduced.h"
#include "policy/target.h"
#include "policy/target.h"

struct judged {
	struct mow_push_update shown;
	struct mow_verdict *verdict;
	struct introduced introduced;
	struct buf ref;   /* what the pushed name resolves to */
	const char *name; /* the same, with its case folded where the server does that; in the push's arena */
	struct oid old, new;
	bool is_current; /* `old` is what the ref is now */
};

/* What refs are compared by, where the server folds case; nothing is set elsewhere. */
struct push_names {
	bool fold;
	const char *standard; /* the default branch; NULL: as it is written */
	const char **protect; /* the patterns of protected refs, in full */
	struct map by_name;   /* of the updates, by their folded names */
};

struct mow_push {
	struct mow_repo *repo;
	struct arena arena;
	struct judged *items;
	size_t count;
	struct target standard; /* the default branch before the push */
	struct push_names names;
	struct policy policy;
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

/* ---- Names (push_names.c) */
/* Whether the server folds case; before the updates are taken. */
int push_names_open(struct mow_push *push, struct mow_error *err);
/* The name that an update is told apart by; its ref is known. */
int push_name(struct mow_push *push, struct judged *item, struct mow_error *err);
/* Once the rules are there. Refuses updates of protected refs that are there in another spelling. */
int push_names_settle(struct mow_push *push, struct mow_error *err);
bool push_protects(const struct mow_push *push, const struct judged *item);

/* An update of a protected ref. */
int push_judge_protected(struct mow_push *push, struct judged *item, struct mow_error *err);

#endif
