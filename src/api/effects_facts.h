/* What is known of an effect on a role, for whoever keeps it. */
#ifndef MOW_API_EFFECTS_FACTS_H
#define MOW_API_EFFECTS_FACTS_H

#include "api/effects_diff.h"

struct effects_facts {
	const struct rules *old_rules, *new_rules; /* new: NULL where there are none any more */
	int64_t now;
	bool people; /* are wanted beside owners */
	struct arena *arena;
};

/* Copies role, gate, need and lists of one into `out`, as texts in the arena. MOW_OK or MOW_ENOMEM. */
int effects_keep_facts(struct mow_effect *out, const struct effects_facts *facts, const struct effects_told *told);

#endif
