/* In what two requirements differ that one path has by the rules of two states. */
#ifndef MOW_API_EFFECTS_DIFF_H
#define MOW_API_EFFECTS_DIFF_H

#include "api/effects_people.h"
#include "mowners.h"
#include "rules/resolve/resolver.h"

struct effects_sides {
	const struct rules *old_rules, *new_rules; /* new: NULL where there are none any more */
	const struct requirement *before, *after;  /* after: NULL alike */
	struct effects_people *people;             /* of both rules; not looked at where the new ones are NULL */
};

/* Gets each difference: kind and texts alone are set, which live as long as the call. Nonzero stops and is returned. */
typedef int effects_diff_fn(const struct mow_effect *effect, void *context);
/* The same of settings that concern more than single files: whether anything is blocked, whether authors are proved,
 * what is protected, and what nobody owns. `rules` is set too: such a one is about the rules themselves as about all
 * else. */
int effects_diff_settings(const struct rules *before, const struct rules *after, effects_diff_fn *each, void *context,
			  struct mow_error *err);
/* Who can override, and could not, or can no more, by whatever list: where both rules let somebody. */
int effects_diff_overriders(struct effects_people *people, effects_diff_fn *each, void *context, struct mow_error *err);
/* "unowned = block" */
const char *effects_unowned_word(const struct rules *rules);
int effects_diff(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err);
/* The same of what holds for a time: freezes that are not over, and rights-until. */
int effects_diff_times(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err);

#endif
