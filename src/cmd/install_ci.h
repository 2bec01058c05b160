/* `mowners install --ci`: the job of a forge, as a file of the working tree. */
#ifndef MOW_CMD_INSTALL_CI_H
#define MOW_CMD_INSTALL_CI_H

#include "cmd/command.h"

struct install_ci {
	const char *forge; /* "github" */
	/* Where the job fetches mowners, and the file that lies there, whose checksum it wants; both NULL: that is left
	 * to be set, or stays as it was. */
	const char *url, *tarball;
	bool uninstall;
};

/* Writes the file of a forge to its place, or takes it away; never another one that is there. Says what is left to do,
 * or what is wrong; an exit status. */
int install_ci(struct mow_repo *repo, const struct install_ci *asked);

#endif
