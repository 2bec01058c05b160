#include "cmd/decide.h"

static const struct command_option options[] = {
	{"message", 'm', "TEXT", "what to say, in one line; stands in the record"},
	DECIDE_OPTION_TARGET,
	{"expires", 0, "WHEN", "until when it is asked: 7d, 2027-01-31 or a moment; default: 90 days"},
	DECIDE_OPTION_YES,
	DECIDE_OPTION_NO_PUSH,
	DECIDE_OPTION_DRY_RUN,
	{NULL, 0, NULL, NULL},
};
static const enum decide_option meanings[] = {DECIDE_MESSAGE, DECIDE_TARGET,  DECIDE_EXPIRES,
					      DECIDE_YES,     DECIDE_NO_PUSH, DECIDE_DRY_RUN};

static int run(const struct globals *globals, int argc, char **argv)
{
	const struct decide decide = {&command_request, MOW_DECIDE_REQUEST, meanings};

	return decide_run(&decide, globals, argc, argv);
}

const struct command command_request = {
	.name = "request",
	.arguments = "[RANGE] [PATH…]",
	.summary = "ask for approval of a change: who has to give it, and since when it waits",
	.options = options,
	.run = run,
};
