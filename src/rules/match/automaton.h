/*
 * Many words looked for in one text at the same time (Aho and Corasick, 1975): the time of a search depends on the text
 * and on what is found, not on how many words there are. Internal to the patterns.
 */
#ifndef MOW_RULES_MATCH_AUTOMATON_H
#define MOW_RULES_MATCH_AUTOMATON_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash_index.h"

#define AUTOMATON_NONE UINT32_MAX
enum { AUTOMATON_WORD_MAX = 64 };

struct automaton_state;
struct automaton_root;
struct automaton {
	struct automaton_state *items;
	size_t count, capacity;
	struct automaton_root *root; /* NULL: there are no words */
	struct hash_index children;  /* states by parent and byte, but those of the root and the first of each */
	uint64_t seed;               /* odd */
};

void automaton_init(struct automaton *automaton, uint64_t seed);
void automaton_release(struct automaton *automaton);

/* A word, 1 to AUTOMATON_WORD_MAX bytes, not added before. `value` is what a search reports. 0 or MOW_ENOMEM. */
int automaton_add(struct automaton *automaton, const char *word, size_t len, uint32_t value);

/* Ends adding. 0 or MOW_ENOMEM. */
int automaton_compile(struct automaton *automaton);

/* Where a search keeps what it found: each value once. `seen` has a place for every value, and is the search's own. */
struct automaton_search {
	uint32_t *found; /* room for every value */
	size_t count;
	uint64_t *seen; /* zeroed at the start of all searches */
	uint64_t turn;  /* not 0, another one for each search */
};
void automaton_find(struct automaton_search *search, const struct automaton *automaton, const char *text, size_t len);

#endif
