#include "rules/read/freeze.h"

#include "rules/read/list.h"
#include "rules/read/patterns.h"

struct reading {
	size_t index;
	struct period from, until;
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
	}
	return MOW_OK;
}

static int read_key(struct load *load, const struct section *section, const struct reader_key *key,
		    const struct key_rule *rule, void *context)
{
	struct owner_list list;
	const char *text;

	(void)section;
	switch (rule->id) {
	case KEY_PATH:
		return patterns_read(load, key, ((struct reading *)context)->index);
	case KEY_ALLOW:
		return list_read_key(&list, load, key);
	case KEY_REASON:
		return values_text(&text, load, key);
	default:
		return read_date(context, load, key, rule);
	}
}

int freeze_check(struct load *load, const struct section *section, size_t index)
{
	struct reading reading = {.index = index};

	int result = section_each(load, section, read_key, &reading);
	if (result != MOW_OK)
		return result;
	bool from = load->seen[KEY_FROM] != 0;
	bool until = load->seen[KEY_UNTIL] != 0;
	bool opens = load->seen[KEY_OPENS] != 0;
	if (opens ? from || until : !from || !until)
		load_report(load, section->source, FREEZE_DATES,
			    "[%s] needs either both \"from\" and \"until\", or \"opens\" alone",
			    section_title(load, section));
	if (reading.has_from && reading.has_until && reading.from.from >= reading.until.end)
		load_report(load, section->source, REVERSED_DATES,
			    "\"from\" is after \"until\" in [%s]; turn them round", section_title(load, section));
	load_report(load, section->source, UNSUPPORTED,
		    "[%s] is not supported yet by this version of mowners; take the section out",
		    section_title(load, section));
	return MOW_OK;
}
