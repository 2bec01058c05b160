#include "evidence/gather/ndjson.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text_kind.h"

#define EVIDENCE_MAX ((size_t)16 << 20)
#define EVIDENCE_LINES_MAX 10000

static inline void json_auto(json_t **json)
{
	json_decref(*json);
}
#define MOW_AUTO_JSON __attribute__((cleanup(json_auto))) json_t *

/* Why a line is no JSON, in words that do not depend on the library. */
static const char *json_problem(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_premature_end_of_input:
		return "ends before its JSON object does; each object is one line";
	case json_error_end_of_input_expected:
		return "goes on behind its JSON object; each object is one line";
	case json_error_duplicate_key:
		return "has a key twice";
	case json_error_invalid_utf8:
		return "is not UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "has a zero byte in a text";
	case json_error_stack_overflow:
		return "is nested too deep";
	case json_error_numeric_overflow:
		return "has a number that is too large";
	default:
		return "is not JSON";
	}
}

static bool is_blank(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r')
			return false;
	return true;
}

static int take_line(struct evidence *evidence, const char *bytes, size_t len, struct mow_error *err)
{
	json_error_t error;

	if (is_blank(bytes, len))
		return MOW_OK;
	MOW_AUTO_JSON object = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
	if (object == NULL && json_error_code(&error) == json_error_out_of_memory)
		return mow_fail_memory(err);
	if (object == NULL)
		return mow_fail(err, MOW_EINVAL, "evidence line %zu %s (column %d)", evidence->line,
				json_problem(&error), error.column);
	if (!json_is_object(object))
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: must be one JSON object", evidence->line);
	return ndjson_take(evidence, object, err);
}

static int take_lines(struct evidence *evidence, const char *at, size_t left, struct mow_error *err)
{
	int result = MOW_OK;

	while (result == MOW_OK && left > 0) {
		const char *end = memchr(at, '\n', left);
		size_t len = end != NULL ? (size_t)(end - at) : left;
		if (evidence->line >= EVIDENCE_LINES_MAX)
			return mow_fail(err, MOW_ETOOBIG, "more than %d lines of evidence", EVIDENCE_LINES_MAX);
		evidence->line++;
		result = take_line(evidence, at, len, err);
		at += end != NULL ? len + 1 : len;
		left -= end != NULL ? len + 1 : len;
	}
	return result;
}

int gather_ndjson(struct gather *gather, struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	struct evidence evidence = {.gather = gather};
	size_t len = request->evidence_len;

	if (request->evidence == NULL || len == 0)
		return MOW_OK;
	if (len > EVIDENCE_MAX)
		return mow_fail(err, MOW_ETOOBIG, "more than %zu bytes of evidence", EVIDENCE_MAX);
	const char *foreign = text_kind_foreign(request->evidence, len);
	if (foreign != NULL)
		return mow_fail(err, MOW_EINVAL, "the evidence is %s; save it as plain text in UTF-8", foreign);
	/* What Windows writes in front of UTF-8. */
	size_t mark = len >= 3 && memcmp(request->evidence, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	int result = take_lines(&evidence, request->evidence + mark, len - mark, err);
	gather_commits_release(&evidence.commits);
	return result;
}
