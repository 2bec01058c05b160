/*
 * What people call a commit in the commands that messages suggest: the branch it is the tip of, else its id. Only names
 * that a shell takes as they are; a branch called `a;b` is suggested to nobody.
 */
#ifndef MOW_CMD_COMMIT_NAME_H
#define MOW_CMD_COMMIT_NAME_H

#include <stdbool.h>

#include "base/buf.h"

struct commit_name {
	struct buf name;  /* "origin/new-logo", "3f2a9c1d0e55" */
	struct buf first; /* what makes it visible to others: "git push origin new-logo"; "" : nothing is needed */
};
#define COMMIT_NAME_INIT           \
	{                          \
		BUF_INIT, BUF_INIT \
	}
void commit_name_release(struct commit_name *naming);
MOW_AUTO_DEFINE(commit_name)

struct commit_name_request {
	const char *commit; /* hex */
	const char *target; /* full ref: not a name for the change, since it is to go there */
	const char *remote; /* as people's clones call it; NULL: there is none */
	bool server;        /* this repository is the remote: its branches are there for everybody */
};

/* Finds the names. What cannot be found out is left out: this only helps. */
void commit_name_find(struct commit_name *out, struct mow_repo *repo, const struct commit_name_request *request);

#endif
