#include "cmd/globals.h"

const struct command_option global_options[] = {
	[GLOBAL_DIRECTORY] = {"", 'C', "DIR", "go to this folder first"},
	[GLOBAL_RULES] = {"rules", 0, "REV", "the OWNERS files of this revision; : is the index"},
	[GLOBAL_NOW] = {"now", 0, "TIME", "the clock of dates and expiry: 2026-11-22 or 2026-11-22T12:00:00Z"},
	[GLOBAL_COLOR] = {"color", 0, "auto|always|never", "colour in the answer; auto: on a terminal"},
	[GLOBAL_QUIET] = {"quiet", 'q', NULL, "no warnings and notes"},
	[GLOBAL_NO_PAGER] = {"no-pager", 0, NULL, "long answers to the terminal itself"},
	[GLOBAL_VERSION] = {"version", 0, NULL, "print the version"},
	[GLOBAL_HELP] = {"help", 'h', NULL, "print this, or a command's options"},
	{NULL, 0, NULL, NULL},
};

const struct command command_mowners = {
	.name = "mowners",
	.arguments = "COMMAND …",
	.summary = "Who decides about which file of a git repository, and whether they have.",
	.options = global_options,
};
