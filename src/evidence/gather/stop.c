/* Stops: each of them, by steps or by patterns, and the steps at which they stand. */
#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/system.h"
#include "rules/match/pattern.h"
#include "rules/people.h"

#define STOPS_SAID_MAX 100

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

static int add_path(struct gather *gather, const char *path, size_t stop, struct mow_error *err)
{
	size_t len = strlen(path);
	const char *pattern = arena_dup(&gather->arena, path, len);
	int result = gather->stop_paths.set == NULL ? pattern_set_new(&gather->stop_paths.set, err) : MOW_OK;

	if (result != MOW_OK)
		return result;
	if (pattern == NULL || array_reserve(&gather->stop_paths, 1) != MOW_OK)
		return mow_fail_memory(err);
	gather->stop_paths.items[gather->stop_paths.count++] = stop;
	return pattern_set_add(gather->stop_paths.set, pattern, len, err);
}

static int take_paths(struct gather *gather, const struct record *record, size_t stop, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < record->path_count; i++)
		result = add_path(gather, record->paths[i], stop, err);
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

static bool stops_any(const struct gather *gather, size_t person)
{
	const struct approvals_request *request = gather->request;
	char *id = arena_alloc(&gather->out->arena, 1); /* nobody else's */
	/* Made when nobody is in service any more, so that whoever acts for the owner acted. */
	const struct stop stop = {.person = person, .role = {AS_ALL, NULL}, .made = INT64_MAX, .id = id};

	if (id == NULL)
		return true;
	*id = '\0';
	for (size_t i = 0; i < request->steps->count; i++)
		if (request->stands(i, &stop, request->context))
			return true;
	return false;
}

/* Whoever may stop nothing of the change cannot make everybody read what they would stop. */
static bool may_matter(struct gather *gather, const struct record *head)
{
	const struct approvals_request *request = gather->request;
	size_t person = people_by_email(request->rules, head->by, strlen(head->by));

	if (request->stands == NULL)
		return true;
	if (!gather_is_ours(gather, head) || person == RULES_NONE)
		return false;
	if (gather->stops_any == NULL)
		gather->stops_any = arena_alloc(&gather->arena, request->rules->people_count);
	if (gather->stops_any == NULL)
		return true;
	if (gather->stops_any[person] == 0)
		gather->stops_any[person] = stops_any(gather, person) ? 2 : 1;
	return gather->stops_any[person] == 2;
}

/* ---- Those of other systems ---------------------------------------------------------------------------------------- */

static bool is_same(const struct stop *stop, const struct claim *claim)
{
	return stop->person == claim->person && stop->role.as == claim->role.as &&
	       (claim->role.as != AS_GATE || strcmp(stop->role.gate, claim->role.gate) == 0);
}

int gather_stop_all(struct gather *gather, const struct claim *claim, struct mow_error *err)
{
	struct approvals *out = gather->out;
	size_t said = 0;

	/* They stand behind those of records. */
	while (said < out->stops.count && out->stops.items[out->stops.count - 1 - said].said != NULL)
		if (is_same(&out->stops.items[out->stops.count - 1 - said++], claim))
			return MOW_OK;
	if (said >= STOPS_SAID_MAX)
		return mow_fail(err, MOW_ETOOBIG, "more than %d people stop the change, as the evidence says",
				STOPS_SAID_MAX);
	if (array_reserve(&out->stops, 1) != MOW_OK)
		return mow_fail_memory(err);
	out->stops.items[out->stops.count] = (struct stop){.person = claim->person,
							   .role = claim->role,
							   .made = claim->made,
							   .id = claim->id,
							   .said = claim->source != NULL ? claim->source : claim->id};
	return add_path(gather, "**", out->stops.count++, err);
}

/* ---- Where they stand --------------------------------------------------------------------------------------------- */

int gather_find_lifted(struct stop *stop, struct gather *gather, struct mow_error *err)
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

static bool stands(const struct gather *gather, const struct stop_hit *hit)
{
	const struct approvals_request *request = gather->request;
	const struct stop *stop = &gather->out->stops.items[hit->stop];

	return gather_withdrawal(gather, stop->id, stop->person) == NULL &&
	       (request->stands == NULL || request->stands(hit->step, stop, request->context));
}

/* Evidence stops every step, so what does not stand is not kept. */
static int match_step(struct gather *gather, size_t step, size_t stop, struct mow_error *err)
{
	const struct stop_hit hit = {(uint32_t)step, (uint32_t)stop};

	if (gather->out->stops.items[stop].said != NULL && !stands(gather, &hit))
		return MOW_OK;
	return add_hit(gather, step, stop, err);
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
			result = match_step(gather, i, gather->stop_paths.items[matches.items[j]], err);
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

/* Of those that are evidence it is told where they stand nowhere; unless some step has more than are told. */
static int note_idle(struct gather *gather, struct mow_error *err)
{
	const struct approvals *out = gather->out;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && out->stops.count <= GATHER_STOPS_MAX && i < out->stops.count; i++) {
		const struct stop *stop = &out->stops.items[i];
		bool stands = stop->said == NULL;
		for (size_t j = 0; !stands && j < gather->stop_hits.count; j++)
			stands = gather->stop_hits.items[j].stop == i;
		if (!stands)
			result = gather_note(
				gather, err,
				"the stop of %s, as %s says, does not count: they have no say in any of these files",
				people_label(gather->request->rules, stop->person), stop->said);
	}
	return result;
}

int gather_stops(struct gather *gather, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < gather->out->stops.count; i++)
		result = gather_find_lifted(&gather->out->stops.items[i], gather, err);
	if (result == MOW_OK)
		result = match_paths(gather, err);
	if (result != MOW_OK)
		return result;
	if (gather->stop_hits.count > 0)
		system_sort(gather->stop_hits.items, gather->stop_hits.count, sizeof *gather->stop_hits.items,
			    compare_hits, gather->out->stops.items);
	keep_standing(gather);
	return note_idle(gather, err);
}

const struct gather_kind gather_stop = {.may_matter = may_matter, .take = take};
