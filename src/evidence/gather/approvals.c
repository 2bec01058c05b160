#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"
#include "base/system.h"

void approvals_release(struct approvals *approvals)
{
	free(approvals->items);
	free(approvals->stops.items);
	free(approvals->sets);
	strings_release(&approvals->notes);
	arena_release(&approvals->arena);
	memset(approvals, 0, sizeof *approvals);
}

void gather_release(struct gather *gather)
{
	free(gather->claims.items);
	free(gather->hits.items);
	free(gather->withdrawals.items);
	map_release(&gather->withdrawals.by_record);
	free(gather->asked.items);
	free(gather->stop_hits.items);
	pattern_set_free(gather->stop_paths.set);
	free(gather->stop_paths.items);
	map_release(&gather->gates);
	arena_release(&gather->arena);
}

/* Numbers in a list, one list a step. */
struct numbers {
	size_t *items;
	size_t *first; /* of each step; one more than steps */
};

static void numbers_release(struct numbers *numbers)
{
	free(numbers->items);
	free(numbers->first);
}
MOW_AUTO_DEFINE(numbers)

/* A claim that says something becomes an approval. */
static int use(struct gather *gather, size_t claim, struct mow_error *err)
{
	struct approvals *out = gather->out;

	if (gather->claims.items[claim].number != SIZE_MAX)
		return MOW_OK;
	if (array_reserve(out, 1))
		return mow_fail_memory(err);
	gather->claims.items[claim].number = claim; /* for now: what to sort */
	out->items[out->count++].person = claim;
	return MOW_OK;
}

/* Records from the oldest to the newest, then lines of evidence. */
static int compare_used(const void *a, const void *b, void *context)
{
	const struct gather *gather = context;
	const struct claim *x = &gather->claims.items[((const struct approval *)a)->person];
	const struct claim *y = &gather->claims.items[((const struct approval *)b)->person];

	if (x == y)
		return 0;
	if (x->line > 0 || y->line > 0)
		return x->line < y->line ? -1 : 1;
	return gather_is_newer(x, y) ? 1 : -1;
}

static bool is_live(const struct gather *gather, const struct claim_hit *hit)
{
	return !hit->spent && gather->claims.items[hit->claim].state == CLAIM_GOOD;
}

static bool is_live_stale(const struct gather *gather, const struct claim_stale *stale)
{
	return !stale->dropped && gather->claims.items[stale->claim].state == CLAIM_GOOD;
}

static int number_claims(struct gather *gather, struct mow_error *err)
{
	struct approvals *out = gather->out;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < gather->hits.count; i++)
		if (is_live(gather, &gather->hits.items[i]))
			result = use(gather, gather->hits.items[i].claim, err);
	/* A move has no steps. */
	for (size_t i = 0; result == MOW_OK && gather->stales != NULL && i < gather->request->steps->count; i++)
		for (size_t j = 0; result == MOW_OK && j < gather->stales[i].count; j++)
			if (is_live_stale(gather, &gather->stales[i].items[j]))
				result = use(gather, gather->stales[i].items[j].claim, err);
	if (out->count > 0)
		system_sort(out->items, out->count, sizeof *out->items, compare_used, gather);
	for (size_t i = 0; i < out->count; i++) {
		struct claim *claim = &gather->claims.items[out->items[i].person];
		claim->number = i;
		out->items[i] = (struct approval){.kind = claim->kind,
						  .person = claim->person,
						  .role = claim->role,
						  .made = claim->made,
						  .id = claim->id,
						  .source = claim->source,
						  .commit = claim->commit,
						  .reason = claim->reason,
						  .own = claim->own,
						  .carried = claim->carried,
						  .override = claim->override};
	}
	return result;
}

/* Hits are in the order of claims; here they are dealt out to steps. */
static int deal(struct numbers *numbers, const struct gather *gather, struct mow_error *err)
{
	size_t steps = gather->request->steps->count;

	numbers->items = calloc(gather->hits.count + 1, sizeof *numbers->items);
	numbers->first = calloc(steps + 2, sizeof *numbers->first);
	if (numbers->items == NULL || numbers->first == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < gather->hits.count; i++)
		if (is_live(gather, &gather->hits.items[i]))
			numbers->first[gather->hits.items[i].step + 2]++;
	for (size_t i = 2; i < steps + 2; i++)
		numbers->first[i] += numbers->first[i - 1];
	for (size_t i = 0; i < gather->hits.count; i++) {
		const struct claim_hit *hit = &gather->hits.items[i];
		if (is_live(gather, hit))
			numbers->items[numbers->first[hit->step + 1]++] = gather->claims.items[hit->claim].number;
	}
	for (size_t i = 0; i < steps; i++)
		if (numbers->first[i + 1] > numbers->first[i])
			qsort(numbers->items + numbers->first[i], numbers->first[i + 1] - numbers->first[i],
			      sizeof *numbers->items, order_numbers);
	return MOW_OK;
}

/* The parts of a set's key: how many each has, then all of them. */
enum { PART_HOLD, PART_STALE, PART_OVERRIDE, PART_STOP, PARTS };

/* The set of a key. */
static int add_set(size_t *number, struct gather *gather, struct map *seen, const struct buf *key,
		   struct mow_error *err)
{
	struct approvals *out = gather->out;

	if (buf_check(key, err) < 0)
		return MOW_ENOMEM;
	if (map_get(seen, key->data, key->len, number))
		return MOW_OK;
	if (out->set_count == out->set_capacity &&
	    array_grow(&out->sets, &out->set_capacity, out->set_count, 1, sizeof *out->sets))
		return mow_fail_memory(err);
	const char *kept = arena_dup(&out->arena, key->data, key->len);
	if (kept == NULL || map_put(seen, kept, key->len, out->set_count))
		return mow_fail_memory(err);
	/* arena_dup aligns for anything, and a key is made of whole numbers. */
	const size_t *counts = (const size_t *)(const void *)kept;
	struct approval_set set = {.items = counts + PARTS, .count = counts[PART_HOLD]};
	set.stale = set.items + set.count;
	set.stale_count = counts[PART_STALE];
	set.overrides = set.stale + set.stale_count;
	set.override_count = counts[PART_OVERRIDE];
	set.stops = set.overrides + set.override_count;
	set.stop_count = counts[PART_STOP];
	*number = out->set_count;
	out->sets[out->set_count++] = set;
	return MOW_OK;
}

/* Those of a step's numbers that are overrides, or are not. */
static size_t add_numbers(struct buf *key, const struct gather *gather, const struct numbers *numbers, size_t step,
			  bool override)
{
	size_t count = 0;

	for (size_t i = numbers->first[step]; i < numbers->first[step + 1]; i++) {
		if (gather->out->items[numbers->items[i]].override != override)
			continue;
		buf_add(key, &numbers->items[i], sizeof numbers->items[i]);
		count++;
	}
	return count;
}

static size_t add_stale(struct buf *key, const struct gather *gather, size_t step)
{
	size_t stale[GATHER_STALE_MAX] = {0}, count = 0;

	for (size_t j = 0; j < gather->stales[step].count; j++)
		if (is_live_stale(gather, &gather->stales[step].items[j]))
			stale[count++] = gather->claims.items[gather->stales[step].items[j].claim].number;
	qsort(stale, count, sizeof *stale, order_numbers);
	buf_add(key, stale, count * sizeof *stale);
	return count;
}

/* Stops stand in the order of steps; `*next` is the first that is not of one before. */
static size_t add_stops(struct buf *key, const struct gather *gather, size_t step, size_t *next)
{
	size_t count = 0;

	for (; *next < gather->stop_hits.count && gather->stop_hits.items[*next].step == step; ++*next) {
		size_t stop = gather->stop_hits.items[*next].stop;
		buf_add(key, &stop, sizeof stop);
		count++;
	}
	return count;
}

/* The lists of every step; equal ones once. Set 0 is the empty one. */
static int make_sets(struct gather *gather, const struct numbers *numbers, struct mow_error *err)
{
	struct approvals *out = gather->out;
	size_t steps = gather->request->steps->count, none = 0, next = 0;
	size_t counts[PARTS] = {0};
	MOW_AUTO(map) seen = {0};
	MOW_AUTO(buf) key = BUF_INIT;

	out->of_step = arena_array(&out->arena, steps, sizeof *out->of_step);
	if (out->of_step == NULL)
		return mow_fail_memory(err);
	buf_add(&key, counts, sizeof counts);
	int result = add_set(&none, gather, &seen, &key, err);
	for (size_t i = 0; result == MOW_OK && i < steps; i++) {
		buf_reset(&key);
		buf_add(&key, counts, sizeof counts);
		counts[PART_HOLD] = add_numbers(&key, gather, numbers, i, false);
		counts[PART_STALE] = add_stale(&key, gather, i);
		counts[PART_OVERRIDE] = add_numbers(&key, gather, numbers, i, true);
		counts[PART_STOP] = add_stops(&key, gather, i, &next);
		if (!key.failed)
			memcpy(key.data, counts, sizeof counts);
		result = add_set(&out->of_step[i], gather, &seen, &key, err);
	}
	return result;
}

int approvals_gather(struct approvals *out, const struct approvals_request *request, struct mow_error *err)
{
	MOW_AUTO(approvals) approvals = {0};
	MOW_AUTO(gather) gather = {.request = request, .out = &approvals};
	MOW_AUTO(numbers) numbers = {0};
	int result;

	gather.stales = arena_array(&gather.arena, request->steps->count, sizeof *gather.stales);
	if (gather.stales == NULL)
		return mow_fail_memory(err);
	result = gather_records(&gather, err);
	if (result == MOW_OK)
		result = gather_ndjson(&gather, err);
	if (result == MOW_OK)
		result = gather_stops(&gather, err);
	if (result == MOW_OK)
		result = gather_pusher(&gather, err);
	if (result == MOW_OK)
		result = gather_spent(&gather, err);
	if (result == MOW_OK)
		result = gather_waits(&gather, err);
	if (result == MOW_OK)
		result = gather_verify(&gather, err);
	if (result == MOW_OK)
		result = number_claims(&gather, err);
	if (result == MOW_OK)
		result = deal(&numbers, &gather, err);
	if (result == MOW_OK)
		result = make_sets(&gather, &numbers, err);
	if (result == MOW_OK && gather.notes_left_out > 0) {
		approvals.notes.count--;
		result = gather_note(&gather, err, "%zu more approvals do not count", gather.notes_left_out + 1);
	}
	if (result < 0)
		return result;
	*out = approvals;
	memset(&approvals, 0, sizeof approvals);
	return MOW_OK;
}

int approvals_gather_move(struct approvals *out, const struct approvals_request *request, const char *move,
			  struct mow_error *err)
{
	MOW_AUTO(approvals) approvals = {0};
	MOW_AUTO(gather) gather = {.request = request, .out = &approvals};
	int result = oid_is_zero(&request->store) ? MOW_OK : gather_moves(&gather, move, err);

	if (result == MOW_OK)
		result = number_claims(&gather, err);
	if (result != MOW_OK)
		return result;
	*out = approvals;
	memset(&approvals, 0, sizeof approvals);
	return MOW_OK;
}
