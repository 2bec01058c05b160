/* The public SSH keys of an account, as far as a forge shows them to everybody. */
#ifndef MOW_FORGE_KEYS_H
#define MOW_FORGE_KEYS_H

#include "forge/reader.h"

#define FORGE_KEYS 200                   /* of one account */
#define FORGE_KEY_MAX ((size_t)16 << 10) /* bytes of a key */

/* A key, as the forge says it: whoever takes it has to read it. */
struct forge_key {
	const char *text;    /* "ssh-ed25519 AAAA… COMMENT"; NULL: none */
	int64_t id;          /* there; 0: not said */
	int64_t end;         /* the last moment when it is valid; INT64_MAX: open */
	const char *why_not; /* it is not for approvals: why; NULL */
};

struct forge_keys {
	struct forge_key *items;
	size_t count, capacity;
	struct arena arena;
};
void forge_keys_release(struct forge_keys *keys);
MOW_AUTO_DEFINE(forge_keys)

/* Takes "key" and "id" of an item of a list, and what was found out about it. MOW_ETOOBIG: there are too many. */
int forge_keys_take(struct forge_keys *keys, const json_t *item, const struct forge_key *known, struct mow_error *err);

/* A `keys` of struct forge where every item of one list is a key to sign with: `rest` follows the account's address. */
int forge_keys_list(struct forge_keys *keys, struct forge_reader *reader, const char *rest, struct mow_error *err);

#endif
