#include "verdict/scan.h"

struct scan scan_of(const size_t *owners, size_t count)
{
	return (struct scan){.crowd = {.owners = owners, .count = count}, .member = RULES_NONE};
}

bool scan_next(struct scan *scan, const struct eligibility *eligibility, const struct step_class *class, size_t *person)
{
	const struct rules *rules = eligibility->rules;

	if (!scan->deputies) {
		if (crowd_next(&scan->crowd, rules, person))
			return true;
		scan->deputies = true;
		scan->crowd.owner = scan->crowd.member = 0;
	}
	for (;;) {
		if (scan->member != RULES_NONE && scan->deputy < rules->people[scan->member].deputy_count) {
			*person = rules->people[scan->member].deputies[scan->deputy++];
			return true;
		}
		scan->deputy = 0;
		do {
			if (!crowd_next(&scan->crowd, rules, &scan->member))
				return false;
		} while (!eligible_is_replaced(eligibility, class, scan->member));
	}
}
