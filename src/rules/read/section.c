#include "rules/read/section.h"

#include <string.h>

#include "base/ascii.h"
#include "rules/read/lines.h"

/* ---- What a section line means ---- */

static const struct section_rule *find_rule(const char *name)
{
	for (size_t i = 0; i < SECTION_AREA; i++)
		if (keys_sections[i].name[0] == name[0] && strcmp(keys_sections[i].name, name) == 0)
			return &keys_sections[i];
	return NULL;
}

static bool has_key(const struct load *load, const struct reader_section *source, const char *name)
{
	for (size_t i = 0; i < source->key_count; i++)
		if (strcmp(load->text.keys.items[source->first_key + i].name, name) == 0)
			return true;
	return false;
}

static void complain_unknown(struct load *load, struct section *section, const struct section_rule *near)
{
	const struct reader_section *source = section->source;
	const char *quoted = load_quote(load, source->name, source->len);

	section->skip = true;
	section->kind = SECTION_UNKNOWN;
	load->unclear = true;
	if (source->bad)
		return;
	load_report(load, source, UNKNOWN_SECTION, "unknown section [%s]; did you mean [%s%s]?", quoted, near->name,
		    near->named ? " NAME" : "");
}

/* A name made to fit the form of names, where it can be: for a message. */
static const char *mend(char out[KEYS_WORD_MAX + 1], const char *name)
{
	size_t len = 0;

	for (; *name != '\0'; name++) {
		bool space = *name == ' ' || *name == '\t' || *name == '.' || *name == '/';
		if (space && (len == 0 || out[len - 1] == '-'))
			continue;
		out[len++] = space ? '-' : *name;
	}
	while (len > 0 && out[len - 1] == '-')
		len--;
	out[len] = '\0';
	return keys_is_word(out, len) ? out : NULL;
}

/* Reports a NAME that is not of the form for names. */
static void check_name(struct load *load, const struct section *section, const char *before)
{
	const struct reader_section *source = section->source;
	char mended[KEYS_WORD_MAX + 1];
	size_t len = strlen(section->name);

	if (source->bad || keys_is_word(section->name, len))
		return;
	if (len > KEYS_WORD_MAX) {
		load_report(load, source, NAME_TOO_LONG, "a name of %zu characters; at most %d are allowed", len,
			    KEYS_WORD_MAX);
		return;
	}
	const char *better = mend(mended, section->name);
	const char *quoted = load_quote(load, source->name, source->len);
	if (better != NULL)
		load_report(load, source, BAD_NAME, "[%s]: names are made of a-z, 0-9, - and _; write [%s%s]", quoted,
			    before, better);
	else
		load_report(load, source, BAD_NAME,
			    "[%s]: names are made of a-z, 0-9, - and _, a letter or digit first", quoted);
}

/* `level NAME` or `freeze NAME`, or something that looks so. `name` is what follows the word, white space before it
 * included. */
static void take_named(struct load *load, struct section *section, const struct section_rule *rule, const char *name)
{
	const struct reader_section *source = section->source;
	const struct key_word *levels = keys_rules[KEY_LEVEL].words;
	size_t spaces = strspn(name, " \t");

	section->kind = rule->kind;
	section->name = name + spaces;
	if (*section->name == '\0') {
		if (!source->bad)
			load_report(load, source, BAD_NAME, "[%s] needs a name behind it, such as [%s]", rule->name,
				    rule->kind == SECTION_LEVEL ? "level detailed" : "freeze summer-launch");
		return;
	}
	if (!source->bad && (spaces != 1 || name[0] != ' '))
		load_report(load, source, BAD_NAME, "one space stands in [%s %s]", rule->name,
			    load_quote(load, section->name, strlen(section->name)));
	if (rule->kind == SECTION_FREEZE) {
		check_name(load, section, "freeze ");
		return;
	}
	for (size_t i = 0; levels[i].name != NULL; i++)
		if (strcmp(levels[i].name, section->name) == 0)
			section->level = (enum level)levels[i].value;
	if (section->level != LEVEL_UNSET || source->bad)
		return;
	const char *near = keys_nearest_word(section->name, strlen(section->name), levels);
	load_report(load, source, UNKNOWN_SECTION, "there is no level \"%s\"; %s%s%s",
		    load_quote(load, section->name, strlen(section->name)), near != NULL ? "did you mean \"" : "",
		    near != NULL ? near : "",
		    near != NULL ? "\"?" : "the levels are lightweight, standard and detailed");
}

/* A section that is none of those with a name of their own: an area, if it is not one of them with a slip of the pen.
 */
static void take_area(struct load *load, struct section *section, const char *name)
{
	const struct reader_section *source = section->source;
	size_t first = strcspn(name, " \t");
	bool words = name[first] != '\0';
	bool has_path = has_key(load, source, "path");
	/* Most are areas beyond doubt. */
	const char *word = words || !has_path ? keys_nearest_section(name, first) : NULL;
	const struct section_rule *near = word != NULL ? find_rule(word) : NULL;

	section->kind = SECTION_AREA;
	if (near == NULL || (has_path && !near->named)) {
		check_name(load, section, "");
		return;
	}
	complain_unknown(load, section, near);
	if (!words && !near->named) {
		section->kind = near->kind;
		section->skip = false;
		section->guessed = true;
		section->name = section->title = near->name;
	}
}

/* The name in lower case without white space around it: as it is, where it is so. `*same`: it was in lower case. */
static const char *bare_name(bool *same, struct load *load, const struct reader_section *source)
{
	struct span bare = lines_trim(source->name, source->len);
	char lower[KEYS_NAME_MAX + 1];

	*same = ascii_copy_lower(lower, bare.text, bare.len);
	return *same && bare.len == source->len ? source->name : arena_dup(&load->rules->arena, lower, bare.len);
}

static int take_section(struct load *load, struct section *section)
{
	const struct reader_section *source = section->source;
	bool same;
	const char *name = bare_name(&same, load, source);

	if (name == NULL)
		return load_no_memory(load);
	if (*name == '\0') {
		if (!source->bad)
			load_report(load, source, BAD_NAME, "a section without a name");
		section->kind = SECTION_UNKNOWN;
		section->skip = load->unclear = true;
		return MOW_OK;
	}
	size_t first = strcspn(name, " \t");
	const struct section_rule *rule = find_rule(name);
	if (!source->bad && !same)
		load_report(load, source, UPPER_CASE, "names of sections are in lower case: [%s]",
			    load_quote(load, name, strlen(name)));
	else if (!source->bad && strlen(name) != source->len)
		load_report(load, source, BAD_NAME, "white space inside the brackets; write [%s]",
			    load_quote(load, name, strlen(name)));
	section->name = section->title = name;
	if (rule != NULL && !rule->named)
		section->kind = rule->kind;
	else if (first == 5 && memcmp(name, "level", first) == 0)
		take_named(load, section, &keys_sections[SECTION_LEVEL], name + first);
	else if (first == 6 && memcmp(name, "freeze", first) == 0)
		take_named(load, section, &keys_sections[SECTION_FREEZE], name + first);
	else
		take_area(load, section, name);
	return MOW_OK;
}

/* ---- The sections of a file ---- */

static void check_root_only(struct load *load, struct section *section)
{
	if (load->root || section->skip || section->kind == SECTION_UNKNOWN || !keys_sections[section->kind].root_only)
		return;
	section->skip = true;
	if (section->guessed)
		return;
	load_report(load, section->source, ROOT_ONLY,
		    "[%s] belongs into the OWNERS file at the root of the repository; move it there",
		    section_title(load, section));
}

static int check_duplicate(struct load *load, struct map *names, const struct section *section, size_t index)
{
	size_t first = index;

	if (section->kind == SECTION_UNKNOWN || section->guessed)
		return MOW_OK;
	if (map_take(names, section->title, strlen(section->title), &first))
		return load_no_memory(load);
	if (first != index)
		load_report(load, section->source, DUPLICATE_SECTION,
			    "[%s] is in line %u already; make one section of both", section_title(load, section),
			    load->sections.items[first].source->line);
	return MOW_OK;
}

static void check_missing(struct load *load)
{
	bool has[SECTION_UNKNOWN + 1] = {false};

	for (size_t i = 0; i < load->sections.count; i++)
		has[load->sections.items[i].kind] = true;
	for (size_t i = 0; i < SECTION_AREA && load->root && !load->unclear; i++)
		if (keys_sections[i].required && !has[i])
			file_findings_add(&load->found, 0, 0, FINDING_MISSING_SECTION,
					  "the section [%s] is missing; the file at the root needs it",
					  keys_sections[i].name);
}

/* Handles below a section that is not read are not undeclared elsewhere for that reason. */
static int excuse_handles(struct load *load, const struct section *section)
{
	for (size_t i = 0; i < section->source->key_count && section->skip; i++) {
		const struct reader_key *key = &load->text.keys.items[section->source->first_key + i];
		char *lower = arena_dup(&load->rules->arena, key->name, key->len);
		if (lower == NULL)
			return load_no_memory(load);
		ascii_copy_lower(lower, key->name, key->len);
		if (map_put(&load->excused, lower, key->len, 0))
			return load_no_memory(load);
	}
	return MOW_OK;
}

int section_classify(struct load *load)
{
	MOW_AUTO(map) names = {0};
	size_t count = load->text.sections.count;

	if (array_reserve(&load->sections, count))
		return load_no_memory(load);
	for (size_t i = 0; i < count; i++) {
		struct section *section = &load->sections.items[i];
		*section = (struct section){.source = &load->text.sections.items[i]};
		load->sections.count++;
		if (take_section(load, section))
			return MOW_ENOMEM;
		check_root_only(load, section);
		if (check_duplicate(load, &names, section, i) || excuse_handles(load, section))
			return MOW_ENOMEM;
	}
	check_missing(load);
	return MOW_OK;
}

const char *section_title(struct load *load, const struct section *section)
{
	return load_quote(load, section->title, strlen(section->title));
}
