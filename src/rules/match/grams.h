/*
 * Which patterns can match some path at all, told without compiling them: by the runs of four bytes that the paths
 * hold. What is literal in a pattern is in every path that it matches; so a pattern with a run of four such bytes that
 * none of the paths holds matches none of them.
 */
#ifndef MOW_RULES_MATCH_GRAMS_H
#define MOW_RULES_MATCH_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GRAMS_SIZE = 4, GRAMS_BITS = 16 };

/* A bit for each hash of four bytes; zeroed at the start. Two runs may share one: then a pattern too many is compiled.
 */
struct grams {
	uint64_t bits[(1 << GRAMS_BITS) / 64];
};

/* Adds the runs of a path, which stands between two slashes for that. */
void grams_add(struct grams *grams, const char *path, size_t len);

/* Whether all runs of the path are there: then grams_may_match holds for all patterns that match it. */
bool grams_cover(const struct grams *grams, const char *path, size_t len);

/* False: the pattern, without `!` and well formed, matches none of the paths, from whatever folder they are seen. */
bool grams_may_match(const struct grams *grams, const char *pattern, size_t len);

#endif
