/* What needs the network is a program of its own, mowners-ci, which is started as git starts its helpers. */
#ifndef MOW_CMD_HELPER_H
#define MOW_CMD_HELPER_H

#include "cmd/command.h"

/* Becomes mowners-ci with the same options and the same command; argv[0] is the command's name. Comes back only where
 * it cannot be started: an exit status. */
int helper_run(const struct globals *globals, int argc, char **argv);

#endif
