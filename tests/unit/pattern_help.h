/* Patterns compiled and tried out, for tests; and chance, from a seed. */
#ifndef TESTS_PATTERN_HELP_H
#define TESTS_PATTERN_HELP_H

#include "rules/match/pattern.h"

/* A set of well-formed patterns; the test fails where one is none. */
struct pattern_set *pattern_help_compile(const char *const *patterns, size_t count);

/* Whether one pattern matches a path, a folder's where it ends in a slash. The test fails where the slow matcher thinks
 * otherwise. */
bool pattern_help_match(const char *pattern, const char *path);

struct chance {
	uint64_t state;
};

/* A number below `below`. */
size_t chance_pick(struct chance *chance, size_t below);

#endif
