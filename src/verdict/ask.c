#include "verdict/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/order.h"
#include "base/system.h"

/*
 * Unmet demands and the people who are free fall apart into groups that share nobody. Each is solved alone: the
 * smallest set for all is the smallest sets of all groups together, and so is the first one in the order of the
 * numbers.
 */
struct group {
	uint32_t first_person, people_count, first_want, want_count;
};

struct groups {
	uint32_t *root;      /* of each number, another of its group or itself */
	struct group *items; /* of each number that is a root */
	uint32_t *people;    /* numbers, group by group, ascending in each */
	uint32_t *demands;
	uint32_t *order; /* roots, small groups first */
	uint32_t count;
};

static uint32_t root_of(struct groups *groups, uint32_t number)
{
	while (groups->root[number] != number) {
		groups->root[number] = groups->root[groups->root[number]];
		number = groups->root[number];
	}
	return number;
}

/* Somebody free of an unmet demand: there is one, or it could not be met. */
static uint32_t somebody(const struct search *search, const struct demand *demand)
{
	uint32_t i = 0;

	while (i + 1 < demand->who_count && search->status[demand->who[i]] != SEARCH_FREE)
		i++;
	return demand->who[i];
}

static void join(const struct search *search, struct groups *groups)
{
	for (uint32_t i = 0; i < search->demands->people_count; i++)
		groups->root[i] = i;
	for (size_t i = 0; i < search->demands->count; i++) {
		const struct demand *demand = &search->demands->items[i];
		if (demand->lack <= 0)
			continue;
		uint32_t root = root_of(groups, somebody(search, demand));
		for (uint32_t j = 0; j < demand->who_count; j++)
			if (search->status[demand->who[j]] == SEARCH_FREE)
				groups->root[root_of(groups, demand->who[j])] = root;
	}
}

static int compare_groups(const void *a, const void *b, void *context)
{
	const struct groups *groups = context;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	uint32_t of_x = groups->items[x].people_count, of_y = groups->items[y].people_count;

	if (of_x != of_y)
		return of_x < of_y ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Counts first, then lays them one behind the other. Who is free and in no unmet demand is in a group without demands,
 * which is left out. */
static void sort_groups(const struct search *search, struct groups *groups)
{
	const struct demands *demands = search->demands;
	uint32_t people = 0, wanted = 0;

	for (size_t i = 0; i < demands->count; i++)
		if (demands->items[i].lack > 0)
			groups->items[root_of(groups, somebody(search, &demands->items[i]))].want_count++;
	for (uint32_t i = 0; i < demands->people_count; i++)
		if (search->status[i] == SEARCH_FREE)
			groups->items[root_of(groups, i)].people_count++;
	for (uint32_t i = 0; i < demands->people_count; i++) {
		struct group *group = &groups->items[i];
		if (group->want_count > 0)
			groups->order[groups->count++] = i;
		group->first_person = people;
		group->first_want = wanted;
		people += group->people_count;
		wanted += group->want_count;
		group->people_count = group->want_count = 0;
	}
	for (uint32_t i = 0; i < demands->people_count; i++) {
		struct group *group = &groups->items[root_of(groups, i)];
		if (search->status[i] == SEARCH_FREE)
			groups->people[group->first_person + group->people_count++] = i;
	}
	for (uint32_t i = 0; i < demands->count; i++) {
		if (demands->items[i].lack <= 0)
			continue;
		struct group *group = &groups->items[root_of(groups, somebody(search, &demands->items[i]))];
		groups->demands[group->first_want + group->want_count++] = i;
	}
	system_sort(groups->order, groups->count, sizeof *groups->order, compare_groups, groups);
}

static int make_groups(struct groups *groups, const struct search *search, struct arena *arena, struct mow_error *err)
{
	size_t people = search->demands->people_count;

	groups->root = arena_array(arena, people, sizeof *groups->root);
	groups->items = arena_array(arena, people, sizeof *groups->items);
	groups->people = arena_array(arena, people, sizeof *groups->people);
	groups->order = arena_array(arena, people, sizeof *groups->order);
	groups->demands = arena_array(arena, search->demands->count, sizeof *groups->demands);
	if (groups->root == NULL || groups->items == NULL || groups->people == NULL || groups->order == NULL ||
	    groups->demands == NULL)
		return mow_fail_memory(err);
	join(search, groups);
	sort_groups(search, groups);
	return MOW_OK;
}

static int search_init(struct search *search, struct demands *demands, struct arena *arena, struct mow_error *err)
{
	size_t people = demands->people_count;

	memset(search, 0, sizeof *search);
	search->demands = demands;
	search->size = search->order = search->greedy = (struct search_bounds){VERDICT_SEARCH_MAX, SEARCH_WORK};
	search->status = arena_array(arena, people, sizeof *search->status);
	search->gain = arena_array(arena, people, sizeof *search->gain);
	search->marks = arena_array(arena, people, sizeof *search->marks);
	search->ruled = arena_array(arena, people, sizeof *search->ruled);
	search->picked = arena_array(arena, people, sizeof *search->picked);
	search->best = arena_array(arena, people, sizeof *search->best);
	if (search->status == NULL || search->gain == NULL || search->marks == NULL || search->ruled == NULL ||
	    search->picked == NULL || search->best == NULL)
		return mow_fail_memory(err);
	return MOW_OK;
}

/* Chooses for all demands; whether it is known that nobody could be spared. */
static int solve(struct search *search, bool *exact, struct mow_error *err)
{
	struct groups groups = {0};
	struct arena *arena = &search->demands->arena;
	int result;

	search_certain(search);
	result = make_groups(&groups, search, arena, err);
	if (result < 0)
		return result;
	for (uint32_t i = 0; i < groups.count; i++) {
		const struct group *group = &groups.items[groups.order[i]];
		search->people = groups.people + group->first_person;
		search->people_count = group->people_count;
		search->group = groups.demands + group->first_want;
		search->group_count = group->want_count;
		if (search_fewest(search)) {
			search_first(search);
			continue;
		}
		*exact = false;
		search_best(search);
	}
	return MOW_OK;
}

int search_solve(struct verdict_people *out, struct demands *demands, struct arena *arena, struct mow_error *err)
{
	struct search search;
	size_t chosen = 0;
	bool proven = !demands->cut;
	int result = search_init(&search, demands, &demands->arena, err);

	if (result == MOW_OK)
		result = solve(&search, &proven, err);
	if (result != MOW_OK)
		return result;
	size_t *list = arena_array(arena, demands->people_count, sizeof *list);
	if (list == NULL)
		return mow_fail_memory(err);
	for (uint32_t i = 0; i < demands->people_count; i++)
		if (search.status[i] == SEARCH_IN)
			list[chosen++] = demands->people[i];
	qsort(list, chosen, sizeof *list, order_numbers);
	*out = (struct verdict_people){list, chosen, proven};
	return MOW_OK;
}

int verdict_ask(struct verdict_people *out, const struct verdict_case *about, struct arena *arena,
		struct mow_error *err)
{
	MOW_AUTO(arena) work = {0};
	MOW_AUTO(demands) demands = {0};
	struct eligibility eligibility = {.rules = about->rules, .now = about->now};
	int result = eligible_index(&eligibility, &work, err);

	if (result == MOW_OK)
		result = demands_collect(&demands, &eligibility, about, err);
	return result == MOW_OK ? search_solve(out, &demands, arena, err) : result;
}
