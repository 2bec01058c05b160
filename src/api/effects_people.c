#include "api/effects_people.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/error.h"

enum { NAMES_TOLD = 5 };

void effects_people_release(struct effects_people *people)
{
	map_release(&people->known);
	free(people->changes.items);
	arena_release(&people->arena);
}

/* ---- Whether there is anything to compare ---- */

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_numbers(const size_t *a, size_t a_count, const size_t *b, size_t b_count)
{
	return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

static bool same_texts(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
	if (a_count != b_count)
		return false;
	for (size_t i = 0; i < a_count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return true;
}

static bool same_person(const struct person *a, const struct person *b)
{
	return same_text(a->handle, b->handle) && same_texts(a->emails, a->email_count, b->emails, b->email_count) &&
	       same_texts(a->accounts, a->account_count, b->accounts, b->account_count) && a->external == b->external &&
	       a->bot == b->bot && a->service.from == b->service.from && a->service.end == b->service.end &&
	       same_numbers(a->deputies, a->deputy_count, b->deputies, b->deputy_count);
}

/* Of those who are declared. Others are nothing but an e-mail, and more of them are read on the way. */
static bool same_people(const struct rules *a, const struct rules *b)
{
	size_t count = 0;

	for (; count < a->people_count && a->people[count].line > 0; count++)
		if (count == b->people_count || !same_person(&a->people[count], &b->people[count]))
			return false;
	return count == b->people_count || b->people[count].line == 0;
}

/* Of teams with the same people. */
static bool same_terms(const struct team *a, const struct team *b)
{
	bool same = (a->terms == NULL) == (b->terms == NULL);

	for (size_t i = 0; same && a->terms != NULL && i < a->people_count; i++)
		same = a->terms[i].from == b->terms[i].from && a->terms[i].end == b->terms[i].end;
	return same;
}

static bool same_teams(const struct rules *a, const struct rules *b)
{
	if (a->team_count != b->team_count)
		return false;
	for (size_t i = 0; i < a->team_count; i++) {
		const struct team *one = &a->teams[i];
		const struct team *two = &b->teams[i];
		if (!same_text(one->handle, two->handle) || one->member_count != two->member_count ||
		    !same_numbers(one->people, one->people_count, two->people, two->people_count) ||
		    !same_terms(one, two))
			return false;
	}
	return true;
}

/* Room for everybody who is known by now. */
static bool make_room(struct effects_side *side, struct arena *arena)
{
	if (side->rules->people_count <= side->room)
		return true;
	side->room = 2 * side->rules->people_count;
	side->count = 0;
	side->people = arena_array(arena, side->room, sizeof *side->people);
	side->list = arena_array(arena, side->room, sizeof *side->list);
	side->in = arena_array(arena, side->room, sizeof *side->in);
	return side->people != NULL && side->list != NULL && side->in != NULL;
}

int effects_people_open(struct effects_people *people, const struct rules *before, const struct rules *after,
			struct budget *budget, struct mow_error *err)
{
	people->budget = budget;
	people->before.rules = before;
	people->after.rules = after;
	people->same = before->external_accountable == after->external_accountable && same_people(before, after) &&
		       same_teams(before, after);
	return budget_work(budget, (before->people_count + after->people_count) * BUDGET_LOOK, err);
}

/* ---- Who can act ---- */

enum seat { SEAT_GATE, SEAT_ACCOUNTABLE, SEAT_ANY };

static bool may_sit(const struct effects_side *side, const struct effects_seats *seats, enum seat seat, size_t person)
{
	const struct person *who = &side->rules->people[person];

	if (seat == SEAT_ACCOUNTABLE)
		return !who->bot && (!who->external || side->rules->external_accountable);
	if (!who->external && !who->bot)
		return true;
	return seat == SEAT_GATE && people_named(side->rules, seats->gate, seats->gate_count, person, side->now);
}

static void add_person(struct effects_side *side, size_t person)
{
	if (side->in[person])
		return;
	side->in[person] = 1;
	side->people[side->count++] = person;
}

/* Somebody, and who acts in their place where they do not. */
static void add_with_deputies(struct effects_side *side, const struct effects_seats *seats, enum seat seat,
			      size_t person)
{
	const struct person *who = &side->rules->people[person];

	if (may_sit(side, seats, seat, person))
		add_person(side, person);
	for (size_t i = 0; i < who->deputy_count; i++)
		if (may_sit(side, seats, seat, who->deputies[i]))
			add_person(side, who->deputies[i]);
}

static void add_list(struct effects_side *side, const struct effects_seats *seats, enum seat seat)
{
	const size_t *owners = seat == SEAT_GATE ? seats->gate : seats->any;
	size_t count = people_expand(side->list, side->rules, owners,
				     seat == SEAT_GATE ? seats->gate_count : seats->any_count, side->now);

	for (size_t i = 0; i < count; i++)
		add_with_deputies(side, seats, seat, side->list[i]);
}

static void add_late(struct effects_side *side, const struct effects_seats *seats)
{
	size_t count = people_expand(side->list, side->rules, seats->late, seats->late_count, side->now);

	for (size_t i = 0; i < count; i++)
		if (may_sit(side, seats, SEAT_ANY, side->list[i]))
			add_person(side, side->list[i]);
}

static void fill(struct effects_side *side, const struct effects_seats *seats)
{
	for (size_t i = 0; i < side->count; i++)
		side->in[side->people[i]] = 0;
	side->count = 0;
	if (seats->gate_count > 0)
		add_list(side, seats, SEAT_GATE);
	if (seats->any_count > 0)
		add_list(side, seats, SEAT_ANY);
	if (seats->late_count > 0)
		add_late(side, seats);
	if (seats->accountable != RULES_NONE)
		add_with_deputies(side, seats, SEAT_ACCOUNTABLE, side->rules->owners[seats->accountable].index);
}

/* ---- Who could not ---- */

struct names {
	struct buf text;
	size_t count;
};

/* Whether the next one is told, or counted only. */
static bool begin_name(struct names *names)
{
	bool told = names->count < NAMES_TOLD;

	if (told && names->count > 0)
		buf_adds(&names->text, ", ");
	names->count++;
	return told;
}

/* What somebody can be known by when they approve: an e-mail, or an account of a forge. */
static size_t token_count(const struct person *person)
{
	return person->email_count + person->account_count;
}

static const char *token(const struct person *person, size_t index)
{
	return index < person->email_count ? person->emails[index] : person->accounts[index - person->email_count];
}

/* Who of the other side is known by the same, among those who can act there; RULES_NONE. */
static size_t find_same(const struct effects_side *other, const struct person *person, size_t index)
{
	const struct map *known = index < person->email_count ? &other->rules->emails : &other->rules->accounts;
	const char *text = token(person, index);
	size_t found;

	return map_get(known, text, strlen(text), &found) && other->in[found] ? found : RULES_NONE;
}

static size_t find_counterpart(const struct effects_side *other, const struct person *person)
{
	size_t found = RULES_NONE;

	for (size_t i = 0; i < token_count(person) && found == RULES_NONE; i++)
		found = find_same(other, person, i);
	return found;
}

/* What is more about somebody who could act before: another address or account, or a longer service. */
static void name_more(struct names *names, const struct effects_people *people, size_t number, size_t before)
{
	const struct person *person = &people->after.rules->people[number];
	const struct person *was = &people->before.rules->people[before];
	const char *label = people_label(people->after.rules, number);

	for (size_t i = 0; i < token_count(person); i++) {
		if (find_same(&people->before, person, i) == RULES_NONE && begin_name(names))
			buf_addf(&names->text, "%s as %s", token(person, i), label);
	}
	if (person->service.from >= was->service.from && person->service.end <= was->service.end)
		return;
	if (begin_name(names))
		buf_addf(&names->text, "%s for longer", label);
}

/* Of a handle that the other state gives to somebody else, who it is. */
static void add_label(struct buf *out, const struct rules *rules, const struct rules *other, size_t number)
{
	const char *label = people_label(rules, number);

	if (rules->people[number].handle != NULL && people_owner(other, label, strlen(label)) != RULES_NONE &&
	    people_by_email(other, rules->people[number].emails_first, strlen(rules->people[number].emails_first)) ==
		    RULES_NONE)
		buf_addf(out, "%s as ", rules->people[number].emails_first);
	buf_adds(out, label);
}

/* Into `numbers` too, which have room for all. */
static size_t add_names(struct names *names, size_t *numbers, const struct effects_people *people, bool joined)
{
	const struct effects_side *side = joined ? &people->after : &people->before;
	const struct effects_side *other = joined ? &people->before : &people->after;
	size_t count = 0;

	for (size_t i = 0; i < side->count; i++) {
		size_t number = side->people[i];
		size_t before = names->count;
		size_t same = find_counterpart(other, &side->rules->people[number]);
		if (same != RULES_NONE && joined)
			name_more(names, people, number, same);
		if (same == RULES_NONE && begin_name(names))
			add_label(&names->text, side->rules, other->rules, number);
		if (names->count > before)
			numbers[count++] = number;
	}
	return count;
}

/* "@tom, @ella and 3 more"; NULL where there is nobody. */
static int list_names(const char **out, struct effects_numbers *listed, struct effects_people *people, bool joined,
		      struct mow_error *err)
{
	struct names names = {BUF_INIT, 0};
	size_t room = (joined ? &people->after : &people->before)->count + 1;
	size_t *numbers = arena_array(&people->arena, room, sizeof *numbers);
	int result = MOW_OK;

	*out = NULL;
	if (numbers == NULL)
		return mow_fail_memory(err);
	*listed = (struct effects_numbers){numbers, add_names(&names, numbers, people, joined)};
	if (names.count > NAMES_TOLD)
		buf_addf(&names.text, " and %zu more", names.count - NAMES_TOLD);
	if (names.count > 0) {
		*out = arena_dup(&people->arena, names.text.data, names.text.len);
		result = names.text.failed || *out == NULL ? mow_fail_memory(err) : MOW_OK;
	}
	buf_release(&names.text);
	return result;
}

int effects_people_compare(struct effects_change *out, struct effects_people *people, const struct effects_role *role,
			   struct mow_error *err)
{
	size_t number, len = strlen(role->key);

	*out = (struct effects_change){0};
	if (people->same && role->same)
		return MOW_OK;
	if (map_get(&people->known, role->key, len, &number)) {
		*out = people->changes.items[number];
		return MOW_OK;
	}
	if (!make_room(&people->before, &people->arena) || !make_room(&people->after, &people->arena))
		return mow_fail_memory(err);
	fill(&people->before, &role->before);
	fill(&people->after, &role->after);
	int result =
		budget_work(people->budget, (people->before.count + people->after.count + 1) * 4 * BUDGET_LOOK, err);
	if (result == MOW_OK)
		result = list_names(&out->joined, &out->joined_people, people, true, err);
	if (result == MOW_OK)
		result = list_names(&out->left, &out->left_people, people, false, err);
	if (result != MOW_OK)
		return result;
	const char *key = arena_dup(&people->arena, role->key, len);
	if (key == NULL || array_reserve(&people->changes, 1) ||
	    map_put(&people->known, key, len, people->changes.count))
		return mow_fail_memory(err);
	people->changes.items[people->changes.count++] = *out;
	return MOW_OK;
}
