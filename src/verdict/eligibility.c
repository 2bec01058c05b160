#include "verdict/eligibility.h"

#include <string.h>

#include "base/error.h"
#include "rules/people.h"

enum { DAY_SERVICE = 1, DAY_AWAY = 2 };

static unsigned char look(const struct rules *rules, size_t person, int64_t now)
{
	unsigned service = people_in_service(rules, person, now) ? DAY_SERVICE : 0u;
	unsigned away = people_away(rules, person, now) ? DAY_AWAY : 0u;

	return (unsigned char)(service | away);
}

/* Deputies the other way round: counted first, then laid one behind the other. */
static int index_principals(struct eligibility *eligibility, struct mow_error *err)
{
	const struct rules *rules = eligibility->rules;
	size_t *first = arena_array(eligibility->arena, rules->people_count + 2, sizeof *first);

	if (first == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->people_count; i++)
		for (size_t j = 0; j < rules->people[i].deputy_count; j++)
			first[rules->people[i].deputies[j] + 2]++;
	for (size_t i = 2; i < rules->people_count + 2; i++)
		first[i] += first[i - 1];
	uint32_t *principals = arena_array(eligibility->arena, first[rules->people_count + 1] + 1, sizeof *principals);
	if (principals == NULL)
		return mow_fail_memory(err);
	/* first[p + 1] is where the next principal of p goes; at the end it is where those of p + 1 begin. */
	for (size_t i = 0; i < rules->people_count; i++)
		for (size_t j = 0; j < rules->people[i].deputy_count; j++)
			principals[first[rules->people[i].deputies[j] + 1]++] = (uint32_t)i;
	eligibility->first = first;
	eligibility->principals = principals;
	return MOW_OK;
}

int eligible_index(struct eligibility *eligibility, struct arena *arena, struct mow_error *err)
{
	const struct rules *rules = eligibility->rules;
	unsigned char *flags = arena_array(arena, rules->people_count + 1, sizeof *flags);
	unsigned char **teams = arena_array(arena, rules->team_count + 1, sizeof *teams);

	if (flags == NULL || teams == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->people_count; i++)
		flags[i] = look(rules, i, eligibility->now);
	eligibility->arena = arena;
	eligibility->known = rules->people_count;
	eligibility->flags = flags;
	eligibility->teams = teams;
	return index_principals(eligibility, err);
}

/* Bits are worth it, and take no more room than the team itself, where it has many people and a good part of all. */
static int learn_list(struct eligibility *eligibility, const size_t *owners, size_t count, struct mow_error *err)
{
	const struct rules *rules = eligibility->rules;

	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		if (owner->kind != OWNER_TEAM || eligibility->teams[owner->index] != NULL)
			continue;
		const struct team *team = &rules->teams[owner->index];
		if (team->people_count < 64 || team->people_count < rules->people_count / 64)
			continue;
		unsigned char *bits = arena_alloc(eligibility->arena, rules->people_count / 8 + 1);
		if (bits == NULL)
			return mow_fail_memory(err);
		for (size_t j = 0; j < team->people_count; j++)
			if (people_in_team(team, j, eligibility->now))
				bits[team->people[j] / 8] |= (unsigned char)(1u << team->people[j] % 8);
		eligibility->teams[owner->index] = bits;
	}
	return MOW_OK;
}

int eligible_learn(struct eligibility *eligibility, const struct requirement *requirement, struct mow_error *err)
{
	int result = MOW_OK;

	if (requirement->responsible != NULL)
		result = learn_list(eligibility, requirement->responsible->items, requirement->responsible->count, err);
	for (size_t i = 0; result == MOW_OK && i < requirement->gate_count; i++)
		result = learn_list(eligibility, requirement->gates[i].of, requirement->gates[i].of_count, err);
	for (size_t i = 0; result == MOW_OK && i < requirement->freeze_count; i++)
		result = learn_list(eligibility, requirement->freezes[i].allow.of,
				    requirement->freezes[i].allow.of_count, err);
	return result;
}

static unsigned flags_of(const struct eligibility *eligibility, size_t person)
{
	return person < eligibility->known ? eligibility->flags[person] : DAY_SERVICE;
}

bool eligible_present(const struct eligibility *eligibility, size_t person)
{
	return flags_of(eligibility, person) == DAY_SERVICE;
}

bool eligible_is_author(const struct step_class *class, size_t person)
{
	size_t low = 0, high = class->author_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (class->authors[middle] < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low < class->author_count && class->authors[low] == person;
}

bool eligible_is_alone(const struct step_class *class)
{
	return class->author_count == 1 && !class->strangers;
}

bool eligible_is_replaced(const struct eligibility *eligibility, const struct step_class *class, size_t person)
{
	return !eligible_present(eligibility, person) || eligible_is_author(class, person);
}

bool eligible_counts(const struct eligibility *eligibility, const struct step_class *class, size_t person)
{
	const struct person *who = &eligibility->rules->people[person];
	const struct level_rule *level = &eligibility->rules->levels[class->requirement->level];

	if (!(flags_of(eligibility, person) & DAY_SERVICE))
		return false;
	bool says = (level->evidence & ~(unsigned)EVIDENCE_PUSHER) != 0;
	if (!eligible_is_author(class, person))
		return says;
	return level->self_approval && !who->external && !who->bot && (says || eligible_is_alone(class));
}

/* The person, then everybody who names them as a deputy. */
static bool next_principal(const struct eligibility *eligibility, size_t person, size_t *cursor, size_t *whom)
{
	const size_t *first = person < eligibility->known ? &eligibility->first[person] : NULL;
	size_t next = (*cursor)++;

	if (next > (first != NULL ? first[1] - first[0] : 0))
		return false;
	*whom = next == 0 ? person : eligibility->principals[first[0] + next - 1];
	return true;
}

bool eligible_next_place(const struct eligibility *eligibility, const struct step_class *class, size_t person,
			 size_t *cursor, size_t *whom)
{
	while (next_principal(eligibility, person, cursor, whom))
		if (*whom == person || eligible_is_replaced(eligibility, class, *whom))
			return true;
	return false;
}

static bool team_has(const struct eligibility *eligibility, size_t team, size_t person)
{
	const unsigned char *bits = eligibility->teams[team];

	return bits != NULL && person < eligibility->known
		       ? bits[person / 8] >> person % 8 & 1
		       : people_team_has(&eligibility->rules->teams[team], person, eligibility->now);
}

bool eligible_lists(const struct eligibility *eligibility, const size_t *owners, size_t count, size_t person)
{
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &eligibility->rules->owners[owners[i]];
		if (owner->kind == OWNER_PERSON ? owner->index == person : team_has(eligibility, owner->index, person))
			return true;
	}
	return false;
}

/* Themself, no deputy, no author, and nobody from outside. */
static bool escalated_to(const struct eligibility *eligibility, const struct step_class *class, size_t person)
{
	const struct escalation *escalation = class->requirement->escalate;
	const struct person *who = &eligibility->rules->people[person];

	return class->escalated && escalation != NULL && !who->bot && !who->external &&
	       !eligible_is_author(class, person) && eligible_counts(eligibility, class, person) &&
	       eligible_lists(eligibility, escalation->list.items, escalation->list.count, person);
}

bool eligible_is_accountable(const struct eligibility *eligibility, const struct step_class *class, size_t person)
{
	const struct rules *rules = eligibility->rules;
	const struct person *who = &rules->people[person];
	size_t cursor = 0, whom;

	if (escalated_to(eligibility, class, person))
		return true;
	if (class->requirement->accountable == RULES_NONE || who->bot ||
	    (who->external && !rules->external_accountable))
		return false;
	if (!eligible_counts(eligibility, class, person))
		return false;
	while (eligible_next_place(eligibility, class, person, &cursor, &whom))
		if (whom == rules->owners[class->requirement->accountable].index)
			return true;
	return false;
}

bool eligible_in_gate(const struct eligibility *eligibility, const struct step_class *class,
		      const struct required_gate *gate, size_t person)
{
	const struct person *who = &eligibility->rules->people[person];
	size_t cursor = 0, whom;

	if (!eligible_counts(eligibility, class, person))
		return false;
	if ((who->external || who->bot) &&
	    !people_named(eligibility->rules, gate->of, gate->of_count, person, eligibility->now))
		return false;
	while (eligible_next_place(eligibility, class, person, &cursor, &whom))
		if (eligible_lists(eligibility, gate->of, gate->of_count, whom))
			return true;
	return false;
}

bool eligible_is_responsible(const struct eligibility *eligibility, const struct step_class *class, size_t person)
{
	const struct owner_list *list = class->requirement->responsible;
	const struct person *who = &eligibility->rules->people[person];
	size_t cursor = 0, whom;

	if (list == NULL || who->external || who->bot || !eligible_counts(eligibility, class, person))
		return false;
	while (eligible_next_place(eligibility, class, person, &cursor, &whom))
		if (eligible_lists(eligibility, list->items, list->count, whom))
			return true;
	return false;
}

bool eligible_agrees(const struct eligibility *eligibility, const struct step_class *class,
		     const struct required_gate *gate, size_t person, const struct approval *approval)
{
	return (approval == NULL || role_covers_gate(&approval->role, gate->name)) &&
	       eligible_in_gate(eligibility, class, gate, person);
}

bool eligible_decides(const struct eligibility *eligibility, const struct step_class *class, size_t person,
		      const struct approval *approval)
{
	const struct requirement *requirement = class->requirement;
	const struct person *who = &eligibility->rules->people[person];
	bool all = approval == NULL || approval->role.as == AS_ALL;

	if ((all || approval->role.as == AS_ACCOUNTABLE) && eligible_is_accountable(eligibility, class, person))
		return true;
	if (!eligibility->rules->levels[requirement->level].any || who->external || who->bot)
		return false;
	if (all && eligible_is_responsible(eligibility, class, person))
		return true;
	for (size_t i = 0; i < requirement->gate_count; i++)
		if (requirement->gates[i].light &&
		    eligible_agrees(eligibility, class, &requirement->gates[i], person, approval))
			return true;
	return false;
}

bool eligible_takes_part(const struct eligibility *eligibility, const struct step_class *class, size_t person,
			 const struct approval *approval)
{
	bool all = approval == NULL || approval->role.as == AS_ALL;

	if ((all || approval->role.as == AS_ACCOUNTABLE) && eligible_is_accountable(eligibility, class, person))
		return true;
	if (all && eligible_is_responsible(eligibility, class, person))
		return true;
	for (size_t i = 0; i < class->requirement->gate_count; i++)
		if (eligible_agrees(eligibility, class, &class->requirement->gates[i], person, approval))
			return true;
	return false;
}

bool eligible_allows(const struct eligibility *eligibility, const struct step_class *class,
		     const struct required_gate *allow, size_t person, const struct approval *approval)
{
	const struct step_class by_nobody = {.requirement = class->requirement};
	const struct person *who = &eligibility->rules->people[person];

	return (approval == NULL || approval->role.as == AS_ALL) && !who->external && !who->bot &&
	       eligible_in_gate(eligibility, &by_nobody, allow, person);
}

/* Whether the maker of a stop has a gate's say, as themself or in somebody's place. */
static bool reviews(const struct eligibility *eligibility, const struct step_class *class, const struct stop *stop,
		    size_t whom)
{
	const struct rules *rules = eligibility->rules;
	const struct requirement *requirement = class->requirement;
	const struct person *who = &rules->people[stop->person];

	for (size_t i = 0; i < requirement->gate_count; i++) {
		const struct required_gate *gate = &requirement->gates[i];
		if (!role_covers_gate(&stop->role, gate->name) ||
		    !eligible_lists(eligibility, gate->of, gate->of_count, whom))
			continue;
		if ((!who->external && !who->bot) ||
		    people_named(rules, gate->of, gate->of_count, stop->person, eligibility->now))
			return true;
	}
	return false;
}

/* Whether the maker of a stop may speak as somebody who is accountable, or acts for them. */
static bool may_decide(const struct eligibility *eligibility, const struct stop *stop)
{
	const struct person *who = &eligibility->rules->people[stop->person];

	return stop->role.as != AS_GATE && !who->bot && (!who->external || eligibility->rules->external_accountable);
}

unsigned eligible_stops(const struct eligibility *eligibility, const struct step_class *class, const struct stop *stop)
{
	const struct rules *rules = eligibility->rules;
	size_t accountable = class->requirement->accountable;
	size_t owner = accountable != RULES_NONE ? rules->owners[accountable].index : RULES_NONE;
	size_t cursor = 0, whom;
	unsigned stands = 0;

	if (!(flags_of(eligibility, stop->person) & DAY_SERVICE))
		return 0;
	while (next_principal(eligibility, stop->person, &cursor, &whom)) {
		bool decides = whom == owner && may_decide(eligibility, stop);
		/* Who acted for the owner when they stopped it goes on to. */
		bool acted = whom == owner && stop->made != APPROVAL_MADE_UNKNOWN &&
			     !people_present(rules, whom, stop->made);
		if (whom != stop->person && !acted && !eligible_is_replaced(eligibility, class, whom))
			continue;
		if (decides || reviews(eligibility, class, stop, whom))
			stands |= whom == stop->person ? STOP_OWN : whom == owner ? STOP_FOR_OWNER : STOP_FOR_OTHER;
	}
	return stands;
}

bool eligible_lifts(const struct eligibility *eligibility, const struct step_class *class, unsigned stands,
		    size_t person)
{
	size_t accountable = class->requirement->accountable;

	return stands == STOP_FOR_OWNER && accountable != RULES_NONE &&
	       eligibility->rules->owners[accountable].index == person &&
	       (flags_of(eligibility, person) & DAY_SERVICE) != 0 && !eligible_is_author(class, person);
}

bool crowd_next(struct crowd *crowd, const struct rules *rules, size_t *person)
{
	while (crowd->owner < crowd->count) {
		const struct owner *owner = &rules->owners[crowd->owners[crowd->owner]];
		if (owner->kind == OWNER_PERSON) {
			crowd->owner++;
			*person = owner->index;
			return true;
		}
		const struct team *team = &rules->teams[owner->index];
		if (crowd->member < team->people_count) {
			*person = team->people[crowd->member++];
			return true;
		}
		crowd->owner++;
		crowd->member = 0;
	}
	return false;
}
