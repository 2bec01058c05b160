#include "rules/read/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/text_kind.h"
#include "rules/read/area.h"
#include "rules/read/freeze.h"
#include "rules/read/patterns.h"
#include "rules/read/person.h"
#include "rules/read/read.h"
#include "rules/read/settings.h"
#include "rules/read/team.h"

void load_release(struct load *load)
{
	reader_file_release(&load->text);
	free(load->sections.items);
	free(load->words.items);
	free(load->ids.items);
	free(load->patterns.items);
	free(load->gates.items);
	free(load->accountables.items);
	free(load->deputies.items);
	number_set_release(&load->owner_marks);
	number_set_release(&load->person_marks);
	map_release(&load->excused);
	map_release(&load->gate_names);
	map_release(&load->pattern_texts);
	file_findings_release(&load->found);
}

/* ---- People and teams, which may be declared below where they are named ---- */

/* The people or teams that the keys of a section declare, by key: numbers, RULES_NONE for none. */
struct declared {
	size_t *items;
};

static void declared_release(struct declared *declared)
{
	free(declared->items);
}
MOW_AUTO_DEFINE(declared)

static bool is_read(const struct section *section, enum section_kind kind)
{
	return section->kind == kind && !section->skip;
}

static int declare(struct load *load, struct declared *declared, enum section_kind kind)
{
	for (size_t i = 0; i < load->sections.count; i++) {
		const struct section *section = &load->sections.items[i];
		for (size_t k = 0; k < section->source->key_count && is_read(section, kind); k++) {
			size_t at = section->source->first_key + k;
			const struct reader_key *key = &load->text.keys.items[at];
			if (person_declare(&declared->items[at], load, key,
					   kind == SECTION_TEAMS ? OWNER_TEAM : OWNER_PERSON))
				return MOW_ENOMEM;
		}
	}
	return MOW_OK;
}

static int read_declared(struct load *load, const struct declared *declared, enum section_kind kind)
{
	for (size_t i = 0; i < load->sections.count; i++) {
		const struct section *section = &load->sections.items[i];
		for (size_t k = 0; k < section->source->key_count && is_read(section, kind); k++) {
			size_t at = section->source->first_key + k;
			const struct reader_key *key = &load->text.keys.items[at];
			size_t index = declared->items[at];
			if (index == RULES_NONE)
				continue;
			if (kind == SECTION_TEAMS ? team_read(load, index, key) : person_read(load, index, key))
				return MOW_ENOMEM;
		}
	}
	return MOW_OK;
}

static int read_people(struct load *load)
{
	MOW_AUTO(declared) declared = {calloc(load->text.keys.count + 1, sizeof(size_t))};

	if (declared.items == NULL)
		return load_no_memory(load);
	if (declare(load, &declared, SECTION_PEOPLE) || declare(load, &declared, SECTION_TEAMS))
		return MOW_ENOMEM;
	if (read_declared(load, &declared, SECTION_PEOPLE) || person_appoint(load))
		return MOW_ENOMEM;
	return read_declared(load, &declared, SECTION_TEAMS) ? MOW_ENOMEM : team_expand(load);
}

/* ---- Settings ---- */

typedef int read_fn(struct load *load, const struct section *section);

static int each_section(struct load *load, enum section_kind kind, read_fn *read)
{
	int result = MOW_OK;

	for (size_t i = 0; i < load->sections.count && result == MOW_OK; i++)
		if (is_read(&load->sections.items[i], kind))
			result = read(load, &load->sections.items[i]);
	return result;
}

static int read_settings(struct load *load)
{
	int result = each_section(load, SECTION_MOWNERS, settings_read);

	load->rules->reading.any_external = load->any_external;
	if (result == MOW_OK)
		result = each_section(load, SECTION_LEVEL, settings_read_level);
	rules_settings_finish_levels(load->rules);
	return result;
}

/* ---- Areas ---- */

static bool is_too_many(struct load *load, const struct section *section)
{
	if (load->rules->area_total < RULES_AREAS_MAX)
		return false;
	if (!load->too_many_areas)
		load_report(load, section->source, TOO_MANY,
			    "with this one there are more than %d areas in all OWNERS files", RULES_AREAS_MAX);
	load->too_many_areas = true;
	return true;
}

static int read_section(struct load *load, const struct section *section, size_t index)
{
	struct rules_file *file = load->file;
	struct area *area = &file->areas[file->area_count];
	int result;

	switch (section->kind) {
	case SECTION_AREA:
	case SECTION_FREEZE:
		if (is_too_many(load, section))
			return MOW_OK;
		file->area_count++;
		result = (section->kind == SECTION_AREA ? area_read : freeze_read)(area, load, section, index);
		area->number = load->rules->area_total++;
		return result;
	case SECTION_RULES:
		return area_read(&load->rules->rules_area, load, section, index);
	case SECTION_OTHERWISE:
		load->rules->has_otherwise = true;
		return area_read(&load->rules->otherwise, load, section, index);
	default:
		return MOW_OK;
	}
}

static int keep_remarks(struct load *load)
{
	size_t count = load->text.remarks.count;
	struct remark *remarks = arena_array(&load->rules->arena, count, sizeof *remarks);

	if (remarks == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < count; i++) {
		const struct reader_remark *from = &load->text.remarks.items[i];
		remarks[i] = (struct remark){from->text, from->line, from->column};
	}
	load->file->remarks = remarks;
	load->file->remark_count = count;
	return MOW_OK;
}

static int read_areas(struct load *load)
{
	size_t count = 0;
	int result = MOW_OK;

	for (size_t i = 0; i < load->sections.count; i++)
		count += is_read(&load->sections.items[i], SECTION_AREA) ||
			 is_read(&load->sections.items[i], SECTION_FREEZE);
	if (array_reserve(&load->patterns, load->text.items.count))
		return load_no_memory(load);
	load->file->areas = arena_array(&load->rules->arena, count, sizeof *load->file->areas);
	if (load->file->areas == NULL)
		return load_no_memory(load);
	for (size_t i = 0; i < load->sections.count && result == MOW_OK; i++) {
		const struct section *section = &load->sections.items[i];
		if (!section->skip)
			result = read_section(load, section, load->file->area_count);
	}
	if (result == MOW_OK)
		result = keep_remarks(load);
	return result == MOW_OK ? area_check_deputies(load) : result;
}

/* ---- The file ---- */

static int read_sections(struct load *load)
{
	if (load->root && settings_are_foreign(load)) {
		load->rules->reading.foreign = load->rules->reading.handles_unknown = true;
		return MOW_OK;
	}
	int result = section_classify(load);
	load->any_external = load->rules->reading.any_external;
	if (result == MOW_OK && load->root)
		result = read_people(load) ? MOW_ENOMEM : read_settings(load);
	return result == MOW_OK ? read_areas(load) : result;
}

#define PROW "Kubernetes' Prow"
#define GERRIT "Gerrit or Chromium"

/* What OWNERS files of other programs begin with, and none of ours can. */
static const struct {
	const char *begins, *whose;
} others[] = {
	{"approvers:", PROW},          {"reviewers:", PROW},     {"options:", PROW},    {"filters:", PROW},
	{"emeritus_approvers:", PROW}, {"set noparent", GERRIT}, {"per-file ", GERRIT}, {"file:", GERRIT},
	{"include ", GERRIT},          {"labels:", PROW},        {"owners:", GERRIT},   {"inherited:", GERRIT},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The length of the word that a line begins with, before a comment. */
static size_t word_len(const char *line, size_t len)
{
	size_t word = 0;

	while (word < len && !is_blank(line[word]) && line[word] != '#')
		word++;
	return word;
}

/* Whose file a line begins; NULL: it may be one of ours. */
static const char *find_other(const char *line, size_t len)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		size_t begin = strlen(others[i].begins);
		if (len >= begin && memcmp(line, others[i].begins, begin) == 0)
			return others[i].whose;
	}
	return rules_is_email(line, word_len(line, len)) ? GERRIT : NULL;
}

/* Whether a line is a pattern and owners, each with an @ in it. */
static bool names_owners(const char *line, size_t len)
{
	size_t owners = 0, word;

	if (line[0] == '[' || line[0] == ';')
		return false;
	for (size_t at = word_len(line, len); at < len; at += word) {
		while (at < len && is_blank(line[at]))
			at++;
		word = word_len(line + at, len - at);
		if (word == 0)
			break;
		if (memchr(line + at, '@', word) == NULL)
			return false;
		owners++;
	}
	return owners > 0;
}

/* Whether the file from its first line on that is no comment is one of CODEOWNERS: that line is, and no key is there.
 */
static bool is_codeowners(const char *bytes, size_t len, size_t first_len)
{
	bool comment = false;

	if (!names_owners(bytes, first_len))
		return false;
	for (size_t at = 0; at < len; at++) {
		comment = bytes[at] != '\n' && (comment || bytes[at] == '#');
		if (bytes[at] == '=' && !comment)
			return false;
	}
	return true;
}

/* Reports a file of another program, by its first line that is no comment. */
static bool is_of_other(struct load *load, const char *bytes, size_t len)
{
	unsigned number = 1;
	size_t mark = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	for (size_t at = mark, end; at < len; at = end + 1, number++) {
		const char *stop = memchr(bytes + at, '\n', len - at);
		end = stop != NULL ? (size_t)(stop - bytes) : len;
		while (at < end && is_blank(bytes[at]))
			at++;
		if (at == end || bytes[at] == '#')
			continue;
		const char *whose = find_other(bytes + at, end - at);
		if (whose != NULL)
			file_findings_add(
				&load->found, number, 1, FINDING_OTHER_FORMAT,
				"this OWNERS file is one of %s, and mowners takes every file of that name for its "
				"own; take it out, or keep what it came with in a submodule",
				whose);
		else if (is_codeowners(bytes + at, len - at, end - at))
			file_findings_add(
				&load->found, number, 1, FINDING_OTHER_FORMAT,
				"this file is written as CODEOWNERS is; rename it to CODEOWNERS, then: mowners "
				"init --from codeowners CODEOWNERS");
		else
			return false;
		return true;
	}
	return false;
}

/* Whether the bytes are no OWNERS file whatever is in them; reported. */
static bool is_unreadable(struct load *load, const char *bytes, size_t len)
{
	const char *kind = text_kind_foreign(bytes, len);

	if (len > RULES_FILE_MAX)
		file_findings_add(&load->found, 0, 0, FINDING_TOO_LARGE, "the file has %zu bytes; at most %zu are read",
				  len, RULES_FILE_MAX);
	else if (kind != NULL)
		file_findings_add(&load->found, 0, 0, FINDING_NOT_TEXT,
				  "this file is %s; save it as plain text, encoding UTF-8", kind);
	else if (!is_of_other(load, bytes, len))
		return false;
	load->rules->reading.handles_unknown = load->rules->reading.handles_unknown || load->root;
	return true;
}

/* The patterns become those of the file; room that was not needed goes back. */
static void give_patterns(struct load *load)
{
	size_t count = load->patterns.count;
	struct pattern *items = MOW_STEAL(load->patterns.items);
	struct pattern *fit = count > 0 ? realloc(items, count * sizeof *items) : NULL;

	load->file->patterns = fit != NULL ? fit : items;
	load->file->pattern_count = count;
}

int load_read(struct load *load, char *bytes, size_t len)
{
	load->text.strings = &load->rules->arena;
	load->text.found = &load->found;
	if (is_unreadable(load, bytes, len))
		return MOW_OK;
	int result = reader_read(&load->text, bytes, len, load->err);
	if (result == MOW_OK && !load->rules->reading.foreign)
		result = read_sections(load);
	if (result == MOW_OK && number_set_begin(load->rules->seen, load->rules->people_count))
		return load_no_memory(load);
	if (load->root) {
		load->rules->reading.excused = load->excused;
		load->excused = (struct map){0};
	}
	if (load->rules->reading.foreign)
		load->lacking = true;
	give_patterns(load);
	return result;
}
