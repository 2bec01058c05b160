/* What commands about keys share. */
#ifndef MOW_CMD_KEYS_H
#define MOW_CMD_KEYS_H

#include "base/buf.h"
#include "cmd/command.h"
#include "mowners.h"

/* The options of `mowners keys`, which two programs know: mowners, and mowners-ci, which it starts for --from. */
enum { KEYS_FROM, KEYS_API, KEYS_YES, KEYS_FORMAT };
extern const struct command_option keys_options[];

#define KEYS_ARGUMENTS "[add LINE | --from FORGE WHO…]"
#define KEYS_SUMMARY "whose keys OWNERS.signers lists; adds one that was sent, or those that a forge has"

/* Shows whose the keys of these lines are, asks (not with `yes`), and adds them; an exit status. */
int keys_add(const struct globals *globals, struct mow_repo *repo, const struct mow_key_lines *lines, bool yes);

/* Who decides about the rules, as far as the working tree says: "Tomas Riva (@tomas)". */
void keys_owner(struct buf *out, struct mow_repo *repo);

#endif
