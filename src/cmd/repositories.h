/* The bare repositories of a server. */
#ifndef MOW_CMD_REPOSITORIES_H
#define MOW_CMD_REPOSITORIES_H

#include "mowners.h"

#define REPOSITORIES_DEPTH 16 /* folders inside one another */

/* Gets the path of a repository; a failure is counted by whoever gets it: the next one follows all the same. */
typedef void repository_fn(const char *path, void *context);

/*
 * Goes through the bare repositories below a folder, or the folder itself, sorted by their names; links are not
 * followed, and nothing is looked for in a repository, or in the .git of a working tree. MOW_ESYSTEM: a folder cannot
 * be read, MOW_ETOOBIG: they lie deeper; then some were not reached.
 */
int repositories_each(const char *folder, repository_fn *each, void *context, struct mow_error *err);

#endif
