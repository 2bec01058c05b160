/* The commands there are, in the order of help, and the options before them. In main.c. */
#ifndef MOW_CMD_COMMANDS_H
#define MOW_CMD_COMMANDS_H

#include "cmd/command.h"

struct table_section {
	const char *title;
	const struct command *const *commands; /* ends with NULL */
};
extern const struct table_section command_table[]; /* ends with a NULL title */

extern const struct command_option global_options[];
extern const struct command command_mowners; /* the program as if it were a command, with those options; never run */

const struct command *table_find(const char *name); /* NULL: there is none */

/* Says that there is no such command, and which one may be meant; EXIT_USAGE. */
int table_refuse(const char *name);

#endif
