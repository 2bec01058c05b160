#include "api/effects_facts.h"

#include <stdlib.h>
#include <string.h>

#include "rules/people.h"

static const char *keep(struct arena *arena, const char *text)
{
	return arena_dup(arena, text, strlen(text));
}

static int keep_owners(struct mow_list *out, struct arena *arena, const struct rules *rules,
		       const struct effects_numbers *owners)
{
	const char **items = arena_array(arena, owners->count + 1, sizeof *items);

	if (items == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < owners->count; i++)
		if ((items[i] = keep(arena, rules->owners[owners->items[i]].text)) == NULL)
			return MOW_ENOMEM;
	*out = (struct mow_list){.items = items, .count = owners->count};
	return MOW_OK;
}

static int keep_people(struct mow_people *out, struct arena *arena, const struct rules *rules,
		       const struct effects_numbers *people)
{
	const char **items = arena_array(arena, people->count + 1, sizeof *items);

	if (items == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < people->count; i++)
		if ((items[i] = keep(arena, people_label(rules, people->items[i]))) == NULL)
			return MOW_ENOMEM;
	*out = (struct mow_people){items, people->count};
	return MOW_OK;
}

/* Those of owners who are in service. */
static int expand(struct mow_people *out, const struct effects_facts *facts, const struct rules *rules,
		  const struct effects_numbers *owners)
{
	MOW_AUTO_FREE size_t *people = calloc(rules->people_count + 1, sizeof *people);
	size_t kept = 0;

	if (people == NULL)
		return MOW_ENOMEM;
	size_t count = people_expand(people, rules, owners->items, owners->count, facts->now);
	for (size_t i = 0; i < count; i++)
		if (people_in_service(rules, people[i], facts->now))
			people[kept++] = people[i];
	return keep_people(out, facts->arena, rules, &(const struct effects_numbers){people, kept});
}

/* Of one state, whose rules are NULL where there are none: then it names nobody. */
static int keep_side(struct mow_list *owners, struct mow_people *people, const struct effects_facts *facts,
		     const struct rules *rules, const struct effects_numbers numbers[2])
{
	int result = rules != NULL ? keep_owners(owners, facts->arena, rules, &numbers[0]) : MOW_OK;

	if (result != MOW_OK || rules == NULL || !facts->people)
		return result;
	return numbers[1].count > 0 ? keep_people(people, facts->arena, rules, &numbers[1])
				    : expand(people, facts, rules, &numbers[0]);
}

int effects_keep_facts(struct mow_effect *out, const struct effects_facts *facts, const struct effects_told *told)
{
	const struct effects_numbers lost[] = {told->lost, told->left};
	const struct effects_numbers gained[] = {told->gained, told->joined};

	if (told->effect.role == NULL)
		return MOW_OK;
	if (told->effect.gate != NULL && (out->gate = keep(facts->arena, told->effect.gate)) == NULL)
		return MOW_ENOMEM;
	int result = keep_side(&out->lost, &out->lost_people, facts, facts->old_rules, lost);
	return result == MOW_OK ? keep_side(&out->gained, &out->gained_people, facts, facts->new_rules, gained)
				: result;
}
