/* Withdrawals: kept while records are read, and held against claims once it is known which of them say something. */
#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	struct withdrawal withdrawal;

	(void)blob;
	if (!gather_fits_repository(gather, record))
		return MOW_OK;
	withdrawal.id = arena_dup(&gather->arena, record->id, strlen(record->id));
	withdrawal.withdraws = arena_dup(&gather->arena, record->withdraws, strlen(record->withdraws));
	withdrawal.person = people_by_email(gather->request->rules, record->by, strlen(record->by));
	if (withdrawal.id == NULL || withdrawal.withdraws == NULL || array_reserve(&gather->withdrawals, 1))
		return mow_fail_memory(err);
	gather->withdrawals.items[gather->withdrawals.count++] = withdrawal;
	return MOW_OK;
}

/* Which claims, after all, say something: 1 what holds, 2 what is stale. */
static void mark_used(unsigned char *used, const struct gather *gather)
{
	for (size_t i = 0; i < gather->hits.count; i++)
		if (!gather->hits.items[i].spent)
			used[gather->hits.items[i].claim] |= 1;
	for (size_t i = 0; i < gather->request->steps->count; i++)
		for (size_t j = 0; j < gather->stales[i].count; j++)
			if (!gather->stales[i].items[j].dropped)
				used[gather->stales[i].items[j].claim] |= 2;
}

/* Of what was taken back, what is stale does not count, and what holds is a failure. */
static int take_back(struct claim *claim, const struct withdrawal *withdrawal, bool holds, struct mow_error *err)
{
	if (claim->person != withdrawal->person)
		return MOW_OK;
	if (holds)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"record %.12s takes back record %.12s by %s, which this version cannot judge, so nothing can land here: "
			"judge with a version that knows withdrawals",
			withdrawal->id, claim->id, claim->by);
	claim->state = CLAIM_BAD;
	return MOW_OK;
}

static int settle(struct gather *gather, struct mow_error *err)
{
	MOW_AUTO_FREE unsigned char *used = calloc(gather->claims.count + 1, 1);
	MOW_AUTO(map) numbers = {0};
	size_t number;
	int result = MOW_OK;

	if (used == NULL)
		return mow_fail_memory(err);
	mark_used(used, gather);
	for (size_t i = 0; i < gather->claims.count && gather->withdrawals.count > 0; i++) {
		const struct claim *claim = &gather->claims.items[i];
		/* Of several files with one id no more than one is good. */
		if (claim->line == 0 && claim->state == CLAIM_GOOD && used[i] &&
		    map_put(&numbers, claim->id, strlen(claim->id), i))
			return mow_fail_memory(err);
	}
	for (size_t i = 0; result == MOW_OK && i < gather->withdrawals.count; i++) {
		const struct withdrawal *withdrawal = &gather->withdrawals.items[i];
		if (map_get(&numbers, withdrawal->withdraws, strlen(withdrawal->withdraws), &number))
			result = take_back(&gather->claims.items[number], withdrawal, used[number] & 1, err);
	}
	return result;
}

const struct gather_kind gather_withdraw = {.take = take, .settle = settle};
