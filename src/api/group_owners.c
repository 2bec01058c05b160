#include "api/group_owners.h"

#include <stdlib.h>

#include "base/error.h"

static void add_deciders(struct owner_numbers *out, struct group_builder *builder, const size_t *owners, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (number_set_add(&builder->seen, owners[i]))
			builder->deciders[out->count++] = owners[i];
}

/* Whom a decision by `any` may come from. Holds until the next call. */
static int find_deciders(struct owner_numbers *out, struct group_builder *builder,
			 const struct requirement *requirement)
{
	if (builder->deciders == NULL)
		builder->deciders = calloc(builder->rules->owner_count + 1, sizeof *builder->deciders);
	if (builder->deciders == NULL || number_set_begin(&builder->seen, builder->rules->owner_count) != MOW_OK)
		return mow_fail_memory(builder->err);
	*out = (struct owner_numbers){builder->deciders, 0};
	add_deciders(out, builder, &requirement->accountable, 1);
	if (requirement->responsible != NULL)
		add_deciders(out, builder, requirement->responsible->items, requirement->responsible->count);
	for (size_t i = 0; i < requirement->gate_count; i++)
		if (requirement->gates[i].light)
			add_deciders(out, builder, requirement->gates[i].of, requirement->gates[i].of_count);
	return MOW_OK;
}

bool group_is_by_any(const struct group_builder *builder, const struct requirement *requirement)
{
	return builder->rules->levels[requirement->level].any;
}

int group_owners(struct owner_numbers *out, struct group_builder *builder, const struct requirement *requirement,
		 const struct class_need *need)
{
	*out = (struct owner_numbers){NULL, 0};
	if (need->gate != NULL)
		*out = (struct owner_numbers){need->gate->of, need->gate->of_count};
	if (need->role != NEED_DECISION)
		return MOW_OK;
	*out = (struct owner_numbers){&requirement->accountable, 1};
	return group_is_by_any(builder, requirement) ? find_deciders(out, builder, requirement) : MOW_OK;
}
