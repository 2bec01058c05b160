/*
 * What is in force at a commit: the rules, and the keys of those whom they name. Opened in this one way by whoever
 * judges, lints or compares.
 */
#ifndef MOW_POLICY_POLICY_H
#define MOW_POLICY_POLICY_H

#include "policy/keyring.h"

struct policy {
	struct ruleset ruleset;
	struct keyring keyring; /* empty where there are no rules */
};
#define POLICY_INIT                                              \
	{                                                        \
		.ruleset = RULESET_INIT, .keyring = KEYRING_INIT \
	}
void policy_release(struct policy *policy);
MOW_AUTO_DEFINE(policy)

struct policy_request {
	int64_t now;                         /* the day on which keys must be valid */
	const struct mow_finding_sink *sink; /* takes the errors of the files that are read */
};

/*
 * Opens the rules of `snapshot`, which is taken over, and the keys. The root file is read, nested ones as they are
 * asked about (ruleset.h). An error in a file is no failure: a broken root makes every answer impossible, a broken
 * keys' file vouches for nobody. The policy must not move in memory afterwards.
 */
int policy_open(struct policy *out, struct snapshot *snapshot, const struct policy_request *request,
		struct mow_error *err);

/* The same for the tree of a commit; zeros: nothing is in force. */
int policy_open_commit(struct policy *out, struct repo *repo, const struct oid *commit,
		       const struct policy_request *request, struct mow_error *err);

/* From now on keys must be valid on another day. */
static inline void policy_set_day(struct policy *policy, int64_t now)
{
	policy->keyring.verifier.now = now;
}

/* Who may act: the rules, NULL where there are none; and what signatures are verified with, NULL alike. */
static inline const struct rules *policy_rules(const struct policy *policy)
{
	return policy->ruleset.rules;
}
static inline const struct verifier *policy_verifier(const struct policy *policy)
{
	return policy->ruleset.rules != NULL ? &policy->keyring.verifier : NULL;
}

#endif
