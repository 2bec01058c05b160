#include "rules/people.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/number_set.h"
#include "rules/keys.h"
#include "rules/relations.h"

bool people_in_service(const struct rules *rules, size_t person, int64_t now)
{
	const struct period *service = &rules->people[person].service;

	return service->from <= now && now < service->end;
}

/* The absence that a moment falls into. They are in order and do not overlap. */
static const struct period *find_absence(const struct person *person, int64_t now)
{
	size_t low = 0;
	size_t high = person->away_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (now >= person->away[middle].end)
			low = middle + 1;
		else
			high = middle;
	}
	return low < person->away_count && person->away[low].from <= now ? &person->away[low] : NULL;
}

bool people_away(const struct rules *rules, size_t person, int64_t now)
{
	return find_absence(&rules->people[person], now) != NULL;
}

bool people_present(const struct rules *rules, size_t person, int64_t now)
{
	return people_in_service(rules, person, now) && !people_away(rules, person, now);
}

bool people_away_until(int64_t *day, const struct rules *rules, size_t person, int64_t now)
{
	const struct period *absence = find_absence(&rules->people[person], now);

	if (absence == NULL)
		return false;
	int64_t last = absence->end - 1;
	int64_t rest = last % CLOCK_DAY;
	*day = last - (rest < 0 ? rest + CLOCK_DAY : rest);
	return true;
}

bool people_is_deputy(const struct rules *rules, size_t deputy, size_t of)
{
	return relations_has(rules, RELATION_DEPUTY, of, deputy);
}

size_t people_by_email(const struct rules *rules, const char *email, size_t len)
{
	char lower[RULES_EMAIL_MAX + 1];
	size_t person;

	if (len > RULES_EMAIL_MAX)
		return RULES_NONE;
	ascii_copy_lower(lower, email, len);
	return map_get(&rules->emails, lower, len, &person) ? person : RULES_NONE;
}

size_t people_by_account(const struct rules *rules, const char *platform, const char *account)
{
	char key[RULES_ACCOUNT_MAX + 16];
	size_t person;

	int len = snprintf(key, sizeof key, "%s:%s", platform, account);
	if (len < 0 || (size_t)len >= sizeof key)
		return RULES_NONE;
	ascii_copy_lower(key, key, (size_t)len);
	return map_get(&rules->accounts, key, (size_t)len, &person) ? person : RULES_NONE;
}

/* The owner that a person is declared as, or was named as first. */
static size_t owner_of(const struct rules *rules, size_t person)
{
	const char *label = people_label(rules, person);
	size_t owner;

	return map_get(&rules->handles, label, strlen(label), &owner) ? owner : RULES_NONE;
}

size_t people_owner(const struct rules *rules, const char *text, size_t len)
{
	char lower[RULES_EMAIL_MAX + 1];
	size_t owner;

	if (len > RULES_EMAIL_MAX)
		return RULES_NONE;
	ascii_copy_lower(lower, text, len);
	if (map_get(&rules->handles, lower, len, &owner))
		return owner;
	size_t person = people_by_email(rules, text, len);
	return person == RULES_NONE ? RULES_NONE : owner_of(rules, person);
}

const char *people_label(const struct rules *rules, size_t person)
{
	const struct person *known = &rules->people[person];

	return known->handle != NULL ? known->handle : known->emails[0];
}

size_t people_expand(size_t *out, const struct rules *rules, const size_t *owners, size_t count)
{
	struct number_set *marks = rules->seen;
	size_t found = 0;

	marks->round++;
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		const struct team *team = owner->kind == OWNER_TEAM ? &rules->teams[owner->index] : NULL;
		for (size_t k = 0; k < (team != NULL ? team->people_count : 1); k++) {
			size_t person = team != NULL ? team->people[k] : owner->index;
			if (number_set_add(marks, person))
				out[found++] = person;
		}
	}
	return found;
}

bool people_named(const struct rules *rules, const size_t *owners, size_t count, size_t person)
{
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		if (owner->kind == OWNER_PERSON ? owner->index == person
						: relations_has(rules, RELATION_MEMBER, owner->index, person))
			return true;
	}
	return false;
}
