#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "evidence/field.h"

/* For each record of the store this many steps of the change, or more: then looking into all records is cheaper. */
enum { GATHER_MANY = 20 };

/* Bytes of a record of some 500 steps; a shorter one is read whatever its head says, so that a note can tell why it
 * does not count. */
#define LONG_RECORD ((size_t)64 << 10)

/* Records, each once, in the order in which they were found. */
struct found {
	struct store_place *items;
	size_t count, capacity;
	struct map seen;
};

static void found_release(struct found *found)
{
	free(found->items);
	map_release(&found->seen);
}
MOW_AUTO_DEFINE(found)

static int add_found(struct found *found, struct gather *gather, const struct store_ids *ids, struct mow_error *err)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (map_get(&found->seen, ids->items[i], strlen(ids->items[i]), NULL))
			continue;
		if (found->count >= GATHER_RECORDS_MAX)
			return mow_fail(err, MOW_ETOOBIG,
					"more than %d records speak of the files of this change; split the change",
					GATHER_RECORDS_MAX);
		const char *id = arena_dup(&gather->arena, ids->items[i], strlen(ids->items[i]));
		if (id == NULL || array_reserve(found, 1) || map_put(&found->seen, id, strlen(id), found->count))
			return mow_fail_memory(err);
		memcpy(found->items[found->count++].id, id, sizeof found->items->id);
	}
	return MOW_OK;
}

/* What the store has under a line. */
static int look(struct found *found, struct gather *gather, const char *line, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(store_ids) ids = {0};
	int result = store_find(&ids, request->repo, &request->store, line, err);

	return result < 0 ? result : add_found(found, gather, &ids, err);
}

/* What it has under lines that were located. */
static int look_at(struct found *found, struct gather *gather, const struct store_place *lines, size_t count,
		   struct mow_error *err)
{
	MOW_AUTO(store_ids) ids = {0};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		ids.count = 0;
		result = store_find_at(&ids, gather->request->repo, &lines[i], err);
		if (result == MOW_OK)
			result = add_found(found, gather, &ids, err);
	}
	return result;
}

/* Where there are many more steps than records in the store, all of these are looked into: 1; 0: too many. */
static int take_all(struct found *found, struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(store_ids) ids = {0};
	struct mow_error why = {0};
	int result;

	if (request->steps->count < GATHER_MANY)
		return 0;
	result = store_list(&ids, request->repo, &request->store, request->steps->count / GATHER_MANY, &why);
	if (result == MOW_ETOOBIG)
		return 0;
	if (result < 0)
		return mow_fail(err, result, "%s", why.message);
	result = add_found(found, gather, &ids, err);
	return result < 0 ? result : 1;
}

/*
 * Under the paths of the steps. A record is found under its steps as well, but whoever approves exactly a step of ours
 * speaks of its path too, and what was said of other content is needed anyway; half the look-ups are half the time.
 */
static int look_for_steps(struct found *found, struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	const struct steps *steps = request->steps;
	MOW_AUTO(buf) line = BUF_INIT;
	MOW_AUTO_FREE struct store_place *lines = NULL;
	int result = take_all(found, gather, err);

	if (result != MOW_OK)
		return result < 0 ? result : MOW_OK;
	lines = calloc(steps->count, sizeof *lines);
	if (lines == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < steps->count; i++) {
		buf_reset(&line);
		buf_adds(&line, "at ");
		escape_percent(&line, steps->items[i].path, steps->items[i].path_len);
		result = buf_check(&line, err);
		if (result == MOW_OK)
			digest_hex(lines[i].id, line.data, line.len);
	}
	if (result == MOW_OK)
		result = store_locate_lines(lines, steps->count, request->repo, &request->store, err);
	return result < 0 ? result : look_at(found, gather, lines, steps->count, err);
}

/* Decisions that are not admitted, which whoever makes one is told. */
static int take_other(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	struct claim claim;

	(void)blob;
	if (!gather_is_ours(gather, record) || gather_touch(gather, record).exact == 0)
		return MOW_OK;
	int result = gather_start(&claim, gather, record, err);
	if (result != MOW_OK)
		return result;
	return gather_note(gather, err, "record %.12s by %s has no effect: %s is not supported yet", claim.id, claim.by,
			   decisions[record->decision].name);
}

static const struct gather_kind gather_other = {.take = take_other};

#define GATHER_ROW(decision, name) [decision] = &gather_##name,
static const struct gather_kind *const kinds[RECORD_DECISIONS] = {GATHER_KINDS(GATHER_ROW)};
#undef GATHER_ROW

static const struct gather_kind *kind_of(size_t decision)
{
	return kinds[decision] != NULL ? kinds[decision] : &gather_other;
}

/* Steps cost: those of a long record are read where its head does not already say that they cannot matter. */
static bool may_matter(struct gather *gather, const struct buf *bytes)
{
	MOW_AUTO(record) head = {0};

	if (bytes->len <= LONG_RECORD || record_parse_head(&head, bytes->data, bytes->len, NULL) != MOW_OK)
		return true;
	const struct gather_kind *kind = kind_of(head.decision);
	return kind->may_matter == NULL || kind->may_matter(gather, &head);
}

static int take_place(struct gather *gather, const struct store_place *place, bool may_stop, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_load_at(&bytes, gather->request->repo, place, &why);

	if (result == MOW_OK && !may_matter(gather, &bytes))
		return MOW_OK;
	if (result == MOW_OK)
		result = store_parse_at(&record, place, &bytes, &why);
	if (result == MOW_OK) {
		const struct gather_kind *kind = kind_of(record.decision);
		return kind->take != NULL ? kind->take(gather, &record, &place->oid, err) : MOW_OK;
	}
	if (!gather_is_fault(result))
		return mow_fail(err, result, "%s", why.message);
	if (may_stop)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"record %.12s may be a stop of this change and cannot be read, so nothing can land here: %s",
			place->id, why.message);
	return gather_note(gather, err, "%s, so it does not count", why.message);
}

/* Those that were not taken already. */
static int take_found(struct gather *gather, struct found *found, const struct map *taken, bool may_stop,
		      struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	int result = store_locate_records(found->items, found->count, request->repo, &request->store, err);

	for (size_t i = 0; result == MOW_OK && i < found->count; i++)
		if (taken == NULL || !map_get(taken, found->items[i].id, strlen(found->items[i].id), NULL))
			result = take_place(gather, &found->items[i], may_stop, err);
	return result;
}

int gather_records(struct gather *gather, struct mow_error *err)
{
	MOW_AUTO(found) found = {0};
	MOW_AUTO(found) stops = {0};
	int result;

	if (oid_is_zero(&gather->request->store) || gather->request->steps->count == 0)
		return MOW_OK;
	result = look(&stops, gather, record_lines[RECORD_LINE_PATH], err);
	if (result == MOW_OK)
		result = take_found(gather, &stops, NULL, decisions[RECORD_STOP].blocks, err);
	if (result == MOW_OK)
		result = look_for_steps(&found, gather, err);
	return result < 0 ? result : take_found(gather, &found, &stops.seen, false, err);
}

int gather_settle(struct gather *gather, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < RECORD_DECISIONS; i++)
		if (kind_of(i)->settle != NULL)
			result = kind_of(i)->settle(gather, err);
	return result;
}
