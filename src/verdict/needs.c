#include "verdict/needs.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

int needs_init(struct needs *parts, struct eligibility *eligibility, struct mow_error *err)
{
	memset(parts, 0, sizeof *parts);
	parts->eligibility = eligibility;
	parts->marks = calloc(eligibility->rules->people_count + 1, sizeof *parts->marks);
	if (parts->marks == NULL)
		return mow_fail_memory(err);
	return seats_init(&parts->seats, eligibility->rules->people_count, err);
}

void needs_release(struct needs *parts)
{
	seats_release(&parts->seats);
	free(parts->have.items);
	free(parts->ask.items);
	free(parts->asked.items);
	free(parts->marks);
	arena_release(&parts->arena);
	memset(parts, 0, sizeof *parts);
}

bool needs_met(const struct need_state *part)
{
	return part->need.folded || part->need.got >= part->need.need;
}

bool needs_approval_counts(const struct eligibility *eligibility, const struct step_class *class,
			   const struct approval *approval)
{
	const struct level_rule *level = &eligibility->rules->levels[class->owners->level];

	if (approval->person >= eligibility->rules->people_count || !(level->evidence & (unsigned)approval->kind))
		return false;
	if (level->max_age > 0 && approval->made < eligibility->now - level->max_age)
		return false;
	return eligible_counts(eligibility, class, approval->person);
}

static int find_counting(struct needs *parts, const struct approvals *approvals, struct mow_error *err)
{
	const struct approval_set *set = parts->class->approvals;
	size_t count = set != NULL ? set->count : 0;

	parts->approvals = approvals;
	parts->counting_count = 0;
	parts->counting = arena_array(&parts->arena, count, sizeof *parts->counting);
	if (parts->counting == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		const struct approval *approval = &approvals->items[set->items[i]];
		if (needs_approval_counts(parts->eligibility, parts->class, approval))
			parts->counting[parts->counting_count++] = set->items[i];
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

/* True the first time since the mark was moved on. */
static bool come_across(struct needs *parts, size_t person)
{
	bool first = parts->marks[person] != parts->mark;

	parts->marks[person] = parts->mark;
	return first;
}

static bool fits(const struct needs *parts, const struct class_need *need, size_t person,
		 const struct approval *approval)
{
	if (need->role == NEED_DECISION)
		return eligible_decides(parts->eligibility, parts->class, person, approval);
	if (need->role == NEED_GATE)
		return eligible_agrees(parts->eligibility, parts->class, need->gate, person, approval);
	return eligible_takes_part(parts->eligibility, parts->class, person, approval);
}

/* Whoever has given it, each once, in the order of the approvals. */
static int find_have(struct needs *parts, const struct class_need *need, struct mow_error *err)
{
	int result = MOW_OK;

	parts->mark++;
	parts->have.count = parts->ask.count = parts->asked.count = 0;
	for (size_t i = 0; result == MOW_OK && i < parts->counting_count; i++) {
		const struct approval *approval = &parts->approvals->items[parts->counting[i]];
		size_t person = approval->person;
		if (parts->marks[person] == parts->mark || !fits(parts, need, person, approval))
			continue;
		come_across(parts, person);
		result = push(&parts->have, person, err);
	}
	return result;
}

/* The people of a list in the order in which they are to be asked: members first, then the deputies of those who are
 * replaced. */
struct scan {
	struct crowd crowd;
	bool deputies;
	size_t member, deputy; /* whose deputies, and how far */
};

static struct scan scan_of(const size_t *owners, size_t count)
{
	return (struct scan){.crowd = {.owners = owners, .count = count}, .member = RULES_NONE};
}

static bool scan_next(struct scan *scan, const struct needs *parts, size_t *person)
{
	const struct rules *rules = parts->eligibility->rules;

	if (!scan->deputies) {
		if (crowd_next(&scan->crowd, rules, person))
			return true;
		scan->deputies = true;
		scan->crowd.owner = scan->crowd.member = 0;
	}
	for (;;) {
		if (scan->member != RULES_NONE && scan->deputy < rules->people[scan->member].deputy_count) {
			*person = rules->people[scan->member].deputies[scan->deputy++];
			return true;
		}
		scan->deputy = 0;
		do {
			if (!crowd_next(&scan->crowd, rules, &scan->member))
				return false;
		} while (!eligible_is_replaced(parts->eligibility, parts->class, scan->member));
	}
}

/* Adds those of a list whom it would help to ask, up to `limit` in all. */
static int offer(struct needs *parts, struct need_state *part, struct scan scan, size_t limit, struct mow_error *err)
{
	size_t person;
	int result = MOW_OK;

	while (result == MOW_OK && !part->cut && scan_next(&scan, parts, &person)) {
		if (parts->marks[person] == parts->mark || !eligible_present(parts->eligibility, person) ||
		    !fits(parts, &part->need, person, NULL))
			continue;
		come_across(parts, person);
		part->cut = parts->ask.count >= limit;
		if (!part->cut)
			result = push(&parts->ask, person, err);
	}
	return result;
}

/* For the decision and for `people`, where everybody adds one. */
static int find_ask(struct needs *parts, struct need_state *part, size_t cap, struct mow_error *err)
{
	const struct requirement *owners = parts->class->owners;
	bool people = part->need.role == NEED_PEOPLE;
	bool any = people || parts->eligibility->rules->levels[owners->level].any;
	size_t lacking = part->need.need - part->need.got;
	size_t limit = lacking + cap;
	int result = offer(parts, part, scan_of(&owners->accountable, 1), limit, err);

	part->simple = true;
	if (result == MOW_OK && any && owners->responsible != NULL)
		result =
			offer(parts, part, scan_of(owners->responsible->items, owners->responsible->count), limit, err);
	for (size_t i = 0; result == MOW_OK && any && i < owners->gate_count; i++)
		if (people || owners->gates[i].light)
			result =
				offer(parts, part, scan_of(owners->gates[i].of, owners->gates[i].of_count), limit, err);
	part->possible = parts->ask.count >= lacking;
	return result;
}

/* Seats who has approved, until there are enough. */
static int seat_have(struct needs *parts, struct need_state *part, struct mow_error *err)
{
	int result = MOW_OK;

	seats_reset(&parts->seats, part->need.gate);
	for (size_t i = 0; result == MOW_OK && i < parts->have.count && part->need.got < part->need.need; i++) {
		result = seats_add(&parts->seats, parts->eligibility, parts->class, parts->have.items[i], err);
		if (result == MOW_OK && seats_take(&parts->seats, i))
			part->need.got++;
	}
	return result;
}

/* Stands the next one who is present and would fit at the door; false: there is nobody any more. */
static bool next_standing(struct needs *parts, struct need_state *part, struct scan *scan, int *result,
			  struct mow_error *err)
{
	size_t person;

	while (*result == MOW_OK && scan_next(scan, parts, &person)) {
		if (parts->marks[person] == parts->mark || !eligible_present(parts->eligibility, person) ||
		    !fits(parts, &part->need, person, NULL))
			continue;
		come_across(parts, person);
		*result = seats_add(&parts->seats, parts->eligibility, parts->class, person, err);
		return *result == MOW_OK;
	}
	return false;
}

static int ask_last(struct needs *parts, struct mow_error *err)
{
	size_t last = parts->seats.people.count - 1;
	int result = push(&parts->ask, parts->seats.people.items[last], err);

	return result < 0 ? result : push(&parts->asked, last, err);
}

/*
 * Whom to ask for a gate: who could be seated beside those who are there. Whether all of them together are enough is
 * found by seating them; where that is not so and the list was cut, others are looked for until it is so or there is
 * nobody.
 */
static int find_gate_ask(struct needs *parts, struct need_state *part, size_t cap, struct mow_error *err)
{
	size_t lacking = part->need.need - part->need.got, seated = 0;
	const struct required_gate *gate = part->need.gate;
	struct scan scan = scan_of(gate->of, gate->of_count);
	int result = MOW_OK;

	while (result == MOW_OK && !part->cut && next_standing(parts, part, &scan, &result, err)) {
		if (!seats_could_take(&parts->seats, parts->seats.people.count - 1))
			continue;
		result = ask_last(parts, err);
		part->cut = parts->ask.count > lacking + cap;
	}
	for (size_t i = 0; result == MOW_OK && i < parts->asked.count; i++)
		seated += seats_take(&parts->seats, parts->asked.items[i]);
	part->simple = seated == parts->ask.count;
	while (result == MOW_OK && part->cut && seated < lacking && next_standing(parts, part, &scan, &result, err)) {
		if (!seats_take(&parts->seats, parts->seats.people.count - 1))
			continue;
		seated++;
		result = ask_last(parts, err);
	}
	part->possible = seated >= lacking;
	return result;
}

static uint32_t *keep_numbers(struct arena *arena, const struct seats_numbers *numbers)
{
	uint32_t *copy = arena_array(arena, numbers->count, sizeof *copy);

	if (copy != NULL && numbers->count > 0)
		memcpy(copy, numbers->items, numbers->count * sizeof *copy);
	return copy;
}

static int keep_seats(struct needs *parts, struct need_state *part, struct mow_error *err)
{
	part->people = keep_numbers(&parts->arena, &parts->seats.people);
	part->first = keep_numbers(&parts->arena, &parts->seats.first);
	part->places = keep_numbers(&parts->arena, &parts->seats.places);
	part->people_count = parts->seats.people.count;
	part->seat_count = parts->seats.whose.count;
	return part->people != NULL && part->first != NULL && part->places != NULL ? MOW_OK : mow_fail_memory(err);
}

static size_t *keep_people(struct arena *arena, const struct needs_people *list)
{
	size_t *copy = arena_array(arena, list->count, sizeof *copy);

	if (copy != NULL && list->count > 0)
		memcpy(copy, list->items, list->count * sizeof *copy);
	return copy;
}

static int fill(struct needs *parts, struct need_state *part, size_t cap, struct mow_error *err)
{
	struct class_need *need = &part->need;
	bool gate = need->role == NEED_GATE;
	int result = find_have(parts, need, err);

	if (result == MOW_OK && gate)
		result = seat_have(parts, part, err);
	else if (result == MOW_OK)
		need->got = parts->have.count < need->need ? (unsigned)parts->have.count : need->need;
	if (result == MOW_OK && !needs_met(part))
		result = gate ? find_gate_ask(parts, part, cap, err) : find_ask(parts, part, cap, err);
	else
		part->possible = part->simple = true;
	if (result == MOW_OK && !part->simple && parts->keep)
		result = keep_seats(parts, part, err);
	if (result < 0)
		return result;
	need->have = keep_people(&parts->arena, &parts->have);
	need->have_count = parts->have.count;
	need->ask = keep_people(&parts->arena, &parts->ask);
	need->ask_count = parts->ask.count;
	return need->have != NULL && need->ask != NULL ? MOW_OK : mow_fail_memory(err);
}

/* The accountable owner where their own approval cannot be had. */
static size_t missing_owner(const struct needs *parts)
{
	const struct eligibility *eligibility = parts->eligibility;
	size_t person = eligibility->rules->owners[parts->class->owners->accountable].index;

	return eligible_present(eligibility, person) && eligible_counts(eligibility, parts->class, person) ? RULES_NONE
													   : person;
}

int needs_find(struct needs *parts, const struct step_class *class, const struct approvals *approvals, size_t cap,
	       struct mow_error *err)
{
	const struct requirement *owners = class->owners;
	const struct level_rule *level = &parts->eligibility->rules->levels[owners->level];
	bool owned = owners->accountable != RULES_NONE;
	int result = eligible_learn(parts->eligibility, owners, err);

	arena_release(&parts->arena);
	parts->class = class;
	parts->count = 0;
	parts->items = arena_array(&parts->arena, owners->gate_count + 2, sizeof *parts->items);
	if (parts->items == NULL)
		return mow_fail_memory(err);
	if (result == MOW_OK)
		result = find_counting(parts, approvals, err);
	if (result < 0)
		return result;
	if (owned)
		parts->items[parts->count++].need =
			(struct class_need){.role = NEED_DECISION, .need = 1, .away = missing_owner(parts)};
	for (size_t i = 0; i < owners->gate_count; i++)
		parts->items[parts->count++].need =
			(struct class_need){.role = NEED_GATE,
					    .gate = &owners->gates[i],
					    .need = owners->gates[i].need,
					    .away = RULES_NONE,
					    .folded = owned && level->any && !owners->gates[i].strict};
	if (owned && level->people > 1)
		parts->items[parts->count++].need =
			(struct class_need){.role = NEED_PEOPLE, .need = level->people, .away = RULES_NONE};
	for (size_t i = 0; result == MOW_OK && i < parts->count; i++)
		result = fill(parts, &parts->items[i], cap, err);
	return result;
}
