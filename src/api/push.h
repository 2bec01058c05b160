/* All refs of a push at work; shared by the files of judging it. */
#ifndef MOW_API_PUSH_H
#define MOW_API_PUSH_H

#include "api/push_update.h"
#include "api/sources.h"
#include "policy/pusher.h"
#include "policy/target.h"

/* What refs are compared by. */
struct push_names {
	bool fold;            /* the server folds case */
	const char *standard; /* the default branch, as push_name says it; NULL: not known yet */
	const char *standard_folded;
	const char **protect; /* the patterns of protected refs, in full, with case folded */
	struct map by_name;   /* of the updates, by the names that push_name gives them */
};

struct mow_push {
	struct mow_repo *repo;
	struct arena arena;
	struct push_update *items;
	size_t count;
	bool landed; /* git has moved the refs: judged is what was before that */
	bool spent_found;
	struct map spent; /* once that is: ids of overrides that have let something through before (push_move.c) */
	struct {
		struct mow_told *items;
		size_t count, capacity;
	} told; /* of a landed one: who is to be informed */
	struct {
		struct mow_asked *items;
		size_t count, capacity;
	} asked;                /* of a landed one: requests that it brought */
	const char *problem;    /* of a landed one: why it could not be judged; NULL */
	struct target standard; /* the default branch before the push */
	struct push_names names;
	struct policy policy;
	struct pusher pusher;
	/* The tree to look for records in, as it was before the push: of all its updates git may make this one and not
	 * that. */
	struct oid store;
	struct oid store_tip;           /* its commit */
	struct mow_error store_problem; /* why there is none to look in: a store of another layout; code 0: there is */
	struct sources sources;         /* the branches before the push */
	const char *warning;            /* NULL */
	struct budget budget;
	size_t detailed; /* refused updates of which all is kept */
};

/* The updates as git hands them over, each with the ref that it is really for. */
int push_take_updates(struct mow_push *push, const struct mow_update *updates, size_t count, struct mow_error *err);

/* ---- Names (push_names.c) */
/* Whether the server folds case; before the updates are taken. */
int push_names_open(struct mow_push *push, struct mow_error *err);
/* The name that an update is told apart by; its ref is known. */
int push_name(struct mow_push *push, struct push_update *item, struct mow_error *err);
/* Once the rules are there. Refuses updates of protected refs that are there in another spelling. */
int push_names_settle(struct mow_push *push, struct mow_error *err);
bool push_protects(const struct mow_push *push, const char *name);          /* as push_name says it */
bool push_protects_folded(const struct mow_push *push, const char *folded); /* where case is folded */
/* A copy in the push's arena with its case folded. */
int push_fold(const char **out, struct mow_push *push, const char *name, struct mow_error *err);
/* Refuses what git would take for a protected ref, or a new protected one for it (push_shadow.c). */
int push_judge_names(struct mow_push *push, struct mow_error *err);

/* All updates, where the default branch has no rules. */
int push_judge_open(struct mow_push *push, struct mow_error *err);

/* What reading may take from now on, by the server's configuration. */
int push_open_budget(struct mow_push *push, struct mow_error *err);

/* Opens what judges, and judges; what it takes on the way is the push's (push.c). */
int push_judge(struct mow_push *push, struct mow_error *err);
int push_alloc(struct mow_push **out, struct mow_repo *repo, struct mow_error *err);

/* ---- What has landed (push_landed.c; landed.c asks for it) */
/* The update of a ref; NULL: there is none. */
const struct push_update *landed_find(const struct mow_push *push, const char *ref);
/* The default branch and the store as they were before the push; once both are there. */
int landed_go_back(struct mow_push *push, struct mow_error *err);
/* Adds who is to be informed of an update that was judged, before that is trimmed (push_told.c). */
int told_note(struct mow_push *push, const struct push_update *item, struct mow_error *err);
/* Notes what the audit is to say of an update that was judged, before that is trimmed. */
int landed_note(struct mow_push *push, struct push_update *item, struct mow_error *err);

/* ---- Moves that are no way forward (push_move.c) */
/* What the rules forbid whatever the approvals, by protecting the ref: only said where they only advise. */
int push_refuse_by_rules(struct mow_push *push, struct push_update *item, const char *why, struct mow_error *err);

/* Whether a quorum has let this one through; then the update has a verdict with their parts. */
int push_find_move(bool *passed, struct mow_push *push, struct push_update *item, struct mow_error *err);
/* Lets it through, once its steps are known; refuses what it may not touch. */
int push_pass_move(struct mow_push *push, struct push_update *item, struct mow_error *err);
/* A refusal with the command that would let it through, where somebody can. */
const char *push_move_advice(struct mow_push *push, const struct push_update *item, const char *why);

/* An update of a protected ref. */
int push_judge_protected(struct mow_push *push, struct push_update *item, struct mow_error *err);

#endif
