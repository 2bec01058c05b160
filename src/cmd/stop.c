#include "cmd/decide.h"

static const struct command_option options[] = {
	{"path", 0, "PATTERN", "stop whatever is done there, as in OWNERS; may be repeated; in place of a change"},
	{"message", 'm', "REASON", "why, in one line; has to be said"},
	{"as", 0, "ROLE", "stop in this role only: accountable, or review.GATE"},
	DECIDE_OPTION_TARGET,
	DECIDE_OPTION_YES,
	DECIDE_OPTION_NO_PUSH,
	DECIDE_OPTION_DRY_RUN,
	{NULL, 0, NULL, NULL},
};
static const enum decide_option meanings[] = {DECIDE_PATH, DECIDE_MESSAGE, DECIDE_AS,     DECIDE_TARGET,
					      DECIDE_YES,  DECIDE_NO_PUSH, DECIDE_DRY_RUN};

static int run(const struct globals *globals, int argc, char **argv)
{
	const struct decide decide = {&command_stop, MOW_DECIDE_STOP, meanings};

	return decide_run(&decide, globals, argc, argv);
}

const struct command command_stop = {
	.name = "stop",
	.arguments = "[RANGE] [PATH…]",
	.summary = "stop changes, or whatever is done to files of yours, until you take it back",
	.options = options,
	.run = run,
};
