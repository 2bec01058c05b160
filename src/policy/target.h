/*
 * Where a change is to land, and where the rules are: branches as the server knows them, with their tips as this
 * repository knows them (in a clone the remote-tracking refs). Nothing is guessed: what is not known is a failure that
 * names the option which says it.
 */
#ifndef MOW_POLICY_TARGET_H
#define MOW_POLICY_TARGET_H

#include "git/repo.h"
#include "rules/rules.h"

struct target {
	struct buf ref; /* "refs/heads/main" */
	struct oid tip; /* a commit; zeros: the ref does not exist */
	bool assumed;   /* for the default branch, since only the target is known */
};
#define TARGET_INIT             \
	{                       \
		.ref = BUF_INIT \
	}
void target_release(struct target *target);
MOW_AUTO_DEFINE(target)

/* The part behind refs/heads/; NULL: it is no branch. */
const char *target_branch(const struct target *target);

/* What is known beside the repository. */
struct target_request {
	const char *remote; /* NULL: none, as in a bare repository; branches are those here */
	const char *head;   /* the branch that HEAD of the remote names, since it was asked; NULL */
	const char *named;  /* the target, by the user; NULL */
	/* For a repository without a remote: */
	const char *from; /* the revision that the change is said to begin with; NULL */
	bool apart;       /* it does not end in what is checked out, so that can be where it goes */
};

/* The default branch of a server or a bare repository: the one that HEAD names. Unborn: the tip is zeros. MOW_EINVAL:
 * HEAD is detached. */
int target_server(struct target *out, struct repo *repo, struct mow_error *err);

/*
 * The default branch for whoever asks: `head`; refs/remotes/REMOTE/HEAD; git config mowners.target; the target that is
 * named (then it is `assumed`); without a remote the branch that the change begins with, or the current one where that
 * is the only one or not the change itself; in a bare repository HEAD's.
 * MOW_ENOTFOUND: none of these says, or the branch is not fetched here. MOW_EINVAL: mowners.target says a branch that
 * does not exist.
 */
int target_default(struct target *out, struct repo *repo, const struct target_request *request, struct mow_error *err);

/* The one that a user names: "main", "release/1", "tags/launch/x", "refs/…", "origin/main". */
int target_named(struct target *out, struct repo *repo, const struct target_request *request, struct mow_error *err);

/* What is wrong with a target that does not exist, and whose name it may have been meant to be. MOW_EINVAL; where the
 * remote may have it, which has not been asked about it, MOW_ENOTFOUND. `by`: who names it, "--target". */
int target_missing(const struct target *target, struct repo *repo, const struct target_request *request, const char *by,
		   struct mow_error *err);

/*
 * The commit that stands for the old tip of a ref that is being created with `tip`: the nearest one on its first-parent
 * line that is the default branch's present tip, or that the server's audit names as a former one, that is an ancestor
 * of the present one still, and that has rules without errors which are enforced. Zeros: none is.
 */
struct target_standard {
	const struct oid *tip; /* of the default branch now */
	const char *remote;    /* whose audit knows the former ones; NULL: this repository's own */
};
int target_origin(struct oid *out, struct repo *repo, const struct oid *tip, const struct target_standard *standard,
		  struct mow_error *err);

/* Whether a commit is on the first-parent line of another, or that itself. */
int target_passed(bool *out, struct repo *repo, const struct oid *tip, const struct oid *commit, struct mow_error *err);

#endif
