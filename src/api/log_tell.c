/* Records told from the newest to the oldest. As many as are looked at together share one walk through the history of
 * each target, so their number grows: whoever wants to see the first few waits for no more. */
#include <stdlib.h>
#include <string.h>

#include "api/log.h"
#include "base/array.h"
#include "base/error.h"

enum { FIRST = 16, MOST = 16384, STEPS_MOST = 200000 };

struct batch {
	struct mow_log *log;
	struct {
		struct record *items;
		size_t count, capacity;
	} records;
	struct oid *blobs; /* of each record */
	size_t steps;
	struct examined *items; /* of each record */
	struct log_look *looks; /* of each target that they are for */
	size_t look_count;
	struct examined **sorted; /* by target */
	struct arena arena;
	struct mow_error *err;
};

static void batch_release(struct batch *batch)
{
	for (size_t i = 0; i < batch->look_count; i++)
		examination_free(batch->looks[i].examination);
	for (size_t i = 0; i < batch->records.count; i++)
		record_release(&batch->records.items[i]);
	free(batch->records.items);
	arena_release(&batch->arena);
}
MOW_AUTO_DEFINE(batch)

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

static int read_head(struct batch *batch, const struct log_head *head, struct buf *bytes)
{
	struct repo *git = batch->log->repo->git;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0, ""};
	int result = store_load(bytes, git, &head->blob, &why);

	if (result == MOW_OK)
		result = store_parse(&record, &head->blob, bytes, &why);
	if (result == MOW_OK && strcmp(record.id, head->id) != 0)
		result = MOW_EINVAL;
	if (result == MOW_EINVAL || result == MOW_ENOTFOUND) {
		batch->log->unreadable++;
		return MOW_OK;
	}
	if (result != MOW_OK)
		return mow_fail(batch->err, result, "%s", why.message);
	if (array_reserve(&batch->records, 1) != MOW_OK)
		return mow_fail_memory(batch->err);
	batch->steps += record.step_count;
	batch->blobs[batch->records.count] = head->blob;
	batch->records.items[batch->records.count++] = record;
	record = (struct record){0};
	return MOW_OK;
}

/* From `*at` on, as many as are to be looked at together. */
static int read_records(struct batch *batch, size_t *at, size_t most)
{
	const struct mow_log *log = batch->log;
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result = MOW_OK;

	batch->blobs = arena_array(&batch->arena, most, sizeof *batch->blobs);
	if (batch->blobs == NULL)
		return mow_fail_memory(batch->err);
	while (result == MOW_OK && *at < log->heads.count && batch->records.count < most && batch->steps < STEPS_MOST)
		result = read_head(batch, &log->heads.items[(*at)++], &bytes);
	return result;
}

/* ---- Looking at them ---------------------------------------------------------------------------------------------- */

static int compare_targets(const void *a, const void *b)
{
	const struct examined *x = *(struct examined *const *)a, *y = *(struct examined *const *)b;
	int order = strcmp(x->record->target, y->record->target);

	return order != 0 ? order : x < y ? -1 : x > y;
}

static int look_at(struct batch *batch, struct examined *const *items, size_t count)
{
	struct mow_log *log = batch->log;
	struct log_look *look = &batch->looks[batch->look_count];

	*look = (struct log_look){.log = log, .arena = &batch->arena, .err = batch->err};
	int result = log_target_find(&look->target, log, items[0]->record->target, batch->err);
	if (result != MOW_OK || log->examiner == NULL) {
		batch->look_count += result == MOW_OK;
		return result;
	}
	const struct examine_target target = {look->target->ref, look->target->tip};
	result = examination_new(&look->examination, log->examiner, &target, batch->err);
	if (result != MOW_OK)
		return result;
	batch->look_count++;
	result = examination_look(look->examination, items, count, batch->err);
	return result == MOW_OK ? log_find_owners(look) : result;
}

static int look_at_all(struct batch *batch)
{
	size_t count = batch->records.count;
	int result = MOW_OK;

	batch->items = arena_array(&batch->arena, count, sizeof *batch->items);
	batch->sorted = arena_array(&batch->arena, count, sizeof *batch->sorted);
	batch->looks = arena_array(&batch->arena, count, sizeof *batch->looks);
	if (batch->items == NULL || batch->sorted == NULL || batch->looks == NULL)
		return mow_fail_memory(batch->err);
	for (size_t i = 0; i < count; i++) {
		batch->items[i] = (struct examined){.record = &batch->records.items[i],
						    .blob = batch->blobs[i],
						    .person = RULES_NONE,
						    .claim = SIZE_MAX};
		batch->sorted[i] = &batch->items[i];
	}
	if (count > 0)
		qsort(batch->sorted, count, sizeof *batch->sorted, compare_targets);
	for (size_t i = 0, end; result == MOW_OK && i < count; i = end) {
		const char *target = batch->sorted[i]->record->target;
		for (end = i; end < count && strcmp(batch->sorted[end]->record->target, target) == 0;)
			end++;
		result = look_at(batch, batch->sorted + i, end - i);
	}
	return result;
}

/* ---- Telling ------------------------------------------------------------------------------------------------------ */

/* Looks are in the order of the targets. */
static const struct log_look *look_of(const struct batch *batch, const struct examined *item)
{
	size_t low = 0, high = batch->look_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(batch->looks[middle].target->ref, item->record->target) <= 0)
			low = middle;
		else
			high = middle;
	}
	return &batch->looks[low];
}

static int tell_all(struct batch *batch, size_t *told, mow_log_fn *each, void *context)
{
	const struct mow_log *log = batch->log;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < batch->records.count; i++) {
		MOW_AUTO(arena) arena = {0};
		struct log_look look = *look_of(batch, &batch->items[i]);
		struct mow_log_entry entry;
		if (log->limit > 0 && *told >= log->limit)
			return MOW_OK;
		look.arena = &arena;
		result = log_judge(&entry, &look, &batch->items[i]);
		if (result == MOW_OK)
			result = each(&entry, context);
		++*told;
	}
	return result;
}

int mow_log_each(struct mow_log *log, mow_log_fn *each, void *context, struct mow_error *err)
{
	size_t at = 0, told = 0, most = log->limit > 0 && log->limit < MOST ? log->limit : FIRST;
	int result = MOW_OK;

	while (result == MOW_OK && at < log->heads.count && (log->limit == 0 || told < log->limit)) {
		MOW_AUTO(batch) batch = {.log = log, .err = err};
		result = read_records(&batch, &at, most);
		if (result == MOW_OK)
			result = look_at_all(&batch);
		if (result == MOW_OK)
			result = tell_all(&batch, &told, each, context);
		most = most * 2 < MOST ? most * 2 : MOST;
	}
	return result;
}
