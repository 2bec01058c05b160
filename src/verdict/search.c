#include "verdict/search.h"

/*
 * Between the size of a greedy set, freed of those it does not need, and that of demands that share nobody, sets of
 * each size are looked for, smallest first: someone is taken of the demand that leaves the fewest ways, and whoever was
 * tried before is ruled out.
 */
static bool exhausted(const struct search *search)
{
	return search->bounds->trials <= 0 || search->bounds->work <= 0;
}

static void choose(struct search *search, uint32_t number)
{
	const struct demands *demands = search->demands;

	search->status[number] = SEARCH_IN;
	for (size_t i = demands->first[number]; i < demands->first[number + 1]; i++)
		search->bounds->work -=
			demands_choose(&demands->items[demands->places[i].demand], demands->places[i].index);
}

/* Rules out who was chosen last. */
static void rule_out(struct search *search, uint32_t number)
{
	const struct demands *demands = search->demands;

	search->status[number] = SEARCH_OUT;
	for (size_t i = demands->first[number]; i < demands->first[number + 1]; i++) {
		struct demand *demand = &demands->items[demands->places[i].demand];
		demands_unchoose(demand);
		demand->live--;
	}
}

static void let_in(struct search *search, uint32_t number)
{
	const struct demands *demands = search->demands;

	search->status[number] = SEARCH_FREE;
	for (size_t i = demands->first[number]; i < demands->first[number + 1]; i++)
		demands->items[demands->places[i].demand].live++;
}

/* At least so many people are still needed: those of demands that share nobody, taken as they come. */
static uint32_t lower_bound(struct search *search)
{
	uint32_t bound = 0;

	search->mark++;
	for (uint32_t i = 0; i < search->group_count; i++) {
		const struct demand *demand = &search->demands->items[search->group[i]];
		bool alone = demand->lack > 0;
		for (uint32_t j = 0; alone && j < demand->who_count; j++)
			alone = search->status[demand->who[j]] != SEARCH_FREE ||
				search->marks[demand->who[j]] != search->mark;
		if (demand->lack > 0)
			search->bounds->work -= (long)demand->who_count;
		if (!alone)
			continue;
		bound += (uint32_t)demand->lack;
		for (uint32_t j = 0; j < demand->who_count; j++)
			search->marks[demand->who[j]] = search->mark;
	}
	search->bounds->work -= (long)search->group_count;
	return bound;
}

/*
 * The unmet demand that leaves the fewest ways, and how many: of `live` people of whom `lack` are needed, any live -
 * lack
 * + 1 hold one who is. NULL: nothing is unmet. No way at all: some demand cannot be met any more.
 */
static const struct demand *narrowest(const struct search *search, uint32_t *ways)
{
	const struct demand *found = NULL;

	for (uint32_t i = 0; i < search->group_count; i++) {
		const struct demand *demand = &search->demands->items[search->group[i]];
		if (demand->lack <= 0)
			continue;
		uint32_t lack = (uint32_t)demand->lack, width = 0;
		if (demand->live >= lack)
			width = demand->gate != NULL ? demand->live : demand->live - lack + 1;
		if (found == NULL || width < *ways) {
			found = demand;
			*ways = width;
		}
	}
	return found;
}

static void keep_best(struct search *search)
{
	search->best_count = 0;
	for (uint32_t i = 0; i < search->people_count; i++)
		if (search->status[search->people[i]] == SEARCH_IN)
			search->best[search->best_count++] = search->people[i];
}

/*
 * Whether `left` more people can meet what is unmet; the set goes to `best`. Leaves everything as it was. Each way
 * rules out those before it, so no set is looked at twice. At most SEARCH_DEPTH calls deep.
 */
static bool find(struct search *search, uint32_t left)
{
	uint32_t ways = 0, ruled = search->ruled_count;
	bool found = false;
	const struct demand *demand = narrowest(search, &ways);

	search->bounds->trials--;
	if (demand == NULL) {
		keep_best(search);
		return true;
	}
	if (left == 0 || ways == 0 || lower_bound(search) > left)
		return false;
	for (uint32_t i = 0; ways > 0 && !found && !exhausted(search); i++) {
		uint32_t number = demand->who[i];
		if (search->status[number] != SEARCH_FREE)
			continue;
		ways--;
		choose(search, number);
		found = find(search, left - 1);
		rule_out(search, number);
		search->ruled[search->ruled_count++] = number;
	}
	while (search->ruled_count > ruled)
		let_in(search, search->ruled[--search->ruled_count]);
	return found;
}

/* Those of a person's demands that are unmet. */
static uint32_t count_gain(const struct search *search, uint32_t number)
{
	const struct demands *demands = search->demands;
	uint32_t gain = 0;

	for (size_t i = demands->first[number]; i < demands->first[number + 1]; i++)
		gain += demands->items[demands->places[i].demand].lack > 0;
	return gain;
}

/* Takes someone out again if no demand lacks anything without them. */
static void drop(struct search *search, uint32_t number)
{
	const struct demands *demands = search->demands;
	bool needed = false;

	for (size_t i = demands->first[number]; !needed && i < demands->first[number + 1]; i++) {
		struct demand *demand = &demands->items[demands->places[i].demand];
		uint32_t index = demands->places[i].index;
		search->bounds->work -= demands_drop(demand, index);
		needed = demand->lack > 0;
		search->bounds->work -= demands_choose(demand, index);
	}
	if (needed)
		return;
	for (size_t i = demands->first[number]; i < demands->first[number + 1]; i++)
		demands_drop(&demands->items[demands->places[i].demand], demands->places[i].index);
	search->status[number] = SEARCH_FREE;
}

/* Once a demand is met, nobody gains by it any more. */
static void choose_greedily(struct search *search, uint32_t number)
{
	const struct demands *demands = search->demands;
	size_t end = demands->first[number + 1];

	for (size_t i = demands->first[number]; i < end; i++) {
		struct demand *demand = &demands->items[demands->places[i].demand];
		bool unmet = demand->lack > 0;
		demands_choose(demand, demands->places[i].index);
		for (uint32_t j = 0; unmet && demand->lack <= 0 && j < demand->who_count; j++)
			search->gain[demand->who[j]]--;
	}
	search->status[number] = SEARCH_IN;
	search->picked[search->picked_count++] = number;
}

/* Whoever helps most demands, until all are met; then, last first, without those who turn out not to be needed. */
static void find_greedily(struct search *search)
{
	search->picked_count = 0;
	for (uint32_t i = 0; i < search->people_count; i++)
		search->gain[search->people[i]] = count_gain(search, search->people[i]);
	for (;;) {
		uint32_t most = search->people[0], gain = 0;
		for (uint32_t i = 0; i < search->people_count; i++) {
			uint32_t number = search->people[i];
			if (search->status[number] == SEARCH_FREE && search->gain[number] > gain) {
				most = number;
				gain = search->gain[number];
			}
		}
		if (gain == 0)
			break;
		choose_greedily(search, most);
	}
	search->bounds = &search->greedy;
	for (uint32_t i = search->picked_count; i-- > 0 && !exhausted(search);)
		drop(search, search->picked[i]);
	keep_best(search);
	for (uint32_t i = 0; i < search->people_count; i++)
		search->status[search->people[i]] = SEARCH_FREE;
	for (uint32_t i = 0; i < search->group_count; i++)
		demands_reset(&search->demands->items[search->group[i]]);
}

bool search_fewest(struct search *search)
{
	find_greedily(search);
	search->bounds = &search->size;
	for (uint32_t size = lower_bound(search); size < search->best_count; size++) {
		if (size > SEARCH_DEPTH || exhausted(search))
			return false;
		if (!find(search, size) && exhausted(search))
			return false;
	}
	return true;
}

static bool is_best(const struct search *search, uint32_t number)
{
	uint32_t low = 0, high = search->best_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (search->best[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < search->best_count && search->best[low] == number;
}

void search_first(struct search *search)
{
	uint32_t chosen = 0;

	search->bounds = &search->order;
	for (uint32_t i = 0; chosen < search->best_count; i++) {
		uint32_t number = search->people[i], left = search->best_count - chosen;
		bool better = !is_best(search, number);
		if (better && (left > SEARCH_DEPTH || exhausted(search) || count_gain(search, number) == 0))
			continue;
		choose(search, number);
		if (!better || find(search, left - 1)) {
			chosen++;
			continue;
		}
		rule_out(search, number);
	}
}

void search_best(struct search *search)
{
	for (uint32_t i = 0; i < search->best_count; i++)
		choose(search, search->best[i]);
}

void search_certain(struct search *search)
{
	struct demands *demands = search->demands;

	search->bounds = &search->greedy;
	for (size_t i = 0; i < demands->count; i++) {
		const struct demand *demand = &demands->items[i];
		bool all = demand->lack > 0 && (uint32_t)demand->lack == demand->live;
		for (uint32_t j = 0; all && j < demand->who_count; j++)
			if (search->status[demand->who[j]] == SEARCH_FREE)
				choose(search, demand->who[j]);
	}
	for (size_t i = 0; i < demands->count; i++)
		demands_settle(&demands->items[i]);
}
