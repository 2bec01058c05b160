#include "verdict/need_lists.h"

#include <stdlib.h>

#include "base/error.h"

/* Somebody to ask, with what to sort by. */
struct asked {
	size_t person, helps, order; /* `helps`: in how many needs */
};

static int compare_asked(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	if (x->helps != y->helps)
		return x->helps > y->helps ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Working memory for the needs of one class. */
struct taking {
	unsigned *needs_of; /* of each person, how many needs ask them */
	struct asked *list;
	size_t *ask;
};

static void taking_release(struct taking *taking)
{
	free(taking->needs_of);
	free(taking->list);
	free(taking->ask);
}
MOW_AUTO_DEFINE(taking)

static int taking_init(struct taking *taking, const struct needs *needs, struct mow_error *err)
{
	size_t longest = 0;

	for (size_t i = 0; i < needs->count; i++)
		if (needs->items[i].need.ask_count > longest)
			longest = needs->items[i].need.ask_count;
	taking->needs_of = calloc(needs->eligibility->rules->people_count + 1, sizeof *taking->needs_of);
	taking->list = calloc(longest + 1, sizeof *taking->list);
	taking->ask = calloc(longest + 1, sizeof *taking->ask);
	return taking->needs_of != NULL && taking->list != NULL && taking->ask != NULL ? MOW_OK : mow_fail_memory(err);
}

/* Who would help in several needs at once comes first; else the order stays. */
static void sort_ask(struct taking *taking, struct class_need *need)
{
	for (size_t i = 0; i < need->ask_count; i++)
		taking->list[i] = (struct asked){need->ask[i], taking->needs_of[need->ask[i]], i};
	qsort(taking->list, need->ask_count, sizeof *taking->list, compare_asked);
	for (size_t i = 0; i < need->ask_count; i++)
		taking->ask[i] = taking->list[i].person;
	need->ask = taking->ask;
}

int need_lists_take(struct judgement *out, struct need_table *table, const struct needs *needs, struct arena *arena,
		    struct mow_error *err)
{
	MOW_AUTO(taking) taking = {0};
	const struct class_need **kept = arena_array(arena, needs->count, sizeof *kept);
	int result = kept != NULL ? taking_init(&taking, needs, err) : mow_fail_memory(err);

	if (result != MOW_OK)
		return result;
	for (size_t i = 0; i < needs->count; i++)
		for (size_t j = 0; needs->items[i].possible && j < needs->items[i].need.ask_count; j++)
			taking.needs_of[needs->items[i].need.ask[j]]++;
	for (size_t i = 0; result == MOW_OK && i < needs->count; i++) {
		struct class_need need = needs->items[i].need;
		if (!needs->items[i].possible && need.role != NEED_STOP && need.role != NEED_OVERRIDE)
			need.ask_count = 0;
		sort_ask(&taking, &need);
		result = need_table_share(&kept[i], table, &need, err);
	}
	out->needs = kept;
	out->need_count = needs->count;
	return result;
}
