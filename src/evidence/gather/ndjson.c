#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text_kind.h"
#include "evidence/field.h"

#define EVIDENCE_MAX ((size_t)16 << 20)
#define EVIDENCE_LINES_MAX 10000

/* A line at work. */
struct evidence {
	struct gather *gather;
	size_t line;
	struct gather_commits commits;
};

static inline void json_auto(json_t **json)
{
	json_decref(*json);
}
#define MOW_AUTO_JSON __attribute__((cleanup(json_auto))) json_t *

/* ---- One value each ------------------------------------------------------------------------------------------ */

static int fail_value(const struct evidence *evidence, const char *key, const char *what, const char *value,
		      struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (value == NULL)
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: \"%s\" must be %s", evidence->line, key, what);
	field_quote(&shown, value, strlen(value));
	return mow_fail(err, MOW_EINVAL, "evidence line %zu: \"%s\" must be %s, not \"%s\"", evidence->line, key, what,
			shown.data);
}

static const char *after(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

/* Who it is, or RULES_NONE; false: the text is none of the forms. */
static bool find_person(size_t *person, const struct rules *rules, const char *by)
{
	static const char *const platforms[] = {"github", "gitlab", "gitea"};
	size_t owner;

	if (by[0] == '@') {
		owner = people_owner(rules, by, strlen(by));
		*person = owner != RULES_NONE && rules->owners[owner].kind == OWNER_PERSON ? rules->owners[owner].index
											   : RULES_NONE;
		return field_word(by + 1, strlen(by + 1));
	}
	for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++) {
		const char *rest = after(by, platforms[i]);
		if (rest == NULL || *rest != ':')
			continue;
		*person = people_by_account(rules, platforms[i], rest + 1);
		return field_word(rest + 1, strlen(rest + 1));
	}
	*person = people_by_email(rules, by, strlen(by));
	return field_email(by, strlen(by));
}

/*
 * What a step line or a role says is the record's business: it is asked by making it part of one. No line end can be in
 * `as` and `step`, or they would be more lines.
 */
static int parse_as_record(struct record *out, const char *as, const char *step, struct mow_error *err)
{
	static const char *const some_step = "000000 0000000000000000000000000000000000000000 100644 "
					     "1111111111111111111111111111111111111111 x";
	MOW_AUTO(buf) text = BUF_INIT;
	char zeros[OID_HEX];
	const struct oid none = {{0}};

	if (strchr(as, '\n') != NULL || (step != NULL && strchr(step, '\n') != NULL))
		return MOW_EINVAL;
	oid_format(zeros, &none);
	buf_addf(&text, "mowners-approval 1\ntarget refs/heads/x\nbase %s\ndecision approve\nas %s\nby x@example.com\n",
		 zeros, as);
	buf_addf(&text, "made 2000-01-01T00:00:00Z\nexpires 2000-01-02T00:00:00Z\nstep %s\n",
		 step != NULL ? step : some_step);
	int result = buf_check(&text, err);
	return result < 0 ? result : record_parse(out, text.data, text.len, NULL);
}

static int take_as(struct claim *claim, struct evidence *evidence, const char *as, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	int result = parse_as_record(&record, as, NULL, err);

	if (result == MOW_EINVAL)
		return fail_value(evidence, "as", "*, accountable or review.GATE", as, err);
	return result < 0 ? mow_fail_memory(err) : gather_set_role(evidence->gather, claim, as, err);
}

/* ---- What it approves ---------------------------------------------------------------------------------------- */

/* Step lines, one a path. */
static int take_steps(struct evidence *evidence, size_t claim, const json_t *steps, struct mow_error *err)
{
	MOW_AUTO(map) paths = {0};
	MOW_AUTO(arena) arena = {0};
	int result = MOW_OK;

	if (!json_is_array(steps) || json_array_size(steps) == 0 || json_array_size(steps) > RECORD_STEPS_MAX)
		return fail_value(evidence, "steps", "a list of step lines, one at least", NULL, err);
	for (size_t i = 0; result == MOW_OK && i < json_array_size(steps); i++) {
		const char *text = json_string_value(json_array_get(steps, i));
		MOW_AUTO(record) record = {0};
		result = text != NULL ? parse_as_record(&record, "*", text, err) : MOW_EINVAL;
		if (result == MOW_EINVAL)
			return fail_value(evidence, "steps", "lines like MODE OID MODE OID PATH", text, err);
		if (result < 0)
			return mow_fail_memory(err);
		const struct step *step = &record.steps[0];
		const char *path = arena_dup(&arena, step->path, step->path_len);
		if (path == NULL)
			return mow_fail_memory(err);
		if (map_get(&paths, path, step->path_len, NULL))
			return fail_value(evidence, "steps", "of different paths", text, err);
		if (map_put(&paths, path, step->path_len, 0))
			return mow_fail_memory(err);
		result = gather_say(evidence->gather, claim, step, err);
	}
	return result;
}

static int take_commit(struct evidence *evidence, size_t claim, const json_t *value, struct mow_error *err)
{
	struct gather *gather = evidence->gather;
	const char *hex = json_string_value(value);
	const struct gather_commit *commit = NULL;
	struct oid id;

	if (hex == NULL || !oid_parse(&id, hex, strlen(hex)) || oid_is_zero(&id))
		return fail_value(evidence, "commit", "a full commit id of 40 lower-case digits", hex, err);
	int result = gather_commit_find(&commit, &evidence->commits, gather, &id, err);
	if (result < 0)
		return result;
	if (commit->problem != NULL)
		return gather_note_claim(gather, &gather->claims.items[claim], commit->problem, err);
	for (size_t i = 0; result == MOW_OK && i < commit->count; i++)
		result = gather_say(gather, claim, &commit->items[i], err);
	return result;
}

/* ---- Lines --------------------------------------------------------------------------------------------------- */

/* A moment; where the key is not there `*moment` stays as it was. */
static int take_moment(int64_t *moment, const struct evidence *evidence, const json_t *object, const char *key,
		       struct mow_error *err)
{
	const json_t *value = json_object_get(object, key);
	const char *text = json_string_value(value);

	if (value == NULL)
		return MOW_OK;
	if (text == NULL || !clock_parse_moment(moment, text, strlen(text)))
		return fail_value(evidence, key, "a time such as 2026-11-22T12:55:00Z", text, err);
	return MOW_OK;
}

static int check_keys(const struct evidence *evidence, json_t *object, struct mow_error *err)
{
	static const char *const keys[] = {"by", "steps", "commit", "as", "made", "expires"};
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		bool known = false;
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			known = known || strcmp(key, keys[i]) == 0;
		if (!known) {
			MOW_AUTO(buf) shown = BUF_INIT;
			field_quote(&shown, key, strlen(key));
			return mow_fail(err, MOW_EINVAL, "evidence line %zu: unknown key \"%s\"", evidence->line,
					shown.data);
		}
	}
	if ((json_object_get(object, "steps") == NULL) == (json_object_get(object, "commit") == NULL))
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: needs either \"steps\" or \"commit\"",
				evidence->line);
	return MOW_OK;
}

/* All that does not say what is approved; `why`: a reason not to count, or NULL. */
static int start_claim(struct claim *claim, const char **why, struct evidence *evidence, const json_t *object,
		       struct mow_error *err)
{
	struct gather *gather = evidence->gather;
	const json_t *as = json_object_get(object, "as");
	const char *by = json_string_value(json_object_get(object, "by"));
	MOW_AUTO(buf) shown = BUF_INIT;
	int64_t expires = INT64_MAX;
	int result;

	*claim = (struct claim){
		.state = CLAIM_GOOD, .kind = EVIDENCE_FORGE, .line = evidence->line, .made = APPROVAL_MADE_UNKNOWN};
	if (by == NULL || !find_person(&claim->person, gather->request->rules, by))
		return fail_value(evidence, "by",
				  "an e-mail, \"@handle\", \"github:NAME\", \"gitlab:NAME\" or \"gitea:NAME\"", by,
				  err);
	if (as != NULL && !json_is_string(as))
		return fail_value(evidence, "as", "*, accountable or review.GATE", NULL, err);
	field_quote(&shown, by, strlen(by));
	if (buf_check(&shown, err) < 0)
		return MOW_ENOMEM;
	claim->id = arena_printf(&gather->out->arena, "evidence line %zu", evidence->line);
	claim->by = arena_dup(&gather->arena, shown.data, shown.len);
	if (claim->id == NULL || claim->by == NULL)
		return mow_fail_memory(err);
	result = take_as(claim, evidence, as != NULL ? json_string_value(as) : "*", err);
	if (result == MOW_OK)
		result = take_moment(&claim->made, evidence, object, "made", err);
	if (result == MOW_OK)
		result = take_moment(&expires, evidence, object, "expires", err);
	if (result < 0)
		return result;
	*why = claim->person == RULES_NONE                         ? "the rules know nobody of that name"
	       : expires <= gather->request->now                   ? "it has expired"
	       : claim->made > gather->request->now + RECORD_AHEAD ? "made in the future"
								   : NULL;
	return MOW_OK;
}

static int take_object(struct evidence *evidence, json_t *object, struct mow_error *err)
{
	struct gather *gather = evidence->gather;
	const json_t *steps = json_object_get(object, "steps");
	const char *why = NULL;
	struct claim claim;
	size_t number;
	int result = check_keys(evidence, object, err);

	if (result == MOW_OK)
		result = start_claim(&claim, &why, evidence, object, err);
	if (result == MOW_OK && why != NULL)
		claim.state = CLAIM_BAD;
	if (result == MOW_OK)
		result = gather_add(&number, gather, &claim, err);
	if (result == MOW_OK)
		result = steps != NULL ? take_steps(evidence, number, steps, err)
				       : take_commit(evidence, number, json_object_get(object, "commit"), err);
	return result == MOW_OK && why != NULL ? gather_note_claim(gather, &claim, why, err) : result;
}

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
	return take_object(evidence, object, err);
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
	size_t len = request->evidence != NULL ? request->evidence_len : 0;

	if (len > EVIDENCE_MAX)
		return mow_fail(err, MOW_ETOOBIG, "more than %zu bytes of evidence", EVIDENCE_MAX);
	const char *foreign = len > 0 ? text_kind_foreign(request->evidence, len) : NULL;
	if (foreign != NULL)
		return mow_fail(err, MOW_EINVAL, "the evidence is %s; save it as plain text in UTF-8", foreign);
	/* What Windows writes in front of UTF-8. */
	size_t mark = len >= 3 && memcmp(request->evidence, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	int result = take_lines(&evidence, len > 0 ? request->evidence + mark : NULL, len - mark, err);
	gather_commits_release(&evidence.commits);
	return result;
}
