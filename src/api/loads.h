/* How much people have to do already: the approvals of theirs among the records that came into the store last. */
#ifndef MOW_API_LOADS_H
#define MOW_API_LOADS_H

#include "api/verdict.h"

struct loads {
	struct repo *repo;
	const struct rules *rules;
	struct oid tip; /* of the store; zeros: none */
};

/* A verdict_loads_fn; the context is a struct loads. It takes at most half of what the repository's budget has left,
 * and counts no further then. */
int loads_count(size_t *out, void *context, struct mow_error *err);

#endif
