/*
 * What the commands of decisions share: from options to a signed record that is stored and sent. Each command has its
 * options, and says what each of them means here.
 */
#ifndef MOW_CMD_DECIDE_H
#define MOW_CMD_DECIDE_H

#include "cmd/command.h"

/* What an option means; the place of the option in the command's own table is that of its meaning in `meanings`. */
enum decide_option {
	DECIDE_AS,
	DECIDE_MESSAGE,
	DECIDE_TARGET,
	DECIDE_EXPIRES,
	DECIDE_YES,
	DECIDE_NO_PUSH,
	DECIDE_DRY_RUN,
	DECIDE_AGAIN,
	DECIDE_PATH,
	DECIDE_MOVE,
	DECIDE_SHEET
};

/* Options that mean the same everywhere. */
#define DECIDE_OPTION_TARGET                                                                                     \
	{                                                                                                        \
		"target", 0, "REF", "the branch or tag that the change is to go to; default: the default branch" \
	}
#define DECIDE_OPTION_YES                    \
	{                                    \
		"yes", 0, NULL, "do not ask" \
	}
#define DECIDE_OPTION_NO_PUSH                                                  \
	{                                                                      \
		"no-push", 0, NULL, "keep the record here, to be pushed later" \
	}
#define DECIDE_OPTION_DRY_RUN                                              \
	{                                                                  \
		"dry-run", 0, NULL, "print what would be signed, and stop" \
	}

struct decide {
	const struct command *command;
	enum mow_decide decision;
	const enum decide_option *meanings;
};

/* An exit status. */
int decide_run(const struct decide *decide, const struct globals *globals, int argc, char **argv);

#endif
