/* What ssh-keygen is asked: whether a signature is by one key, valid now and not revoked, over these bytes. Private to
 * signers/. */
#ifndef MOW_EVIDENCE_SIGNERS_KEYGEN_H
#define MOW_EVIDENCE_SIGNERS_KEYGEN_H

#include "evidence/signers/signers.h"

struct keygen_question {
	const struct verifier *verifier;
	const struct signer *signer; /* the only one that it hears of */
	const char *who;             /* whose key it is; escaped, for messages */
	const char *name_space;
	const char *text; /* what was signed */
	size_t text_len;
	const char *armour; /* the signature */
	size_t armour_len;
};

/* MOW_OK: it is. MOW_EDENIED: it is not; the message goes on after "record …", "is signed with a key that …". Anything
 * else: nobody can tell. */
int keygen_verify(const struct keygen_question *question, struct mow_error *err);

#endif
