#include "verdict/day.h"

#include <string.h>

#include "base/error.h"

enum { DAY_SERVICE = 1, DAY_AWAY = 2 };

static unsigned char look(const struct rules *rules, size_t person, int64_t now)
{
	unsigned service = people_in_service(rules, person, now) ? DAY_SERVICE : 0u;
	unsigned away = people_away(rules, person, now) ? DAY_AWAY : 0u;

	return (unsigned char)(service | away);
}

/* Deputies the other way round: counted first, then laid one behind the other. */
static int index_principals(struct day *day, struct mow_error *err)
{
	const struct rules *rules = day->rules;
	size_t *first = arena_array(day->arena, rules->people_count + 2, sizeof *first);

	if (!first)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->people_count; i++)
		for (size_t j = 0; j < rules->people[i].deputy_count; j++)
			first[rules->people[i].deputies[j] + 2]++;
	for (size_t i = 2; i < rules->people_count + 2; i++)
		first[i] += first[i - 1];
	uint32_t *principals = arena_array(day->arena, first[rules->people_count + 1] + 1, sizeof *principals);
	if (!principals)
		return mow_fail_memory(err);
	/* first[p + 1] is where the next principal of p goes; at the end it is where those of p + 1 begin. */
	for (size_t i = 0; i < rules->people_count; i++)
		for (size_t j = 0; j < rules->people[i].deputy_count; j++)
			principals[first[rules->people[i].deputies[j] + 1]++] = (uint32_t)i;
	day->first = first;
	day->principals = principals;
	return 0;
}

int day_index(struct day *day, struct arena *arena, struct mow_error *err)
{
	const struct rules *rules = day->rules;
	unsigned char *flags = arena_array(arena, rules->people_count + 1, sizeof *flags);
	unsigned char **teams = arena_array(arena, rules->team_count + 1, sizeof *teams);

	if (!flags || !teams)
		return mow_fail_memory(err);
	for (size_t i = 0; i < rules->people_count; i++)
		flags[i] = look(rules, i, day->now);
	day->arena = arena;
	day->flags = flags;
	day->teams = teams;
	return index_principals(day, err);
}

/* Bits are worth it, and take no more room than the team itself, where it has many people and a good part of all. */
static int learn_list(struct day *day, const size_t *owners, size_t count, struct mow_error *err)
{
	const struct rules *rules = day->rules;

	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		if (owner->kind != OWNER_TEAM || day->teams[owner->index])
			continue;
		const struct team *team = &rules->teams[owner->index];
		if (team->people_count < 64 || team->people_count < rules->people_count / 64)
			continue;
		unsigned char *bits = arena_alloc(day->arena, rules->people_count / 8 + 1);
		if (!bits)
			return mow_fail_memory(err);
		for (size_t j = 0; j < team->people_count; j++)
			bits[team->people[j] / 8] |= (unsigned char)(1u << team->people[j] % 8);
		day->teams[owner->index] = bits;
	}
	return 0;
}

int day_learn(struct day *day, const struct requirement *owners, struct mow_error *err)
{
	int result = 0;

	if (!day->teams)
		return 0;
	if (owners->responsible)
		result = learn_list(day, owners->responsible->items, owners->responsible->count, err);
	for (size_t i = 0; result == 0 && i < owners->gate_count; i++)
		result = learn_list(day, owners->gates[i].of, owners->gates[i].of_count, err);
	return result;
}

static unsigned flags_of(const struct day *day, size_t person)
{
	return day->flags ? day->flags[person] : look(day->rules, person, day->now);
}

bool day_present(const struct day *day, size_t person)
{
	return flags_of(day, person) == DAY_SERVICE;
}

bool day_is_author(const struct subject *subject, size_t person)
{
	size_t low = 0, high = subject->author_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (subject->authors[middle] < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low < subject->author_count && subject->authors[low] == person;
}

bool day_is_replaced(const struct day *day, const struct subject *subject, size_t person)
{
	return !day_present(day, person) || day_is_author(subject, person);
}

bool day_counts(const struct day *day, const struct subject *subject, size_t person)
{
	const struct person *who = &day->rules->people[person];

	if (!(flags_of(day, person) & DAY_SERVICE))
		return false;
	if (!day_is_author(subject, person))
		return true;
	return day->rules->levels[subject->owners->level].self_approval && !who->external && !who->bot;
}

bool day_next_place(const struct day *day, const struct subject *subject, size_t person, size_t *cursor, size_t *whom)
{
	const struct rules *rules = day->rules;
	size_t end = day->first ? day->first[person + 1] - day->first[person] : rules->people_count;

	if (*cursor == 0) {
		*cursor = 1;
		*whom = person;
		return true;
	}
	while (*cursor <= end) {
		size_t next = (*cursor)++ - 1;
		size_t other = day->first ? day->principals[day->first[person] + next] : next;
		if (other == person || (!day->first && !people_is_deputy(rules, person, other)))
			continue;
		if (!day_is_replaced(day, subject, other))
			continue;
		*whom = other;
		return true;
	}
	return false;
}

static bool team_has(const struct day *day, size_t team, size_t person)
{
	const struct team *list = &day->rules->teams[team];

	if (day->teams && day->teams[team])
		return day->teams[team][person / 8] >> person % 8 & 1;
	for (size_t i = 0; i < list->people_count; i++)
		if (list->people[i] == person)
			return true;
	return false;
}

bool day_lists(const struct day *day, const size_t *owners, size_t count, size_t person)
{
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &day->rules->owners[owners[i]];
		if (owner->kind == OWNER_PERSON ? owner->index == person : team_has(day, owner->index, person))
			return true;
	}
	return false;
}

bool day_is_accountable(const struct day *day, const struct subject *subject, size_t person)
{
	const struct rules *rules = day->rules;
	const struct person *who = &rules->people[person];
	size_t cursor = 0, whom;

	if (subject->owners->accountable == RULES_NONE || who->bot || (who->external && !rules->external_accountable))
		return false;
	if (!day_counts(day, subject, person))
		return false;
	while (day_next_place(day, subject, person, &cursor, &whom))
		if (whom == rules->owners[subject->owners->accountable].index)
			return true;
	return false;
}

bool day_in_gate(const struct day *day, const struct subject *subject, const struct required_gate *gate, size_t person)
{
	const struct person *who = &day->rules->people[person];
	size_t cursor = 0, whom;

	if (!day_counts(day, subject, person))
		return false;
	if ((who->external || who->bot) && !people_named(day->rules, gate->of, gate->of_count, person))
		return false;
	while (day_next_place(day, subject, person, &cursor, &whom))
		if (day_lists(day, gate->of, gate->of_count, whom))
			return true;
	return false;
}

bool day_is_responsible(const struct day *day, const struct subject *subject, size_t person)
{
	const struct owner_list *list = subject->owners->responsible;
	const struct person *who = &day->rules->people[person];
	size_t cursor = 0, whom;

	if (!list || who->external || who->bot || !day_counts(day, subject, person))
		return false;
	while (day_next_place(day, subject, person, &cursor, &whom))
		if (day_lists(day, list->items, list->count, whom))
			return true;
	return false;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Names of gates are ASCII but for e-mails, of which rules and records keep the other bytes as they are. */
static bool same_name(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool day_agrees(const struct day *day, const struct subject *subject, const struct required_gate *gate, size_t person,
		const struct approval *approval)
{
	if (approval && approval->as == AS_ACCOUNTABLE)
		return false;
	if (approval && approval->as == AS_GATE && !same_name(approval->gate, gate->name))
		return false;
	return day_in_gate(day, subject, gate, person);
}

bool day_decides(const struct day *day, const struct subject *subject, size_t person, const struct approval *approval)
{
	const struct requirement *owners = subject->owners;
	const struct person *who = &day->rules->people[person];
	bool all = !approval || approval->as == AS_ALL;

	if ((all || approval->as == AS_ACCOUNTABLE) && day_is_accountable(day, subject, person))
		return true;
	if (!day->rules->levels[owners->level].any || who->external || who->bot)
		return false;
	if (all && day_is_responsible(day, subject, person))
		return true;
	for (size_t i = 0; i < owners->gate_count; i++)
		if (owners->gates[i].light && day_agrees(day, subject, &owners->gates[i], person, approval))
			return true;
	return false;
}

bool day_takes_part(const struct day *day, const struct subject *subject, size_t person,
		    const struct approval *approval)
{
	bool all = !approval || approval->as == AS_ALL;

	if ((all || approval->as == AS_ACCOUNTABLE) && day_is_accountable(day, subject, person))
		return true;
	if (all && day_is_responsible(day, subject, person))
		return true;
	for (size_t i = 0; i < subject->owners->gate_count; i++)
		if (day_agrees(day, subject, &subject->owners->gates[i], person, approval))
			return true;
	return false;
}

bool day_crowd_next(struct day_crowd *crowd, const struct rules *rules, size_t *person)
{
	while (crowd->owner < crowd->count) {
		const struct owner *owner = &rules->owners[crowd->owners[crowd->owner]];
		if (owner->kind == OWNER_PERSON) {
			crowd->owner++;
			*person = owner->index;
			return true;
		}
		if (crowd->member < rules->teams[owner->index].people_count) {
			*person = rules->teams[owner->index].people[crowd->member++];
			return true;
		}
		crowd->owner++;
		crowd->member = 0;
	}
	return false;
}
