#include "cmd/decide.h"

static const struct command_option options[] = {
	{"as", 0, "ROLE", "approve in this role only: accountable, or review.GATE"},
	{"message", 'm', "REASON", "why, in one line; stands in the record"},
	DECIDE_OPTION_TARGET,
	{"expires", 0, "WHEN", "until when it holds: 7d, 2027-01-31 or a moment; default: 90 days"},
	DECIDE_OPTION_YES,
	DECIDE_OPTION_NO_PUSH,
	DECIDE_OPTION_DRY_RUN,
	{"again", 0, NULL, "approve also what you have approved before, from now on"},
	{"sheet", 0, NULL, "show the files before and after in a browser, then ask"},
	{NULL, 0, NULL, NULL},
};
static const enum decide_option meanings[] = {DECIDE_AS,      DECIDE_MESSAGE, DECIDE_TARGET, DECIDE_EXPIRES, DECIDE_YES,
					      DECIDE_NO_PUSH, DECIDE_DRY_RUN, DECIDE_AGAIN,  DECIDE_SHEET};

static int run(const struct globals *globals, int argc, char **argv)
{
	const struct decide decide = {&command_approve, MOW_DECIDE_APPROVE, meanings};

	return decide_run(&decide, globals, argc, argv);
}

const struct command command_approve = {
	.name = "approve",
	.arguments = "[RANGE] [PATH…]",
	.summary = "approve the changes that wait for you: sign, store and send it",
	.options = options,
	.run = run,
};
