#include "verdict/consents.h"
#include "verdict/need_lists.h"
#include "verdict/needs.h"
#include "verdict/needs_decided.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/system.h"

/*
 * A list of whom to ask holds as many as lack and ASK_MORE more, fewer where a requirement has so many needs that
 * their lists would take more than ASK_ALL together.
 */
enum { ASK_MORE = 200, ASK_LEAST = 8, ASK_ALL = 2000 };

/* Of each need: bytes for its place in lists and keys, and looks that it takes beside those at approvals. */
enum { NEED_KEPT = 4 * sizeof(size_t), NEED_LOOKS = 32 };

static size_t ask_cap(const struct requirement *requirement)
{
	size_t each = ASK_ALL / (requirement->gate_count + 2);

	return each > ASK_MORE ? ASK_MORE : each < ASK_LEAST ? ASK_LEAST : each;
}

static int compare_newest(const void *a, const void *b, void *context)
{
	const struct approvals *approvals = *(const struct approvals **)context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (approvals->items[x].made != approvals->items[y].made)
		return approvals->items[x].made > approvals->items[y].made ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Whether an approval is one of the consents that are wanted, whoever made the change. */
static bool consents(const struct eligibility *eligibility, const struct step_class *class,
		     const struct approval *approval)
{
	const struct step_class by_nobody = {.requirement = class->requirement};

	return needs_approval_counts(eligibility, &by_nobody, approval) &&
	       consents_roles(eligibility, class, approval->person, approval) != 0;
}

/* Approvals of other content that would count for this one, had they been for it. */
static int find_stale(struct judgement *out, const struct needs *needs, const struct approvals *approvals,
		      struct arena *arena, struct mow_error *err)
{
	const struct step_class *class = needs->class;
	const struct approval_set *set = class->approvals;
	size_t count = set != NULL ? set->stale_count : 0, kept = 0;
	size_t *stale = arena_array(arena, count, sizeof *stale);

	if (stale == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		const struct approval *approval = &approvals->items[set->stale[i]];
		if ((needs_approval_counts(needs->eligibility, class, approval) &&
		     eligible_takes_part(needs->eligibility, class, approval->person, approval)) ||
		    consents(needs->eligibility, class, approval))
			stale[kept++] = set->stale[i];
	}
	system_sort(stale, kept, sizeof *stale, compare_newest, &approvals);
	out->stale = stale;
	out->stale_count = kept;
	return MOW_OK;
}

bool verdict_needs_authors(const struct rules *rules, const struct requirement *requirement)
{
	if (rules->broken || requirement->broken != NULL)
		return false;
	return rules->proved || requirement->accountable != RULES_NONE || requirement->gate_count > 0 ||
	       requirement->responsible != NULL;
}

struct judge {
	struct eligibility eligibility;
	struct needs needs;
	struct need_table table;
	const struct approvals *approvals;
	struct budget *budget; /* NULL: no limit */
	bool brief;            /* nobody is asked beyond what lacks */
	struct arena arena;
};

int judge_new(struct judge **out, const struct rules *rules, int64_t now, struct mow_error *err)
{
	struct judge *judge = calloc(1, sizeof *judge);

	if (judge == NULL)
		return mow_fail_memory(err);
	judge->eligibility = (struct eligibility){.rules = rules, .now = now};
	judge->table.key = (struct buf)BUF_INIT;
	judge->needs.eligibility = &judge->eligibility;
	int result = eligible_index(&judge->eligibility, &judge->arena, err);
	if (result == MOW_OK)
		*out = judge;
	else
		judge_free(judge);
	return result;
}

void judge_spend(struct judge *judge, struct budget *budget)
{
	judge->budget = judge->table.budget = budget;
}

void judge_briefly(struct judge *judge)
{
	judge->brief = true;
}

size_t judge_needs(const struct judge *judge)
{
	return judge->table.needs.count;
}

void judge_heed(struct judge *judge, const struct approvals *approvals)
{
	judge->approvals = approvals;
}

void judge_free(struct judge *judge)
{
	if (judge == NULL)
		return;
	needs_release(&judge->needs);
	need_table_release(&judge->table);
	arena_release(&judge->arena);
	free(judge);
}

/* Every need looks at every approval, and has a place. */
static int spend(struct judge *judge, const struct step_class *class, struct mow_error *err)
{
	uint64_t needs = class->requirement->gate_count + class->requirement->freeze_count + class->consent_count + 4 +
			 needs_decided_count(class);
	uint64_t approvals = class->approvals != NULL ? class->approvals->count + class->approvals->stale_count : 0;
	int result = budget_work(judge->budget, needs * (approvals + NEED_LOOKS) * BUDGET_LOOK, err);

	return result != MOW_OK ? result : budget_memory(judge->budget, needs * NEED_KEPT, err);
}

static bool is_of_time(const struct class_need *need)
{
	return need->role == NEED_FREEZE || need->role == NEED_RIGHTS;
}

/* Nobody is accountable, and the rules block that. */
static bool is_closed(const struct judge *judge, const struct step_class *class)
{
	return class->requirement->accountable == RULES_NONE && judge->eligibility.rules->unowned == UNOWNED_BLOCK;
}

static int find_state(struct judgement *out, struct judge *judge, struct arena *arena, struct mow_error *err)
{
	const struct needs *needs = &judge->needs;
	bool met = true, possible = true, frozen = false, stopped = false;
	int result = need_lists_take(out, &judge->table, needs, arena, err);

	for (size_t i = 0; i < needs->count; i++) {
		const struct need_state *state = &needs->items[i];
		if (state->need.role == NEED_OVERRIDE) {
			out->overridden = needs_met(state);
			continue;
		}
		met = met && needs_met(state);
		possible = possible && state->possible;
		frozen = frozen || (is_of_time(&state->need) && !needs_met(state));
		stopped = stopped || state->need.role == NEED_STOP;
	}
	if (result < 0)
		return result;
	if (out->overridden || stopped) {
		out->overridden = out->overridden && (!met || stopped || is_closed(judge, needs->class));
		out->state = stopped && !out->overridden ? MOW_STOPPED : MOW_APPROVED;
		return MOW_OK;
	}
	if (is_closed(judge, needs->class) && !frozen) {
		out->state = MOW_UNOWNED;
		out->need_count = 0;
		return MOW_OK;
	}
	if (frozen || met || !possible) {
		out->state = frozen ? MOW_FROZEN : met ? MOW_APPROVED : MOW_IMPOSSIBLE;
		return MOW_OK;
	}
	result = find_stale(out, needs, judge->approvals, arena, err);
	out->state = out->stale_count > 0 ? MOW_STALE : MOW_MISSING;
	return result;
}

int judge_class(struct judgement *out, struct judge *judge, const struct step_class *class, struct arena *arena,
		struct mow_error *err)
{
	const struct rules *rules = judge->eligibility.rules;
	const struct requirement *requirement = class->requirement;
	struct judgement judgement = {.state = MOW_IMPOSSIBLE};
	int result = MOW_OK;

	if (!rules->broken && requirement->broken == NULL) {
		judgement.warn_unowned = requirement->accountable == RULES_NONE && rules->unowned == UNOWNED_WARN;
		result = spend(judge, class, err);
		if (result == MOW_OK)
			result = needs_find(&judge->needs, class, judge->approvals,
					    judge->brief ? 0 : ask_cap(requirement), err);
		if (result == MOW_OK)
			result = find_state(&judgement, judge, arena, err);
	}
	if (result == MOW_OK)
		*out = judgement;
	return result;
}

int judge_possible(bool *out, struct judge *judge, const struct step_class *class, struct mow_error *err)
{
	bool possible = !judge->eligibility.rules->broken && class->requirement->broken == NULL;
	int result = possible ? spend(judge, class, err) : MOW_OK;

	if (possible && result == MOW_OK)
		result = needs_find(&judge->needs, class, judge->approvals, 0, err);
	for (size_t i = 0; possible && result == MOW_OK && i < judge->needs.count; i++)
		possible = judge->needs.items[i].possible || judge->needs.items[i].need.role == NEED_OVERRIDE;
	if (result == MOW_OK)
		*out = possible;
	return result;
}

/* Without memory for what it learns of these owners, answers only take longer. */
static const struct eligibility *day_of(struct judge *judge, const struct step_class *class)
{
	(void)eligible_learn(&judge->eligibility, class->requirement, NULL);
	return &judge->eligibility;
}

unsigned judge_roles(struct judge *judge, const struct step_class *class, size_t person)
{
	const struct rules *rules = judge->eligibility.rules;
	const struct requirement *requirement = class->requirement;
	unsigned roles = 0;

	if (person >= rules->people_count)
		return 0;
	if (eligible_is_author(class, person))
		roles |= ROLE_AUTHOR;
	if (rules->broken || requirement->broken != NULL)
		return roles;
	const struct eligibility *eligibility = day_of(judge, class);
	if (eligible_is_accountable(eligibility, class, person))
		roles |= ROLE_ACCOUNTABLE;
	if (eligible_is_responsible(eligibility, class, person))
		roles |= ROLE_RESPONSIBLE;
	for (size_t i = 0; !(roles & ROLE_GATE) && i < requirement->gate_count; i++)
		if (eligible_in_gate(eligibility, class, &requirement->gates[i], person))
			roles |= ROLE_GATE;
	for (size_t i = 0; !(roles & ROLE_ALLOW) && i < requirement->freeze_count; i++)
		if (needs_in_force(&requirement->freezes[i], eligibility->now) &&
		    eligible_allows(eligibility, class, &requirement->freezes[i].allow, person, NULL))
			roles |= ROLE_ALLOW;
	return roles | consents_roles(eligibility, class, person, NULL);
}

bool judge_in_gate(struct judge *judge, const struct step_class *class, size_t gate, size_t person)
{
	const struct rules *rules = judge->eligibility.rules;
	const struct requirement *requirement = class->requirement;

	if (person >= rules->people_count || gate >= requirement->gate_count || rules->broken ||
	    requirement->broken != NULL)
		return false;
	return eligible_in_gate(day_of(judge, class), class, &requirement->gates[gate], person);
}

bool judge_consents(struct judge *judge, const struct step_class *class, size_t consent, size_t person)
{
	return person < judge->eligibility.rules->people_count && consent < class->consent_count &&
	       consents_given(day_of(judge, class), class, &class->consents[consent], person, NULL);
}

bool judge_may_count(struct judge *judge, const struct step_class *class, const struct judge_holder *holder,
		     const struct role *role)
{
	const struct requirement *requirement = class->requirement;

	if (role->as == AS_ALL)
		return (holder->roles & ~(unsigned)ROLE_AUTHOR) != 0;
	if (role->as == AS_ACCOUNTABLE)
		return (holder->roles & ROLE_ACCOUNTABLE) != 0;
	for (size_t i = 0; i < requirement->gate_count; i++)
		if (role_covers_gate(role, requirement->gates[i].name) &&
		    judge_in_gate(judge, class, i, holder->person))
			return true;
	return false;
}

bool judge_stands(struct judge *judge, const struct step_class *class, const struct stop *stop)
{
	const struct requirement *requirement = class->requirement;

	if (judge->eligibility.rules->broken || requirement->broken != NULL)
		return false;
	const struct eligibility *eligibility = day_of(judge, class);
	unsigned stands = eligible_stops(eligibility, class, stop);
	for (size_t i = 0; i < stop->lifted_count; i++)
		if (eligible_lifts(eligibility, class, stands, stop->lifted[i]))
			stands = 0;
	return stands != 0;
}

enum approval_lack judge_lack(const struct judge *judge, const struct step_class *class,
			      const struct approval *approval)
{
	return needs_lack(&judge->eligibility, class, approval);
}

bool judge_counts(struct judge *judge, const struct step_class *class, const struct approval *approval)
{
	const struct eligibility *eligibility = day_of(judge, class);

	return needs_approval_counts(eligibility, class, approval) || consents(eligibility, class, approval);
}

bool judge_passes(struct judge *judge, const struct step_class *class, const struct approval *override)
{
	const struct rules *rules = judge->eligibility.rules;

	return !rules->broken && class->requirement->broken == NULL &&
	       needs_override_passes(rules, class->requirement) && needs_override_counts(&judge->eligibility, override);
}
