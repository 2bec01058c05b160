#include "rules/read/freeze.h"

#include <string.h>

#include "rules/read/list.h"
#include "rules/read/patterns.h"

struct reading {
	size_t index;
	struct freeze *freeze;
	struct period from, until, opens;
	bool has_from, has_until; /* and they are dates */
};

static int read_date(struct reading *reading, struct load *load, const struct reader_key *key,
		     const struct key_rule *rule)
{
	struct period day;

	if (values_words(load, key))
		return MOW_ENOMEM;
	const struct word *word = values_only(load, key, "one date");
	if (word == NULL || !values_date(&day, load, word))
		return MOW_OK;
	if (rule->id == KEY_FROM) {
		reading->from = day;
		reading->has_from = true;
	} else if (rule->id == KEY_UNTIL) {
		reading->until = day;
		reading->has_until = true;
	} else {
		reading->opens = day;
	}
	return MOW_OK;
}

static int read_allow(struct freeze *freeze, struct load *load, const struct reader_key *key)
{
	if (list_read_key(&freeze->allow, load, key))
		return MOW_ENOMEM;
	return values_join(&freeze->allow_text, load, load->words);
}

static int read_key(struct load *load, const struct section *section, const struct reader_key *key,
		    const struct key_rule *rule, void *context)
{
	struct reading *reading = context;

	(void)section;
	switch (rule->id) {
	case KEY_PATH:
		return patterns_read(load, key, reading->index);
	case KEY_ALLOW:
		return read_allow(reading->freeze, load, key);
	case KEY_REASON:
		return values_text(&reading->freeze->reason, load, key);
	default:
		return read_date(reading, load, key, rule);
	}
}

static void check_dates(struct load *load, const struct section *section, const struct reading *reading)
{
	bool from = load->seen[KEY_FROM] != 0;
	bool until = load->seen[KEY_UNTIL] != 0;
	bool opens = load->seen[KEY_OPENS] != 0;

	if (opens ? from || until : !from || !until)
		load_report(load, section->source, FREEZE_DATES,
			    "[%s] needs either both \"from\" and \"until\", or \"opens\" alone",
			    section_title(load, section));
	if (reading->has_from && reading->has_until && reading->from.from >= reading->until.end)
		load_report(load, section->source, REVERSED_DATES,
			    "\"from\" is after \"until\" in [%s]; turn them round", section_title(load, section));
	reading->freeze->period = opens ? (struct period){INT64_MIN, reading->opens.from}
					: (struct period){reading->from.from, reading->until.end};
}

int freeze_read(struct area *area, struct load *load, const struct section *section, size_t index)
{
	struct arena *arena = &load->rules->arena;
	struct freeze *freeze = arena_alloc(arena, sizeof *freeze);
	const char *title = section_title(load, section);
	const char *name = arena_dup(arena, title, strlen(title));
	struct reading reading = {.index = index, .freeze = freeze};

	if (freeze == NULL || name == NULL)
		return load_no_memory(load);
	*area = (struct area){.name = name,
			      .place = {load->file->path, section->source->line, section->source->column},
			      .accountable = RULES_NONE,
			      .rights_end = INT64_MAX,
			      .first_pattern = load->patterns.count,
			      .freeze = freeze};
	if (section_each(load, section, read_key, &reading))
		return MOW_ENOMEM;
	check_dates(load, section, &reading);
	area->pattern_count = load->patterns.count - area->first_pattern;
	return MOW_OK;
}
