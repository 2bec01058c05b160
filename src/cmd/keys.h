/* What commands about keys share. */
#ifndef MOW_CMD_KEYS_H
#define MOW_CMD_KEYS_H

#include "base/buf.h"
#include "mowners.h"

/* Who decides about the rules, as far as the working tree says: "Tomas Riva (@tomas)". */
void keys_owner(struct buf *out, struct mow_repo *repo);

#endif
