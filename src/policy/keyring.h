/* The keys in force, and what verifying with them needs: OWNERS.signers beside the rules, or the files that git config
 * names instead. */
#ifndef MOW_POLICY_KEYRING_H
#define MOW_POLICY_KEYRING_H

#include "evidence/signers/signers.h"
#include "policy/ruleset.h"

struct keyring {
	struct signers signers;
	struct buf name;    /* of the file: "OWNERS.signers" */
	struct buf revoked; /* path of a KRL; "" : none */
	struct verifier verifier;
};
#define KEYRING_INIT                                  \
	{                                             \
		.name = BUF_INIT, .revoked = BUF_INIT \
	}
void keyring_release(struct keyring *keyring);
MOW_AUTO_DEFINE(keyring)

/*
 * Opens the keys for the rules of `ruleset` (read already). Errors and warnings in the file go to `sink`; a
 * file with an error vouches for nobody. Only `security` config counts. The keyring must not move in memory
 * afterwards.
 */
int keyring_open(struct keyring *out, struct ruleset *ruleset, int64_t now, const struct mow_finding_sink *sink,
		 struct mow_error *err);

#endif
