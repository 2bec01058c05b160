/* Stops: each of them, by steps or by patterns, and the steps at which they stand. */
#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "rules/match/pattern.h"

static int add_hit(struct gather *gather, size_t step, size_t stop, struct mow_error *err)
{
	if (array_reserve(&gather->stop_hits, 1) != MOW_OK)
		return mow_fail_memory(err);
	gather->stop_hits.items[gather->stop_hits.count++] = (struct stop_hit){(uint32_t)step, (uint32_t)stop};
	return MOW_OK;
}

static int take_steps(struct gather *gather, const struct record *record, size_t stop, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++) {
		const struct step *step = &record->steps[i];
		size_t number = gather_find(gather, step->path, step->path_len);
		if (number != SIZE_MAX && gather_is_exact(gather, number, step))
			result = add_hit(gather, number, stop, err);
	}
	return result;
}

static int take_paths(struct gather *gather, const struct record *record, size_t stop, struct mow_error *err)
{
	int result = MOW_OK;

	if (record->path_count > 0 && gather->stop_paths.set == NULL)
		result = pattern_set_new(&gather->stop_paths.set, err);
	for (size_t i = 0; result == MOW_OK && i < record->path_count; i++) {
		size_t len = strlen(record->paths[i]);
		const char *pattern = arena_dup(&gather->arena, record->paths[i], len);
		if (pattern == NULL || array_reserve(&gather->stop_paths, 1) != MOW_OK)
			return mow_fail_memory(err);
		gather->stop_paths.items[gather->stop_paths.count++] = stop;
		result = pattern_set_add(gather->stop_paths.set, pattern, len, err);
	}
	return result;
}

static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	struct approvals *out = gather->out;
	struct claim claim;

	(void)blob;
	if (!gather_is_ours(gather, record))
		return MOW_OK;
	int result = gather_start(&claim, gather, record, err);
	if (result != MOW_OK || claim.person == RULES_NONE)
		return result;
	if (array_reserve(&out->stops, 1) != MOW_OK)
		return mow_fail_memory(err);
	out->stops.items[out->stops.count] = (struct stop){
		.person = claim.person, .role = claim.role, .made = claim.made, .id = claim.id, .reason = claim.reason};
	result = take_steps(gather, record, out->stops.count, err);
	if (result == MOW_OK)
		result = take_paths(gather, record, out->stops.count, err);
	out->stops.count++;
	return result;
}

/* ---- Where they stand --------------------------------------------------------------------------------------------- */

/* Those who have taken it back, its maker aside. */
static int find_lifted(struct stop *stop, struct gather *gather, struct mow_error *err)
{
	size_t *lifted, first = SIZE_MAX, count = 0;

	(void)map_get(&gather->withdrawals.by_record, stop->id, strlen(stop->id), &first);
	for (size_t at = first; at != SIZE_MAX; at = gather->withdrawals.items[at].next)
		count++;
	lifted = arena_array(&gather->out->arena, count, sizeof *lifted);
	if (lifted == NULL)
		return mow_fail_memory(err);
	for (size_t at = first; at != SIZE_MAX; at = gather->withdrawals.items[at].next)
		lifted[stop->lifted_count++] = gather->withdrawals.items[at].person;
	stop->lifted = lifted;
	return MOW_OK;
}

static int match_paths(struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	struct budget *budget = repo_budget(request->repo);
	MOW_AUTO(pattern_matches) matches = {0};
	int result = MOW_OK;

	if (gather->stop_paths.set == NULL)
		return MOW_OK;
	result = pattern_set_compile(gather->stop_paths.set, err);
	for (size_t i = 0; result == MOW_OK && i < request->steps->count; i++) {
		const struct mow_path path = step_path(&request->steps->items[i]);
		if (pattern_set_match(&matches, gather->stop_paths.set, &path) != MOW_OK)
			return mow_fail_memory(err);
		result = budget_work(budget, (matches.count + 1) * BUDGET_LOOK, err);
		for (size_t j = 0; result == MOW_OK && j < matches.count; j++)
			result = add_hit(gather, i, gather->stop_paths.items[matches.items[j]], err);
	}
	return result;
}

/* The oldest stop of a step first. */
static int compare_hits(const void *a, const void *b, void *context)
{
	const struct stop_hit *x = a, *y = b;
	const struct stop *stops = context;

	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	if (stops[x->stop].made != stops[y->stop].made)
		return stops[x->stop].made < stops[y->stop].made ? -1 : 1;
	return x->stop < y->stop ? -1 : x->stop > y->stop;
}

static bool stands(const struct gather *gather, const struct stop_hit *hit)
{
	const struct approvals_request *request = gather->request;
	const struct stop *stop = &gather->out->stops.items[hit->stop];

	return !gather_is_withdrawn(gather, stop->id, stop->person) &&
	       (request->stands == NULL || request->stands(hit->step, stop, request->context));
}

/* Leaves those that stand, each once, and no more at a step than are told. */
static void keep_standing(struct gather *gather)
{
	struct stop_hit *hits = gather->stop_hits.items;
	size_t kept = 0, here = 0;

	for (size_t i = 0; i < gather->stop_hits.count; i++) {
		if (i > 0 && hits[i - 1].step == hits[i].step && hits[i - 1].stop == hits[i].stop)
			continue;
		if (kept == 0 || hits[kept - 1].step != hits[i].step)
			here = 0;
		if (here < GATHER_STOPS_MAX && stands(gather, &hits[i])) {
			hits[kept++] = hits[i];
			here++;
		}
	}
	gather->stop_hits.count = kept;
}

int gather_stops(struct gather *gather, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < gather->out->stops.count; i++)
		result = find_lifted(&gather->out->stops.items[i], gather, err);
	if (result == MOW_OK)
		result = match_paths(gather, err);
	if (result != MOW_OK || gather->stop_hits.count == 0)
		return result;
	qsort_r(gather->stop_hits.items, gather->stop_hits.count, sizeof *gather->stop_hits.items, compare_hits,
		gather->out->stops.items);
	keep_standing(gather);
	return MOW_OK;
}

const struct gather_kind gather_stop = {.take = take};
