#include "api/move.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "rules/people.h"

const char *move_text(const struct move_request *request)
{
	char old_hex[OID_HEX], new_hex[OID_HEX];

	oid_format(old_hex, &request->old);
	oid_format(new_hex, &request->new);
	return arena_printf(request->arena, "%s %s", old_hex, new_hex);
}

static int gather(struct approvals *out, const struct move_request *request, struct mow_error *err)
{
	const struct steps none = {0};
	struct approvals_request approvals = {
		.repo = request->repo,
		.rules = policy_rules(request->policy),
		.verifier = &request->policy->keyring.verifier,
		.steps = &none,
		.target = request->target,
		.store = request->store,
		.spent = request->spent,
		.now = request->now,
	};
	const char *move = move_text(request);
	int result =
		move != NULL ? repo_peel(&approvals.old_tip, request->repo, &request->old, err) : mow_fail_memory(err);

	return result == MOW_OK ? approvals_gather_move(out, &approvals, move, err) : result;
}

int move_find_parts(struct decision_list *parts, struct approvals *approvals, const struct move_request *request,
		    struct mow_error *err)
{
	const struct rules *rules = policy_rules(request->policy);
	MOW_AUTO(map) seen = {0};
	int result = gather(approvals, request, err);

	if (result != MOW_OK)
		return result;
	for (size_t i = approvals->count; i-- > 0;) {
		const struct approval *part = &approvals->items[i];
		if (part->made < request->now - VERDICT_OVERRIDE_LIFE ||
		    map_get(&seen, &part->person, sizeof part->person, NULL))
			continue;
		if (array_reserve(parts, 1) != MOW_OK ||
		    map_put(&seen, &part->person, sizeof part->person, 0) != MOW_OK)
			return mow_fail_memory(err);
		struct mow_decision *shown = &parts->items[parts->count++];
		*shown = (struct mow_decision){.record = arena_dup(request->arena, part->id, strlen(part->id)),
					       .by = people_label(rules, part->person),
					       .reason = arena_dup(request->arena, part->reason, strlen(part->reason)),
					       .made = part->made,
					       .path = request->target,
					       .path_len = strlen(request->target),
					       .files = 1};
		if (shown->record == NULL || shown->reason == NULL)
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

bool move_lacks_quorum(const struct mow_verdict *verdict, const struct policy *policy)
{
	bool of_rules = false;

	for (size_t i = 0; i < verdict->steps.count; i++)
		of_rules = of_rules || rules_covered(verdict->steps.items[i].path, verdict->steps.items[i].path_len);
	return of_rules && policy_rules(policy)->override.need < 2;
}
