/* Which files mow_rules_walk is asked for (struct mow_filter). */
#ifndef MOW_API_FILTER_H
#define MOW_API_FILTER_H

#include "api/roles.h"
#include "base/buf.h"
#include "policy/ruleset.h"

struct filter {
	const struct mow_filter *asked;
	const struct ruleset *ruleset;
	int64_t now;
	enum role first, last;    /* the roles that are meant */
	size_t owner;             /* RULES_NONE: the rules that were read so far do not know them */
	bool *teams;              /* by number: the team that is asked for and those in it; NULL: it is no team */
	struct buf known, owners; /* of each requirement, and of each owner, by number: what was found out */
};
void filter_release(struct filter *filter);
MOW_AUTO_DEFINE(filter)

/* MOW_EINVAL: there is no such role or level. */
int filter_init(struct filter *out, const struct mow_filter *asked, const struct ruleset *ruleset, int64_t now,
		struct mow_error *err);
/* 1: its files are asked for; 0: they are not; or no memory. NULL: there are no rules. */
int filter_ask(struct filter *filter, const struct requirement *requirement, struct mow_error *err);
/* At the end, all having been read: MOW_EINVAL where the rules know no such owner, or no such area. */
int filter_check(const struct filter *filter, struct mow_error *err);

#endif
