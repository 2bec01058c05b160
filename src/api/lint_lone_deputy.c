/* Areas at the level `detailed` in which one deputy, alone, can approve whatever a commit claims the owner made. */
#include "api/lint.h"
#include "verdict/verdict.h"

/* Whether the one approval of the deputy is all that it takes where the owner is an author. */
static int judge_deputy(bool *enough, struct lint *lint, struct judge *judge, const struct requirement *requirement,
			size_t deputy)
{
	unsigned evidence = lint->rules->levels[requirement->level].evidence;
	size_t author = lint->rules->owners[requirement->accountable].index;
	const size_t first = 0;
	struct approval approval = {.kind = (enum evidence_kind)(evidence & (~evidence + 1)),
				    .person = deputy,
				    .made = lint->now,
				    .id = ""};
	const struct approvals approvals = {.items = &approval, .count = 1};
	const struct approval_set set = {.items = &first, .count = 1};
	const struct requirement timeless = lint_timeless(requirement);
	const struct step_class class = {
		.requirement = &timeless, .authors = &author, .author_count = 1, .approvals = &set};
	struct judgement judgement;
	MOW_AUTO(arena) arena = {0};
	judge_heed(judge, &approvals);
	int result = judge_class(&judgement, judge, &class, &arena, lint->err);
	judge_heed(judge, NULL);

	*enough = result == MOW_OK && judgement.state == MOW_APPROVED;
	return result;
}

/* One line a deputy and an owner, whatever the number of areas. */
static int note(struct lint *lint, const struct lint_requirement *asked, size_t deputy)
{
	const struct area *area = asked->requirement->area;
	MOW_AUTO(buf) before = BUF_INIT;

	buf_addf(
		&before,
		"%s alone can approve whatever a commit claims that %s made, which nobody proves, at the level detailed",
		people_label(lint->rules, deputy), lint->rules->owners[asked->requirement->accountable].text);
	if (buf_check(&before, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {
		before.data, "let people = 2 in [level detailed], or a review, ask for others too", asked->first, 0};
	return lint_note(lint, area, &area->place, &text);
}

static int judge_requirement(struct lint *lint, struct judge *judge, const struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct level_rule *level = &lint->rules->levels[requirement->level];
	int result = MOW_OK;

	if (requirement->level != LEVEL_DETAILED || level->people > 1 || level->any ||
	    requirement->accountable == RULES_NONE)
		return MOW_OK;
	const struct person *owner = &lint->rules->people[lint->rules->owners[requirement->accountable].index];
	for (size_t i = 0; result == MOW_OK && i < owner->deputy_count; i++) {
		bool enough = false;
		result = judge_deputy(&enough, lint, judge, requirement, owner->deputies[i]);
		if (result == MOW_OK && enough)
			result = note(lint, asked, owner->deputies[i]);
	}
	return result;
}

int lint_lone_deputy(struct lint *lint)
{
	MOW_AUTO_PTR(judge) judge = NULL;
	int result = judge_new(&judge, lint->rules, lint->now, lint->err);

	for (size_t i = 0; result == MOW_OK && i < lint->asked.count; i++) {
		const struct requirement *requirement = lint->asked.items[i].requirement;

		if (requirement != NULL && requirement->area != NULL)
			result = judge_requirement(lint, judge, &lint->asked.items[i]);
	}
	return result;
}
