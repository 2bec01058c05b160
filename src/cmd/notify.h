/* The program that informs people: git config mowners.notifyCommand of the repository or the system. */
#ifndef MOW_CMD_NOTIFY_H
#define MOW_CMD_NOTIFY_H

#include "base/buf.h"
#include "mowners.h"

#define NOTIFY_SECONDS 10

/* Hands it a document on standard input; nothing where there is none. It is run by its absolute path, without a shell
 * or arguments. MOW_EINVAL: the setting is no such path; MOW_ESYSTEM: it failed. */
int notify(struct mow_repo *repo, const struct buf *document, struct mow_error *err);

#endif
