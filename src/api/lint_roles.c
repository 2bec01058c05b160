/* Areas whose roles are filled by too few people, or too many. */
#include <stdlib.h>
#include <string.h>

#include "api/lint_trial.h"

/* Calls it for each requirement of files that somebody is accountable for, until one fails. */
static int each_asked(struct lint *lint, int (*each)(struct lint *lint, const struct lint_requirement *asked))
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < lint->asked.count; i++)
		if (lint->asked.items[i].requirement != NULL && lint->asked.items[i].requirement->area != NULL)
			result = each(lint, &lint->asked.items[i]);
	return result;
}

/* ---- Deputies ------------------------------------------------------------------------------------------------------ */

static bool has_deputy(const struct lint *lint, const struct person *person)
{
	for (size_t i = 0; i < person->deputy_count; i++)
		if (lint->now < lint->rules->people[person->deputies[i]].service.end)
			return true;
	return false;
}

/* Not where others may decide as well, nor where it was said already that the owner's own changes cannot be approved:
 * a deputy mends both. */
static int report_deputy(struct lint *lint, const struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct owner *owner = &lint->rules->owners[requirement->accountable];
	const struct person *person = &lint->rules->people[owner->index];
	const struct place declared = {RULES_OWNERS, person->line, 1};
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) advice = BUF_INIT;

	if (has_deputy(lint, person) || requirement->escalate != NULL || (asked->impossible & MAKERS_OWNER) ||
	    (lint->rules->levels[requirement->level].any &&
	     (requirement->responsible != NULL || requirement->gate_count)))
		return MOW_OK;
	buf_addf(&before, "%s decides alone, without a deputy for days away,", owner->text);
	buf_addf(&advice, "name a deputy of %s in [people]", owner->text);
	if (buf_check(&before, lint->err) || buf_check(&advice, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, advice.data, asked->first, 0};
	return lint_note(lint, requirement->area, person->line > 0 ? &declared : &requirement->accountable_place,
			 &text);
}

int lint_no_deputy(struct lint *lint)
{
	return each_asked(lint, report_deputy);
}

/* ---- Who makes the work -------------------------------------------------------------------------------------------- */

static int report_responsible(struct lint *lint, const struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct lint_cause_text text = {"it is not said who makes the work", "add responsible = @who there",
					     asked->first, 0};

	if (requirement->is_rules || requirement->responsible != NULL || requirement->area == &lint->rules->otherwise)
		return MOW_OK;
	return lint_note(lint, requirement->area, &requirement->area->place, &text);
}

int lint_no_responsible(struct lint *lint)
{
	return each_asked(lint, report_responsible);
}

/* Whether a list is somebody and nobody else, teams expanded. */
static bool is_alone(const struct lint *lint, const size_t *owners, size_t count, size_t person)
{
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &lint->rules->owners[owners[i]];
		const struct team *team = owner->kind == OWNER_TEAM ? &lint->rules->teams[owner->index] : NULL;
		if (team == NULL && owner->index != person)
			return false;
		for (size_t j = 0; team != NULL && j < team->people_count; j++) {
			bool in = people_in_team(team, j, lint->now);
			if (in && team->people[j] != person)
				return false;
			found |= in;
		}
		found |= team == NULL;
	}
	return found;
}

/* Whether a gate has somebody else look at it. */
static bool is_reviewed(const struct lint *lint, const struct requirement *requirement, size_t person)
{
	for (size_t i = 0; i < requirement->gate_count; i++)
		if (!is_alone(lint, requirement->gates[i].of, requirement->gates[i].of_count, person))
			return true;
	return false;
}

static int report_one_person(struct lint *lint, const struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct owner *owner = &lint->rules->owners[requirement->accountable];
	const struct owner_list *makers = requirement->responsible;
	MOW_AUTO(buf) before = BUF_INIT;

	if (requirement->is_rules || makers == NULL || !is_alone(lint, makers->items, makers->count, owner->index) ||
	    is_reviewed(lint, requirement, owner->index))
		return MOW_OK;
	buf_addf(&before, "%s is accountable and alone responsible", owner->text);
	if (buf_check(&before, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {
		before.data, "let somebody else make the work, or decide about it, so that two people see it",
		asked->first, 0};
	return lint_note(lint, requirement->area, &makers->place, &text);
}

int lint_one_person(struct lint *lint)
{
	return each_asked(lint, report_one_person);
}

/* ---- Many who can approve ------------------------------------------------------------------------------------------ */

/* From so many people for each approval that is needed on, nobody feels asked. */
enum { MANY = 11 };

/* Whether a list may have so many, before its people are counted. */
static bool may_have(const struct rules *rules, const size_t *owners, size_t count, size_t many)
{
	size_t most = 0;

	for (size_t i = 0; i < count && most < many; i++)
		most += rules->owners[owners[i]].kind == OWNER_TEAM ? rules->teams[rules->owners[owners[i]].index].size
								    : 1;
	return most >= many;
}

/* One line a gate, in whatever areas. */
static int report_gate(struct lint *lint, const struct area *area, const struct gate *gate)
{
	MOW_AUTO_FREE size_t *people = NULL;
	MOW_AUTO(buf) before = BUF_INIT;
	size_t count = 0, many = (size_t)gate->need * MANY;

	if (!may_have(lint->rules, gate->of, gate->of_count, many))
		return MOW_OK;
	int result = lint_expand(&people, &count, lint, gate->of, gate->of_count);
	if (result != MOW_OK || count < many)
		return result;
	buf_addf(&before, "any %u of %zu people can give the review of %s", gate->need, count, gate->text);
	if (buf_check(&before, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, "name the few who really check it, so that they know", NULL,
					     0};
	return lint_note(lint, area, &gate->place, &text);
}

/* A lint_area_fn. */
static int report_gates(struct lint *lint, const struct area *area, void *context)
{
	int result = MOW_OK;

	(void)context;
	for (size_t i = 0; result == MOW_OK && i < area->gate_count; i++)
		result = report_gate(lint, area, &area->gates[i]);
	return result;
}

/* Where one of those who make it is enough. */
static int report_any(struct lint *lint, const struct lint_requirement *asked)
{
	const struct requirement *requirement = asked->requirement;
	const struct owner_list *responsible = requirement->responsible;
	MOW_AUTO_FREE size_t *people = NULL;
	MOW_AUTO(buf) before = BUF_INIT;
	size_t count = 0;

	if (!lint->rules->levels[requirement->level].any || responsible == NULL ||
	    !may_have(lint->rules, responsible->items, responsible->count, MANY))
		return MOW_OK;
	int result = lint_expand(&people, &count, lint, responsible->items, responsible->count);
	if (result != MOW_OK || count < MANY)
		return result;
	buf_addf(&before, "any one of %zu people who are responsible can decide, at the level %s,", count,
		 level_name(requirement->level));
	if (buf_check(&before, lint->err))
		return MOW_ENOMEM;
	const struct lint_cause_text text = {before.data, "name the few who really make it, or set a stricter level",
					     asked->first, 0};
	return lint_note(lint, requirement->area, &responsible->place, &text);
}

int lint_many_approvers(struct lint *lint)
{
	int result = lint_each_area(lint, report_gates, NULL);

	return result == MOW_OK ? each_asked(lint, report_any) : result;
}
