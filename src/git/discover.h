/* Where a repository lies, and whether it is one for us. Private to git/. */
#ifndef MOW_GIT_DISCOVER_H
#define MOW_GIT_DISCOVER_H

#include "git/internal.h"

/*
 * Finds and opens the repository that `dir` lies in, or the one that repo->environment names: its owner and format are
 * checked, and its folders, the prefix and worktree_config filled in. `common`: of a linked working tree the repository
 * that it belongs to.
 */
int discover_repo(struct repo *repo, const char *dir, bool common, struct mow_error *err);

/* MOW_EUNSUPPORTED: the repository's format is one that we cannot read. */
int repo_format_check(struct repo *repo, struct mow_error *err);

#endif
