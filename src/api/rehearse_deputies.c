/*
 * Who could act for somebody in all that waits for them: the smallest set that has one for each thing, and what it
 * mends when it is tried.
 */
#include <stdlib.h>
#include <string.h>

#include "api/rehearse_mend.h"
#include "base/array.h"
#include "base/error.h"
#include "base/order.h"
#include "base/system.h"

/* How many are tried alone. */
enum { ALONE_MOST = 8 };

/* ---- Who could be a deputy ---------------------------------------------------------------------------------------- */

/* People, in an order. */
struct pool {
	size_t *people, count;
	size_t *number_of; /* of each person of the rules, one more than their place; 0: not in it */
	size_t *score;     /* of each person, roles in what waits */
};

static void score_list(const struct pool *pool, const struct mow_rehearsal *rehearsal, const size_t *owners,
		       size_t count)
{
	size_t found = people_expand(pool->people, rehearsal->known, owners, count, rehearsal->day);

	for (size_t i = 0; i < found; i++)
		pool->score[pool->people[i]]++;
}

/* Those who review, decide, make or are asked in what waits are at home there. */
static void score_people(const struct pool *pool, const struct mending *mending, const struct principal *principal)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;

	for (size_t i = 0; i < principal->classes.count; i++) {
		const struct requirement *requirement =
			rehearsal->classes.items[principal->classes.items[i]].class.requirement;
		for (size_t k = 0; k < requirement->gate_count; k++)
			score_list(pool, rehearsal, requirement->gates[k].of, requirement->gates[k].of_count);
		if (requirement->responsible != NULL)
			score_list(pool, rehearsal, requirement->responsible->items, requirement->responsible->count);
		score_list(pool, rehearsal, requirement->consulted.items, requirement->consulted.count);
		if (requirement->accountable != RULES_NONE)
			score_list(pool, rehearsal, &requirement->accountable, 1);
	}
}

static int compare_scores(const void *a, const void *b, void *context)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	const size_t *score = context;

	if (score[x] != score[y])
		return score[x] > score[y] ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Who is there, no external and no bot; those who are most at home first. */
static int fill_pool(struct pool *pool, struct mending *mending, const struct principal *principal)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;
	const struct rules *rules = rehearsal->known;
	size_t people = rules->people_count;

	pool->people = arena_array(&mending->arena, people + 1, sizeof *pool->people);
	pool->score = arena_array(&mending->arena, people + 1, sizeof *pool->score);
	pool->number_of = arena_array(&mending->arena, people + 1, sizeof *pool->number_of);
	if (pool->people == NULL || pool->score == NULL || pool->number_of == NULL)
		return mow_fail_memory(rehearsal->err);
	score_people(pool, mending, principal);
	for (size_t i = 0; i < people; i++)
		if (i != principal->people[0] && rules->people[i].line > 0 && !rules->people[i].external &&
		    !rules->people[i].bot && people_present(rules, i, rehearsal->day))
			pool->people[pool->count++] = i;
	system_sort(pool->people, pool->count, sizeof *pool->people, compare_scores, pool->score);
	pool->count = pool->count < POOL_MOST ? pool->count : POOL_MOST;
	for (size_t i = 0; i < pool->count; i++)
		pool->number_of[pool->people[i]] = i + 1;
	return MOW_OK;
}

/* ---- What they mend ----------------------------------------------------------------------------------------------- */

static int join(struct mending *mending, size_t person, const struct own_deputies *own, const size_t *people,
		size_t count)
{
	struct rules *rules = mending->rehearsal->known;
	size_t *deputies = arena_array(&mending->arena, own->count + count + 1, sizeof *deputies);
	size_t joined = own->count;

	if (deputies == NULL)
		return mow_fail_memory(mending->rehearsal->err);
	for (size_t i = 0; i < own->count; i++)
		deputies[i] = own->items[i];
	for (size_t i = 0; i < count; i++)
		if (!people_is_deputy(rules, people[i], person))
			deputies[joined++] = people[i];
	people_take_deputies(rules, person, deputies, joined);
	return MOW_OK;
}

int rehearse_take_deputies(struct mending *mending, const struct principal *principal, const size_t *people,
			   size_t count)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < principal->people_count; i++)
		result = join(mending, principal->people[i], &principal->own[i], people, count);
	return result;
}

static void give_back(const struct mending *mending, const struct principal *principal)
{
	for (size_t i = 0; i < principal->people_count; i++)
		people_take_deputies(mending->rehearsal->known, principal->people[i], principal->own[i].items,
				     principal->own[i].count);
}

int rehearse_try(struct mending *mending, const struct numbers *classes)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(arena) arena = {0};
	struct judgement judgement;
	int result = judge_new(&judge, rehearsal->known, rehearsal->day, rehearsal->err);

	for (size_t i = 0; result == MOW_OK && i < classes->count; i++) {
		result = judge_class(&judgement, judge, &rehearsal->classes.items[classes->items[i]].class, &arena,
				     rehearsal->err);
		if (result == MOW_OK)
			mending->helped[classes->items[i]] = !rehearse_waits(&judgement);
	}
	return result;
}

/* How many changes of the person's these deputies mend. */
static int count_mended(size_t *out, struct mending *mending, const struct principal *principal, const size_t *people,
			size_t count)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;
	int result = rehearse_take_deputies(mending, principal, people, count);

	*out = 0;
	if (result == MOW_OK)
		result = rehearse_try(mending, &principal->classes);
	for (size_t i = 0; result == MOW_OK && i < principal->changes.count; i++) {
		const struct rehearsed_change *change = &rehearsal->changes.items[principal->changes.items[i]];
		bool waits = false;
		for (size_t k = 0; !waits && k < change->part_count; k++)
			waits = rehearsal->classes.items[change->parts[k].class].views[VIEW_AFTER].waits &&
				!mending->helped[change->parts[k].class];
		*out += !waits;
	}
	for (size_t i = 0; i < principal->classes.count; i++)
		mending->helped[principal->classes.items[i]] = false;
	give_back(mending, principal);
	return result;
}

/* ---- The smallest set --------------------------------------------------------------------------------------------- */

struct lists {
	struct verdict_list *items;
	size_t count, capacity;
};

/* Two ways of who acts for whom. */
struct trial {
	struct mending *mending;
	const struct principal *principal;
	const struct pool *pool;
	struct judge *as_is, *helped; /* as things are; with all of the pool as deputies */
	struct own_deputies *all;     /* of each of the principal's people, then */
	struct lists *lists;
};

/* Whether somebody can give it without being a deputy. */
static bool gives(const struct trial *trial, const struct step_class *class, const struct class_need *need,
		  size_t person)
{
	if (need->role == NEED_GATE)
		return judge_in_gate(trial->as_is, class, (size_t)(need->gate - class->requirement->gates), person);
	return need->role == NEED_PEOPLE && (judge_roles(trial->as_is, class, person) & ~(unsigned)ROLE_AUTHOR) != 0;
}

/* Those of the pool who can give a need as deputies, by their places in it, and how many of them it takes beside those
 * who can give it anyway. */
static int add_list(const struct trial *trial, const struct step_class *class, const struct class_need *need)
{
	const struct pool *pool = trial->pool;
	size_t *list = arena_array(&trial->mending->arena, need->ask_count + 1, sizeof *list);
	size_t count = 0, want = need->need - need->got;

	if (list == NULL || array_reserve(trial->lists, 1) != MOW_OK)
		return mow_fail_memory(trial->mending->rehearsal->err);
	for (size_t i = 0; i < need->ask_count; i++) {
		if (gives(trial, class, need, need->ask[i]))
			want -= want > 1;
		else if (pool->number_of[need->ask[i]] > 0)
			list[count++] = pool->number_of[need->ask[i]] - 1;
	}
	qsort(list, count, sizeof *list, order_numbers);
	trial->lists->items[trial->lists->count++] = (struct verdict_list){list, count, want};
	return MOW_OK;
}

/* What one class wants of deputies, where deputies can help it. */
static int add_lists(const struct trial *trial, const struct step_class *class, const struct judgement *without,
		     const struct judgement *with)
{
	int result = MOW_OK;

	if (rehearse_waits(with))
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < with->need_count && i < without->need_count; i++)
		if (rehearse_lacks(without->needs[i]))
			result = add_list(trial, class, with->needs[i]);
	return result;
}

static void take_all(const struct trial *trial)
{
	for (size_t i = 0; i < trial->principal->people_count; i++)
		people_take_deputies(trial->mending->rehearsal->known, trial->principal->people[i], trial->all[i].items,
				     trial->all[i].count);
}

/* Judges each class in both ways. */
static int judge_both(const struct trial *trial)
{
	const struct mow_rehearsal *rehearsal = trial->mending->rehearsal;
	const struct numbers *classes = &trial->principal->classes;
	MOW_AUTO(arena) arena = {0};
	struct judgement with, without;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < classes->count; i++) {
		const struct step_class *class = &rehearsal->classes.items[classes->items[i]].class;
		take_all(trial);
		result = judge_class(&with, trial->helped, class, &arena, rehearsal->err);
		give_back(trial->mending, trial->principal);
		if (result == MOW_OK)
			result = judge_class(&without, trial->as_is, class, &arena, rehearsal->err);
		if (result == MOW_OK)
			result = add_lists(trial, class, &without, &with);
	}
	return result;
}

static int find_lists(struct lists *lists, struct mending *mending, const struct pool *pool,
		      const struct principal *principal)
{
	const struct mow_rehearsal *rehearsal = mending->rehearsal;
	MOW_AUTO_PTR(judge) as_is = NULL;
	MOW_AUTO_PTR(judge) helped = NULL;
	struct own_deputies *all = arena_array(&mending->arena, principal->people_count + 1, sizeof *all);
	int result = all != NULL ? judge_new(&as_is, rehearsal->known, rehearsal->day, rehearsal->err)
				 : mow_fail_memory(rehearsal->err);

	if (result == MOW_OK)
		result = rehearse_take_deputies(mending, principal, pool->people, pool->count);
	if (result == MOW_OK)
		result = judge_new(&helped, rehearsal->known, rehearsal->day, rehearsal->err);
	for (size_t i = 0; result == MOW_OK && i < principal->people_count; i++) {
		const struct person *person = &rehearsal->known->people[principal->people[i]];
		all[i] = (struct own_deputies){person->deputies, person->deputy_count};
	}
	const struct trial trial = {mending, principal, pool, as_is, helped, all, lists};
	if (result == MOW_OK)
		result = judge_both(&trial);
	give_back(mending, principal);
	return result;
}

/* The one who mends most alone comes first. */
static int try_alone(struct mow_rehearsal_mend *out, struct mending *mending, const struct principal *principal,
		     size_t *people, size_t count)
{
	size_t best = 0;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < count && i < ALONE_MOST; i++) {
		size_t mended;
		result = count_mended(&mended, mending, principal, &people[i], 1);
		if (result == MOW_OK && (i == 0 || mended > out->first)) {
			out->first = mended;
			best = i;
		}
	}
	if (count > 0) {
		size_t first = people[best];
		for (; best > 0; best--)
			people[best] = people[best - 1];
		people[0] = first;
	}
	return result;
}

int rehearse_find_deputies(struct mow_rehearsal_mend *out, struct mending *mending, const struct principal *principal,
			   size_t *people)
{
	struct mow_rehearsal *rehearsal = mending->rehearsal;
	struct pool pool = {NULL, 0, NULL, NULL};
	struct lists lists = {NULL, 0, 0};
	struct verdict_people found = {NULL, 0, true};
	int result = fill_pool(&pool, mending, principal);

	if (result == MOW_OK)
		result = find_lists(&lists, mending, &pool, principal);
	if (result == MOW_OK)
		result = verdict_cover(&found, lists.items, lists.count, &mending->arena, rehearsal->err);
	free(lists.items);
	for (size_t i = 0; i < found.count; i++)
		people[i] = pool.people[found.people[i]];
	if (result == MOW_OK)
		result = try_alone(out, mending, principal, people, found.count);
	if (result == MOW_OK)
		result = count_mended(&out->all, mending, principal, people, found.count);
	const char **names = arena_array(&rehearsal->arena, found.count + 1, sizeof *names);
	if (result == MOW_OK && names == NULL)
		return mow_fail_memory(mending->rehearsal->err);
	for (size_t i = 0; result == MOW_OK && i < found.count; i++)
		names[i] = people_label(rehearsal->known, people[i]);
	const char *const *of =
		people_labels(rehearsal->known, principal->people, principal->people_count, &rehearsal->arena);
	if (result == MOW_OK && of == NULL)
		return mow_fail_memory(rehearsal->err);
	out->of = of;
	out->of_count = principal->people_count;
	out->changes = principal->changes.count;
	out->deputies = names;
	out->deputy_count = found.count;
	return result;
}
