#include "rules/read/person.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "rules/read/attributes.h"
#include "rules/read/list.h"
#include "rules/read/read.h"
#include "rules/read/roster.h"
#include "rules/relations.h"

/* ---- Handles ---- */

static bool check_handle(struct load *load, const struct reader_key *key, enum owner_kind kind)
{
	const char *whom = kind == OWNER_TEAM ? "team" : "person";

	if (key->name[0] == '@' && keys_is_handle(key->name + 1, key->len - 1))
		return true;
	const char *quoted = load_quote(load, key->name, key->len);
	if (keys_is_handle(key->name, key->len))
		load_report(load, key, BAD_NAME, "the handle of a %s begins with @; write \"@%s\"", whom, quoted);
	else if (key->name[0] == '@' && key->len > KEYS_HANDLE_MAX + 1)
		load_report(load, key, NAME_TOO_LONG, "a handle of %u characters behind its @; at most %d are allowed",
			    key->len - 1, KEYS_HANDLE_MAX);
	else
		load_report(load, key, BAD_NAME,
			    "\"%s\" is no handle of a %s: @, a letter or digit, then A-Z a-z 0-9 . _ / -", quoted,
			    whom);
	return false;
}

static void complain_declared(struct load *load, const struct reader_key *key, enum owner_kind kind, size_t owner)
{
	const struct rules *rules = load->rules;
	const struct owner *before = &rules->owners[owner];
	unsigned line =
		before->kind == OWNER_TEAM ? rules->teams[before->index].line : rules->people[before->index].line;

	if (before->kind != kind)
		load_report(load, key, DUPLICATE_HANDLE, "\"%s\" is a %s already, in line %u; a handle is one of both",
			    before->text, kind == OWNER_TEAM ? "person" : "team", line);
	else if (kind == OWNER_TEAM)
		load_report(load, key, DUPLICATE_TEAM, "\"%s\" is in line %u already", before->text, line);
	else
		load_report(load, key, DUPLICATE_PERSON, "\"%s\" is in line %u already", before->text, line);
}

int person_declare(size_t *index, struct load *load, const struct reader_key *key, enum owner_kind kind)
{
	char lower[KEYS_NAME_MAX + 1];
	size_t owner;

	*index = RULES_NONE;
	if (key->dropped || !check_handle(load, key, kind))
		return MOW_OK;
	ascii_copy_lower(lower, key->name, key->len);
	if (map_get(&load->rules->handles, lower, key->len, &owner)) {
		complain_declared(load, key, kind, owner);
		return MOW_OK;
	}
	const char *handle = arena_dup(&load->rules->arena, lower, key->len);
	if (handle == NULL)
		return load_no_memory(load);
	if (kind == OWNER_TEAM ? roster_add_team(index, load) : roster_add_person(index, load))
		return MOW_ENOMEM;
	if (kind == OWNER_TEAM) {
		load->rules->teams[*index].handle = handle;
		load->rules->teams[*index].line = key->line;
	} else {
		load->rules->people[*index].handle = handle;
		load->rules->people[*index].line = key->line;
	}
	return roster_add_owner(&owner, load, handle, kind, *index);
}

/* ---- NAME <EMAIL> ---- */

/* E-mails and absences of the person at hand. */
struct gathered {
	struct {
		const char **items;
		size_t count, capacity;
	} emails, accounts;
	struct {
		struct period *items;
		size_t count, capacity;
	} away;
	const char *name;
	const char *first_email; /* as written */
};

static void gathered_release(struct gathered *gathered)
{
	free(gathered->emails.items);
	free(gathered->accounts.items);
	free(gathered->away.items);
}
MOW_AUTO_DEFINE(gathered)

static int add_email(struct load *load, size_t person, struct gathered *gathered, const struct word *word)
{
	struct rules *rules = load->rules;
	size_t other;

	if (!rules_is_email(word->text, word->len)) {
		load_report(load, word, BAD_EMAIL, "\"%s\" is no e-mail", load_quote(load, word->text, word->len));
		return MOW_OK;
	}
	const char *lower = roster_lower(load, word->text, word->len);
	if (lower == NULL)
		return load_no_memory(load);
	if (map_get(&rules->emails, lower, word->len, &other)) {
		if (other != person)
			load_report(load, word, DUPLICATE_EMAIL,
				    "\"%s\" is an e-mail of %s in line %u already; where both are the same person, "
				    "keep one of the lines, and write that handle everywhere",
				    load_quote(load, word->text, word->len), rules->people[other].handle,
				    rules->people[other].line);
		return MOW_OK;
	}
	if (map_put(&rules->emails, lower, word->len, person) || array_reserve(&gathered->emails, 1))
		return load_no_memory(load);
	gathered->emails.items[gathered->emails.count++] = lower;
	return MOW_OK;
}

/* Where an e-mail begins; where nothing could stand before it, if there is none. */
static const char *find_bracket(const struct words *part)
{
	const char *bracket = NULL;

	for (size_t i = 0; i < part->count && bracket == NULL; i++)
		bracket = memchr(part->items[i].text, '<', part->items[i].len);
	return bracket != NULL ? bracket : part->items[0].text;
}

static int read_name(struct load *load, size_t person, struct gathered *gathered, struct words part)
{
	const struct word *last = &part.items[part.count - 1];
	const char *bracket = find_bracket(&part);

	if (bracket == part.items[0].text || bracket < last->text || last->text[last->len - 1] != '>') {
		load_report(load, &part.items[0], BAD_PERSON,
			    "write the name and one e-mail, such as Lena Fischer <lena@example.com>; more "
			    "comes after a comma");
		return MOW_OK;
	}
	struct word email = *last;
	size_t before = (size_t)(bracket - last->text);
	struct words name = values_slice(&part, 0, before > 0 ? part.count : part.count - 1);
	email.text += before + 1;
	email.len -= before + 2;
	email.column += (unsigned)before + 1;
	part.items[part.count - 1].len = before;
	if (values_join(&gathered->name, load, name) || add_email(load, person, gathered, &email))
		return MOW_ENOMEM;
	gathered->first_email = arena_dup(&load->rules->arena, email.text, email.len);
	return gathered->first_email != NULL ? MOW_OK : load_no_memory(load);
}

/* ---- Attributes ---- */

static int add_account(struct load *load, size_t person, struct gathered *gathered, const struct attribute_rule *rule,
		       const struct attributes *attributes)
{
	struct rules *rules = load->rules;
	const char *account = attributes->account;
	size_t other;

	char *key = arena_printf(&rules->arena, "%s:%s", rule->name, account);
	if (key == NULL)
		return load_no_memory(load);
	ascii_copy_lower(key, key, strlen(key));
	if (map_get(&rules->accounts, key, strlen(key), &other)) {
		if (other == person)
			return MOW_OK;
		load_report(load, &attributes->words.items[0], DUPLICATE_ACCOUNT,
			    "\"%s %s\" is an account of %s in line %u already", rule->name,
			    load_quote(load, account, strlen(account)), rules->people[other].handle,
			    rules->people[other].line);
		return MOW_OK;
	}
	if (map_put(&rules->accounts, key, strlen(key), person) || array_reserve(&gathered->accounts, 1))
		return load_no_memory(load);
	gathered->accounts.items[gathered->accounts.count++] = key;
	return MOW_OK;
}

static int add_deputies(struct load *load, size_t person, struct words words)
{
	if (array_reserve(&load->deputies, words.count))
		return load_no_memory(load);
	for (size_t i = 0; i < words.count; i++)
		load->deputies.items[load->deputies.count++] = (struct deputy){person, words.items[i], RULES_NONE};
	return MOW_OK;
}

static int read_attribute(struct load *load, size_t person, struct gathered *gathered, struct attributes *attributes,
			  struct words part)
{
	const struct attribute_rule *rule;

	if (attributes_read(&rule, attributes, load, part))
		return MOW_ENOMEM;
	if (rule == NULL)
		return MOW_OK;
	if (rule->id == ATTRIBUTE_EMAIL)
		return add_email(load, person, gathered, &attributes->words.items[0]);
	if (rule->id == ATTRIBUTE_DEPUTY)
		return add_deputies(load, person, attributes->words);
	if (rule->id == ATTRIBUTE_GITHUB || rule->id == ATTRIBUTE_GITLAB || rule->id == ATTRIBUTE_GITEA)
		return add_account(load, person, gathered, rule, attributes);
	if (rule->id == ATTRIBUTE_AWAY) {
		if (array_reserve(&gathered->away, 1))
			return load_no_memory(load);
		gathered->away.items[gathered->away.count++] = attributes->away;
	}
	return MOW_OK;
}

static int compare_periods(const void *one, const void *two)
{
	const struct period *a = one;
	const struct period *b = two;

	return a->from < b->from ? -1 : a->from > b->from;
}

/* In order, those that touch as one. */
static size_t merge(struct period *away, size_t count)
{
	size_t last = 0;

	if (count == 0)
		return 0;
	qsort(away, count, sizeof *away, compare_periods);
	for (size_t i = 1; i < count; i++)
		if (away[i].from > away[last].end)
			away[++last] = away[i];
		else if (away[i].end > away[last].end)
			away[last].end = away[i].end;
	return last + 1;
}

static int keep_person(struct load *load, size_t index, struct gathered *gathered, const struct attributes *attributes)
{
	struct person *person = &load->rules->people[index];
	struct arena *arena = &load->rules->arena;
	size_t away_count = merge(gathered->away.items, gathered->away.count);

	person->emails = arena_array(arena, gathered->emails.count, sizeof *person->emails);
	person->accounts = arena_array(arena, gathered->accounts.count, sizeof *person->accounts);
	person->away = arena_array(arena, away_count, sizeof *person->away);
	if (person->emails == NULL || person->accounts == NULL || person->away == NULL)
		return load_no_memory(load);
	person->account_count = gathered->accounts.count;
	for (size_t i = 0; i < person->account_count; i++)
		person->accounts[i] = gathered->accounts.items[i];
	person->email_count = gathered->emails.count;
	for (size_t i = 0; i < person->email_count; i++)
		person->emails[i] = gathered->emails.items[i];
	person->away_count = away_count;
	for (size_t i = 0; i < away_count; i++)
		person->away[i] = gathered->away.items[i];
	person->name = gathered->name != NULL ? gathered->name : "";
	person->emails_first = gathered->first_email != NULL ? gathered->first_email : "";
	person->org = attributes->org;
	person->external = attributes->external;
	person->bot = attributes->bot;
	person->service = attributes->service;
	return MOW_OK;
}

int person_read(struct load *load, size_t person, const struct reader_key *key)
{
	MOW_AUTO(gathered) gathered = {0};
	struct attributes attributes = ATTRIBUTES_INIT;
	struct words part;
	size_t at = 0;

	/* Of a line that was damaged nobody knows what it would say. */
	if (key->bad || section_key_is_empty(load, key))
		return MOW_OK;
	if (values_words(load, key))
		return MOW_ENOMEM;
	for (bool named = false; attributes_next(&part, &at, load); named = true)
		if (named ? read_attribute(load, person, &gathered, &attributes, part)
			  : read_name(load, person, &gathered, part))
			return MOW_ENOMEM;
	attributes_check_service(load, &attributes, key);
	return keep_person(load, person, &gathered, &attributes);
}

/* ---- Deputies ---- */

static int find_deputy(struct load *load, struct deputy *deputy)
{
	size_t owner;

	if (list_owner(&owner, load, &deputy->word))
		return MOW_ENOMEM;
	if (owner != RULES_NONE && !list_is_team(load, owner, &deputy->word, "a deputy"))
		deputy->deputy = load->rules->owners[owner].index;
	return MOW_OK;
}

/* Deputies of one person stand side by side in load->deputies: lines are read one after the other. */
int person_appoint(struct load *load)
{
	size_t count = load->deputies.count;
	size_t *deputies = arena_array(&load->rules->arena, count, sizeof *deputies);

	if (deputies == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < count; i++) {
		struct deputy *deputy = &load->deputies.items[i];
		if (find_deputy(load, deputy))
			return MOW_ENOMEM;
		struct person *person = &load->rules->people[deputy->person];
		if (deputy->deputy == RULES_NONE ||
		    relations_has(load->rules, RELATION_DEPUTY, deputy->person, deputy->deputy))
			continue;
		if (relations_add(load->rules, RELATION_DEPUTY, deputy->person, deputy->deputy))
			return load_no_memory(load);
		if (person->deputies == NULL)
			person->deputies = deputies;
		person->deputies[person->deputy_count++] = deputy->deputy;
		deputies++;
	}
	return MOW_OK;
}
