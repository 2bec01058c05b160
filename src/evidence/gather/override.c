/* Overrides by steps: each a person's part of breaking the glass. Those that move a ref are looked up by moves.c. */
#include "evidence/gather/claims.h"

#include <string.h>

#include "rules/people.h"

static bool may_override(const struct gather *gather, size_t person)
{
	return person != RULES_NONE && people_may_override(gather->request->rules, person, gather->request->now);
}

/* Nobody else can make others read what they wrote. */
static bool may_matter(struct gather *gather, const struct record *head)
{
	MOW_AUTO(buf) text = BUF_INIT;
	size_t person = people_by_email(gather->request->rules, head->by, strlen(head->by));

	return gather_problem(&text, gather, head, person) == NULL && may_override(gather, person);
}

static int take(struct gather *gather, const struct record *record, const struct oid *blob, struct mow_error *err)
{
	struct claim claim;
	int result = gather_begin(&claim, gather, record, blob, err);

	if (result == MOW_EDENIED)
		return MOW_OK;
	if (result != MOW_OK)
		return result;
	claim.override = true;
	if (may_override(gather, claim.person))
		return gather_say_all(gather, &claim, record, err);
	return gather_touch(gather, record).exact > 0
		       ? gather_note_claim(gather, &claim, "its maker is not among those who may override", err)
		       : MOW_OK;
}

const struct gather_kind gather_override = {.may_matter = may_matter, .take = take};
