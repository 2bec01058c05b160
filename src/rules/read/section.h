/* Section lines, and walking through the keys below them. */
#ifndef MOW_RULES_READ_SECTION_H
#define MOW_RULES_READ_SECTION_H

#include "rules/read/context.h"

/* Makes sense of the section lines: kind, name, duplicates, what belongs to the root only and what the root lacks. */
int section_classify(struct load *load);

/* "brand", "level detailed": as between the brackets, for messages. */
const char *section_title(struct load *load, const struct section *section);

/* Reads the value of a key that its section knows and that has one. load->seen tells which keys came before. */
typedef int section_read_fn(struct load *load, const struct section *section, const struct reader_key *key,
			    const struct key_rule *rule, void *context);

/*
 * Calls `read` for each key of a section (not of [people] and [teams]), each once. Unknown, doubled, empty and missing
 * keys are reported.
 */
int section_each(struct load *load, const struct section *section, section_read_fn *read, void *context);

/* Whether the value is empty; then reported. */
bool section_key_is_empty(struct load *load, const struct reader_key *key);

#endif
