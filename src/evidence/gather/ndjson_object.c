/* One line of evidence at work: its object, from the keys to a claim or a stop. */
#include "base/text.h"
#include "evidence/gather/ndjson.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/field.h"

#define TEXT_MAX 500 /* bytes of what people read */

/* ---- One value each ------------------------------------------------------------------------------------------ */

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
		const char *rest = text_after(by, platforms[i]);
		if (rest == NULL || *rest != ':')
			continue;
		*person = people_by_account(rules, platforms[i], rest + 1);
		return field_word(rest + 1, strlen(rest + 1));
	}
	*person = people_by_email(rules, by, strlen(by));
	return field_email(by, strlen(by));
}

static int take_as(struct claim *claim, struct evidence *evidence, const char *as, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	int result = ndjson_parse_record(&record, as, NULL, err);

	if (result == MOW_EINVAL)
		return ndjson_fail_value(evidence, "as", "*, accountable or review.GATE", as, err);
	return result < 0 ? mow_fail_memory(err) : gather_set_role(evidence->gather, claim, as, err);
}

/* ---- Lines --------------------------------------------------------------------------------------------------- */

/* What a line says beside what it is about. */
struct line {
	enum { LINE_APPROVE, LINE_STOP, LINE_REQUEST } decision;
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
		return ndjson_fail_value(evidence, key, "a time such as 2026-11-22T12:55:00Z", text, err);
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
		return ndjson_fail_value(evidence, key, "one line of text, of 500 bytes at most", text, err);
	escape_text(&shown, text, strlen(text));
	if (buf_check(&shown, err) < 0)
		return MOW_ENOMEM;
	*out = arena_dup(&evidence->gather->out->arena, shown.data, shown.len);
	return *out != NULL ? MOW_OK : mow_fail_memory(err);
}

static int take_decision(struct line *line, const struct evidence *evidence, const json_t *object,
			 struct mow_error *err)
{
	static const char *const names[] = {
		[LINE_APPROVE] = "approve", [LINE_STOP] = "stop", [LINE_REQUEST] = "request"};
	const json_t *value = json_object_get(object, "decision");
	const char *text = json_string_value(value);

	for (unsigned i = LINE_APPROVE; text != NULL && i <= LINE_REQUEST; i++) {
		if (strcmp(text, names[i]) != 0)
			continue;
		line->decision = i;
		return MOW_OK;
	}
	return value == NULL ? MOW_OK : ndjson_fail_value(evidence, "decision", "approve, stop or request", text, err);
}

static int check_known(const struct evidence *evidence, json_t *object, struct mow_error *err)
{
	static const char *const keys[] = {"by",       "steps",  "commit",  "as",      "made", "expires",
					   "decision", "source", "why_not", "commits", "base"};
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

/* A stop stands at all that its maker has a say in, until its line is gone; a request is nobody's and for all of the
 * change. An approval is of something, unless it does not count. */
static int check_about(const struct line *line, const struct evidence *evidence, const json_t *object,
		       struct mow_error *err)
{
	static const char *const others[] = {"steps", "commit", "commits", "base", "expires", "as", "by"};
	static const size_t forbidden[] = {[LINE_APPROVE] = 0, [LINE_STOP] = 5, [LINE_REQUEST] = 7};
	static const char *const beside[] = {"commits", "base"};
	int about = (json_object_get(object, "steps") != NULL) + (json_object_get(object, "commit") != NULL);

	for (size_t i = 0; i < forbidden[line->decision]; i++)
		if (json_object_get(object, others[i]) != NULL)
			return mow_fail(err, MOW_EINVAL, "evidence line %zu: a %s has no \"%s\"", evidence->line,
					line->decision == LINE_STOP ? "stop" : "request", others[i]);
	if (line->decision == LINE_APPROVE && (about > 1 || (about == 0 && json_object_get(object, "why_not") == NULL)))
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: needs either \"steps\" or \"commit\"",
				evidence->line);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		if (json_object_get(object, beside[i]) != NULL && json_object_get(object, "commit") == NULL)
			return mow_fail(err, MOW_EINVAL, "evidence line %zu: \"%s\" needs \"commit\"", evidence->line,
					beside[i]);
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
		return ndjson_fail_value(evidence, "by",
					 "an e-mail, \"@handle\", \"github:NAME\", \"gitlab:NAME\" or \"gitea:NAME\"",
					 by, err);
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
		return ndjson_fail_value(evidence, "as", "*, accountable or review.GATE", NULL, err);
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
	else if (line->why == NULL && line->decision == LINE_APPROVE && claim->made > now + RECORD_AHEAD)
		line->why = "made in the future";
	return MOW_OK;
}

/* Whose part in what they approve is none, is told: of a forge it may be a surprise. */
static int note_deaf(struct gather *gather, size_t number, struct mow_error *err)
{
	const struct claim *claim = &gather->claims.items[number];

	if (claim->own || claim->state == CLAIM_BAD || !claim->denied || claim->heard)
		return MOW_OK;
	return gather_note_claim(gather, claim, "it has no role in any of these files for them", err);
}

static int take_approval(struct evidence *evidence, struct claim *claim, const json_t *object, struct mow_error *err)
{
	const char *hex = json_string_value(json_object_get(object, "commit"));
	size_t number;

	claim->own = json_object_get(object, "commits") != NULL;
	if (hex != NULL) {
		claim->commit = arena_dup(&evidence->gather->out->arena, hex, strlen(hex));
		if (claim->commit == NULL)
			return mow_fail_memory(err);
	}
	int result = gather_add(&number, evidence->gather, claim, err);
	if (result == MOW_OK)
		result = ndjson_say(evidence, number, object, err);
	return result == MOW_OK ? note_deaf(evidence->gather, number, err) : result;
}

/* The first of several moments; a moment that is not known hides none. */
static int take_request(struct evidence *evidence, const json_t *object, struct mow_error *err)
{
	struct gather *gather = evidence->gather;
	const char *where = NULL, *why = NULL;
	int64_t moment = INT64_MAX;
	int result = take_moment(&moment, evidence, object, "made", err);

	if (result == MOW_OK)
		result = take_text(&where, evidence, object, "source", err);
	if (result == MOW_OK)
		result = take_text(&why, evidence, object, "why_not", err);
	if (result != MOW_OK)
		return result;
	if (why == NULL && moment == INT64_MAX)
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: a request needs \"made\" or \"why_not\"",
				evidence->line);
	gather->since.said = true;
	if (why != NULL) {
		gather->since.where = where != NULL ? where : "the change";
		gather->since.why = why;
	} else if (!gather->since.known || moment < gather->since.moment) {
		gather->since.known = true;
		gather->since.moment = moment;
	}
	return MOW_OK;
}

int ndjson_take(struct evidence *evidence, json_t *object, struct mow_error *err)
{
	struct line line = {0};
	struct claim claim;
	int result = check_known(evidence, object, err);

	if (result == MOW_OK)
		result = take_decision(&line, evidence, object, err);
	if (result == MOW_OK)
		result = check_about(&line, evidence, object, err);
	if (result == MOW_OK && line.decision == LINE_REQUEST)
		return take_request(evidence, object, err);
	if (result == MOW_OK)
		result = start_claim(&claim, &line, evidence, object, err);
	if (result != MOW_OK)
		return result;
	if (line.why != NULL)
		claim.state = CLAIM_BAD;
	if (line.decision == LINE_APPROVE)
		result = take_approval(evidence, &claim, object, err);
	else if (line.why == NULL)
		result = gather_stop_all(evidence->gather, &claim, err);
	return result == MOW_OK && line.why != NULL ? gather_note_claim(evidence->gather, &claim, line.why, err)
						    : result;
}
