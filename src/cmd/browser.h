/* The user's browser. */
#ifndef MOW_CMD_BROWSER_H
#define MOW_CMD_BROWSER_H

#include <stdbool.h>

#include "mowners.h"

/*
 * Shows a file in it, and does not wait: by the program that BROWSER names, else by `git web--browse` where git config
 * has web.browser, else by what the desktop has for that. No shell takes part. `*program` is what was started; false:
 * there is nothing to start.
 */
bool browser_open(const char **program, struct mow_repo *repo, const char *file);

#endif
