/* Approvals: what they say about the change's steps becomes claims. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "evidence/field.h"

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
	if (!gather_fits_repository(gather, record))
		return record->repository != NULL
			       ? "it is for another repository"
			       : "it does not name the repository, which [mowners] repository asks for";
	if (record->witness != NULL)
		return "it carries a forge's approval, which this version does not support yet";
	if (claim->person == RULES_NONE)
		return "the rules know nobody of that e-mail";
	return record_date_problem(record, gather->request->now);
}

static bool holds_role(const struct gather *gather, size_t person)
{
	const struct approvals_request *request = gather->request;
	const struct role all = {AS_ALL, NULL};

	for (size_t i = 0; i < request->steps->count; i++)
		if (request->may_count(i, person, &all, request->context))
			return true;
	return false;
}

/* Who holds no role in the change cannot make everybody read what they recorded. */
static bool may_matter(struct gather *gather, const struct record *head)
{
	const struct approvals_request *request = gather->request;
	size_t person = people_by_email(request->rules, head->by, strlen(head->by));

	if (request->may_count == NULL || person == RULES_NONE)
		return request->may_count == NULL;
	if (gather->says == NULL)
		gather->says = arena_alloc(&gather->arena, request->rules->people_count);
	if (gather->says == NULL)
		return true;
	if (gather->says[person] == 0)
		gather->says[person] = holds_role(gather, person) ? 2 : 1;
	return gather->says[person] == 2;
}

static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct gather_touch touch = gather_touch(gather, record);
	struct claim claim;
	size_t number;

	if (touch.paths == 0)
		return MOW_OK;
	int result = gather_start(&claim, gather, record, err);
	if (result < 0)
		return result;
	const char *why = problem(&text, gather, record, &claim);
	if (buf_check(&text, err) < 0)
		return MOW_ENOMEM;
	if (why != NULL)
		return touch.exact > 0 ? gather_note_claim(gather, &claim, why, err) : MOW_OK;
	claim.blob = *blob;
	result = gather_add(&number, gather, &claim, err);
	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++)
		result = gather_say(gather, number, &record->steps[i], err);
	return result;
}

const struct gather_kind gather_approve = {.may_matter = may_matter, .take = take};
