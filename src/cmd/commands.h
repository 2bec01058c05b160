/* The commands there are, in the order of help: what the program hands to its commands in struct globals. */
#ifndef MOW_CMD_COMMANDS_H
#define MOW_CMD_COMMANDS_H

#include "cmd/command.h"

struct command_section {
	const char *title;
	const struct command *const *commands; /* ends with NULL */
};
extern const struct command_section command_sections[]; /* ends with a NULL title */

#endif
