/* The lines of `path`. */
#ifndef MOW_RULES_READ_PATTERNS_H
#define MOW_RULES_READ_PATTERNS_H

#include "rules/read/context.h"

/* Checks the patterns of a key and appends them to load->patterns as those of `area` (by its number in the file). */
int patterns_read(struct load *load, const struct reader_key *key, size_t area);

#endif
