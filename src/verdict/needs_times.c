#include "verdict/needs_times.h"

bool verdict_tells_deletions(const struct requirement *requirement, int64_t now)
{
	return requirement->rights_end <= now;
}

bool needs_in_force(const struct required_freeze *freeze, int64_t now)
{
	const struct period *period = &freeze->area->freeze->period;

	return period->from <= now && now < period->end;
}

void needs_list_times(struct needs *needs)
{
	const struct requirement *requirement = needs->class->requirement;
	int64_t now = needs->eligibility->now;

	for (size_t i = 0; i < requirement->freeze_count; i++)
		if (needs_in_force(&requirement->freezes[i], now))
			needs->items[needs->count++].need = (struct class_need){.role = NEED_FREEZE,
										.gate = &requirement->freezes[i].allow,
										.freeze = requirement->freezes[i].area,
										.need = 1,
										.away = RULES_NONE};
	if (verdict_tells_deletions(requirement, now) && !needs->class->deletes)
		needs->items[needs->count++].need =
			(struct class_need){.role = NEED_RIGHTS, .need = 1, .away = RULES_NONE};
}
