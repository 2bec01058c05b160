#include "policy/policy.h"

void policy_release(struct policy *policy)
{
	keyring_release(&policy->keyring);
	ruleset_release(&policy->ruleset);
}

int policy_open(struct policy *out, struct snapshot *snapshot, const struct policy_request *request,
		struct mow_error *err)
{
	int result = ruleset_open(&out->ruleset, snapshot, err);

	if (result == MOW_OK)
		result = ruleset_read(&out->ruleset, "", 0, request->sink, err);
	if (result != MOW_OK || out->ruleset.rules == NULL)
		return result;
	return keyring_open(&out->keyring, &out->ruleset, request->now, request->sink, err);
}

int policy_open_commit(struct policy *out, struct repo *repo, const struct oid *commit,
		       const struct policy_request *request, struct mow_error *err)
{
	MOW_AUTO(snapshot) snapshot = {0};
	struct oid tree = {{0}};
	int result = oid_is_zero(commit) ? MOW_OK : repo_commit_tree(&tree, repo, commit, err);

	if (result != MOW_OK)
		return result;
	snapshot_open_tree(&snapshot, repo, &tree);
	return policy_open(out, &snapshot, request, err);
}
