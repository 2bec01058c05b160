/* Approvals: what they say about the change's steps becomes claims. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "evidence/field.h"

enum gather_fault gather_fault(const struct gather *gather, const struct record *head, size_t person)
{
	int64_t now = gather->request->now;

	if (strcmp(head->target, gather->request->target) != 0)
		return FAULT_TARGET;
	if (!gather_fits_repository(gather, head))
		return head->repository != NULL ? FAULT_REPOSITORY : FAULT_UNNAMED;
	if (person == RULES_NONE)
		return FAULT_NOBODY;
	if (head->witness != NULL && !gather_is_witnessed(gather, head))
		return FAULT_WITNESS;
	if (record_date_problem(head, now) == NULL)
		return FAULT_NONE;
	return head->made - RECORD_AHEAD > now ? FAULT_AHEAD : FAULT_EXPIRED;
}

const char *gather_problem(struct buf *text, const struct gather *gather, const struct record *head, size_t person)
{
	switch (gather_fault(gather, head, person)) {
	case FAULT_NONE:
		return NULL;
	case FAULT_TARGET:
		buf_adds(text, "it is for ");
		field_quote(text, head->target, strlen(head->target));
		buf_adds(text, ", another target");
		return text->data;
	case FAULT_REPOSITORY:
		return "it is for another repository";
	case FAULT_UNNAMED:
		return "it does not name the repository, which [mowners] repository asks for";
	case FAULT_NOBODY:
		return "the rules know nobody of that e-mail";
	case FAULT_WITNESS:
		return "it carries a forge's approval, by somebody whom [mowners] witness does not name";
	default:
		break;
	}
	return record_date_problem(head, gather->request->now);
}

static bool would_count(const struct gather *gather, size_t person, const struct role *role)
{
	const struct approvals_request *request = gather->request;

	for (size_t i = 0; i < request->steps->count; i++)
		if (request->may_count(i, person, role, request->context))
			return true;
	return false;
}

/* Whether a person holds any role in the change; asked once of each. */
static bool holds_role(struct gather *gather, size_t person)
{
	const struct role all = {AS_ALL, NULL};

	if (gather->says == NULL)
		gather->says = arena_alloc(&gather->arena, gather->request->rules->people_count);
	if (gather->says == NULL)
		return true;
	if (gather->says[person] == 0)
		gather->says[person] = would_count(gather, person, &all) ? 2 : 1;
	return gather->says[person] == 2;
}

/* What is for another target or time, or from somebody without that role in the change, cannot make everybody read
 * what it is about. */
static bool may_matter(struct gather *gather, const struct record *head)
{
	MOW_AUTO(buf) text = BUF_INIT;
	size_t person = people_by_email(gather->request->rules, head->by, strlen(head->by));
	struct claim claim;

	if (gather_problem(&text, gather, head, person) != NULL)
		return false;
	if (gather->request->may_count == NULL)
		return true;
	if (!holds_role(gather, person))
		return false;
	return gather_set_role(gather, &claim, head->as, NULL) != MOW_OK || claim.role.as == AS_ALL ||
	       would_count(gather, person, &claim.role);
}

int gather_begin(struct claim *claim, struct gather *gather, const struct record *record, const struct oid *blob,
		 struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct gather_touch touch = gather_touch(gather, record);

	if (touch.paths == 0)
		return MOW_EDENIED;
	int result = gather_start(claim, gather, record, err);
	if (result < 0)
		return result;
	claim->blob = *blob;
	const char *why = gather_problem(&text, gather, record, claim->person);
	if (buf_check(&text, err) < 0)
		return MOW_ENOMEM;
	if (why == NULL && gather_withdrawal(gather, claim->id, claim->person) != NULL)
		why = "it was taken back";
	if (why == NULL)
		return MOW_OK;
	result = touch.exact > 0 ? gather_note_claim(gather, claim, why, err) : MOW_OK;
	return result == MOW_OK ? MOW_EDENIED : result;
}

int gather_say_all(struct gather *gather, const struct claim *claim, const struct record *record, struct mow_error *err)
{
	size_t number;
	int result = gather_add(&number, gather, claim, err);

	for (size_t i = 0; result == MOW_OK && i < record->step_count; i++)
		result = gather_say(gather, number, &record->steps[i], err);
	return result;
}

static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	struct claim claim;
	int result = gather_begin(&claim, gather, record, blob, err);

	if (result == MOW_EDENIED)
		return MOW_OK;
	return result == MOW_OK ? gather_say_all(gather, &claim, record, err) : result;
}

const struct gather_kind gather_approve = {.may_matter = may_matter, .take = take};
