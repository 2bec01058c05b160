/* The program that informs people: git config mowners.notifyCommand of the repository or the system. */
#ifndef MOW_CMD_NOTIFY_H
#define MOW_CMD_NOTIFY_H

#include "base/buf.h"
#include "mowners.h"
#include "report/notify.h"

#define NOTIFY_SECONDS 10

/* Hands it a document on standard input; nothing where there is none. It is run by its absolute path, without a shell
 * or arguments. MOW_EINVAL: the setting is no such path; MOW_ESYSTEM: it failed. */
int notify(struct mow_repo *repo, const struct buf *document, struct mow_error *err);

/* Whether there is one, as far as the setting tells. */
bool notify_is_set(struct mow_repo *repo);

/* Hands it requests for approval; nothing where nobody is asked. */
int notify_of_requests(struct mow_repo *repo, const struct notify_asked *asked, struct mow_error *err);

/* The same of a request that has just been sent from here: that it failed is said, and no more. */
void notify_of_own(struct mow_repo *repo, struct mow_approval *approval);

#endif
