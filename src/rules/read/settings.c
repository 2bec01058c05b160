#include "rules/read/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "rules/people.h"
#include "rules/read/accept.h"
#include "rules/read/gate.h"
#include "rules/refs.h"

#define VERSION_READ "1"
#define PEOPLE_MAX 99

/* ---- [mowners] ---- */

static bool is_foreign(struct load *load, const struct reader_section *source)
{
	for (size_t i = 0; i < source->key_count; i++) {
		const struct reader_key *key = &load->text.keys.items[source->first_key + i];
		if (strcmp(key->name, "version") != 0 || key->item_count != 1)
			continue;
		const struct reader_item *item = &load->text.items.items[key->first_item];
		if (item->bad || strspn(item->text, "0123456789.") != item->len ||
		    strcmp(item->text, VERSION_READ) == 0)
			continue;
		load_report(load, item, VERSION,
			    "this file is of version %s of the format; this program reads version " VERSION_READ,
			    load_quote(load, item->text, item->len));
		return true;
	}
	return false;
}

bool settings_are_foreign(struct load *load)
{
	for (size_t i = 0; i < load->text.sections.count; i++)
		if (strcmp(load->text.sections.items[i].name, "mowners") == 0 &&
		    is_foreign(load, &load->text.sections.items[i]))
			return true;
	return false;
}

static int read_word(int *value, struct load *load, const struct reader_key *key, const struct key_rule *rule)
{
	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one word");
	if (word != NULL)
		values_choose(value, load, rule, word);
	return MOW_OK;
}

static int read_duration(int64_t *seconds, struct load *load, const struct reader_key *key)
{
	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one length of time");
	if (word != NULL)
		values_duration(seconds, load, word);
	return MOW_OK;
}

/* A set of words. */
static int read_set(unsigned *set, struct load *load, const struct reader_key *key, const struct key_rule *rule)
{
	if (values_words(load, key))
		return MOW_ENOMEM;
	values_check_commas(load, load->words);
	*set = 0;
	for (size_t i = 0; i < load->words.count; i++) {
		int value = 0;
		if (!load->words.items[i].comma)
			values_choose(&value, load, rule, &load->words.items[i]);
		*set |= (unsigned)value;
	}
	return MOW_OK;
}

static int read_protect(struct load *load, const struct reader_key *key)
{
	struct rules *rules = load->rules;

	if (values_words(load, key))
		return MOW_ENOMEM;
	values_check_commas(load, load->words);
	const char **protect = arena_array(&rules->arena, load->words.count, sizeof *protect);
	size_t count = 0;
	if (protect == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < load->words.count; i++) {
		const struct word *word = &load->words.items[i];
		const char *reason = word->comma ? NULL : refs_check(word->text, word->len);
		if (reason != NULL)
			load_report(load, word, BAD_REF, "\"%s\" has %s; write a branch, tags/…, or refs/…",
				    load_quote(load, word->text, word->len), reason);
		if (word->comma || reason != NULL)
			continue;
		if (values_join(&protect[count], load, values_slice(&load->words, i, i + 1)))
			return MOW_ENOMEM;
		count++;
	}
	rules->protect = protect;
	rules->protect_count = count;
	return MOW_OK;
}

static int read_repository(struct load *load, const struct reader_key *key)
{
	MOW_AUTO(buf) printable = BUF_INIT;

	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "a name without white space or commas");
	if (word == NULL)
		return MOW_OK;
	escape_text(&printable, word->text, word->len);
	if (buf_check(&printable, load->err))
		return MOW_ENOMEM;
	if (word->len > RULES_REPOSITORY_MAX)
		load_report(load, word, NAME_TOO_LONG, "a name of %zu bytes; at most %d are allowed", word->len,
			    RULES_REPOSITORY_MAX);
	else if (printable.len != word->len)
		load_report(load, word, BAD_VALUE, "\"%s\" holds characters that do not show",
			    load_quote(load, word->text, word->len));
	else
		return values_join(&load->rules->repository, load, load->words);
	return MOW_OK;
}

static int read_witness(struct load *load, const struct reader_key *key)
{
	struct rules *rules = load->rules;
	bool whole;

	if (values_words(load, key) || list_read(&whole, load, load->words))
		return MOW_ENOMEM;
	size_t *witnesses = arena_array(&rules->arena, load->words.count, sizeof *witnesses);
	size_t count = 0;
	if (witnesses == NULL || number_set_begin(&load->person_marks, rules->people_count))
		return load_no_memory(load);
	for (size_t i = 0; i < load->words.count; i++) {
		const struct word *word = &load->words.items[i];
		size_t owner = word->comma ? RULES_NONE : people_owner(rules, word->text, word->len);
		if (owner == RULES_NONE || list_is_team(load, owner, word, "a witness"))
			continue;
		size_t person = rules->owners[owner].index;
		if (rules->people[person].bot) {
			if (number_set_add(&load->person_marks, person))
				witnesses[count++] = person;
			continue;
		}
		load_report(load, word, NOT_A_BOT, "\"%s\" is no bot; a witness is one, declared so in [people]",
			    load_quote(load, word->text, word->len));
	}
	rules->witnesses = witnesses;
	rules->witness_count = count;
	return MOW_OK;
}

static int read_override(struct load *load, const struct reader_key *key)
{
	const struct gate_place place = {"mowners", key->name, NULL, key->line, key->column};

	if (key->bad)
		return MOW_OK;
	return values_words(load, key) ? MOW_ENOMEM : gate_read(&load->rules->override, load, &place);
}

static int read_version(struct load *load, const struct reader_key *key)
{
	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one number");
	if (word != NULL && !values_equal(word, VERSION_READ))
		load_report(load, word, VERSION, "\"%s\" is no version; this program reads version " VERSION_READ,
			    load_quote(load, word->text, word->len));
	return MOW_OK;
}

static int read_choice(struct load *load, const struct reader_key *key, const struct key_rule *rule)
{
	struct rules *rules = load->rules;
	int value = rule->id == KEY_EXTERNAL_ACCOUNTABLE; /* what nobody can read may have been a yes */

	if (read_word(&value, load, key, rule))
		return MOW_ENOMEM;
	if (rule->id == KEY_LEVEL) {
		rules->level = (enum level)value;
		rules->level_place = (struct place){load->file->path, key->line, key->column};
	} else if (rule->id == KEY_UNOWNED) {
		rules->unowned = value == UNOWNED_ALLOW  ? UNOWNED_ALLOW
				 : value == UNOWNED_WARN ? UNOWNED_WARN
							 : UNOWNED_BLOCK;
	} else if (rule->id == KEY_EXTERNAL_ACCOUNTABLE) {
		rules->external_accountable = load->any_external = value == 1;
	} else if (rule->id == KEY_AUTHORS) {
		rules->proved = value == 1;
	} else if (rule->id == KEY_HANDOVER) {
		rules->handover = value == HANDOVER_BOTH     ? HANDOVER_BOTH
				  : value == HANDOVER_ACCEPT ? HANDOVER_ACCEPT
							     : HANDOVER_RULES;
	} else if (rule->id == KEY_MODE) {
		rules->advise = value == 1;
	}
	return MOW_OK;
}

static int read_setting(struct load *load, const struct section *section, const struct reader_key *key,
			const struct key_rule *rule, void *context)
{
	(void)section;
	(void)context;
	switch (rule->id) {
	case KEY_VERSION:
		return read_version(load, key);
	case KEY_PROTECT:
		return read_protect(load, key);
	case KEY_EVIDENCE:
		return read_set(&load->rules->evidence, load, key, rule);
	case KEY_OVERRIDE:
		return read_override(load, key);
	case KEY_WITNESS:
		return read_witness(load, key);
	case KEY_REPOSITORY:
		return read_repository(load, key);
	case KEY_ACCEPT:
		return accept_read(&load->rules->accepts, load, key);
	case KEY_STALE_AFTER:
		return read_duration(&load->rules->stale_after, load, key);
	default:
		return read_choice(load, key, rule);
	}
}

int settings_read(struct load *load, const struct section *section)
{
	return section_each(load, section, read_setting, NULL);
}

/* ---- [level NAME] ---- */

static int read_people(unsigned *people, struct load *load, const struct reader_key *key)
{
	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one number");
	unsigned number = 0;
	bool digits = word != NULL && word->len <= 2 && word->text[0] != '0';
	for (size_t i = 0; digits && i < word->len; i++) {
		digits = word->text[i] >= '0' && word->text[i] <= '9';
		number = number * 10 + (unsigned)(word->text[i] - '0');
	}
	if (digits)
		*people = number;
	else if (word != NULL)
		load_report(load, word, BAD_VALUE, "\"%s\" is no number from 1 to %d",
			    load_quote(load, word->text, word->len), PEOPLE_MAX);
	return MOW_OK;
}

static int read_max_age(int64_t *seconds, struct load *load, const struct reader_key *key)
{
	if (values_words(load, key))
		return MOW_ENOMEM;
	if (load->words.count == 1 && values_equal(&load->words.items[0], "none"))
		return MOW_OK;
	return read_duration(seconds, load, key);
}

static int read_level_key(struct load *load, const struct section *section, const struct reader_key *key,
			  const struct key_rule *rule, void *context)
{
	struct level_rule *level = context;
	int value = 0;

	(void)section;
	if (rule->id == KEY_EVIDENCE)
		return read_set(&level->evidence, load, key, rule);
	if (rule->id == KEY_PEOPLE)
		return read_people(&level->people, load, key);
	if (rule->id == KEY_MAX_AGE)
		return read_max_age(&level->max_age, load, key);
	if (read_word(&value, load, key, rule))
		return MOW_ENOMEM;
	if (rule->id == KEY_DECIDED_BY)
		level->any = value == 1;
	if (rule->id == KEY_SELF_APPROVAL)
		level->self_approval = value == 1;
	return MOW_OK;
}

int settings_read_level(struct load *load, const struct section *section)
{
	struct level_rule unknown = {0};

	return section_each(load, section, read_level_key,
			    section->level ? &load->rules->levels[section->level] : &unknown);
}
