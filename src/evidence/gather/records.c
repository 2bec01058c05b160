#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "evidence/store/draft.h"

/* Bytes of a record of some 500 steps; a shorter one is read whatever its head says, so that a note can tell why it
 * does not count. */
#define LONG_RECORD ((size_t)64 << 10)

#define GATHER_ROW(decision, name) [decision] = &gather_##name,
static const struct gather_kind *const kinds[RECORD_DECISIONS] = {GATHER_KINDS(GATHER_ROW)};
#undef GATHER_ROW

static const struct gather_kind *kind_of(size_t decision)
{
	return kinds[decision];
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

/* Whether it is the record's fault, and not that no more can be had. */
static bool is_fault(const struct gather *gather, int result)
{
	const struct budget *budget = repo_budget(gather->request->repo);

	return gather_is_fault(result) && (budget == NULL || !budget->used_up);
}

static int take_record(struct gather *gather, const struct record *record, const struct oid *blob,
		       struct mow_error *err)
{
	const struct gather_kind *kind = kind_of(record->decision);

	return kind->take != NULL ? kind->take(gather, record, blob, err) : MOW_OK;
}

/* ---- stops/: each of them, whatever the index says */

struct stops {
	struct gather *gather;
	struct mow_error *err;
};

/* What cannot be read may be a stop of this change, or take back what approves it. What is of another decision is not
 * looked for here, and counts for nothing. */
static int take_stop(const char *id, const struct oid *blob, void *context)
{
	const struct stops *stops = context;
	const struct approvals_request *request = stops->gather->request;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_load(&bytes, request->repo, blob, &why);

	if (result == MOW_OK && !may_matter(stops->gather, &bytes))
		return MOW_OK;
	/* All of it is gone through, and hashed. */
	if (result == MOW_OK)
		result = budget_work(repo_budget(request->repo), bytes.len, &why);
	if (result == MOW_OK)
		result = store_parse(&record, blob, &bytes, &why);
	if (result == MOW_OK && strcmp(record.id, id) != 0)
		result = mow_fail(&why, MOW_EINVAL, "it is stored under another record's id");
	if (is_fault(stops->gather, result))
		return mow_fail(
			stops->err, MOW_EUNSUPPORTED,
			"record %.12s may be a stop of this change and cannot be read, so nothing can land here: %s",
			id, why.message);
	if (result != MOW_OK)
		return mow_fail(stops->err, result, "%s", why.message);
	return store_part_of(&record) == STORE_STOPS ? take_record(stops->gather, &record, blob, stops->err) : MOW_OK;
}

/* ---- records/: what the index names */

static int take_candidate(struct gather *gather, const struct oid *blob, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	char hex[OID_HEX];
	struct repo *repo = gather->request->repo;
	int result = store_load(&bytes, repo, blob, &why);

	if (result == MOW_OK && !may_matter(gather, &bytes))
		return MOW_OK;
	if (result == MOW_OK)
		result = budget_work(repo_budget(repo), bytes.len, &why);
	if (result == MOW_OK)
		result = store_parse(&record, blob, &bytes, &why);
	if (result == MOW_OK)
		return take_record(gather, &record, blob, err);
	if (!is_fault(gather, result))
		return mow_fail(err, result, "%s", why.message);
	oid_format(hex, blob);
	return gather_note(gather, err, "the record in blob %.12s cannot be read, so it does not count: %s", hex,
			   why.message);
}

/* Those that name a step of ours before those that speak of its path alone, of which there may be too many. */
static int take_candidates(struct gather *gather, const struct store_found *found, struct mow_error *err)
{
	int result = MOW_OK;

	if (found->exact > GATHER_RECORDS_MAX)
		return mow_fail(err, MOW_ETOOBIG,
				"more than %d records speak of the files of this change; split the change",
				GATHER_RECORDS_MAX);
	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; result == MOW_OK && i < found->count; i++)
			if (found->items[i].exact == (exact != 0))
				result = take_candidate(gather, &found->items[i].blob, err);
	if (result == MOW_OK && found->left_out > 0)
		return gather_note(gather, err,
				   "%zu more records speak of other content of these files, and are not looked at",
				   found->left_out);
	return result;
}

int gather_read_stops(struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	struct stops stops = {gather, err};

	return store_each_stop(request->repo, &request->store, take_stop, &stops, err);
}

int gather_records(struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	MOW_AUTO(store_found) found = {.limit = GATHER_RECORDS_MAX};
	MOW_AUTO(store_asks) asks = {0};

	if (oid_is_zero(&request->store) || request->steps->count == 0)
		return MOW_OK;
	int result = gather_read_stops(gather, err);
	if (result == MOW_OK)
		result = store_asks_make(&asks, request->steps, err);
	if (result == MOW_OK)
		result = store_look_up(&found, request->repo, &request->store, &asks, err);
	return result == MOW_OK ? take_candidates(gather, &found, err) : result;
}
