#include <string.h>

#include "base/ascii.h"
#include "rules/read/section.h"

/* The same key, if the section knows it. */
static const struct key_rule *rule_in(const struct key_rule *rule, const struct section *section)
{
	return rule != NULL && (rule->sections & SECTION_BIT(section->kind)) ? rule : NULL;
}

/* A section that knows the key, for a message. */
static const char *other_place(const struct key_rule *rule)
{
	if (rule->sections & SECTION_BIT(SECTION_AREA))
		return "an area";
	if (rule->sections & SECTION_BIT(SECTION_MOWNERS))
		return "[mowners]";
	return rule->sections & SECTION_BIT(SECTION_LEVEL) ? "[level NAME]" : "[freeze NAME]";
}

/* The name that an unknown key may be meant for; review.GATE by what stands before its dot. */
static const char *guess(const struct reader_key *key, const struct section *section)
{
	const char *dot = memchr(key->name, '.', key->len);
	size_t len = dot != NULL ? (size_t)(dot - key->name) + 1 : key->len;

	return keys_nearest_key(key->name, len, section->kind);
}

static void complain_key(struct load *load, const struct section *section, const struct reader_key *key)
{
	char lower[KEYS_NAME_MAX + 1];
	const char *title = section_title(load, section);
	const char *quoted = load_quote(load, key->name, key->len);
	const struct key_rule *known = key->rule;
	const char *near = guess(key, section);
	const struct key_synonym *other = keys_find_synonym(key->name, key->len);

	ascii_copy_lower(lower, key->name, key->len);
	const struct key_rule *meant = rule_in(keys_find(lower, key->len), section);
	if (meant != NULL) {
		load_report(load, key, UPPER_CASE, "keys are in lower case: write \"%s\"",
			    load_quote(load, lower, key->len));
	} else if (known != NULL) {
		load_report(load, key, UNKNOWN_KEY, "[%s] takes no \"%s\"; that is a key of %s", title, quoted,
			    other_place(known));
	} else if (other != NULL && rule_in(keys_find(other->name, strlen(other->name)), section) != NULL) {
		load_report(load, key, UNKNOWN_KEY, "[%s] knows no key \"%s\"; %s", title, quoted, other->advice);
		meant = keys_find(other->name, strlen(other->name));
	} else if (near != NULL) {
		load_report(load, key, UNKNOWN_KEY, "[%s] knows no key \"%s\"; did you mean \"%s%s\"?", title, quoted,
			    near, strcmp(near, "review.") == 0 ? "NAME" : "");
		meant = keys_find(near, strlen(near));
	} else if (key->name[0] == '@') {
		load_report(load, key, UNKNOWN_KEY,
			    "[%s] knows no key \"%s\"; people go into [people], teams into [teams]", title, quoted);
	} else {
		load_report(load, key, UNKNOWN_KEY, "[%s] knows no key \"%s\"", title, quoted);
	}
	if (meant != NULL && load->seen[meant->id] == 0)
		load->seen[meant->id] = LOAD_MEANT;
}

/* What to do about a key that is there twice. */
static const char *twice(const struct key_rule *rule)
{
	switch (rule->type) {
	case KEY_TYPE_PERSON:
		return "exactly one person decides: keep one line, and name the others in \"review\"";
	case KEY_TYPE_PATTERNS:
	case KEY_TYPE_GATES:
	case KEY_TYPE_ACCEPTS:
		return "write one more line below its value, indented, without the key";
	case KEY_TYPE_LIST:
	case KEY_TYPE_WORDS:
	case KEY_TYPE_REFS:
	case KEY_TYPE_TEXT:
		return "make one line of both";
	default:
		return "keep one of the two";
	}
}

/* Reports a key that is not the first of its name. */
static int check_first(struct load *load, const struct section *section, const struct reader_key *key,
		       const struct key_rule *rule)
{
	const struct reader_key *keys = load->text.keys.items;
	size_t from = section->source->first_key;
	unsigned line = load->seen[rule->id] == LOAD_MEANT ? 0 : load->seen[rule->id];
	size_t before;

	if (rule->id == KEY_REVIEW_NAMED) {
		bool here = map_get(&load->gate_names, key->name, key->len, &before) && before >= from;
		line = here ? keys[before].line : 0;
		if (!here && map_put(&load->gate_names, key->name, key->len, (size_t)(key - keys)))
			return load_no_memory(load);
	} else if (line == 0) {
		load->seen[rule->id] = key->line;
	}
	if (line != 0)
		load_report(load, key, DUPLICATE_KEY, "\"%s\" is in line %u of this section already; %s",
			    load_quote(load, key->name, key->len), line, twice(rule));
	return MOW_OK;
}

bool section_key_is_empty(struct load *load, const struct reader_key *key)
{
	if (key->item_count > 0)
		return false;
	load_report(load, key, EMPTY_VALUE, "\"%s\" has no value; write one, or take the line out",
		    load_quote(load, key->name, key->len));
	return true;
}

static void check_required(struct load *load, const struct section *section, bool unsure)
{
	for (size_t i = 0; i < KEY_COUNT && !unsure; i++) {
		const struct key_rule *rule = &keys_rules[i];
		if ((rule->required & SECTION_BIT(section->kind)) == 0 || load->seen[i] != 0)
			continue;
		if (i == KEY_VERSION)
			load_report(load, section->source, MISSING_VERSION, "[mowners] needs \"version = 1\"");
		else
			load_report(load, section->source, MISSING_KEY, "[%s] needs the key \"%s\"",
				    section_title(load, section), rule->name);
	}
}

int section_each(struct load *load, const struct section *section, section_read_fn *read, void *context)
{
	bool unsure = false; /* some key could not be read: it may be one that is needed */

	memset(load->seen, 0, sizeof load->seen);
	for (size_t i = 0; i < section->source->key_count; i++) {
		const struct reader_key *key = &load->text.keys.items[section->source->first_key + i];
		const struct key_rule *rule = key->dropped ? NULL : rule_in(key->rule, section);
		unsure = unsure || key->dropped;
		if (rule == NULL && !key->dropped)
			complain_key(load, section, key);
		if (rule == NULL)
			continue;
		if (check_first(load, section, key, rule) ||
		    (!section_key_is_empty(load, key) && read(load, section, key, rule, context)))
			return MOW_ENOMEM;
	}
	check_required(load, section, unsure);
	return MOW_OK;
}
