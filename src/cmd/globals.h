/* The options before the command, as a command of their own. */
#ifndef MOW_CMD_GLOBALS_H
#define MOW_CMD_GLOBALS_H

#include "cmd/command.h"

/* Places in the table. */
enum {
	GLOBAL_DIRECTORY,
	GLOBAL_RULES,
	GLOBAL_NOW,
	GLOBAL_COLOR,
	GLOBAL_QUIET,
	GLOBAL_NO_PAGER,
	GLOBAL_VERSION,
	GLOBAL_HELP
};
extern const struct command_option global_options[];

/* The program as if it were a command, with those options; never run. */
extern const struct command command_mowners;

#endif
