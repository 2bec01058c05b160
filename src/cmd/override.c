#include "cmd/decide.h"

static const struct command_option options[] = {
	{"message", 'm', "REASON", "why, in one line; has to be said"},
	{"move", 0, NULL, "let the target go from OLD to NEW, which is no way forward; zeros remove it"},
	DECIDE_OPTION_TARGET,
	DECIDE_OPTION_YES,
	DECIDE_OPTION_NO_PUSH,
	DECIDE_OPTION_DRY_RUN,
	{NULL, 0, NULL, NULL},
};
static const enum decide_option meanings[] = {DECIDE_MESSAGE, DECIDE_MOVE,    DECIDE_TARGET,
					      DECIDE_YES,     DECIDE_NO_PUSH, DECIDE_DRY_RUN};

static int run(const struct globals *globals, int argc, char **argv)
{
	const struct decide decide = {&command_override, MOW_DECIDE_OVERRIDE, meanings};

	return decide_run(&decide, globals, argc, argv);
}

const struct command command_override = {
	.name = "override",
	.arguments = "[RANGE] [PATH…] | --move OLD NEW",
	.summary = "break the glass: your part of letting through what is not approved",
	.options = options,
	.run = run,
};
