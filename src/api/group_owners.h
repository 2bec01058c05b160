/* The owners that a need names, in numbers. */
#ifndef MOW_API_GROUP_OWNERS_H
#define MOW_API_GROUP_OWNERS_H

#include "api/group_facts.h"

struct owner_numbers {
	const size_t *items;
	size_t count;
};

/* Whether one of many may decide. */
bool group_is_by_any(const struct group_builder *builder, const struct requirement *requirement);

/* Finds them; they hold until the next call. MOW_OK or MOW_ENOMEM. */
int group_owners(struct owner_numbers *out, struct group_builder *builder, const struct requirement *requirement,
		 const struct class_need *need);

#endif
