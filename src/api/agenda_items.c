#include "api/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "rules/people.h"

/* Whether one of those people or owners is somebody whom it is asked about. */
static bool wants(const struct mow_agenda *agenda, const char *const *names, size_t count)
{
	for (size_t i = 0; agenda->owned && i < count; i++)
		if (map_get(&agenda->wanted, names[i], strlen(names[i]), NULL))
			return true;
	return !agenda->owned;
}

/* Those that the rules know, of the names. */
static int find_people(struct mow_agenda_item *item, struct mow_agenda *agenda, const char *const *names, size_t count)
{
	const struct rules *rules = agenda->known;
	MOW_AUTO_FREE size_t *owners = calloc(count + 1, sizeof *owners);
	MOW_AUTO_FREE size_t *people = calloc(rules->people_count + 1, sizeof *people);
	size_t known = 0;

	if (owners == NULL || people == NULL)
		return mow_fail_memory(agenda->err);
	for (size_t i = 0; i < count; i++) {
		owners[known] = people_owner(rules, names[i], strlen(names[i]));
		known += owners[known] != RULES_NONE;
	}
	item->people_count = people_expand(people, rules, owners, known, agenda->rules->repo->now);
	const char **labels = arena_array(&agenda->arena, item->people_count + 1, sizeof *labels);
	if (labels == NULL)
		return mow_fail_memory(agenda->err);
	for (size_t i = 0; i < item->people_count; i++)
		labels[i] = people_label(rules, people[i]);
	item->people = labels;
	return MOW_OK;
}

int agenda_add(struct mow_agenda *agenda, const struct mow_agenda_item *item, const char *const *names, size_t count)
{
	struct mow_agenda_item added = *item;
	int64_t before = agenda->options->before;

	if ((before != 0 && item->from >= before) || !wants(agenda, names, count))
		return MOW_OK;
	int result = agenda->known != NULL ? find_people(&added, agenda, names, count) : MOW_OK;
	if (result == MOW_OK && array_reserve(&agenda->items, 1) != MOW_OK)
		result = mow_fail_memory(agenda->err);
	if (result == MOW_OK)
		agenda->items.items[agenda->items.count++] = added;
	return result;
}
