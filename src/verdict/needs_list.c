#include "verdict/needs_list.h"

bool verdict_tells_deletions(const struct requirement *requirement, int64_t now)
{
	return requirement->rights_end <= now;
}

bool needs_in_force(const struct required_freeze *freeze, int64_t now)
{
	const struct period *period = &freeze->area->freeze->period;

	return period->from <= now && now < period->end;
}

static struct class_need *add(struct needs *needs, enum need_role role, uint32_t need)
{
	struct class_need *added = &needs->items[needs->count++].need;

	*added = (struct class_need){.role = role, .need = need, .away = RULES_NONE};
	return added;
}

static void list_consents(struct needs *needs)
{
	const struct step_class *class = needs->class;

	for (size_t i = 0; i < class->consent_count; i++) {
		const struct consent *consent = &class->consents[i];
		bool there = consent->person == RULES_NONE || eligible_present(needs->eligibility, consent->person);
		struct class_need *need = add(needs, NEED_CONSENT, 1);
		need->gate = &consent->who;
		need->consent = consent;
		need->away = there ? RULES_NONE : consent->person;
	}
}

/* What holds for a time, whoever is accountable. */
static void list_times(struct needs *needs)
{
	const struct requirement *requirement = needs->class->requirement;
	int64_t now = needs->eligibility->now;

	for (size_t i = 0; i < requirement->freeze_count; i++) {
		if (!needs_in_force(&requirement->freezes[i], now))
			continue;
		struct class_need *need = add(needs, NEED_FREEZE, 1);
		need->gate = &requirement->freezes[i].allow;
		need->freeze = requirement->freezes[i].area;
	}
	if (verdict_tells_deletions(requirement, now) && !needs->class->deletes)
		add(needs, NEED_RIGHTS, 1);
}

/* The accountable owner where their own approval cannot be had. */
static size_t missing_owner(const struct needs *needs)
{
	const struct eligibility *eligibility = needs->eligibility;
	size_t person = eligibility->rules->owners[needs->class->requirement->accountable].index;

	return eligible_present(eligibility, person) && eligible_counts(eligibility, needs->class, person) ? RULES_NONE
													   : person;
}

void needs_list(struct needs *needs)
{
	const struct requirement *requirement = needs->class->requirement;
	const struct level_rule *level = &needs->eligibility->rules->levels[requirement->level];
	bool owned = requirement->accountable != RULES_NONE;

	if (owned)
		add(needs, NEED_DECISION, 1)->away = missing_owner(needs);
	for (size_t i = 0; i < requirement->gate_count; i++) {
		struct class_need *need = add(needs, NEED_GATE, requirement->gates[i].need);
		need->gate = &requirement->gates[i];
		need->folded = owned && level->any && !requirement->gates[i].strict;
	}
	if (level->people > 1 && (owned || requirement->gate_count > 0))
		add(needs, NEED_PEOPLE, level->people);
	list_consents(needs);
	list_times(needs);
	if (needs->class->unproved)
		add(needs, NEED_AUTHORS, 1);
}
