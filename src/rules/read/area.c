#include "rules/read/area.h"

#include <stdlib.h>
#include <string.h>

#include "rules/people.h"
#include "rules/read/accept.h"
#include "rules/read/gate.h"
#include "rules/read/patterns.h"

struct reading {
	struct area *area;
	size_t index;
};

/* ---- Who is accountable ---- */

static bool is_barred(const struct load *load, const struct person *person)
{
	return person->bot || (person->external && !load->any_external);
}

static int read_accountable(struct area *area, struct load *load, const struct reader_key *key)
{
	const struct word *word;
	size_t owner;

	area->accountable_place = (struct place){load->file->path, key->line, key->column};
	if (list_person(&owner, load, key, &word))
		return MOW_ENOMEM;
	if (owner == RULES_NONE)
		return MOW_OK;
	area->accountable = owner;
	const struct owner *who = &load->rules->owners[owner];
	const struct person *person = &load->rules->people[who->index];
	if (person->bot)
		load_report(load, word, BOT_ACCOUNTABLE, "%s is a bot and cannot be accountable; name a person",
			    load_quote(load, who->text, strlen(who->text)));
	else if (is_barred(load, person))
		load_report(
			load, word, EXTERNAL_ACCOUNTABLE,
			"%s is external and cannot be accountable; name somebody of the company, or set external-accountable in [mowners]",
			load_quote(load, who->text, strlen(who->text)));
	if (array_reserve(&load->accountables, 1))
		return load_no_memory(load);
	load->accountables.items[load->accountables.count++] =
		(struct accountable){who->index, area->name, word->line, word->column};
	return MOW_OK;
}

/* One error for each deputy of the root, whatever the number of areas. */
static int check_root_deputies(struct load *load, const size_t *first)
{
	for (size_t i = 0; i < load->deputies.count; i++) {
		const struct deputy *deputy = &load->deputies.items[i];
		if (deputy->deputy == RULES_NONE || !is_barred(load, &load->rules->people[deputy->deputy]))
			continue;
		if (load->rules->people[deputy->person].barred == RULES_NONE)
			load->rules->people[deputy->person].barred = deputy->deputy;
		if (first[deputy->person] == 0)
			continue;
		const struct accountable *at = &load->accountables.items[first[deputy->person] - 1];
		const char *who = load_quote(load, deputy->word.text, deputy->word.len);
		const char *whom = load->rules->people[deputy->person].handle;
		if (load->rules->people[deputy->deputy].bot)
			load_report(load, &deputy->word, BOT_ACCOUNTABLE,
				    "%s is a bot and cannot act for %s, who is accountable in [%s], line %u", who, whom,
				    at->area, at->line);
		else
			load_report(load, &deputy->word, EXTERNAL_ACCOUNTABLE,
				    "%s is external and cannot act for %s, who is accountable in [%s], line %u", who,
				    whom, at->area, at->line);
	}
	return MOW_OK;
}

/* Of files below the root, which itself bars nobody before. */
static void check_nested_deputies(struct load *load)
{
	const struct rules *rules = load->rules;

	for (size_t i = 0; i < load->accountables.count; i++) {
		const struct accountable *at = &load->accountables.items[i];
		const struct person *person = &rules->people[at->person];
		if (person->barred == RULES_NONE || !number_set_add(&load->person_marks, at->person))
			continue;
		const char *whom = people_label(rules, at->person);
		const char *who = people_label(rules, person->barred);
		if (rules->people[person->barred].bot)
			load_report(load, at, BOT_ACCOUNTABLE,
				    "%s has the deputy %s, a bot: it cannot act for somebody accountable", whom, who);
		else
			load_report(load, at, EXTERNAL_ACCOUNTABLE,
				    "%s has the deputy %s, who is external and cannot act for somebody accountable",
				    whom, who);
	}
}

int area_check_deputies(struct load *load)
{
	MOW_AUTO_FREE size_t *first = calloc(load->rules->people_count + 1, sizeof *first);

	if (first == NULL || number_set_begin(&load->person_marks, load->rules->people_count))
		return load_no_memory(load);
	check_nested_deputies(load);
	for (size_t i = load->accountables.count; i > 0; i--)
		first[load->accountables.items[i - 1].person] = i;
	return check_root_deputies(load, first);
}

/* `LIST after DURATION`, in load->words; reports what is wrong with it. */
static int read_escalation(const struct escalation **out, struct load *load, const struct reader_key *key)
{
	const struct words *words = &load->words;
	struct escalation *escalation = arena_alloc(&load->rules->arena, sizeof *escalation);
	bool whole;

	if (escalation == NULL || values_words(load, key))
		return load_no_memory(load);
	if (key->bad)
		return MOW_OK;
	if (words->count < 3 || !values_equal(&words->items[words->count - 2], "after")) {
		load_report(load, &words->items[0], BAD_ESCALATION,
			    "write who may act as well, and when, such as \"@tomas after 3d\"");
		return MOW_OK;
	}
	values_duration(&escalation->after, load, &words->items[words->count - 1]);
	if (list_read(&whole, load, values_slice(words, 0, words->count - 2)) ||
	    list_keep(&escalation->list.items, &escalation->list.count, load) ||
	    values_join(&escalation->text, load, *words))
		return MOW_ENOMEM;
	escalation->list.place = (struct place){load->file->path, key->line, key->column};
	*out = escalation;
	return MOW_OK;
}

/* ---- Gates ---- */

static int add_gate(struct load *load, const struct gate_place *place)
{
	if (array_reserve(&load->gates, 1))
		return load_no_memory(load);
	return gate_read(&load->gates.items[load->gates.count++], load, place);
}

static int read_gates(struct area *area, struct load *load, const struct reader_key *key)
{
	for (size_t i = 0; i < key->item_count; i++) {
		const struct reader_item *item = &load->text.items.items[key->first_item + i];
		const struct gate_place place = {area->name, key->name, NULL, item->line, item->column};
		if (!item->bad && (values_line(load, item) || add_gate(load, &place)))
			return MOW_ENOMEM;
	}
	return MOW_OK;
}

static int read_named_gate(struct area *area, struct load *load, const struct reader_key *key)
{
	const char *name = key->name + strlen("review.");
	size_t len = strlen(name);
	const struct gate_place place = {area->name, key->name, name, key->line, key->column};

	if (len > KEYS_WORD_MAX)
		load_report(load, key, NAME_TOO_LONG, "a gate's name of %zu characters; at most %d are allowed", len,
			    KEYS_WORD_MAX);
	else if (!keys_is_word(name, len))
		load_report(load, key, BAD_NAME,
			    "\"%s\": the name of a gate is made of a-z, 0-9, - and _, a letter or digit first",
			    load_quote(load, key->name, key->len));
	if (key->bad)
		return MOW_OK;
	return values_words(load, key) ? MOW_ENOMEM : add_gate(load, &place);
}

/* ---- Keys ---- */

static int read_level(struct area *area, struct load *load, const struct reader_key *key, const struct key_rule *rule)
{
	int level = LEVEL_UNSET;

	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one level");
	if (word != NULL)
		values_choose(&level, load, rule, word);
	area->level = (enum level)level;
	area->level_place = (struct place){load->file->path, key->line, key->column};
	return MOW_OK;
}

static int read_date(struct area *area, struct load *load, const struct reader_key *key, const struct key_rule *rule)
{
	struct period day = {0};

	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one date");
	if (word != NULL)
		values_date(&day, load, word);
	if (rule->id == KEY_RIGHTS_UNTIL) {
		area->rights_end = day.end;
		area->rights_place = (struct place){load->file->path, key->line, key->column};
	} else {
		area->confirm_end = day.end;
		area->confirm_place = (struct place){load->file->path, key->line, key->column};
	}
	return MOW_OK;
}

static int read_key(struct load *load, const struct section *section, const struct reader_key *key,
		    const struct key_rule *rule, void *context)
{
	const struct reading *reading = context;
	struct area *area = reading->area;

	(void)section;
	switch (rule->id) {
	case KEY_PATH:
		return patterns_read(load, key, reading->index);
	case KEY_ACCOUNTABLE:
		return read_accountable(area, load, key);
	case KEY_RESPONSIBLE:
		return list_read_key(&area->responsible, load, key);
	case KEY_CONSULTED:
		return list_read_key(&area->consulted, load, key);
	case KEY_INFORMED:
		return list_read_key(&area->informed, load, key);
	case KEY_REVIEW:
		return read_gates(area, load, key);
	case KEY_REVIEW_NAMED:
		return read_named_gate(area, load, key);
	case KEY_LEVEL:
		return read_level(area, load, key, rule);
	case KEY_ACCEPT:
		return accept_read(&area->accepts, load, key);
	case KEY_SUMMARY:
		return values_text(&area->summary, load, key);
	case KEY_ESCALATE:
		return read_escalation(&area->escalate, load, key);
	default:
		return read_date(area, load, key, rule);
	}
}

/* What keys of one section ask of each other. */
static void check_keys(struct load *load, const struct section *section, const struct area *area)
{
	const struct {
		unsigned line, column;
	} escalate = {load->seen[KEY_ESCALATE], 1}, level = {area->level_place.line, 1};

	if (escalate.line != 0 && escalate.line != LOAD_MEANT && load->seen[KEY_ACCOUNTABLE] == 0)
		load_report(load, &escalate, ESCALATE_ALONE,
			    "\"escalate\" goes with \"accountable\": set both in this section");
	if (section->kind == SECTION_RULES && area->level == LEVEL_LIGHTWEIGHT)
		load_report(load, &level, RULES_LEVEL,
			    "the rules themselves cannot be lightweight; write standard or detailed, or leave it out");
}

int area_read(struct area *area, struct load *load, const struct section *section, size_t index)
{
	struct reading reading = {area, index};
	struct arena *arena = &load->rules->arena;

	*area = (struct area){.name = section->name,
			      .place = {load->file->path, section->source->line, section->source->column},
			      .accountable = RULES_NONE,
			      .rights_end = INT64_MAX};
	area->first_pattern = load->patterns.count;
	load->gates.count = 0;
	if (section_each(load, section, read_key, &reading))
		return MOW_ENOMEM;
	check_keys(load, section, area);
	area->pattern_count = load->patterns.count - area->first_pattern;
	area->gate_count = load->gates.count;
	if (area->gate_count == 0)
		return MOW_OK;
	area->gates = arena_array(arena, area->gate_count, sizeof *area->gates);
	if (area->gates == NULL)
		return load_no_memory(load);
	memcpy(area->gates, load->gates.items, area->gate_count * sizeof *area->gates);
	return MOW_OK;
}
