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

/* "evidence line 3: "KEY" must be WHAT, not "VALUE"": MOW_EINVAL. `value` may be NULL. */
int ndjson_fail_value(const struct evidence *evidence, const char *key, const char *what, const char *value,
		      struct mow_error *err);

/* A role and a step (NULL: any) as parts of a record; MOW_EINVAL: one of them is none. */
int ndjson_parse_record(struct record *out, const char *as, const char *step, struct mow_error *err);

/* What an approval approves; `claim` is its own. */
int ndjson_say(struct evidence *evidence, size_t claim, const json_t *object, struct mow_error *err);

#endif
