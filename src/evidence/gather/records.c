#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "evidence/field.h"

/* For each record of the store this many steps of the change, or more: then looking into all records is cheaper. */
enum { GATHER_MANY = 20 };

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
	int result = store_find(&ids, request->repo, &request->store, line, strlen(line), err);

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
		result = store_locate(lines, steps->count, STORE_LINES, request->repo, &request->store, err);
	return result < 0 ? result : look_at(found, gather, lines, steps->count, err);
}

static bool fits_repository(const struct gather *gather, const struct record *record)
{
	const char *ours = gather->request->rules->repository;

	return ours != NULL && record->repository != NULL ? strcmp(ours, record->repository) == 0
							  : ours == record->repository;
}

static int fail_stop(const struct record *record, struct mow_error *err)
{
	MOW_AUTO(buf) by = BUF_INIT;

	field_quote(&by, record->by, strlen(record->by));
	return mow_fail(err, MOW_EUNSUPPORTED,
			"record %.12s by %s is a stop of this change, which this version cannot judge, so nothing can "
			"land here: ask its maker, and judge with a version that knows stops",
			record->id, by.data);
}

/* What a record says about the change: how many of its steps, and how many paths of them at all. */
struct touch {
	size_t exact, paths;
};

static struct touch count_touch(const struct gather *gather, const struct record *record)
{
	struct touch touch = {0, 0};

	for (size_t i = 0; i < record->step_count; i++) {
		size_t number = gather_find(gather, record->steps[i].path, record->steps[i].path_len);
		if (number == SIZE_MAX)
			continue;
		touch.paths++;
		touch.exact += gather_is_exact(gather, number, &record->steps[i]);
	}
	return touch;
}

static int start_claim(struct claim *claim, struct gather *gather, const struct record *record, struct mow_error *err)
{
	MOW_AUTO(buf) by = BUF_INIT;

	field_quote(&by, record->by, strlen(record->by));
	if (buf_check(&by, err) < 0)
		return MOW_ENOMEM;
	*claim = (struct claim){.kind = EVIDENCE_SIGNED, .made = record->made, .base = record->base};
	claim->person = people_by_email(gather->request->rules, record->by, strlen(record->by));
	claim->id = arena_dup(&gather->out->arena, record->id, strlen(record->id));
	claim->by = arena_dup(&gather->arena, by.data, by.len);
	if (claim->id == NULL || claim->by == NULL)
		return mow_fail_memory(err);
	return gather_set_role(gather, claim, record->as, err);
}

/* Why an approval cannot count, as far as can be told without the repository's history and keys; NULL: it may. */
static const char *problem(struct buf *text, const struct gather *gather, const struct record *record,
			   const struct claim *claim)
{
	if (strcmp(record->target, gather->request->target) != 0) {
		buf_adds(text, "it is for ");
		field_quote(text, record->target, strlen(record->target));
		buf_adds(text, ", another target");
		return text->data;
	}
	if (!fits_repository(gather, record))
		return record->repository != NULL
			       ? "it is for another repository"
			       : "it does not name the repository, which [mowners] repository asks for";
	if (record->witness != NULL)
		return "it carries a forge's approval, which this version does not support yet";
	if (claim->person == RULES_NONE)
		return "the rules know nobody of that e-mail";
	return record_date_problem(record, gather->request->now);
}

static int add_approval(struct gather *gather, const struct record *record, const struct oid *blob, struct touch touch,
			struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct claim claim;
	size_t number;
	int result = start_claim(&claim, gather, record, err);

	if (result < 0)
		return result;
	const char *why = problem(&text, gather, record, &claim);
	if (buf_check(&text, err) < 0)
		return MOW_ENOMEM;
	if (why != NULL)
		return touch.exact > 0 ? gather_note_claim(gather, &claim, why, err) : 0;
	claim.blob = *blob;
	result = gather_add(&number, gather, &claim, err);
	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++)
		result = gather_say(gather, number, &record->steps[i], err);
	return result;
}

/* A record found at the change's steps or paths. The index is not taken at its word: what counts is what the record
 * says. */
static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	struct touch touch = count_touch(gather, record);
	bool ours = strcmp(record->target, gather->request->target) == 0 && fits_repository(gather, record);
	struct claim claim;

	if (record->decision == RECORD_STOP)
		return ours && (touch.paths > 0 || record->path_count > 0) ? fail_stop(record, err) : 0;
	if (touch.paths == 0)
		return MOW_OK;
	if (record->decision == RECORD_APPROVE)
		return add_approval(gather, record, blob, touch, err);
	if (!ours || touch.exact == 0)
		return MOW_OK;
	int result = start_claim(&claim, gather, record, err);
	if (result < 0)
		return result;
	return gather_note(gather, err, "record %.12s by %s has no effect: %s is not supported yet", claim.id, claim.by,
			   record_decision_name(record->decision));
}

/* Whether a record that could not be had is the record's fault, not the system's. */
static bool is_bad_record(int result)
{
	return result == MOW_ENOTFOUND || result == MOW_EINVAL || result == MOW_EDENIED || result == MOW_ETOOBIG;
}

static int take_place(struct gather *gather, const struct store_place *place, bool may_stop, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_read_at(&record, gather->request->repo, place, &why);

	if (result == MOW_OK)
		return take(gather, &record, &place->oid, err);
	if (!is_bad_record(result))
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
	int result = store_locate(found->items, found->count, STORE_RECORDS, request->repo, &request->store, err);

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
	result = look(&stops, gather, "path", err);
	if (result == MOW_OK)
		result = take_found(gather, &stops, NULL, true, err);
	if (result == MOW_OK)
		result = look_for_steps(&found, gather, err);
	return result < 0 ? result : take_found(gather, &found, &stops.seen, false, err);
}

/* Whether a record that the index names as a withdrawal is one of this claim: 1, 0, or a failure where that cannot be
 * told. */
static int takes_back(struct gather *gather, const struct claim *claim, const char *id, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_read(&record, request->repo, &request->store, id, &why);

	if (is_bad_record(result))
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"record %.12s may take back record %.12s and cannot be read, so nothing can land here: %s", id,
			claim->id, why.message);
	if (result < 0)
		return mow_fail(err, result, "%s", why.message);
	return record.decision == RECORD_WITHDRAW && strcmp(record.withdraws, claim->id) == 0 &&
	       fits_repository(gather, &record) &&
	       people_by_email(request->rules, record.by, strlen(record.by)) == claim->person;
}

int gather_withdrawal(struct buf *id, struct gather *gather, const struct claim *claim, const struct store_place *line,
		      struct mow_error *err)
{
	MOW_AUTO(store_ids) ids = {0};
	int result = store_find_at(&ids, gather->request->repo, line, err);

	buf_reset(id);
	for (size_t i = 0; result == MOW_OK && id->len == 0 && i < ids.count; i++) {
		int back = takes_back(gather, claim, ids.items[i], err);
		if (back == 1)
			buf_adds(id, ids.items[i]);
		result = back < 0 ? back : buf_check(id, err);
	}
	return result;
}
