/* Stops and overrides of a judged change: each record once, with the paths that it concerns. */
#include "api/verdict.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

/* Where each record's entry is: its number + 1. */
struct numbering {
	size_t *stops, *overrides;
};

static int add_file(struct decision_list *list, size_t *number, const struct mow_decision *decision,
		    const struct step *step, struct mow_error *err)
{
	if (*number > 0) {
		list->items[*number - 1].files++;
		return MOW_OK;
	}
	if (array_reserve(list, 1) != MOW_OK)
		return mow_fail_memory(err);
	list->items[list->count] = *decision;
	list->items[list->count].path = step->path;
	list->items[list->count].path_len = step->path_len;
	list->items[list->count].files = 1;
	*number = ++list->count;
	return MOW_OK;
}

static int add_stops(struct mow_verdict *verdict, struct numbering *numbering, size_t step, struct mow_error *err)
{
	const struct rules *rules = policy_rules(verdict->policy);
	const struct approval_set *set = verdict->classes.items[verdict->class_of[step]].approvals;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < set->stop_count; i++) {
		const struct stop *stop = &verdict->approvals.stops.items[set->stops[i]];
		const struct mow_decision shown = {.record = stop->said == NULL ? stop->id : NULL,
						   .by = people_label(rules, stop->person),
						   .reason = stop->reason,
						   .said = stop->said,
						   .made = stop->made};
		result = add_file(&verdict->stops, &numbering->stops[set->stops[i]], &shown,
				  &verdict->steps.items[step], err);
	}
	return result;
}

/* Whether the person's part of an override is among those that a class has. */
static bool has_part(const struct judgement *judgement, size_t person)
{
	for (size_t i = 0; i < judgement->need_count; i++) {
		const struct class_need *need = judgement->needs[i];
		for (size_t j = 0; need->role == NEED_OVERRIDE && j < need->have_count; j++)
			if (need->have[j] == person)
				return true;
	}
	return false;
}

static int add_overrides(struct mow_verdict *verdict, struct numbering *numbering, size_t step, struct mow_error *err)
{
	const struct rules *rules = policy_rules(verdict->policy);
	size_t class = verdict->class_of[step];
	const struct approval_set *set = verdict->classes.items[class].approvals;
	int result = MOW_OK;

	if (!verdict->judgements[class].overridden)
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < set->override_count; i++) {
		const struct approval *part = &verdict->approvals.items[set->overrides[i]];
		const struct mow_decision shown = {.record = part->id,
						   .by = people_label(rules, part->person),
						   .reason = part->reason,
						   .made = part->made};
		if (has_part(&verdict->judgements[class], part->person))
			result = add_file(&verdict->overrides, &numbering->overrides[set->overrides[i]], &shown,
					  &verdict->steps.items[step], err);
	}
	return result;
}

/* Whether an override could pass all that blocks. */
static bool could_pass(const struct mow_verdict *verdict)
{
	const struct rules *rules = policy_rules(verdict->policy);

	if (rules->override.of_count == 0 || rules->broken || verdict->refused != NULL ||
	    verdict->introduced.count > 0 || verdict->outcome != MOW_OUTCOME_BLOCKED)
		return false;
	for (size_t i = 0; i < verdict->classes.count; i++) {
		const struct requirement *requirement = verdict->classes.items[i].requirement;
		if (verdict->judgements[i].state != MOW_APPROVED &&
		    (requirement->broken != NULL || (requirement->is_rules && rules->override.need < 2)))
			return false;
	}
	return true;
}

int decided_build(struct mow_verdict *verdict, struct mow_error *err)
{
	const struct approvals *approvals = &verdict->approvals;
	struct numbering numbering = {
		arena_array(&verdict->arena, approvals->stops.count, sizeof *numbering.stops),
		arena_array(&verdict->arena, approvals->count, sizeof *numbering.overrides),
	};
	int result = numbering.stops != NULL && numbering.overrides != NULL ? MOW_OK : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++) {
		result = add_stops(verdict, &numbering, i, err);
		if (result == MOW_OK)
			result = add_overrides(verdict, &numbering, i, err);
	}
	verdict->may_override = could_pass(verdict) ? policy_rules(verdict->policy)->override.text : NULL;
	return result;
}

/* ---- What is left of them when the rest goes ---------------------------------------------------------------------- */

bool decided_trim(struct mow_verdict *verdict, struct arena *kept)
{
	verdict->stops.count = 0;
	if (verdict->overrides.count > MOW_PUSH_CLAIMS)
		verdict->overrides.count = MOW_PUSH_CLAIMS;
	for (size_t i = 0; i < verdict->overrides.count; i++) {
		struct mow_decision *item = &verdict->overrides.items[i];
		item->record = arena_dup(kept, item->record, strlen(item->record));
		item->reason = arena_dup(kept, item->reason, strlen(item->reason));
		item->path = arena_dup(kept, item->path, item->path_len);
		if (item->record == NULL || item->reason == NULL || item->path == NULL)
			return false;
	}
	return true;
}

size_t mow_verdict_stops(const struct mow_verdict *verdict, const struct mow_decision **stops)
{
	*stops = verdict->stops.items;
	return verdict->stops.count;
}

size_t mow_verdict_overrides(const struct mow_verdict *verdict, const struct mow_decision **overrides)
{
	*overrides = verdict->overrides.items;
	return verdict->overrides.count;
}

const char *mow_verdict_may_override(const struct mow_verdict *verdict)
{
	return verdict->may_override;
}
