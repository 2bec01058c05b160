/* Lines of evidence at work. Internal to gather_ndjson. */
#ifndef MOW_EVIDENCE_GATHER_NDJSON_H
#define MOW_EVIDENCE_GATHER_NDJSON_H

#include <jansson.h>

#include "evidence/gather/claims.h"

/* A line at work. */
struct evidence {
	struct gather *gather;
	size_t line;
	struct gather_commits commits;
};

/* Takes one line's object, an approval or a stop; MOW_EINVAL, with the line: it is none. */
int ndjson_take(struct evidence *evidence, json_t *object, struct mow_error *err);

#endif
