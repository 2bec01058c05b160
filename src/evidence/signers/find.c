#include <string.h>

#include "evidence/signers/signers.h"

/* Whether an entry may speak for its person at `now`, as OpenSSH counts: both ends included. */
static bool counts(const struct signer *signer, int64_t now)
{
	return !signer->shared && signer->valid_from <= now && now <= signer->valid_end;
}

bool signers_has(const struct signers *signers, const struct rules *rules, size_t person, int64_t now)
{
	if (person == RULES_NONE)
		return false;
	const struct person *who = &rules->people[person];
	for (size_t i = 0; i < who->email_count; i++) {
		size_t at;
		if (!map_get(&signers->emails, who->emails[i], strlen(who->emails[i]), &at))
			continue;
		for (; at != SIZE_MAX; at = signers->items[at].next_of_email)
			if (counts(&signers->items[at], now))
				return true;
	}
	return false;
}

const struct signer *signers_nearest(const struct signers_of *of, const char *key)
{
	const struct signers *signers = of->signers;
	size_t first;

	if (!map_get(&signers->keys, key, strlen(key), &first))
		return NULL;
	for (size_t at = first; at != SIZE_MAX && of->person != RULES_NONE; at = signers->items[at].next_of_key) {
		const char *email = signers->items[at].principal;
		if (people_by_email(of->rules, email, strlen(email)) == of->person)
			return &signers->items[at];
	}
	return &signers->items[first];
}

const struct signer *signers_find(const struct signers_of *of, const char *type, const char *key)
{
	const struct signers *signers = of->signers;
	size_t at;

	if (of->person == RULES_NONE || !map_get(&signers->keys, key, strlen(key), &at))
		return NULL;
	for (; at != SIZE_MAX; at = signers->items[at].next_of_key) {
		const struct signer *signer = &signers->items[at];
		if (counts(signer, of->now) && strcmp(signer->type, type) == 0 &&
		    people_by_email(of->rules, signer->principal, strlen(signer->principal)) == of->person)
			return signer;
	}
	return NULL;
}
