/*
 * Lists of numbers, ascending, each once: sets that are cheap to share, to compare and to put together. Internal to the
 * patterns.
 */
#ifndef MOW_RULES_MATCH_PATTERN_LIST_H
#define MOW_RULES_MATCH_PATTERN_LIST_H

#include "rules/match/pattern.h"

struct pattern_list {
	const uint32_t *items;
	size_t count;
};

/* What is being collected, ascending and each once from now on. */
struct pattern_list pattern_list_sort(struct pattern_matches *collected);

/* 0 or MOW_ENOMEM. */
int pattern_list_push(struct pattern_matches *collected, uint32_t number);
int pattern_list_append(struct pattern_matches *collected, const uint32_t *items, size_t count);

/* Both as one, into `out`, which has room for both. Returns how many. */
size_t pattern_list_merge(uint32_t *out, const struct pattern_list *a, const struct pattern_list *b);

bool pattern_list_equal(const struct pattern_list *a, const struct pattern_list *b);
bool pattern_list_has(const struct pattern_list *list, uint32_t number);

/* Whether all of `small` is in `large`. */
bool pattern_list_within(const struct pattern_list *small, const struct pattern_list *large);

#endif
