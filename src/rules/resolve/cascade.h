/*
 * Adding up areas: what those that match a path ask for together (OWNERS(5), "Areas, and how they resolve"). Internal
 * to the resolver (resolver.h).
 */
#ifndef MOW_RULES_RESOLVE_CASCADE_H
#define MOW_RULES_RESOLVE_CASCADE_H

#include "base/number_set.h"
#include "rules/resolve/resolver.h"

/* What an area sets, as a set of these; so that those that set nothing of a kind need not be looked at for it. */
enum {
	CASCADE_ACCOUNTABLE = 1,
	CASCADE_RESPONSIBLE = 2,
	CASCADE_LEVEL = 4,
	CASCADE_GATES = 8,
	CASCADE_CONSULTED = 16,
	CASCADE_INFORMED = 32,
	CASCADE_RIGHTS = 64,
	CASCADE_FREEZE = 128,
	CASCADE_BITS = 8,
};
unsigned cascade_sets(const struct area *area);

/* All that an answer depends on, beside the rules. */
struct area_set {
	const struct area *const
		*items; /* those with patterns, in order: root file first, top to bottom; live as long as the answer */
	size_t count;
	unsigned sets; /* what any of them sets */
	bool covered;  /* the path is one of those that [rules] covers */
	const struct rules_file *broken;
};

/* What adding up works with; zeroed at first but for `rules`. */
struct cascade {
	const struct rules *rules;
	struct number_set seen; /* owners of a list */
	struct {
		size_t *items; /* by struct gate's `same`: the place in the answer at hand, plus 1; 0: none */
		size_t capacity;
	} gates;
};
void cascade_release(struct cascade *cascade);

/* What the answer needs beside the rules and the items of the set goes into the arena. 0 or MOW_ENOMEM. */
int cascade_add_up(struct requirement *out, struct cascade *cascade, const struct area_set *set, struct arena *arena);

/* The answer where the root file is broken. */
void cascade_broken(struct requirement *out, const struct rules *rules, bool covered);

#endif
