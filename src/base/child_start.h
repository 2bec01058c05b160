/*
 * How a program is started, and how its end is noticed: by posix_spawn, which copies no page tables however much memory
 * we hold, and a pidfd; with `make PORTABLE=1`, and where the system is not Linux, by what POSIX has. Private to
 * base/child.c.
 */
#ifndef MOW_BASE_CHILD_START_H
#define MOW_BASE_CHILD_START_H

#include <sys/types.h>

#include "base/child.h"
#include "base/system.h"

/* What becomes its standard streams, above 2; -1: it has ours. */
struct child_ends {
	int input, output, errors;
};

/*
 * pipe(2), closed on exec. Its ends are none of 0, 1, 2, which the child is about to rearrange: they are free to be
 * taken where our caller runs with its standard streams closed. -1: see errno.
 */
int child_pipe(int *reading, int *writing);

/*
 * Starts `path` with no file but the standard streams, SIGPIPE and the signals of base/hold.h as usual, in its
 * directory, and without a terminal where it is to have none. 0, or -1: see errno; then nothing runs.
 */
int child_start(pid_t *pid, const struct child *child, const struct child_ends *ends, const char *path,
		char *const *envp);

/* A file that poll finds readable once it has ended; the caller closes it. -1: there is none; it has to be asked. */
int child_watch(pid_t pid);

#endif
