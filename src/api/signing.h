/* The key that I sign with: git's user.signingKey, or one that an agent holds. */
#ifndef MOW_API_SIGNING_H
#define MOW_API_SIGNING_H

#include "api/repo.h"
#include "evidence/signers/signers.h"

struct signing {
	struct buf key;        /* as signers_sign takes it */
	const char *principal; /* the e-mail that OWNERS.signers lists it for; of the signers, or the request */
	struct buf unlisted;   /* where it lists it for nobody: the line that would; else empty */
	bool none;             /* after a failure: no setting names a key, and no agent has one of theirs */
};
#define SIGNING_INIT                            \
	{                                       \
		BUF_INIT, NULL, BUF_INIT, false \
	}
void signing_release(struct signing *signing);
MOW_AUTO_DEFINE(signing)

/* Whose key is looked for. */
struct signing_request {
	struct mow_repo *repo;
	struct signers_of of;
	const char *email; /* of the person, as git has it: the principal of a key that is listed for nobody */
	const char *key;   /* in place of what git's settings name; NULL */
	const char *home;  /* what ~/ stands for; NULL */
	bool any_server;   /* a server will judge it, which may know the key from a file of its own */
};

/*
 * Finds a key of the person that is valid; with `any_server` also one that git's settings name and nobody has listed.
 * The messages say what is missing, and what line would have to be added to the keys of people.
 */
int signing_find(struct signing *out, const struct signing_request *request, struct mow_error *err);

#endif
