#include "rules/read/read.h"
#include "rules/read/roster.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

int roster_add_person(size_t *person, struct load *load)
{
	struct rules *rules = load->rules;
	struct person new = {.service = {INT64_MIN, INT64_MAX}, .barred = RULES_NONE, .name = "", .emails_first = ""};

	if (rules->people_count == rules->people_capacity &&
	    array_grow(&rules->people, &rules->people_capacity, rules->people_count, 1, sizeof *rules->people))
		return load_no_memory(load);
	rules->people[rules->people_count] = new;
	*person = rules->people_count++;
	return MOW_OK;
}

int roster_add_team(size_t *team, struct load *load)
{
	struct rules *rules = load->rules;
	struct team new = {.service = {INT64_MIN, INT64_MAX}};

	if (rules->team_count == rules->team_capacity &&
	    array_grow(&rules->teams, &rules->team_capacity, rules->team_count, 1, sizeof *rules->teams))
		return load_no_memory(load);
	rules->teams[rules->team_count] = new;
	*team = rules->team_count++;
	return MOW_OK;
}

int roster_add_owner(size_t *owner, struct load *load, const char *text, enum owner_kind kind, size_t index)
{
	struct rules *rules = load->rules;

	if (rules->owner_count == rules->owner_capacity &&
	    array_grow(&rules->owners, &rules->owner_capacity, rules->owner_count, 1, sizeof *rules->owners))
		return load_no_memory(load);
	if (map_put(&rules->handles, text, strlen(text), rules->owner_count))
		return load_no_memory(load);
	rules->owners[rules->owner_count] = (struct owner){text, kind, index};
	*owner = rules->owner_count++;
	return MOW_OK;
}

const char *roster_lower(struct load *load, const char *text, size_t len)
{
	char *lower = arena_dup(&load->rules->arena, text, len);

	if (lower != NULL)
		ascii_copy_lower(lower, text, len);
	return lower;
}

/* Known by an e-mail alone. */
static int add_stranger(size_t *person, struct load *load, const char *lower, const char *written)
{
	struct rules *rules = load->rules;
	const char **emails = arena_array(&rules->arena, 1, sizeof *emails);

	if (emails == NULL)
		return load_no_memory(load);
	if (roster_add_person(person, load))
		return MOW_ENOMEM;
	if (map_put(&rules->emails, lower, strlen(lower), *person))
		return load_no_memory(load);
	emails[0] = lower;
	struct person *new = &rules->people[*person];
	new->emails = emails;
	new->email_count = 1;
	new->emails_first = written;
	new->name = lower;
	return MOW_OK;
}

int roster_email_owner(size_t *owner, struct load *load, const char *text, size_t len)
{
	char key[RULES_EMAIL_MAX + 1];
	size_t person;

	ascii_copy_lower(key, text, len);
	if (map_get(&load->rules->handles, key, len, owner))
		return MOW_OK;
	const char *lower = arena_dup(&load->rules->arena, key, len);
	const char *written = arena_dup(&load->rules->arena, text, len);
	if (lower == NULL || written == NULL)
		return load_no_memory(load);
	if (!map_get(&load->rules->emails, lower, len, &person) && add_stranger(&person, load, lower, written))
		return MOW_ENOMEM;
	return roster_add_owner(owner, load, lower, OWNER_PERSON, person);
}

static bool is_domain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
		bool inside = i > 0 && i + 1 < len && text[i - 1] != '.';
		if (!plain && c != '-' && c != '_' && !(c == '.' && inside))
			return false;
	}
	return len > 0;
}

bool rules_is_email(const char *text, size_t len)
{
	const char *at = memchr(text, '@', len);
	uint32_t space;

	if (at == NULL || at == text || len > RULES_EMAIL_MAX || utf8_find_space(&space, text, len) < len)
		return false;
	for (const char *c = text; *c != '@'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7F || strchr(",;:\"\\<>()[]", *c) != NULL)
			return false;
	return is_domain(at + 1, len - (size_t)(at - text) - 1);
}
