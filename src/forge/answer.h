/*
 * JSON that a forge sends: parsed with bounds, read without surprise. A key that is not there, null, or of another type
 * is the same: nothing.
 */
#ifndef MOW_FORGE_ANSWER_H
#define MOW_FORGE_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "mowners.h"

#define ANSWER_DEPTH 64 /* levels of nesting */

static inline void json_auto(json_t **json)
{
	json_decref(*json);
}
#define MOW_AUTO_JSON __attribute__((cleanup(json_auto))) json_t *

/* MOW_EINVAL: no JSON, keys twice, or nested too deep; `whose` begins the message: "api.github.com". */
int answer_parse(json_t **out, const char *bytes, size_t len, const char *whose, struct mow_error *err);

/* A member, or one of a member: answer_get(json, "user.login"). NULL: nothing. */
json_t *answer_get(const json_t *json, const char *path);

/* The same as text; NULL: nothing. */
const char *answer_text(const json_t *json, const char *path);

/* A positive whole number; 0: nothing. */
int64_t answer_number(const json_t *json, const char *key);

/* Whether it is true; false: nothing too. */
bool answer_is_true(const json_t *json, const char *key);

#endif
