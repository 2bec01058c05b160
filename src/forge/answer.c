#include "forge/answer.h"

#include <string.h>

#include "base/error.h"

/* Levels that brackets open, outside of texts. jansson goes down by calling itself. */
static size_t find_depth(const char *bytes, size_t len)
{
	size_t depth = 0, deepest = 0;
	bool text = false;

	for (size_t i = 0; i < len; i++) {
		if (text && bytes[i] == '\\')
			i++;
		else if (bytes[i] == '"')
			text = !text;
		else if (!text && (bytes[i] == '[' || bytes[i] == '{'))
			deepest = ++depth > deepest ? depth : deepest;
		else if (!text && (bytes[i] == ']' || bytes[i] == '}') && depth > 0)
			depth--;
	}
	return deepest;
}

static const char *find_problem(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_duplicate_key:
		return "JSON with a key twice in one object";
	case json_error_premature_end_of_input:
		return "JSON that was cut off";
	default:
		return "something that is no JSON";
	}
}

int answer_parse(json_t **out, const char *bytes, size_t len, const char *whose, struct mow_error *err)
{
	json_error_t error;

	if (find_depth(bytes, len) > ANSWER_DEPTH)
		return mow_fail(err, MOW_EINVAL, "%s: JSON that is nested too deep", whose);
	json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
	if (json != NULL) {
		*out = json;
		return MOW_OK;
	}
	if (json_error_code(&error) == json_error_out_of_memory)
		return mow_fail_memory(err);
	return mow_fail(err, MOW_EINVAL, "%s: %s", whose, find_problem(&error));
}

json_t *answer_get(const json_t *json, const char *path)
{
	const json_t *at = json;
	json_t *found = NULL;

	for (const char *key = path; key != NULL; key = strchr(key, '.'), key = key != NULL ? key + 1 : NULL) {
		size_t len = strcspn(key, ".");
		found = json_object_getn(at, key, len);
		at = found;
	}
	return json_is_null(found) ? NULL : found;
}

const char *answer_text(const json_t *json, const char *path)
{
	return json_string_value(answer_get(json, path));
}

int64_t answer_number(const json_t *json, const char *key)
{
	json_int_t number = json_integer_value(json_object_get(json, key));

	return number > 0 ? (int64_t)number : 0;
}

bool answer_is_true(const json_t *json, const char *key)
{
	return json_is_true(json_object_get(json, key));
}
