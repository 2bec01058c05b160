/* Help from the tables, for those who ask with an option. */
#ifndef MOW_CMD_HELP_H
#define MOW_CMD_HELP_H

#include "cmd/command.h"

/* Prints the help of a command, or of the program (NULL); an exit status. */
int help_show(const struct globals *globals, const struct command *command);

/* Appends the help of the program. */
void help_overview(struct buf *out, const struct globals *globals);

/* Says that there is no such command, and which one may be meant; EXIT_USAGE. */
int help_refuse(const struct globals *globals, const char *name);

#endif
