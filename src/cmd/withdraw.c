#include "cmd/decide.h"

static const struct command_option options[] = {
	{"message", 'm', "REASON", "why, in one line; stands in the record"},
	DECIDE_OPTION_YES,
	DECIDE_OPTION_NO_PUSH,
	DECIDE_OPTION_DRY_RUN,
	{NULL, 0, NULL, NULL},
};
static const enum decide_option meanings[] = {DECIDE_MESSAGE, DECIDE_YES, DECIDE_NO_PUSH, DECIDE_DRY_RUN};

static int run(const struct globals *globals, int argc, char **argv)
{
	const struct decide decide = {&command_withdraw, MOW_DECIDE_WITHDRAW, meanings};

	return decide_run(&decide, globals, argc, argv);
}

const struct command command_withdraw = {
	.name = "withdraw",
	.arguments = "RECORD",
	.summary = "take back an approval, a stop or another record of yours",
	.options = options,
	.run = run,
};
