/* What a judgement says of the needs of a class: each with whom to ask, best first. Internal to verdict/. */
#ifndef MOW_VERDICT_NEED_LISTS_H
#define MOW_VERDICT_NEED_LISTS_H

#include "verdict/need_table.h"
#include "verdict/needs.h"

/* What needs_find found, as `needs` of the judgement, shared in the table: who would help in several needs at once
 * comes first, and nobody is asked for what cannot be met all the same. The list itself is the arena's. */
int need_lists_take(struct judgement *out, struct need_table *table, const struct needs *needs, struct arena *arena,
		    struct mow_error *err);

#endif
