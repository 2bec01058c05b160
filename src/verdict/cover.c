#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"
#include "verdict/search.h"

/* Everybody of the lists, ascending, each once. */
static int number_people(struct demands *demands, const struct verdict_list *lists, size_t count, struct mow_error *err)
{
	size_t total = 0, kept = 0;

	for (size_t i = 0; i < count; i++)
		total += lists[i].count;
	demands->people = arena_array(&demands->arena, total + 1, sizeof *demands->people);
	demands->first = arena_array(&demands->arena, total + 2, sizeof *demands->first);
	demands->places = arena_array(&demands->arena, total + 1, sizeof *demands->places);
	if (demands->people == NULL || demands->first == NULL || demands->places == NULL)
		return mow_fail_memory(err);
	total = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lists[i].count; k++)
			demands->people[total++] = lists[i].people[k];
	qsort(demands->people, total, sizeof *demands->people, order_numbers);
	for (size_t i = 0; i < total; i++)
		if (kept == 0 || demands->people[kept - 1] != demands->people[i])
			demands->people[kept++] = demands->people[i];
	demands->people_count = (uint32_t)kept;
	return MOW_OK;
}

static uint32_t number_of(const struct demands *demands, size_t person)
{
	const size_t *found = bsearch(&person, demands->people, demands->people_count, sizeof person, order_numbers);

	return (uint32_t)(found - demands->people);
}

/* Lists that are the same are one. */
static int add_demand(struct demands *demands, const struct verdict_list *list, struct mow_error *err)
{
	struct demand demand = {.lack = (int32_t)list->want, .live = (uint32_t)list->count};
	size_t known = demands->count;

	size_t *key = arena_array(&demands->arena, list->count + 1, sizeof *key);
	if (key == NULL)
		return mow_fail_memory(err);
	memcpy(key, list->people, list->count * sizeof *key);
	key[list->count] = list->want;
	if (map_take(&demands->seen, key, (list->count + 1) * sizeof *key, &known) != MOW_OK)
		return mow_fail_memory(err);
	if (known != demands->count)
		return MOW_OK;
	demand.who_count = demand.live;
	demand.who = arena_array(&demands->arena, list->count, sizeof *demand.who);
	if (demand.who == NULL || array_reserve(demands, 1) != MOW_OK)
		return mow_fail_memory(err);
	for (uint32_t i = 0; i < demand.who_count; i++)
		demand.who[i] = number_of(demands, list->people[i]);
	demands->items[demands->count++] = demand;
	return MOW_OK;
}

/* For each number where it is wanted: first[n + 1] is where the next place of n goes, and in the end where those of n +
 * 1 begin. */
static void place_people(struct demands *demands)
{
	for (size_t i = 0; i < demands->count; i++)
		for (uint32_t k = 0; k < demands->items[i].who_count; k++)
			demands->first[demands->items[i].who[k] + 2]++;
	for (uint32_t i = 0; i < demands->people_count; i++)
		demands->first[i + 2] += demands->first[i + 1];
	for (uint32_t i = 0; i < demands->count; i++)
		for (uint32_t k = 0; k < demands->items[i].who_count; k++)
			demands->places[demands->first[demands->items[i].who[k] + 1]++] = (struct demands_place){i, k};
}

int verdict_cover(struct verdict_people *out, const struct verdict_list *lists, size_t count, struct arena *arena,
		  struct mow_error *err)
{
	MOW_AUTO(demands) demands = {0};
	int result = number_people(&demands, lists, count, err);

	for (size_t i = 0; result == MOW_OK && i < count; i++)
		if (lists[i].want > 0 && lists[i].count >= lists[i].want)
			result = add_demand(&demands, &lists[i], err);
	if (result != MOW_OK)
		return result;
	place_people(&demands);
	return search_solve(out, &demands, arena, err);
}
