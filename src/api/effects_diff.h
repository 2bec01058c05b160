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

/* A difference. What it points to lives as long as the call. */
struct effects_told {
	struct mow_effect effect;      /* kind, texts, role, gate and need alone are set, and `rules` of a setting */
	struct effects_numbers lost;   /* owners of the old rules */
	struct effects_numbers gained; /* owners of the new ones */
	struct effects_numbers left, joined; /* people, alike */
};
/* Gets each. Nonzero stops and is returned. */
typedef int effects_diff_fn(const struct effects_told *told, void *context);
/* The same of settings that concern more than single files: whether anything is blocked, whether authors are proved,
 * what is protected, and what nobody owns. `rules` is set too: such a one is about the rules themselves as about all
 * else. */
int effects_diff_settings(const struct rules *before, const struct rules *after, effects_diff_fn *each, void *context,
			  struct mow_error *err);
/* Who can override, and could not, or can no more, by whatever list: where both rules let somebody. */
int effects_diff_overriders(struct effects_people *people, effects_diff_fn *each, void *context, struct mow_error *err);
/* "unowned = block" */
const char *effects_unowned_word(const struct rules *rules);
typedef int effects_sides_fn(const struct effects_sides *sides, effects_diff_fn *each, void *context,
			     struct mow_error *err);
effects_sides_fn effects_diff_roles; /* who decides, and who must agree */
effects_sides_fn effects_diff_level; /* the level, and what it asks */
effects_sides_fn effects_diff_times; /* what holds for a time: freezes that are not over, and rights-until */
effects_sides_fn effects_diff_lists; /* who is responsible, consulted, informed */

#endif
