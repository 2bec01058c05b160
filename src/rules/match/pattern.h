/*
 * Patterns of OWNERS files (OWNERS(5), "Patterns"): GitHub's rules for CODEOWNERS with git's wildmatch for the wild
 * cards, compiled many at a time so that a look-up hardly depends on how many there are.
 */
#ifndef MOW_RULES_MATCH_PATTERN_H
#define MOW_RULES_MATCH_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/finding_codes.h"
#include "mowners.h"

#define PATTERN_COMPONENTS_MAX 128
#define PATTERN_LENGTH_MAX 4096 /* bytes; a line of an OWNERS file holds far less */

/*
 * Whether a pattern is well formed. 0, or MOW_EINVAL with the reason in `err`, its code in `code` and the place in
 * `offset` (0-based byte of `text`); both may be NULL. A leading `!` is part of the pattern here.
 */
int pattern_check(const char *text, size_t len, enum finding_code *code, size_t *offset, struct mow_error *err);

/*
 * The patterns of one OWNERS file, compiled. Numbers are those of adding, from 0. What is added must have passed
 * pattern_check (what would not is refused, or matches nothing that matters), and its bytes must live as long as the
 * set. After a failure to add or to compile, a set is good for pattern_set_free alone.
 *
 * Compiling takes time and memory linear in the bytes of the patterns. A look-up goes by hashes and by one automaton
 * for the words inside components, and takes time linear in the path and in what matches: components with a star and no
 * literal byte (`?*`, `[a-z]*`) are tried one by one, as are those that share all their literals with others.
 */
struct pattern_set;
int pattern_set_new(struct pattern_set **out, struct mow_error *err);
void pattern_set_free(struct pattern_set *set);
MOW_AUTO_PTR_DEFINE(pattern_set)
int pattern_set_add(struct pattern_set *set, const char *text, size_t len, struct mow_error *err); /* without `!` */
/* In place of adding one that will never be asked for: it matches nothing, and the next one gets the next number. */
void pattern_set_skip(struct pattern_set *set);

/* Ends adding; must be called once before matching. */
int pattern_set_compile(struct pattern_set *set, struct mow_error *err);

/*
 * Walking down a tree: a state stands for a folder and is derived from its parent's. The state of the OWNERS file's own
 * folder is pattern_state_root. States live in an arena of the caller's: one for all, or one for each depth, released
 * when the walk goes up again; the struct arena must stay where it is meanwhile. A child's state may be its parent's,
 * or live in the parent's arena. NULL: out of memory. Walking works on memory of the set, so one set, one thread.
 */
struct pattern_state;
const struct pattern_state *pattern_state_root(const struct pattern_set *set, struct arena *arena);
const struct pattern_state *pattern_state_enter(const struct pattern_set *set, const struct pattern_state *parent,
						const char *name, size_t len, struct arena *arena);

/* Nothing below this folder can add to the matches that the folder itself has inherited. */
bool pattern_state_is_final(const struct pattern_state *state);

/* Nothing in this folder or below it matches anything. */
bool pattern_state_is_silent(const struct pattern_state *state);

/* A growing list of pattern numbers. */
struct pattern_matches {
	uint32_t *items;
	size_t count, capacity;
};
void pattern_matches_release(struct pattern_matches *matches);
MOW_AUTO_DEFINE(pattern_matches)

/*
 * All patterns that match the entry `name` of the folder that `state` stands for, ascending, each once, into `out`
 * (reset first): those that match the entry itself, a file or a folder, and those that match a folder above it. 0 or
 * MOW_ENOMEM.
 */
int pattern_state_match(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
			const struct mow_path *name);

/* The same for a whole path, relative to the OWNERS file. Nothing matches the empty path, the file's own folder. */
int pattern_set_match(struct pattern_matches *out, const struct pattern_set *set, const struct mow_path *path);

#endif
