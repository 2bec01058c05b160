/*
 * Adding up areas: what those that match a path ask for together (OWNERS(5), "Areas, and how they resolve"). Internal
 * to the resolver (owners.h).
 */
#ifndef MOW_RULES_CASCADE_H
#define MOW_RULES_CASCADE_H

#include "rules/owners.h"

/* All that an answer depends on, beside the rules. */
struct area_set {
	const struct area *const
		*items; /* those with patterns, in order: root file first, top to bottom; live as long as the answer */
	size_t count;
	bool covered; /* the path is one of those that [rules] covers */
	const struct rules_file *broken;
};

/* What the answer needs beside the rules and the items of the set goes into the arena. 0 or MOW_ENOMEM. */
int cascade_add_up(struct owners *out, const struct rules *rules, const struct area_set *set, struct arena *arena);

/* The answer where the root file is broken. */
void cascade_broken(struct owners *out, const struct rules *rules, bool covered);

#endif
