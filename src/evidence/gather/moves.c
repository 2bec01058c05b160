/* Overrides that move a ref, found by the line that says so. They are of no step. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "rules/people.h"

struct moves {
	struct gather *gather;
	const char *move; /* "OLD NEW" */
	struct mow_error *err;
};

/* Why it does not count, as far as can be told without its signature; NULL: it may. */
static const char *problem(struct buf *text, const struct moves *moves, const struct record *record, size_t person)
{
	const struct gather *gather = moves->gather;
	const char *why = gather_problem(text, gather, record, person);

	if (why == NULL && gather_withdrawal(gather, record->id, person) != NULL)
		why = "it was taken back";
	if (why == NULL && !people_may_override(gather->request->rules, person, gather->request->now))
		why = "its maker is not among those who may override";
	const struct map *spent = gather->request->spent;
	if (why == NULL && spent != NULL && map_get(spent, record->id, strlen(record->id), NULL))
		why = "it has let the ref go so before, so it is spent";
	return why;
}

static int take(const struct moves *moves, const struct record *record, const struct oid *blob)
{
	struct gather *gather = moves->gather;
	MOW_AUTO(buf) text = BUF_INIT;
	struct claim claim;
	size_t number;

	if (record->decision != RECORD_OVERRIDE || record->move == NULL || strcmp(record->move, moves->move) != 0)
		return MOW_OK;
	int result = gather_start(&claim, gather, record, moves->err);
	if (result != MOW_OK)
		return result;
	const char *why = problem(&text, moves, record, claim.person);
	if (buf_check(&text, moves->err) != MOW_OK)
		return MOW_ENOMEM;
	if (why != NULL)
		return gather_note_claim(gather, &claim, why, moves->err);
	claim.override = true;
	claim.blob = *blob;
	return gather_add(&number, gather, &claim, moves->err);
}

static int take_candidate(const struct moves *moves, const struct oid *blob)
{
	struct repo *repo = moves->gather->request->repo;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = store_load(&bytes, repo, blob, &why);

	if (result == MOW_OK)
		result = budget_work(repo_budget(repo), bytes.len, &why);
	if (result == MOW_OK)
		result = store_parse(&record, blob, &bytes, &why);
	if (result == MOW_OK)
		return take(moves, &record, blob);
	const struct budget *budget = repo_budget(repo);
	if (gather_is_fault(result) && (budget == NULL || !budget->used_up))
		return MOW_OK;
	return mow_fail(moves->err, result, "%s", why.message);
}

static int look_up(const struct moves *moves)
{
	const struct approvals_request *request = moves->gather->request;
	MOW_AUTO(store_found) found = {.limit = 0};
	MOW_AUTO(store_asks) asks = {0};
	int result = store_asks_make_move(&asks, moves->move, moves->err);

	if (result == MOW_OK)
		result = store_look_up(&found, request->repo, &request->store, &asks, moves->err);
	if (result == MOW_OK && found.exact > GATHER_RECORDS_MAX)
		return mow_fail(moves->err, MOW_ETOOBIG, "more than %d records speak of this move", GATHER_RECORDS_MAX);
	for (size_t i = 0; result == MOW_OK && i < found.count; i++)
		if (found.items[i].exact)
			result = take_candidate(moves, &found.items[i].blob);
	return result;
}

/* So that each is verified, as what holds for a step is. */
static int add_hits(struct gather *gather, struct mow_error *err)
{
	if (array_reserve(&gather->hits, gather->claims.count) != MOW_OK)
		return mow_fail_memory(err);
	for (size_t i = 0; i < gather->claims.count; i++)
		if (gather->claims.items[i].state == CLAIM_OPEN)
			gather->hits.items[gather->hits.count++] = (struct claim_hit){.claim = (uint32_t)i};
	return MOW_OK;
}

int gather_moves(struct gather *gather, const char *move, struct mow_error *err)
{
	const struct moves moves = {gather, move, err};
	int result = gather_read_stops(gather, err);

	if (result == MOW_OK)
		result = look_up(&moves);
	if (result == MOW_OK)
		result = gather_spent(gather, err);
	if (result == MOW_OK)
		result = add_hits(gather, err);
	return result == MOW_OK ? gather_verify(gather, err) : result;
}
