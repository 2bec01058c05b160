#include "rules/people.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/number_set.h"
#include "base/system.h"
#include "rules/keys.h"
#include "rules/relations.h"

bool people_in_service(const struct rules *rules, size_t person, int64_t now)
{
	const struct period *service = &rules->people[person].service;

	return service->from <= now && now < service->end;
}

void people_leave(struct rules *rules, size_t person, int64_t now)
{
	struct period *service = &rules->people[person].service;

	if (now < service->end)
		service->end = now;
}

void people_take_deputies(struct rules *rules, size_t person, size_t *deputies, size_t count)
{
	rules->people[person].deputies = deputies;
	rules->people[person].deputy_count = count;
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

/* ---- Addresses of accounts ----------------------------------------------------------------------------------------- */

/* An address taken apart: NAME@users.noreply.HOST. */
struct address {
	const char *name; /* with what stands before it */
	size_t name_len;
	size_t id_len; /* of the digits that it begins with */
	const char *host;
	size_t host_len;
	bool of_users; /* "users." is there */
};

static bool take_word(struct address *address, const char *word)
{
	size_t len = strlen(word);

	if (address->host_len <= len || strncasecmp(address->host, word, len) != 0)
		return false;
	address->host += len;
	address->host_len -= len;
	return true;
}

/* False: it is no address of an account. */
static bool take_address(struct address *out, const char *email, size_t len)
{
	const char *at = system_last(email, '@', len);

	if (at == NULL || at == email)
		return false;
	*out = (struct address){.name = email,
				.name_len = (size_t)(at - email),
				.host = at + 1,
				.host_len = len - (size_t)(at - email) - 1};
	while (out->id_len < out->name_len && out->name[out->id_len] >= '0' && out->name[out->id_len] <= '9')
		out->id_len++;
	out->of_users = take_word(out, "users.");
	return take_word(out, "noreply.");
}

static bool is_host(const struct address *address, const char *host)
{
	return address->host_len == strlen(host) && strncasecmp(address->host, host, address->host_len) == 0;
}

struct address_people {
	size_t *items;
	size_t count;
};

static void add_person(struct address_people *people, size_t person)
{
	for (size_t i = 0; i < people->count; i++)
		if (people->items[i] == person)
			return;
	if (person != RULES_NONE)
		people->items[people->count++] = person;
}

/* The person of NAME, and of what stands behind ID and the sign that this platform parts them with. */
static void add_account(struct address_people *people, const struct rules *rules, const char *platform,
			const struct address *address, char sign)
{
	char name[RULES_ACCOUNT_MAX + 1];
	size_t id = address->id_len;

	if (address->name_len > RULES_ACCOUNT_MAX)
		return;
	memcpy(name, address->name, address->name_len);
	name[address->name_len] = '\0';
	add_person(people, people_by_account(rules, platform, name));
	if (id > 0 && name[id] == sign)
		add_person(people, people_by_account(rules, platform, name + id + 1));
}

size_t people_by_address(size_t out[PEOPLE_OF_ADDRESS], const struct rules *rules, const char *email, size_t len)
{
	struct address_people people = {out, 0};
	struct address address;

	add_person(&people, people_by_email(rules, email, len));
	if (!take_address(&address, email, len))
		return people.count;
	if (address.of_users && !is_host(&address, "gitlab.com"))
		add_account(&people, rules, "github", &address, '+');
	if (address.of_users && !is_host(&address, "github.com"))
		add_account(&people, rules, "gitlab", &address, '-');
	if (!address.of_users)
		add_account(&people, rules, "gitea", &address, '+');
	return people.count;
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

size_t people_expand(size_t *out, const struct rules *rules, const size_t *owners, size_t count, int64_t now)
{
	struct number_set *marks = rules->seen;
	size_t found = 0;

	marks->round++;
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		const struct team *team = owner->kind == OWNER_TEAM ? &rules->teams[owner->index] : NULL;
		for (size_t k = 0; k < (team != NULL ? team->people_count : 1); k++) {
			size_t person = team != NULL ? team->people[k] : owner->index;
			if ((team == NULL || people_in_team(team, k, now)) && number_set_add(marks, person))
				out[found++] = person;
		}
	}
	return found;
}

static bool has_members(const struct team *team, int64_t now)
{
	return team->service.from <= now && now < team->service.end;
}

bool people_named(const struct rules *rules, const size_t *owners, size_t count, size_t person, int64_t now)
{
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		if (owner->kind == OWNER_PERSON ? owner->index == person
						: has_members(&rules->teams[owner->index], now) &&
							  relations_has(rules, RELATION_MEMBER, owner->index, person))
			return true;
	}
	return false;
}

bool people_team_has(const struct team *team, size_t person, int64_t now)
{
	for (size_t i = 0; i < team->people_count; i++)
		if (team->people[i] == person && people_in_team(team, i, now))
			return true;
	return false;
}

bool people_listed(const struct rules *rules, const size_t *owners, size_t count, size_t person, int64_t now)
{
	for (size_t i = 0; i < count; i++) {
		const struct owner *owner = &rules->owners[owners[i]];
		if (owner->kind == OWNER_PERSON ? owner->index == person
						: people_team_has(&rules->teams[owner->index], person, now))
			return true;
	}
	return false;
}

bool people_may_witness(const struct rules *rules, size_t person, int64_t now)
{
	for (size_t i = 0; i < rules->witness_count; i++)
		if (rules->witnesses[i] == person)
			return rules->people[person].bot && people_in_service(rules, person, now);
	return false;
}

bool people_may_override(const struct rules *rules, size_t person, int64_t now)
{
	const struct gate *override = &rules->override;
	const struct person *who = &rules->people[person];

	return people_in_service(rules, person, now) && !who->external && !who->bot &&
	       people_listed(rules, override->of, override->of_count, person, now);
}
