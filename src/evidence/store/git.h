/* git as the user, for the store: what it answers and what it says. Private to store.h. */
#ifndef MOW_EVIDENCE_STORE_GIT_H
#define MOW_EVIDENCE_STORE_GIT_H

#include "evidence/store/store.h"

struct store_git {
	struct buf output, errors;
	int status;
};
#define STORE_GIT_INIT                \
	{                             \
		BUF_INIT, BUF_INIT, 0 \
	}
void store_git_release(struct store_git *git);
MOW_AUTO_DEFINE(store_git)

/* Runs `git ARGUMENTS…` for this repository; 0: it ran. */
int store_git_run(struct store_git *git, struct repo *repo, const char *const *arguments, struct mow_error *err);

/*
 * What it said, escaped, on one line: of a line that begins with `prefix` ("remote: ") what follows, "; " between
 * several; with "" the last line that says why it failed.
 */
void store_git_said(struct buf *out, const struct store_git *git, const char *prefix);

#endif
