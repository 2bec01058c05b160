/* Help from the tables, for those who ask with an option. */
#ifndef MOW_CMD_HELP_H
#define MOW_CMD_HELP_H

#include "cmd/command.h"

/* Prints the help of a command, or of the program (NULL); an exit status. */
int help_show(const struct command *command);

/* Appends the help of the program. */
void help_overview(struct buf *out);

#endif
