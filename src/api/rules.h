/* What a struct mow_rules holds; for the other files of api/. */
#ifndef MOW_API_RULES_H
#define MOW_API_RULES_H

#include "api/repo.h"
#include "api/show.h"
#include "policy/ruleset.h"

#define RULES_SHOWN 4096

struct mow_rules {
	struct mow_repo *repo;
	struct ruleset ruleset;
	struct mow_owners **shown; /* RULES_SHOWN, by struct requirement.number modulo that; begun anew after so many */
	size_t shown_count;
	struct mow_why why;
	struct presenter presenter;
	struct arena answer; /* until the next call */
};

/* ruleset_walk, and MOW_ERULES where an error was found: then what was gathered is to be thrown away. */
int rules_walk(struct mow_rules *rules, const struct ruleset_walk *walk, struct mow_error *err);

/* Forgets the answers that were given: they hold no longer. */
void rules_forget_shown(struct mow_rules *rules);

#endif
