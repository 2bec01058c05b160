/*
 * The rules that changes are judged by. Reading them costs more than judging, and hardly any change touches them: those
 * of the change before stay in force as long as none does.
 */
#include "api/audit.h"

/* Whether what is kept is also in force at `rules`: the change looked at last began at the commit to which this one
 * leads, and this one leaves OWNERS files and keys alone. */
static bool is_in_force(const struct mow_audit *audit, const struct mow_verdict *verdict,
			const struct audit_change *change, const struct oid *rules)
{
	return audit->rules.open && oid_equal(&audit->rules.commit, &change->new) && oid_equal(rules, &change->old) &&
	       !introduced_concern(&verdict->steps);
}

int audit_rules_at(struct policy **out, struct mow_audit *audit, const struct audit_rules_request *request,
		   struct mow_error *err)
{
	const struct policy_request asked = {.now = request->now};
	struct policy *policy = &audit->rules.policy;
	int result = MOW_OK;

	if (is_in_force(audit, request->verdict, request->change, request->rules)) {
		policy_set_day(policy, request->now);
	} else {
		policy_release(policy);
		*policy = (struct policy)POLICY_INIT;
		result = policy_open_commit(policy, audit->repo->git, request->rules, &asked, err);
	}
	audit->rules.open = result == MOW_OK;
	audit->rules.commit = *request->rules;
	*out = policy;
	return result;
}
