/*
 * More about the states of pattern.h, for those who resolve many entries of one folder and want to keep what is common
 * to them. Internal to the rules.
 */
#ifndef MOW_RULES_MATCH_PATTERN_STATE_H
#define MOW_RULES_MATCH_PATTERN_STATE_H

#include "rules/match/pattern_list.h"

/* The patterns that every file (or every folder) in this folder matches; as long as the state. */
const struct pattern_list *pattern_state_common(const struct pattern_state *state, bool folder);

/*
 * How an entry's name adds to that, into `out` (reset first): numbers that mean something to pattern_state_expand
 * alone. Equal lists in one state mean equal matches; an empty list, nothing but the common ones. Ascending, each once.
 * 0 or MOW_ENOMEM.
 */
int pattern_state_hits(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
		       const char *name, size_t len);

/* The patterns of hits and the state's common ones together, for an entry of that kind: ascending, each once, into
 * `out` (reset first). 0 or MOW_ENOMEM. */
int pattern_state_expand(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
			 const struct pattern_list *hits, enum mow_path_kind kind);

/* Whether a child's state lives as long as its parent's: it is the same, or that of all folders that no pattern tells
 * apart. */
bool pattern_state_outlives(const struct pattern_state *child, const struct pattern_state *parent);

/* Bytes that a state itself takes in its arena, to know when a release pays. */
size_t pattern_state_size(const struct pattern_state *state);

#endif
