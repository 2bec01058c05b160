/* Who an owner of other OWNERS files is by the rules in force: their people, told by e-mail. */
#ifndef MOW_API_OWNER_PEOPLE_H
#define MOW_API_OWNER_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/rules.h"

/* People of the rules in force: ascending, each once. The list is the caller's, of malloc. */
struct owner_people {
	size_t *items;
	size_t count, capacity;
};

/* Those who have an e-mail of the owner of `rules`, a person; none where that is RULES_NONE. MOW_ENOMEM. */
int owner_people_know(struct owner_people *out, const struct rules *in_force, const struct rules *rules, size_t owner,
		      struct mow_error *err);
bool owner_people_hold(const struct owner_people *people, size_t person);

#endif
