/* What a child process finds: its program and its environment. Private to base/child.c, but for
 * child_env_find. */
#ifndef MOW_BASE_CHILD_ENV_H
#define MOW_BASE_CHILD_ENV_H

#include "base/buf.h"
#include "base/child.h"

/* The environment's strings, one after the other with their NULs, and the vector that execve takes. */
struct child_env {
	struct buf strings;
	char **vector; /* points into `strings`; NULL ends */
};

int child_env_init(struct child_env *env, const struct child *child, struct mow_error *err);
void child_env_release(struct child_env *env);

/*
 * Appends the absolute path of a program: of the first executable file of that name in the absolute directories of PATH
 * (relative and empty entries are passed over: they mean whatever folder we are in). A name with a slash must be
 * absolute and is taken as it is. MOW_ENOTFOUND: none.
 */
int child_env_find(struct buf *out, const char *name, struct mow_error *err);

MOW_AUTO_DEFINE(child_env)

#endif
