/* The commands there are as a table: what the program hands to its commands in struct globals. */
#ifndef MOW_CMD_COMMANDS_H
#define MOW_CMD_COMMANDS_H

#include "cmd/command.h"

struct command_row {
	const char *title; /* in help; rows of one title stand together */
	const struct command *command;
};
extern const struct command_row command_rows[]; /* ends with a NULL command */

#endif
