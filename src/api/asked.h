/* A request for approval, for whoever is to be told of it. */
#ifndef MOW_API_ASKED_H
#define MOW_API_ASKED_H

#include "api/verdict.h"
#include "evidence/record/record.h"

/* A record that asks, and its change as it is judged now. */
struct asked_source {
	const struct record *record;
	const struct mow_verdict *verdict;
};
int asked_fill(struct mow_asked *out, const struct asked_source *source, struct arena *arena, struct mow_error *err);

#endif
