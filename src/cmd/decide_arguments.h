/*
 * `[RANGE] [PATH…]`: which of the arguments is what. The first one is a RANGE unless it stands behind `--`, or is a
 * file here and no revision. Where it is both, `--` has to tell: before a path, behind a RANGE.
 */
#ifndef MOW_CMD_DECIDE_ARGUMENTS_H
#define MOW_CMD_DECIDE_ARGUMENTS_H

#include "base/arena.h"
#include "cmd/command.h"

struct decide_arguments {
	const struct command *command; /* for messages */
	char **items;
	int count;
	int behind; /* how many of them stand behind `--`; -1: there is none */
};

/*
 * How many arguments stand behind `--`, which getopt_long moves to the front; -1 where there is none. `given` is the
 * command's vector as it was; `values` in it belong to options, so that a `--` among them ends nothing.
 */
int decide_arguments_behind(char *const *given, int argc, char *const *values, int value_count);

/* Fills in `range` and `paths`, or of a withdrawal `record`, of a move `old_rev` and `new_rev`, whose memory is the
 * arena's. An exit status; what is wrong is told. */
int decide_arguments_take(struct mow_approve_options *out, const struct decide_arguments *arguments,
			  struct mow_repo *repo, struct arena *arena);

#endif
