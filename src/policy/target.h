/*
 * Where a change is to land, and where the rules are: branches as the server knows them, with their tips as this
 * repository knows them (in a clone the remote-tracking refs).
 */
#ifndef MOW_POLICY_TARGET_H
#define MOW_POLICY_TARGET_H

#include "git/repo.h"
#include "rules/rules.h"

struct target {
	struct buf ref; /* "refs/heads/main" */
	struct oid tip; /* a commit; zeros: the ref does not exist */
	bool guessed;   /* the remote's default branch is not known here, so the current one was taken */
};
#define TARGET_INIT             \
	{                       \
		.ref = BUF_INIT \
	}
void target_release(struct target *target);
MOW_AUTO_DEFINE(target)

/*
 * The default branch: of a server or a bare repository the one that HEAD names; in a clone refs/remotes/REMOTE/HEAD,
 * else git config mowners.target, else the current branch. Unborn: the tip is zeros. MOW_EINVAL: HEAD is detached.
 */
int target_default(struct target *out, struct repo *repo, bool server, struct mow_error *err);

/* The one that a user names: "main", "release/1", "tags/launch/x", "refs/…", "origin/main". */
int target_named(struct target *out, struct repo *repo, const char *name, struct mow_error *err);

/*
 * The commit that stands for the old tip of a ref that is being created with `tip`: the nearest one on its first-parent
 * line that is the default branch's present tip. Zeros: none is.
 */
int target_origin(struct oid *out, struct repo *repo, const struct oid *tip, const struct oid *default_tip,
		  struct mow_error *err);

#endif
