/* Withdrawals: of no target, and for good. All of them are known before anything is held against them. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	size_t person = people_by_email(gather->request->rules, record->by, strlen(record->by));
	struct withdrawal withdrawal = {person, record->made, SIZE_MAX};

	(void)blob;
	if (person == RULES_NONE || !gather_fits_repository(gather, record))
		return MOW_OK;
	const char *id = arena_dup(&gather->arena, record->withdraws, strlen(record->withdraws));
	if (id == NULL || array_reserve(&gather->withdrawals, 1) != MOW_OK)
		return mow_fail_memory(err);
	(void)map_get(&gather->withdrawals.by_record, id, strlen(id), &withdrawal.next);
	if (map_put(&gather->withdrawals.by_record, id, strlen(id), gather->withdrawals.count) != MOW_OK)
		return mow_fail_memory(err);
	gather->withdrawals.items[gather->withdrawals.count++] = withdrawal;
	return MOW_OK;
}

const struct withdrawal *gather_withdrawal(const struct gather *gather, const char *id, size_t person)
{
	size_t at = SIZE_MAX;

	(void)map_get(&gather->withdrawals.by_record, id, strlen(id), &at);
	while (at != SIZE_MAX && gather->withdrawals.items[at].person != person)
		at = gather->withdrawals.items[at].next;
	return at != SIZE_MAX ? &gather->withdrawals.items[at] : NULL;
}

const struct gather_kind gather_withdraw = {.take = take};
