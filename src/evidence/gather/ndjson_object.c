/* One line of evidence at work: its object, from the keys to a claim or a stop. */
#include "evidence/gather/ndjson.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/field.h"

#define TEXT_MAX 500 /* bytes of what people read */

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
		result = gather_say_at(gather, claim, commit->numbers[i], &commit->items[i], err);
	return result;
}

/* ---- Lines --------------------------------------------------------------------------------------------------- */

/* What a line says beside what it is about. */
struct line {
	bool stop;
	const char *why; /* it does not count, escaped; NULL */
};

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

/* What people read, escaped; NULL where the key is not there. */
static int take_text(const char **out, struct evidence *evidence, const json_t *object, const char *key,
		     struct mow_error *err)
{
	const json_t *value = json_object_get(object, key);
	const char *text = json_string_value(value);
	MOW_AUTO(buf) shown = BUF_INIT;

	*out = NULL;
	if (value == NULL)
		return MOW_OK;
	if (text == NULL || strlen(text) > TEXT_MAX || !field_text(text, strlen(text)))
		return fail_value(evidence, key, "one line of text, of 500 bytes at most", text, err);
	escape_text(&shown, text, strlen(text));
	if (buf_check(&shown, err) < 0)
		return MOW_ENOMEM;
	*out = arena_dup(&evidence->gather->out->arena, shown.data, shown.len);
	return *out != NULL ? MOW_OK : mow_fail_memory(err);
}

static int take_decision(bool *stop, const struct evidence *evidence, const json_t *object, struct mow_error *err)
{
	const json_t *value = json_object_get(object, "decision");
	const char *text = json_string_value(value);

	*stop = text != NULL && strcmp(text, "stop") == 0;
	if (value != NULL && !*stop && (text == NULL || strcmp(text, "approve") != 0))
		return fail_value(evidence, "decision", "approve or stop", text, err);
	return MOW_OK;
}

static int check_known(const struct evidence *evidence, json_t *object, struct mow_error *err)
{
	static const char *const keys[] = {"by",      "steps",    "commit", "as",     "made",
					   "expires", "decision", "source", "why_not"};
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
	return MOW_OK;
}

/* A stop stands at all that its maker has a say in, until its line is gone. An approval is of something, unless it does
 * not count. */
static int check_about(const struct line *line, const struct evidence *evidence, const json_t *object,
		       struct mow_error *err)
{
	static const char *const of_approvals[] = {"steps", "commit", "expires"};
	int about = (json_object_get(object, "steps") != NULL) + (json_object_get(object, "commit") != NULL);

	for (size_t i = 0; line->stop && i < sizeof of_approvals / sizeof *of_approvals; i++)
		if (json_object_get(object, of_approvals[i]) != NULL)
			return mow_fail(err, MOW_EINVAL, "evidence line %zu: a stop has no \"%s\"", evidence->line,
					of_approvals[i]);
	if (!line->stop && (about > 1 || (about == 0 && json_object_get(object, "why_not") == NULL)))
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: needs either \"steps\" or \"commit\"",
				evidence->line);
	return MOW_OK;
}

static const char *nobody(const char *by)
{
	return by[0] == '@'              ? "the rules know nobody of that name"
	       : strchr(by, '@') == NULL ? "the rules know nobody with that account"
					 : "the rules know nobody with that e-mail";
}

static int start_named(struct claim *claim, struct evidence *evidence, const char *by, struct mow_error *err)
{
	struct gather *gather = evidence->gather;
	MOW_AUTO(buf) shown = BUF_INIT;

	*claim = (struct claim){
		.state = CLAIM_GOOD, .kind = EVIDENCE_FORGE, .line = evidence->line, .made = APPROVAL_MADE_UNKNOWN};
	if (by == NULL || !find_person(&claim->person, gather->request->rules, by))
		return fail_value(evidence, "by",
				  "an e-mail, \"@handle\", \"github:NAME\", \"gitlab:NAME\" or \"gitea:NAME\"", by,
				  err);
	field_quote(&shown, by, strlen(by));
	if (buf_check(&shown, err) < 0)
		return MOW_ENOMEM;
	claim->id = arena_printf(&gather->out->arena, "evidence line %zu", evidence->line);
	claim->by = arena_dup(&gather->arena, shown.data, shown.len);
	return claim->id != NULL && claim->by != NULL ? MOW_OK : mow_fail_memory(err);
}

/* All that does not say what is approved. */
static int start_claim(struct claim *claim, struct line *line, struct evidence *evidence, const json_t *object,
		       struct mow_error *err)
{
	int64_t now = evidence->gather->request->now, expires = INT64_MAX;
	const json_t *as = json_object_get(object, "as");
	const char *by = json_string_value(json_object_get(object, "by"));
	int result = start_named(claim, evidence, by, err);

	if (result == MOW_OK && as != NULL && !json_is_string(as))
		return fail_value(evidence, "as", "*, accountable or review.GATE", NULL, err);
	if (result == MOW_OK)
		result = take_as(claim, evidence, as != NULL ? json_string_value(as) : "*", err);
	if (result == MOW_OK)
		result = take_moment(&claim->made, evidence, object, "made", err);
	if (result == MOW_OK)
		result = take_moment(&expires, evidence, object, "expires", err);
	if (result == MOW_OK)
		result = take_text(&claim->source, evidence, object, "source", err);
	if (result == MOW_OK)
		result = take_text(&line->why, evidence, object, "why_not", err);
	if (result < 0)
		return result;
	if (claim->person == RULES_NONE)
		line->why = nobody(by);
	else if (line->why == NULL && expires <= now)
		line->why = "it has expired";
	else if (line->why == NULL && !line->stop && claim->made > now + RECORD_AHEAD)
		line->why = "made in the future";
	return MOW_OK;
}

/* Whose part in what they approve is none, is told: of a forge it may be a surprise. */
static int note_deaf(struct gather *gather, size_t number, struct mow_error *err)
{
	const struct claim *claim = &gather->claims.items[number];

	if (claim->state == CLAIM_BAD || !claim->denied || claim->heard)
		return MOW_OK;
	return gather_note_claim(gather, claim, "it has no role in any of these files for them", err);
}

static int take_approval(struct evidence *evidence, struct claim *claim, const json_t *object, struct mow_error *err)
{
	const json_t *steps = json_object_get(object, "steps");
	const json_t *commit = json_object_get(object, "commit");
	const char *hex = json_string_value(commit);
	size_t number;

	if (hex != NULL) {
		claim->commit = arena_dup(&evidence->gather->out->arena, hex, strlen(hex));
		if (claim->commit == NULL)
			return mow_fail_memory(err);
	}
	int result = gather_add(&number, evidence->gather, claim, err);
	if (result == MOW_OK && steps != NULL)
		result = take_steps(evidence, number, steps, err);
	else if (result == MOW_OK && commit != NULL)
		result = take_commit(evidence, number, commit, err);
	return result == MOW_OK ? note_deaf(evidence->gather, number, err) : result;
}

int ndjson_take(struct evidence *evidence, json_t *object, struct mow_error *err)
{
	struct line line = {0};
	struct claim claim;
	int result = check_known(evidence, object, err);

	if (result == MOW_OK)
		result = take_decision(&line.stop, evidence, object, err);
	if (result == MOW_OK)
		result = check_about(&line, evidence, object, err);
	if (result == MOW_OK)
		result = start_claim(&claim, &line, evidence, object, err);
	if (result != MOW_OK)
		return result;
	if (line.why != NULL)
		claim.state = CLAIM_BAD;
	if (!line.stop)
		result = take_approval(evidence, &claim, object, err);
	else if (line.why == NULL)
		result = gather_stop_all(evidence->gather, &claim, err);
	return result == MOW_OK && line.why != NULL ? gather_note_claim(evidence->gather, &claim, line.why, err)
						    : result;
}
