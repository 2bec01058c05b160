/*
 * What people call a commit in the commands that messages suggest: the branch it is the tip of, else its id. Only names
 * that a shell takes as they are; a branch called `a;b` is suggested to nobody.
 */
#ifndef MOW_CMD_NAMING_H
#define MOW_CMD_NAMING_H

#include <stdbool.h>

#include "base/buf.h"

struct naming {
	struct buf name;  /* "origin/new-logo", "3f2a9c1d0e55" */
	struct buf first; /* what makes it visible to others: "git push origin new-logo"; "" : nothing is needed */
};
#define NAMING_INIT                \
	{                          \
		BUF_INIT, BUF_INIT \
	}
void naming_release(struct naming *naming);
MOW_AUTO_DEFINE(naming)

struct naming_request {
	const char *commit; /* hex */
	const char *target; /* full ref: not a name for the change, since it is to go there */
	const char *remote; /* as people's clones call it; NULL: there is none */
	bool server;        /* this repository is the remote: its branches are there for everybody */
};

/* Finds the names. What cannot be found out is left out: this only helps. */
void naming_find(struct naming *out, struct mow_repo *repo, const struct naming_request *request);

#endif
