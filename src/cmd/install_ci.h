/* `mowners install --ci`: the job of a forge, as a file of the working tree. */
#ifndef MOW_CMD_INSTALL_CI_H
#define MOW_CMD_INSTALL_CI_H

#include "cmd/command.h"

/* Writes the file of a forge ("github") to its place, or takes it away; never another one that is there. Says what is
 * left to do, or what is wrong; an exit status. */
int install_ci(struct mow_repo *repo, const char *forge, bool uninstall);

#endif
