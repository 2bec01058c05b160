/* A program of commands: what stands before the command, which command it is, and the exit status. */
#ifndef MOW_CMD_PROGRAM_H
#define MOW_CMD_PROGRAM_H

#include "cmd/commands.h"

/* What main does, with the commands that this program has; its exit status. */
int program_main(int argc, char **argv, const struct command_row *commands);

#endif
