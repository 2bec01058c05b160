#include "verdict/needs.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "verdict/consents.h"
#include "verdict/needs_decided.h"
#include "verdict/needs_list.h"
#include "verdict/scan.h"

/* Files that were read since the last time may name people. */
static int make_room(struct needs *needs, struct mow_error *err)
{
	size_t count = needs->eligibility->rules->people_count;
	unsigned *marks;

	if (needs->marks != NULL && count <= needs->room)
		return MOW_OK;
	marks = calloc(count + 1, sizeof *marks);
	if (marks == NULL)
		return mow_fail_memory(err);
	free(needs->marks);
	needs->marks = marks;
	if (seats_make_room(&needs->seats, count, err) != MOW_OK)
		return MOW_ENOMEM;
	needs->room = count;
	return MOW_OK;
}

void needs_release(struct needs *needs)
{
	seats_release(&needs->seats);
	free(needs->have.items);
	free(needs->ask.items);
	free(needs->asked.items);
	free(needs->marks);
	arena_release(&needs->arena);
}

bool needs_met(const struct need_state *state)
{
	return state->need.folded || state->need.got >= state->need.need;
}

enum approval_lack needs_lack(const struct eligibility *eligibility, const struct step_class *class,
			      const struct approval *approval)
{
	const struct level_rule *level = &eligibility->rules->levels[class->requirement->level];

	if (!(level->evidence & (unsigned)approval->kind))
		return LACK_KIND;
	/* What a forge says must not change who decides what it says. */
	if (approval->carried && class->requirement->is_rules)
		return LACK_CARRIED;
	return level->max_age > 0 && approval->made < eligibility->now - level->max_age ? LACK_AGE : LACK_NONE;
}

bool needs_approval_counts(const struct eligibility *eligibility, const struct step_class *class,
			   const struct approval *approval)
{
	if (approval->person >= eligibility->rules->people_count ||
	    needs_lack(eligibility, class, approval) != LACK_NONE)
		return false;
	if (approval->own && !eligible_is_author(class, approval->person))
		return false;
	/* To push is no opinion on the work of others, be it in the same file. */
	if (approval->kind == EVIDENCE_PUSHER && !eligible_is_alone(class))
		return false;
	return eligible_counts(eligibility, class, approval->person);
}

static int find_counting(struct needs *needs, const struct approvals *approvals, struct mow_error *err)
{
	const struct approval_set *set = needs->class->approvals;
	size_t count = set != NULL ? set->count : 0;

	needs->approvals = approvals;
	needs->counting_count = 0;
	needs->counting = arena_array(&needs->arena, count, sizeof *needs->counting);
	if (needs->counting == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		const struct approval *approval = &approvals->items[set->items[i]];
		if (needs_approval_counts(needs->eligibility, needs->class, approval))
			needs->counting[needs->counting_count++] = set->items[i];
	}
	return MOW_OK;
}

static int push(struct needs_people *list, size_t person, struct mow_error *err)
{
	if (array_reserve(list, 1))
		return mow_fail_memory(err);
	list->items[list->count++] = person;
	return MOW_OK;
}

static bool fits(const struct needs *needs, const struct class_need *need, size_t person,
		 const struct approval *approval)
{
	if (need->role == NEED_DECISION)
		return eligible_decides(needs->eligibility, needs->class, person, approval);
	if (need->role == NEED_GATE)
		return eligible_agrees(needs->eligibility, needs->class, need->gate, person, approval);
	if (need->role == NEED_FREEZE)
		return eligible_allows(needs->eligibility, needs->class, need->gate, person, approval);
	if (need->role == NEED_CONSENT)
		return consents_given(needs->eligibility, needs->class, need->consent, person, approval);
	return need->role == NEED_PEOPLE && eligible_takes_part(needs->eligibility, needs->class, person, approval);
}

/* Whoever has given it, each once, in the order of the approvals. */
static int find_have(struct needs *needs, const struct class_need *need, struct mow_error *err)
{
	/* Who lets something through a freeze, or agrees to a hand-over, may be one who made it. */
	const struct step_class by_nobody = {.requirement = needs->class->requirement};
	bool by_authors = need->role == NEED_FREEZE || need->role == NEED_CONSENT;
	const struct approval_set *set = by_authors ? needs->class->approvals : NULL;
	const size_t *items = set != NULL ? set->items : needs->counting;
	size_t count = set != NULL ? set->count : needs->counting_count;
	int result = MOW_OK;

	needs->mark++;
	needs->have.count = needs->ask.count = needs->asked.count = 0;
	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		const struct approval *approval = &needs->approvals->items[items[i]];
		size_t person = approval->person;
		if (set != NULL && !needs_approval_counts(needs->eligibility, &by_nobody, approval))
			continue;
		if (needs->marks[person] == needs->mark || !fits(needs, need, person, approval))
			continue;
		needs->marks[person] = needs->mark;
		result = push(&needs->have, person, err);
	}
	return result;
}

/* Adds those of a list whom it would help to ask, up to `limit` in all. */
static int offer(struct needs *needs, struct need_state *state, struct scan scan, size_t limit, struct mow_error *err)
{
	size_t person;
	int result = MOW_OK;

	while (result == MOW_OK && !state->cut && scan_next(&scan, needs->eligibility, needs->class, &person)) {
		if (needs->marks[person] == needs->mark || !eligible_present(needs->eligibility, person) ||
		    !fits(needs, &state->need, person, NULL))
			continue;
		needs->marks[person] = needs->mark;
		state->cut = needs->ask.count >= limit;
		if (!state->cut)
			result = push(&needs->ask, person, err);
	}
	return result;
}

/* For a freeze or a hand-over, where one is enough; where rights have ended or authors are not proved there is nobody.
 */
static int find_allow_ask(struct needs *needs, struct need_state *state, size_t cap, struct mow_error *err)
{
	const struct required_gate *allow = state->need.gate;
	int result = MOW_OK;

	if (allow != NULL)
		result = offer(needs, state, scan_of(allow->of, allow->of_count), 1 + cap, err);
	state->possible = needs->ask.count > 0;
	return result;
}

/* For the decision and for `people`, where everybody adds one. */
static int find_ask(struct needs *needs, struct need_state *state, size_t cap, struct mow_error *err)
{
	const struct requirement *requirement = needs->class->requirement;
	bool people = state->need.role == NEED_PEOPLE;
	bool any = people || needs->eligibility->rules->levels[requirement->level].any;
	size_t lacking = state->need.need - state->need.got;
	size_t limit = lacking + cap;
	int result = offer(needs, state, scan_of(&requirement->accountable, requirement->accountable != RULES_NONE),
			   limit, err);

	if (result == MOW_OK && needs->class->escalated && requirement->escalate != NULL)
		result = offer(needs, state,
			       scan_of(requirement->escalate->list.items, requirement->escalate->list.count), limit,
			       err);
	if (result == MOW_OK && any && requirement->responsible != NULL)
		result = offer(needs, state, scan_of(requirement->responsible->items, requirement->responsible->count),
			       limit, err);
	for (size_t i = 0; result == MOW_OK && any && i < requirement->gate_count; i++)
		if (people || requirement->gates[i].light)
			result = offer(needs, state, scan_of(requirement->gates[i].of, requirement->gates[i].of_count),
				       limit, err);
	state->possible = needs->ask.count >= lacking;
	return result;
}

/* Seats who has approved, until there are enough. */
static int seat_have(struct needs *needs, struct need_state *state, struct mow_error *err)
{
	int result = MOW_OK;

	seats_reset(&needs->seats, state->need.gate);
	for (size_t i = 0; result == MOW_OK && i < needs->have.count && state->need.got < state->need.need; i++) {
		result = seats_add(&needs->seats, needs->eligibility, needs->class, needs->have.items[i], err);
		if (result == MOW_OK && seats_take(&needs->seats, i))
			state->need.got++;
	}
	return result;
}

/* Stands the next one who is present and would fit at the door; false: there is nobody any more. */
static bool next_standing(struct needs *needs, struct need_state *state, struct scan *scan, int *result,
			  struct mow_error *err)
{
	size_t person;

	while (*result == MOW_OK && scan_next(scan, needs->eligibility, needs->class, &person)) {
		if (needs->marks[person] == needs->mark || !eligible_present(needs->eligibility, person) ||
		    !fits(needs, &state->need, person, NULL))
			continue;
		needs->marks[person] = needs->mark;
		*result = seats_add(&needs->seats, needs->eligibility, needs->class, person, err);
		return *result == MOW_OK;
	}
	return false;
}

static int ask_last(struct needs *needs, struct mow_error *err)
{
	size_t last = needs->seats.people.count - 1;
	int result = push(&needs->ask, needs->seats.people.items[last], err);

	return result < 0 ? result : push(&needs->asked, last, err);
}

/*
 * Whom to ask for a gate: who could be seated beside those who are there. Whether all of them together are enough is
 * found by seating them; where that is not so and the list was cut, others are looked for until it is so or there is
 * nobody.
 */
static int find_gate_ask(struct needs *needs, struct need_state *state, size_t cap, struct mow_error *err)
{
	size_t lacking = state->need.need - state->need.got, seated = 0;
	const struct required_gate *gate = state->need.gate;
	struct scan scan = scan_of(gate->of, gate->of_count);
	int result = MOW_OK;

	while (result == MOW_OK && !state->cut && next_standing(needs, state, &scan, &result, err)) {
		if (!seats_could_take(&needs->seats, needs->seats.people.count - 1))
			continue;
		result = ask_last(needs, err);
		state->cut = needs->ask.count > lacking + cap;
	}
	for (size_t i = 0; result == MOW_OK && i < needs->asked.count; i++)
		seated += seats_take(&needs->seats, needs->asked.items[i]);
	state->simple = seated == needs->ask.count;
	while (result == MOW_OK && state->cut && seated < lacking && next_standing(needs, state, &scan, &result, err)) {
		if (!seats_take(&needs->seats, needs->seats.people.count - 1))
			continue;
		seated++;
		result = ask_last(needs, err);
	}
	state->possible = seated >= lacking;
	return result;
}

static const uint32_t *keep_numbers(struct arena *arena, const struct seats_numbers *numbers)
{
	return arena_copy(arena, numbers->items, numbers->count, sizeof *numbers->items);
}

static int keep_seats(struct needs *needs, struct need_state *state, struct mow_error *err)
{
	state->people = keep_numbers(&needs->arena, &needs->seats.people);
	state->first = keep_numbers(&needs->arena, &needs->seats.first);
	state->places = keep_numbers(&needs->arena, &needs->seats.places);
	state->people_count = needs->seats.people.count;
	state->seat_count = needs->seats.whose.count;
	return state->people != NULL && state->first != NULL && state->places != NULL ? MOW_OK : mow_fail_memory(err);
}

static int look_for(struct needs *needs, struct need_state *state, size_t cap, struct mow_error *err)
{
	enum need_role role = state->need.role;

	if (role == NEED_GATE)
		return find_gate_ask(needs, state, cap, err);
	if (role == NEED_DECISION || role == NEED_PEOPLE)
		return find_ask(needs, state, cap, err);
	return find_allow_ask(needs, state, cap, err);
}

static int fill(struct needs *needs, struct need_state *state, size_t cap, struct mow_error *err)
{
	struct class_need *need = &state->need;
	bool gate = need->role == NEED_GATE;
	int result = find_have(needs, need, err);

	state->simple = true;
	if (result == MOW_OK && gate)
		result = seat_have(needs, state, err);
	else if (result == MOW_OK)
		need->got = needs->have.count < need->need ? (unsigned)needs->have.count : need->need;
	if (result == MOW_OK && !needs_met(state))
		result = look_for(needs, state, cap, err);
	else
		state->possible = true;
	if (result == MOW_OK && !state->simple && needs->keep)
		result = keep_seats(needs, state, err);
	if (result < 0)
		return result;
	need->have = arena_copy(&needs->arena, needs->have.items, needs->have.count, sizeof *need->have);
	need->have_count = needs->have.count;
	need->ask = arena_copy(&needs->arena, needs->ask.items, needs->ask.count, sizeof *need->ask);
	need->ask_count = needs->ask.count;
	return need->have != NULL && need->ask != NULL ? MOW_OK : mow_fail_memory(err);
}

int needs_find(struct needs *needs, const struct step_class *class, const struct approvals *approvals, size_t cap,
	       struct mow_error *err)
{
	const struct requirement *requirement = class->requirement;
	size_t most = requirement->gate_count + requirement->freeze_count + class->consent_count + 4 +
		      needs_decided_count(class);
	int result = eligible_learn(needs->eligibility, requirement, err);

	arena_release(&needs->arena);
	needs->class = class;
	needs->count = 0;
	needs->items = arena_array(&needs->arena, most, sizeof *needs->items);
	if (needs->items == NULL)
		return mow_fail_memory(err);
	if (result == MOW_OK)
		result = make_room(needs, err);
	if (result == MOW_OK)
		result = find_counting(needs, approvals, err);
	if (result < 0)
		return result;
	needs_list(needs);
	for (size_t i = 0; result == MOW_OK && i < needs->count; i++)
		result = fill(needs, &needs->items[i], cap, err);
	return result == MOW_OK ? needs_add_decided(needs, err) : result;
}
