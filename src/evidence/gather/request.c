/* Requests: since when a change waits, by when the server first had one that names its path. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "base/error.h"
#include "evidence/audit/audit.h"

/* Into its place, the oldest first; where there is no room the youngest is left out. */
static int add_asked(struct gather *gather, size_t number, size_t claim, const struct step *step, struct mow_error *err)
{
	struct claim_stales *list = &gather->asked[number];
	const struct claim *claims = gather->claims.items;
	size_t at = 0;

	if (list->items == NULL)
		list->items = arena_array(&gather->arena, GATHER_STALE_MAX, sizeof *list->items);
	if (list->items == NULL)
		return mow_fail_memory(err);
	while (at < list->count && claims[list->items[at].claim].received <= claims[claim].received)
		at++;
	if (at == GATHER_STALE_MAX)
		return MOW_OK;
	if (list->count < GATHER_STALE_MAX)
		list->count++;
	memmove(list->items + at + 1, list->items + at, (list->count - at - 1) * sizeof *list->items);
	list->items[at] =
		(struct claim_stale){.claim = (uint32_t)claim, .new_mode = step->new_mode, .new_id = step->new_id};
	return MOW_OK;
}

static int take_steps(struct gather *gather, size_t claim, const struct record *record, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++) {
		const struct step *step = &record->steps[i];
		size_t number = gather_find(gather, step->path, step->path_len);
		if (number != SIZE_MAX && request->escalates(number, request->context))
			result = add_asked(gather, number, claim, step, err);
	}
	return result;
}

/* The server notes requests that its guard let in, so that no signature has to be looked at. */
static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	struct mow_error why = {0};
	struct claim claim;
	size_t number;

	if (request->escalates == NULL)
		return MOW_OK;
	int result = gather_begin(&claim, gather, record, blob, err);
	if (result == MOW_EDENIED)
		return MOW_OK;
	if (result == MOW_OK)
		result = audit_received(&claim.received, request->repo, request->remote, claim.id, &why);
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result != MOW_OK)
		return mow_fail(err, result, "%s", why.message);
	if (gather->asked == NULL)
		gather->asked = arena_array(&gather->arena, request->steps->count, sizeof *gather->asked);
	if (gather->asked == NULL)
		return mow_fail_memory(err);
	result = gather_add(&number, gather, &claim, err);
	return result == MOW_OK ? take_steps(gather, number, record, err) : result;
}

int gather_waits(struct gather *gather, struct mow_error *err)
{
	struct approvals *out = gather->out;
	size_t count = gather->request->steps->count;
	int64_t *waits;

	if (gather->asked == NULL)
		return MOW_OK;
	waits = arena_array(&out->arena, count, sizeof *waits);
	if (waits == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		waits[i] = INT64_MAX;
		for (size_t j = 0; j < gather->asked[i].count; j++) {
			const struct claim_stale *asked = &gather->asked[i].items[j];
			const struct claim *claim = &gather->claims.items[asked->claim];
			if (!asked->dropped && claim->state != CLAIM_BAD && claim->received < waits[i])
				waits[i] = claim->received;
		}
	}
	out->waits = waits;
	return MOW_OK;
}

const struct gather_kind gather_request = {.take = take};
