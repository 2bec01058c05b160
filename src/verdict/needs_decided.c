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

bool needs_override_passes(const struct rules *rules, const struct requirement *requirement)
{
	return rules->override.need >= 2 || !requirement->is_rules;
}

bool needs_override_counts(const struct eligibility *eligibility, const struct approval *override)
{
	return override->made >= eligibility->now - VERDICT_OVERRIDE_LIFE &&
	       people_may_override(eligibility->rules, override->person, eligibility->now);
}

/* True the first time that somebody is come across. */
static bool is_next(struct needs *needs, size_t person)
{
	bool next = needs->marks[person] != needs->mark;

	needs->marks[person] = needs->mark;
	return next;
}

static int add_override(struct needs *needs, struct mow_error *err)
{
	const struct rules *rules = needs->eligibility->rules;
	const struct approval_set *set = needs->class->approvals;
	struct need_state *state = &needs->items[needs->count++];
	size_t *have = arena_array(&needs->arena, set->override_count, sizeof *have);
	size_t *ask = arena_array(&needs->arena, rules->people_count, sizeof *ask);
	struct crowd crowd = {.owners = rules->override.of, .count = rules->override.of_count};
	size_t person;

	if (have == NULL || ask == NULL)
		return mow_fail_memory(err);
	state->need = (struct class_need){
		.role = NEED_OVERRIDE, .need = rules->override.need, .away = RULES_NONE, .have = have, .ask = ask};
	needs->mark++;
	for (size_t i = 0; i < set->override_count; i++) {
		const struct approval *override = &needs->approvals->items[set->overrides[i]];
		if (needs_override_counts(needs->eligibility, override) && is_next(needs, override->person))
			have[state->need.have_count++] = override->person;
	}
	state->need.got =
		state->need.have_count < state->need.need ? (unsigned)state->need.have_count : state->need.need;
	while (state->need.got < state->need.need && crowd_next(&crowd, rules, &person))
		if (eligible_present(needs->eligibility, person) &&
		    people_may_override(rules, person, needs->eligibility->now) && is_next(needs, person))
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
	if (result == MOW_OK && set->override_count > 0 &&
	    needs_override_passes(needs->eligibility->rules, needs->class->requirement))
		result = add_override(needs, err);
	return result;
}
