/* Requests: since when a change waits, by when the server first had one that names its path. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/audit/audit.h"

/* So many long ones are read: anybody with a key can write them. */
#define LONG_MAX 8

static bool may_matter(struct gather *gather, const struct record *head)
{
	MOW_AUTO(buf) text = BUF_INIT;
	size_t person = people_by_email(gather->request->rules, head->by, strlen(head->by));

	return gather->request->escalates != NULL && gather_problem(&text, gather, head, person) == NULL &&
	       gather->long_asked++ < LONG_MAX;
}

static int add_asked(struct gather *gather, const struct claim_asked *asked, struct mow_error *err)
{
	if (array_reserve(&gather->asked, 1) != MOW_OK)
		return mow_fail_memory(err);
	gather->asked.items[gather->asked.count++] = *asked;
	return budget_memory(repo_budget(gather->request->repo), sizeof *asked, err);
}

/* Of the file as it is now, whatever is to come of it: once something else has landed there, nobody waits any more. */
static bool is_of_now(const struct gather *gather, size_t number, const struct step *step)
{
	const struct step *ours = &gather->request->steps->items[number];

	return step->old_mode == ours->old_mode && oid_equal(&step->old_id, &ours->old_id);
}

static int take_steps(struct gather *gather, size_t claim, const struct record *record, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++) {
		const struct step *step = &record->steps[i];
		size_t number = gather_find(gather, step->path, step->path_len);
		if (number != SIZE_MAX && is_of_now(gather, number, step) &&
		    request->escalates(number, EVIDENCE_SIGNED, request->context))
			result = add_asked(gather,
					   &(struct claim_asked){.step = (uint32_t)number,
								 .claim = (uint32_t)claim,
								 .new_mode = step->new_mode,
								 .new_id = step->new_id},
					   err);
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
	result = gather_add(&number, gather, &claim, err);
	return result == MOW_OK ? take_steps(gather, number, record, err) : result;
}

/* Since the moment of evidence, where that is of use; what is not known is said where it would be. */
static int fill_since(int64_t *waits, struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	bool matters = false;

	for (size_t i = 0; i < request->steps->count; i++) {
		bool of_use = gather->since.said && request->escalates(i, EVIDENCE_FORGE, request->context);
		waits[i] = of_use && gather->since.known ? gather->since.moment : INT64_MAX;
		matters |= of_use;
	}
	if (!matters || gather->since.known)
		return MOW_OK;
	return gather_note(gather, err, "escalate lets nobody in: how long %s has waited is not known (%s)",
			   gather->since.where, gather->since.why);
}

int gather_waits(struct gather *gather, struct mow_error *err)
{
	struct approvals *out = gather->out;
	size_t count = gather->request->steps->count;
	int64_t *waits;

	if (gather->request->escalates == NULL || (gather->asked.count == 0 && !gather->since.said))
		return MOW_OK;
	waits = arena_array(&out->arena, count, sizeof *waits);
	if (waits == NULL)
		return mow_fail_memory(err);
	int result = fill_since(waits, gather, err);
	if (result != MOW_OK)
		return result;
	for (size_t i = 0; i < gather->asked.count; i++) {
		const struct claim_asked *asked = &gather->asked.items[i];
		const struct claim *claim = &gather->claims.items[asked->claim];
		if (!asked->dropped && claim->state != CLAIM_BAD && claim->received < waits[asked->step])
			waits[asked->step] = claim->received;
	}
	out->waits = waits;
	return MOW_OK;
}

const struct gather_kind gather_request = {.may_matter = may_matter, .take = take};
