/*
 * A judged change: what every asker of a verdict shares, from `check` to pre-receive.
 */
#ifndef MOW_API_VERDICT_H
#define MOW_API_VERDICT_H

#include "api/effects.h"
#include "api/repo.h"
#include "base/strings.h"
#include "policy/introduced.h"
#include "policy/policy.h"
#include "policy/pusher.h"
#include "steps/squash.h"
#include "verdict/verdict.h"

/* What to judge, resolved to trees and commits. */
struct change {
	struct mow_repo *repo;
	struct policy *policy; /* what is in force */
	const char *target;
	const char *remote; /* that it goes to; NULL: this repository is where it lands */
	bool is_protected;
	bool is_default;           /* the target is the default branch, whose OWNERS files count */
	struct oid old_tip;        /* the commit that stands for the target's old tip; zeros: none */
	struct oid old_id, new_id; /* for showing: commits; zeros: nothing, or the index */
	struct oid old_tree, new_tree;
	bool forked;             /* it begins before the target's tip, and what the target has since is not in it */
	bool staged;             /* the index, what it changes beyond HEAD by the current user */
	bool alone;              /* only what it changes beyond HEAD */
	struct oid authors_base; /* commits reachable from it made nothing of the change */
	struct oid authors_tip;
	const char *author; /* the e-mail of who is taken to have made all of it; NULL: commits tell, or it is staged */
	const struct pusher *pusher; /* who pushes; NULL: this is no push */
	struct oid store;            /* tree */
	struct oid store_tip;        /* the commit by which one can tell what came last; zeros: none */
	const char *evidence;
	size_t evidence_len;
	bool landed; /* nobody is asked any more: the judgements alone are wanted, and what let it through */
	squash_sources_fn *sources; /* where the commits of a squash may be; NULL: nowhere */
	void *sources_context;
};

struct decision_list {
	struct mow_decision *items;
	size_t count, capacity;
};

/* A commit whose authors are not proved. */
struct unproved {
	struct oid commit;
	const char *author; /* whose part in it is not proved: an e-mail, escaped */
	const char *why;    /* "is not signed": words that follow "commit ID" */
	bool coauthor;      /* it names them as a co-author alone */
};

struct mow_verdict {
	struct arena arena;
	struct policy own_policy; /* where nobody else keeps it */
	struct policy *policy;
	int64_t now;
	enum mow_outcome outcome;
	bool advises; /* what is blocked by the rules is not held up: mode = advise */
	const char *target;
	bool is_default; /* the target is the default branch */
	char old_id[OID_HEX], new_id[OID_HEX];
	struct oid old_tip;                   /* zeros: none */
	struct oid authors_base, authors_tip; /* as of struct change */
	struct steps steps;
	bool *moved;                /* of each, whether the target has changed the file too; NULL: of none */
	const char *moved_note;     /* a sentence about these; NULL */
	struct steps own;           /* staged: the index against HEAD */
	struct findings introduced; /* errors, by the change */
	const char *refused;        /* whatever the approvals: a sentence; NULL */
	struct effects effects;     /* of the change on the owners of files */
	struct consent *consents;   /* that hand-overs want of its OWNERS files; as of struct step_class */
	size_t consent_count;
	const struct mow_effect *handed; /* of each, the files */
	struct authors authors;
	struct squashes squashes;          /* of which others say who made their files */
	const struct mow_squash *squashed; /* each of them */
	struct approvals approvals;
	const struct mow_step *shown; /* for each step */
	struct {
		struct step_class *items;
		size_t count, capacity;
	} classes;
	size_t *class_of; /* for each step */
	size_t *authored; /* for each class, the number in `authors` of its first step; SIZE_MAX: nobody asked who made
			     it */
	struct judge *judge;
	struct judgement *judgements; /* for each class */
	struct {
		struct mow_group *items;
		size_t count, capacity;
	} groups;
	struct decision_list stops, overrides;
	const char *may_override; /* NULL */
	struct strings warnings;
	const char *const *ask, *const *ask_names;
	const size_t *ask_people; /* the same, of the rules */
	size_t ask_count;
	struct {
		struct mow_claim *items;
		size_t count, capacity;
	} claims;
	struct {
		const char **items;
		size_t count, capacity;
	} informed, unknown;
	struct {
		struct unproved *items;
		size_t count, capacity;
	} unproved;
	uint64_t shared; /* bytes on the budget of what the ruleset keeps beyond the verdict */
};

/* An empty one, to be judged; freed by mow_verdict_free. */
int verdict_alloc(struct mow_verdict **out, struct mow_error *err);

/* The steps of the change: what verdict_run judges, so it comes first. */
int verdict_list_steps(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);

/* The same between two commits. */
int verdict_list_between(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);

/* The same of steps that are known, sorted by path; the paths must outlive the verdict. */
int verdict_take_steps(struct mow_verdict *verdict, const struct step *steps, size_t count, struct mow_error *err);

/* The errors that it brings into OWNERS files and keys, and whether it leaves nobody who could change them (unless it
 * is staged: keys may come with another commit): once its steps are known, before it is judged. */
int verdict_find_introduced(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);

/* What it does to the owners of files, where there are no such errors: once its steps are known. */
int verdict_find_effects(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);
/* Adds the error that nobody could change the rules after the change, where somebody could before or there were none.
 */
int signable_find(struct findings *out, const struct change *change, struct mow_error *err);

/* Judges; the policy must outlive it where it is the caller's. Errors in the rules go to `sink`.
 */
int verdict_run(struct mow_verdict *verdict, const struct change *change, const struct mow_finding_sink *sink,
		struct mow_error *err);

/* Frees all but the outcome, the target, the tips, the warnings, and of the groups their states and counts. */
int verdict_trim(struct mow_verdict *verdict, struct mow_error *err);

/* Who owns the steps, who made them, and which approvals there are: the classes to be judged. */
int classify_steps(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);

/* Whom to ask; warns of those of them who have no key, and must get one first. */
int verdict_find_ask(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);

/* Warns of approvals that hold for what is not approved, and that its level does not take; so many at most. */
#define UNCOUNTED_MAX 100
int uncounted_note(struct mow_verdict *verdict, struct mow_error *err);

/* The groups of the public header, from the judgements. */
int groups_build(struct mow_verdict *verdict, struct mow_error *err);

/* The stops and overrides of the public header, from the judgements; and of them what outlives verdict_trim (false: no
 * memory). */
int decided_build(struct mow_verdict *verdict, struct mow_error *err);
bool decided_trim(struct mow_verdict *verdict, struct arena *kept);

/* The claims of authorship that made others decide, and who is informed; once there are groups. */
int claims_build(struct mow_verdict *verdict, struct mow_error *err);

/* Proofs of authorship while authors are read (authors = proved). */
struct proofs {
	struct mow_verdict *verdict; /* gets what is not proved, and why */
	const struct change *change;
	size_t pusher; /* RULES_NONE: nobody known */
	struct buf payload, signature;
	size_t checked, failed;
};
void proofs_open(struct proofs *proofs, struct mow_verdict *verdict, const struct change *change);
void proofs_release(struct proofs *proofs);
/* An authors_prove_fn: the context is the proofs. */
int proofs_prove(bool *proved, const struct authors_claim *claim, void *context, struct mow_error *err);
/* The newest commit that changes a class's first step and is not proved; NULL: there is none, or it is not among the
 * first hundred. */
const struct unproved *proofs_find(const struct mow_verdict *verdict, size_t class);

/* An author of a class's first step whose address the rules do not know; NULL: they know all. */
const char *claims_unknown(const struct mow_verdict *verdict, size_t class);

/* The newest commit that names a person as an author of a class's first step; NULL: none does, or it is no commit yet.
 */
const struct oid *claims_commit(const struct mow_verdict *verdict, size_t class, size_t person);
/* Whether to be an author of a class's first step keeps a person from approving it. */
bool claims_bars(const struct mow_verdict *verdict, size_t class, size_t person);
/* Whether it names them as a co-author alone. */
bool claims_is_coauthor(const struct mow_verdict *verdict, size_t class, size_t person);

/*
 * Resolves what a user asks to be judged: target, rules, commits. `out` has the repository and is empty
 * otherwise. The policy becomes the verdict's own; `out` points into it.
 */
int change_resolve(struct change *out, struct mow_verdict *verdict, const struct mow_change_options *options,
		   const struct mow_finding_sink *sink, struct mow_error *err);

/* What is staged, as a change to the target whose tip this is (zeros: none). */
int change_resolve_staged(struct change *out, const struct oid *target, struct mow_error *err);

/* Its steps. Whether a path is one that the index changes beyond HEAD. */
int verdict_list_staged(struct mow_verdict *verdict, const struct change *change, struct mow_error *err);
bool verdict_is_own(const struct mow_verdict *verdict, const char *path);

/* Warns where the branch of the change tracks another remote than the one whose branches decide: it may be meant. */
int change_note_remote(struct strings *out, struct arena *arena, struct mow_repo *repo,
		       const struct mow_change_options *options, struct mow_error *err);

/* The revision that the change ends in; "" for the current branch. */
const char *change_end(const struct mow_change_options *options);

#endif
