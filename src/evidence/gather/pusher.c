/* Who pushes, for their own work: the verdict counts it for what they made alone, where the level lets authors approve.
 */
#include "evidence/gather/claims.h"

#include <string.h>

static bool is_of_use(const struct rules *rules)
{
	for (int i = LEVEL_UNSET + 1; i < LEVEL_COUNT; i++)
		if ((rules->levels[i].evidence & EVIDENCE_PUSHER) && rules->levels[i].self_approval)
			return true;
	return false;
}

int gather_pusher(struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	struct claim claim = {
		.state = CLAIM_GOOD, .kind = EVIDENCE_PUSHER, .own = true, .line = SIZE_MAX, .number = SIZE_MAX};
	size_t number;
	int result = MOW_OK;

	if (request->pusher == NULL || !is_of_use(request->rules))
		return MOW_OK;
	claim.id = "the push";
	claim.by = people_label(request->rules, *request->pusher);
	claim.person = *request->pusher;
	claim.role = (struct role){AS_ALL, NULL};
	claim.made = request->now;
	result = gather_add(&number, gather, &claim, err);
	for (size_t i = 0; result == MOW_OK && i < request->steps->count; i++)
		if (request->may_count == NULL || request->may_count(i, claim.person, &claim.role, request->context))
			result = gather_say_at(gather, number, i, &request->steps->items[i], err);
	return result;
}
