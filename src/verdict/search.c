#include "verdict/search.h"

#include "base/error.h"

/*
 * Between the size of a greedy set, freed of those it does not need, and that of wants that share nobody, sets of each
 * size are looked for, smallest first: someone is taken of the want that leaves the fewest ways, and whoever was tried
 * before is ruled out.
 */
static bool exhausted(const struct search *search)
{
	return search->bounds->trials <= 0 || search->bounds->work <= 0;
}

static void choose(struct search *search, uint32_t number)
{
	const struct wants *wants = search->wants;

	search->status[number] = SEARCH_IN;
	for (size_t i = wants->first[number]; i < wants->first[number + 1]; i++)
		search->bounds->work -= wants_choose(&wants->items[wants->places[i].want], wants->places[i].index);
}

static void unchoose(struct search *search, uint32_t number)
{
	const struct wants *wants = search->wants;

	search->status[number] = SEARCH_FREE;
	for (size_t i = wants->first[number]; i < wants->first[number + 1]; i++)
		wants_unchoose(&wants->items[wants->places[i].want]);
}

static void rule(struct search *search, uint32_t number, bool out)
{
	const struct wants *wants = search->wants;

	search->status[number] = out ? SEARCH_OUT : SEARCH_FREE;
	for (size_t i = wants->first[number]; i < wants->first[number + 1]; i++) {
		struct want *want = &wants->items[wants->places[i].want];
		want->live += out ? UINT32_MAX : 1; /* one less, or one more */
	}
}

/* At least so many people are still needed: those of wants that share nobody, taken as they come. */
static uint32_t lower_bound(struct search *search)
{
	uint32_t bound = 0;

	search->mark++;
	for (uint32_t i = 0; i < search->group_count; i++) {
		const struct want *want = &search->wants->items[search->group[i]];
		bool alone = want->lack > 0;
		for (uint32_t j = 0; alone && j < want->who_count; j++)
			alone = search->status[want->who[j]] != SEARCH_FREE ||
				search->marks[want->who[j]] != search->mark;
		if (want->lack > 0)
			search->bounds->work -= (long)want->who_count;
		if (!alone)
			continue;
		bound += (uint32_t)want->lack;
		for (uint32_t j = 0; j < want->who_count; j++)
			search->marks[want->who[j]] = search->mark;
	}
	search->bounds->work -= (long)search->group_count;
	return bound;
}

/*
 * The unmet want that leaves the fewest ways, and how many: of `live` people of whom `lack` are needed, any live - lack
 * + 1 hold one who is. NULL: nothing is unmet. No way at all: some want cannot be met any more.
 */
static const struct want *narrowest(const struct search *search, uint32_t *ways)
{
	const struct want *found = NULL;

	for (uint32_t i = 0; i < search->group_count; i++) {
		const struct want *want = &search->wants->items[search->group[i]];
		if (want->lack <= 0)
			continue;
		uint32_t lack = (uint32_t)want->lack, width = 0;
		if (want->live >= lack)
			width = want->gate ? want->live : want->live - lack + 1;
		if (!found || width < *ways) {
			found = want;
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
	const struct want *want = narrowest(search, &ways);

	search->bounds->trials--;
	if (!want) {
		keep_best(search);
		return true;
	}
	if (left == 0 || ways == 0 || lower_bound(search) > left)
		return false;
	for (uint32_t i = 0; ways > 0 && !found && !exhausted(search); i++) {
		uint32_t number = want->who[i];
		if (search->status[number] != SEARCH_FREE)
			continue;
		ways--;
		choose(search, number);
		found = find(search, left - 1);
		unchoose(search, number);
		rule(search, number, true);
		search->ruled[search->ruled_count++] = number;
	}
	while (search->ruled_count > ruled)
		rule(search, search->ruled[--search->ruled_count], false);
	return found;
}

/* Those of a person's wants that are unmet. */
static uint32_t count_gain(const struct search *search, uint32_t number)
{
	const struct wants *wants = search->wants;
	uint32_t gain = 0;

	for (size_t i = wants->first[number]; i < wants->first[number + 1]; i++)
		gain += wants->items[wants->places[i].want].lack > 0;
	return gain;
}

/* Takes someone out again if no want lacks anything without them. */
static void drop(struct search *search, uint32_t number)
{
	const struct wants *wants = search->wants;
	bool needed = false;

	for (size_t i = wants->first[number]; !needed && i < wants->first[number + 1]; i++) {
		struct want *want = &wants->items[wants->places[i].want];
		uint32_t index = wants->places[i].index;
		search->bounds->work -= wants_drop(want, index);
		needed = want->lack > 0;
		search->bounds->work -= wants_choose(want, index);
	}
	if (needed)
		return;
	for (size_t i = wants->first[number]; i < wants->first[number + 1]; i++)
		wants_drop(&wants->items[wants->places[i].want], wants->places[i].index);
	search->status[number] = SEARCH_FREE;
}

/* Once a want is met, nobody gains by it any more. */
static void choose_greedily(struct search *search, uint32_t number)
{
	const struct wants *wants = search->wants;
	size_t end = wants->first[number + 1];

	for (size_t i = wants->first[number]; i < end; i++) {
		struct want *want = &wants->items[wants->places[i].want];
		bool unmet = want->lack > 0;
		wants_choose(want, wants->places[i].index);
		for (uint32_t j = 0; unmet && want->lack <= 0 && j < want->who_count; j++)
			search->gain[want->who[j]]--;
	}
	search->status[number] = SEARCH_IN;
	search->picked[search->picked_count++] = number;
}

/* Whoever helps most wants, until all are met; then, last first, without those who turn out not to be needed. */
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
		wants_reset(&search->wants->items[search->group[i]]);
}

bool search_fewest(struct search *search)
{
	find_greedily(search);
	search->bounds = &search->size;
	for (uint32_t size = lower_bound(search); size < search->best_count; size++) {
		if (size > SEARCH_DEPTH || exhausted(search))
			return false;
		if (find(search, size))
			return true;
		if (exhausted(search))
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
		unchoose(search, number);
		rule(search, number, true);
	}
}

void search_best(struct search *search)
{
	for (uint32_t i = 0; i < search->best_count; i++)
		choose(search, search->best[i]);
}

void search_certain(struct search *search)
{
	struct wants *wants = search->wants;

	search->bounds = &search->greedy;
	for (size_t i = 0; i < wants->count; i++) {
		const struct want *want = &wants->items[i];
		bool all = want->lack > 0 && (uint32_t)want->lack == want->live;
		for (uint32_t j = 0; all && j < want->who_count; j++)
			if (search->status[want->who[j]] == SEARCH_FREE)
				choose(search, want->who[j]);
	}
	for (size_t i = 0; i < wants->count; i++)
		wants_settle(&wants->items[i]);
}
