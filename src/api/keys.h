/* Keys as mowners.h hands them out; for the files of api/ that list or take them. */
#ifndef MOW_API_KEYS_H
#define MOW_API_KEYS_H

#include "api/repo.h"
#include "policy/policy.h"

/* A key of a file; strings are of the signers, the fingerprint of the arena. */
int keys_show(struct mow_key *out, const struct signer *signer, struct arena *arena, struct mow_error *err);

/* The rules of a state, which must be there and without errors in the root file, and their keys. */
int keys_open_policy(struct policy *out, struct mow_repo *repo, const char *source, const struct mow_finding_sink *sink,
		     struct mow_error *err);

/* Who that is: "@lena", and the name where [people] has one; else the e-mail, and NULL. */
const char *keys_label(const char **name, const struct rules *rules, const char *email);

#endif
