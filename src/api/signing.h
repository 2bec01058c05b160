/* The key that I sign with: git's user.signingKey, or one that an agent holds. */
#ifndef MOW_API_SIGNING_H
#define MOW_API_SIGNING_H

#include "api/repo.h"
#include "evidence/signers/signers.h"

struct signing {
	struct buf key;        /* as signers_sign takes it */
	const char *principal; /* the e-mail that OWNERS.signers lists it for; of the signers */
};
#define SIGNING_INIT           \
	{                      \
		BUF_INIT, NULL \
	}
void signing_release(struct signing *signing);

/*
 * Finds a key of the person that is valid. The messages say what is missing, and what line would have to be added
 * to the keys of people.
 */
int signing_find(struct signing *out, struct mow_repo *repo, const struct signers_of *of, const char *home,
		 struct mow_error *err);

#endif
