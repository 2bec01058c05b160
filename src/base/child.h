/*
 * Other programs: git, ssh-keygen, ssh-add. An argument vector, never a shell; the program is looked up in the
 * directories of PATH once and run by its absolute path; git children never follow replace refs
 * (GIT_NO_REPLACE_OBJECTS=1) and speak English (LC_ALL=C), dates in UTC (TZ=UTC0). No file but the three standard
 * streams reaches them.
 */
#ifndef MOW_BASE_CHILD_H
#define MOW_BASE_CHILD_H

#include <stddef.h>

#include "base/buf.h"

enum child_environment {
	CHILD_CLEAN, /* PATH, HOME, TMPDIR and `extra` alone: for hooks and for verifying */
	CHILD_USER,  /* the user's own, without git's repository variables (GIT_DIR, …): to fetch, push and sign */
};

/* Takes what came so far and was not taken yet: how many of these bytes it has used, which are dropped then. Nonzero
 * stops, and is returned. */
typedef int child_take_fn(size_t *used, const char *bytes, size_t len, void *context);

struct child {
	const char *const *argv; /* argv[0] is the program's name without a slash, or an absolute path; NULL ends */
	enum child_environment environment;
	const char *const *extra; /* further "NAME=value", stronger than all others; NULL ends; may be NULL */
	const char *directory;    /* where it runs; NULL: here */
	const char *input;        /* its standard input; NULL: empty */
	size_t input_len;
	struct buf *output;  /* its standard output; NULL: dropped. At most `limit` bytes, more is an error */
	child_take_fn *take; /* gets the output as it comes; what it leaves over counts for `limit`; NULL: nobody */
	void *take_context;  /* of it */
	struct buf *errors;  /* its standard error, the first 64 KiB; NULL: goes to ours */
	size_t limit;        /* 0: 1 GiB */
	int timeout;         /* seconds; 0: none. Then it is killed, which is an error */
	int terminal; /* nonzero: it may ask the user, on our standard input where `input` is NULL; 0: it cannot */
	int status;   /* out: its exit status; 128 + N where signal N ended it */
};

/*
 * Runs it to its end. 0: it ran, `status` says how it ended. MOW_ENOTFOUND: no such program in PATH. MOW_ESYSTEM: it
 * could not be started or did not end well (timeout, too much output). `output` and `errors` are appended to, and as
 * before on failure; what `take` got before a failure is to be thrown away. Input and output flow at the same time;
 * SIGPIPE is not raised; input that the program does not read is no failure. A signal that is to end us (base/hold.h)
 * ends it first: by SIGTERM, half a second later by SIGKILL.
 */
int child_run(struct child *child, struct mow_error *err);

#endif
