#include "verdict/needs_decided.h"

#include "base/error.h"
#include "rules/people.h"

size_t needs_decided_count(const struct step_class *class)
{
	return class->approvals != NULL ? class->approvals->stop_count + (class->approvals->override_count > 0) : 0;
}

/* ---- Stops: who can take them back, here or not ------------------------------------------------------------------- */

static int add_stop(struct needs *needs, const struct stop *stop, struct mow_error *err)
{
	const struct eligibility *eligibility = needs->eligibility;
	const struct requirement *requirement = needs->class->requirement;
	struct need_state *state = &needs->items[needs->count++];
	size_t *ask = arena_array(&needs->arena, 2, sizeof *ask);
	unsigned stands = eligible_stops(eligibility, needs->class, stop);

	if (ask == NULL)
		return mow_fail_memory(err);
	state->simple = true;
	state->need = (struct class_need){.role = NEED_STOP, .stop = stop, .need = 1, .away = RULES_NONE, .ask = ask};
	ask[state->need.ask_count++] = stop->person;
	if (requirement->accountable == RULES_NONE || stop->said != NULL)
		return MOW_OK;
	size_t owner = eligibility->rules->owners[requirement->accountable].index;
	if (eligible_lifts(eligibility, needs->class, stands, owner))
		ask[state->need.ask_count++] = owner;
	return MOW_OK;
}

/* ---- Overrides ---------------------------------------------------------------------------------------------------- */

/* True the first time that somebody who may override is come across. */
static bool is_next(struct needs *needs, size_t person)
{
	const struct eligibility *eligibility = needs->eligibility;

	if (needs->marks[person] == needs->mark || !people_may_override(eligibility->rules, person, eligibility->now))
		return false;
	needs->marks[person] = needs->mark;
	return true;
}

/* Of rules files an override of one alone passes nothing. */
static bool may_pass(const struct needs *needs)
{
	const struct gate *override = &needs->eligibility->rules->override;

	return override->of_count > 0 && (override->need >= 2 || !needs->class->requirement->is_rules);
}

static int add_override(struct needs *needs, struct mow_error *err)
{
	const struct rules *rules = needs->eligibility->rules;
	const struct approval_set *set = needs->class->approvals;
	struct need_state *state = &needs->items[needs->count++];
	size_t *have = arena_array(&needs->arena, set->override_count, sizeof *have);
	size_t *ask = arena_array(&needs->arena, rules->people_count, sizeof *ask);
	struct crowd crowd = {
		.owners = rules->override.of, .count = rules->override.of_count, .now = needs->eligibility->now};
	size_t person;

	if (have == NULL || ask == NULL)
		return mow_fail_memory(err);
	state->need = (struct class_need){
		.role = NEED_OVERRIDE, .need = rules->override.need, .away = RULES_NONE, .have = have, .ask = ask};
	state->simple = true;
	needs->mark++;
	for (size_t i = 0; i < set->override_count; i++) {
		const struct approval *override = &needs->approvals->items[set->overrides[i]];
		if (override->made >= needs->eligibility->now - VERDICT_OVERRIDE_LIFE &&
		    is_next(needs, override->person))
			have[state->need.have_count++] = override->person;
	}
	state->need.got =
		state->need.have_count < state->need.need ? (unsigned)state->need.have_count : state->need.need;
	while (state->need.got < state->need.need && crowd_next(&crowd, rules, &person))
		if (eligible_present(needs->eligibility, person) && is_next(needs, person))
			ask[state->need.ask_count++] = person;
	/* Those whose time is over leave nothing behind. */
	needs->count -= state->need.have_count == 0;
	return MOW_OK;
}

int needs_add_decided(struct needs *needs, struct mow_error *err)
{
	const struct approval_set *set = needs->class->approvals;
	int result = MOW_OK;

	if (set == NULL)
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < set->stop_count; i++)
		result = add_stop(needs, &needs->approvals->stops.items[set->stops[i]], err);
	if (result == MOW_OK && set->override_count > 0 && may_pass(needs))
		result = add_override(needs, err);
	return result;
}
