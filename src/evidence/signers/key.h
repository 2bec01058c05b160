/* What git's user.signingKey may be. Private to signers.h. */
#ifndef MOW_EVIDENCE_SIGNERS_KEY_H
#define MOW_EVIDENCE_SIGNERS_KEY_H

#include "evidence/signers/signers.h"

/* The literal public key in it, without "key::"; NULL: it is a path. As git tells the two apart. */
const char *signers_key_literal(const char *signing_key);

/* MOW_EINVAL, in words: the file is a private key that lost its line ends while it was carried about as text;
 * ssh-keygen says then that there is none. */
int signers_key_mangled(const char *path, struct mow_error *err);

#endif
