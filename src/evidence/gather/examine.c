/* Records looked at one by one, by what gathering asks of them. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/gather/claims.h"

struct examiner {
	struct approvals_request request;
	struct steps none;
	struct gather gather; /* has the withdrawals */
	struct approvals approvals;
};

struct examination {
	struct approvals_request request;
	struct gather gather; /* the withdrawals are the examiner's */
	struct approvals approvals;
	struct steps steps; /* different ones; their paths are the records' */
};

/* A step of a record. */
struct said {
	const struct step *step;
	struct examined_step *examined;
};

void examiner_free(struct examiner *examiner)
{
	if (examiner == NULL)
		return;
	gather_release(&examiner->gather);
	approvals_release(&examiner->approvals);
	free(examiner);
}

int examiner_new(struct examiner **out, const struct approvals_request *request, struct mow_error *err)
{
	MOW_AUTO_PTR(examiner) examiner = calloc(1, sizeof *examiner);
	int result = MOW_OK;

	if (examiner == NULL)
		return mow_fail_memory(err);
	examiner->request = *request;
	examiner->request.steps = &examiner->none;
	examiner->request.target = ""; /* of no stop: only withdrawals are kept */
	examiner->gather = (struct gather){.request = &examiner->request, .out = &examiner->approvals};
	if (!oid_is_zero(&request->store))
		result = gather_read_stops(&examiner->gather, err);
	if (result == MOW_OK)
		*out = MOW_STEAL(examiner);
	return result;
}

bool examiner_taken(int64_t *moment, const struct examiner *examiner, const char *id, size_t person)
{
	const struct withdrawal *withdrawal = gather_withdrawal(&examiner->gather, id, person);

	if (withdrawal != NULL)
		*moment = withdrawal->made;
	return withdrawal != NULL;
}

void examination_free(struct examination *examination)
{
	if (examination == NULL)
		return;
	memset(&examination->gather.withdrawals, 0, sizeof examination->gather.withdrawals);
	gather_release(&examination->gather);
	approvals_release(&examination->approvals);
	steps_release(&examination->steps);
	free(examination);
}

int examination_new(struct examination **out, const struct examiner *examiner, const struct examine_target *target,
		    struct mow_error *err)
{
	struct examination *made = calloc(1, sizeof *made);

	if (made == NULL)
		return mow_fail_memory(err);
	made->request = examiner->request;
	made->request.steps = &made->steps;
	made->request.target = target->ref;
	made->request.old_tip = target->tip;
	made->gather = (struct gather){
		.request = &made->request, .out = &made->approvals, .withdrawals = examiner->gather.withdrawals};
	*out = made;
	return MOW_OK;
}

const struct steps *examination_steps(const struct examination *examination)
{
	return &examination->steps;
}

/* ---- Their steps ------------------------------------------------------------------------------------------------- */

/* As landing_of wants them: what a step leads from makes no difference. */
static int compare_said(const void *a, const void *b)
{
	const struct step *x = ((const struct said *)a)->step, *y = ((const struct said *)b)->step;
	int order = strcmp(x->path, y->path);

	if (order != 0)
		return order;
	if (x->new_mode != y->new_mode)
		return x->new_mode < y->new_mode ? -1 : 1;
	return memcmp(x->new_id.bytes, y->new_id.bytes, sizeof x->new_id.bytes);
}

static int number_steps(struct examination *examination, struct said *said, size_t count, struct mow_error *err)
{
	struct steps *steps = &examination->steps;

	if (array_reserve(steps, count) != MOW_OK)
		return mow_fail_memory(err);
	if (count > 0)
		qsort(said, count, sizeof *said, compare_said);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || compare_said(&said[i - 1], &said[i]) != 0)
			steps->items[steps->count++] = *said[i].step;
		said[i].examined->number = (uint32_t)(steps->count - 1);
	}
	return MOW_OK;
}

static int take_steps(struct examination *examination, struct examined *const *items, size_t count,
		      struct mow_error *err)
{
	size_t total = 0, at = 0;

	for (size_t i = 0; i < count; i++)
		total += items[i]->record->step_count;
	MOW_AUTO_FREE struct said *said = calloc(total + 1, sizeof *said);
	struct examined_step *steps = arena_array(&examination->gather.arena, total + 1, sizeof *steps);
	if (said == NULL || steps == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		items[i]->steps = &steps[at];
		for (size_t k = 0; k < items[i]->record->step_count; k++, at++)
			said[at] = (struct said){&items[i]->record->steps[k], &steps[at]};
	}
	return number_steps(examination, said, total, err);
}

/* ---- What keeps them from counting ------------------------------------------------------------------------------- */

/* Stops and withdrawals hold as the store has them. */
static enum gather_fault find_fault(const struct gather *gather, const struct examined *item)
{
	const struct record *record = item->record;
	enum gather_fault fault = gather_fault(gather, record, item->person);

	if (record_lasts(record) &&
	    (fault == FAULT_TARGET || fault == FAULT_WITNESS || fault == FAULT_EXPIRED || fault == FAULT_AHEAD))
		fault = FAULT_NONE;
	if (fault == FAULT_NONE && record->decision == RECORD_OVERRIDE &&
	    !people_may_override(gather->request->rules, item->person, gather->request->now))
		fault = FAULT_OVERRIDE;
	return fault;
}

static int find_stop(struct examined *item, struct gather *gather, const struct claim *claim, struct mow_error *err)
{
	item->stop = (struct stop){.person = claim->person,
				   .role = claim->role,
				   .made = claim->made,
				   .id = claim->id,
				   .reason = claim->reason};
	return gather_find_lifted(&item->stop, gather, err);
}

/* What may have landed becomes a claim. */
static int claim_steps(struct gather *gather, struct examined *item, const struct claim *claim, struct mow_error *err)
{
	size_t count = item->record->step_count;
	int result = gather_add(&item->claim, gather, claim, err);

	if (result != MOW_OK)
		return result;
	if (array_reserve(&gather->hits, count) != MOW_OK)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		gather->hits.items[gather->hits.count++] =
			(struct claim_hit){.step = item->steps[i].number, .claim = (uint32_t)item->claim};
	return MOW_OK;
}

static int take_item(struct gather *gather, struct examined *item, struct mow_error *err)
{
	const struct record *record = item->record;
	struct claim claim;
	int result = gather_start(&claim, gather, record, err);

	if (result != MOW_OK)
		return result;
	item->claim = SIZE_MAX;
	item->person = claim.person;
	item->fault = find_fault(gather, item);
	if (item->fault == FAULT_REPOSITORY || item->fault == FAULT_UNNAMED || record->decision == RECORD_WITHDRAW)
		return MOW_OK;
	const struct withdrawal *withdrawal =
		claim.person != RULES_NONE ? gather_withdrawal(gather, claim.id, claim.person) : NULL;
	if (withdrawal != NULL) {
		item->fault = FAULT_WITHDRAWN;
		item->withdrawn = withdrawal->made;
		return MOW_OK;
	}
	if (record->decision == RECORD_STOP)
		return find_stop(item, gather, &claim, err);
	claim.blob = item->blob;
	claim.override = record->decision == RECORD_OVERRIDE;
	item->approval = (struct approval){.kind = claim.kind,
					   .person = claim.person,
					   .role = claim.role,
					   .made = claim.made,
					   .id = claim.id,
					   .carried = claim.carried,
					   .override = claim.override};
	return claim_steps(gather, item, &claim, err);
}

/* What walking through the history has told. */
static void take_landed(struct examined *const *items, size_t count, const struct gather *gather)
{
	const struct claim_hit *hit = gather->hits.items;

	for (size_t i = 0; i < count; i++) {
		if (items[i]->claim == SIZE_MAX)
			continue;
		for (size_t k = 0; k < items[i]->record->step_count; k++, hit++) {
			items[i]->steps[k].landed = hit->spent;
			items[i]->steps[k].unknown = hit->unknown;
		}
		if (items[i]->fault == FAULT_NONE)
			items[i]->fault = gather->claims.items[items[i]->claim].fault;
	}
}

int examination_look(struct examination *examination, struct examined *const *items, size_t count,
		     struct mow_error *err)
{
	struct gather *gather = &examination->gather;
	int result = take_steps(examination, items, count, err);

	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = take_item(gather, items[i], err);
	if (result == MOW_OK)
		result = gather_spent(gather, err);
	if (result == MOW_OK)
		take_landed(items, count, gather);
	return result;
}

int examination_verify(struct examination *examination, struct examined *item, struct mow_error *err)
{
	struct gather *gather = &examination->gather;

	if (item->claim == SIZE_MAX || item->fault != FAULT_NONE || item->record->decision == RECORD_REQUEST)
		return MOW_OK;
	int result = gather_verify_claim(gather, item->claim, err);
	if (result != MOW_OK)
		return result;
	const struct claim *claim = &gather->claims.items[item->claim];
	item->fault = claim->fault;
	item->why = claim->why;
	return MOW_OK;
}
