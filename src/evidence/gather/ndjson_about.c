/* What one line of evidence approves. */
#include "evidence/gather/ndjson.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/field.h"

#define OWN_MAX 10000

int ndjson_fail_value(const struct evidence *evidence, const char *key, const char *what, const char *value,
		      struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (value == NULL)
		return mow_fail(err, MOW_EINVAL, "evidence line %zu: \"%s\" must be %s", evidence->line, key, what);
	field_quote(&shown, value, strlen(value));
	return mow_fail(err, MOW_EINVAL, "evidence line %zu: \"%s\" must be %s, not \"%s\"", evidence->line, key, what,
			shown.data);
}

/*
 * What a step line or a role says is the record's business: it is asked by making it part of one. No line end can be in
 * `as` and `step`, or they would be more lines.
 */
int ndjson_parse_record(struct record *out, const char *as, const char *step, struct mow_error *err)
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

/* Step lines, one a path. */
static int take_steps(struct evidence *evidence, size_t claim, const json_t *steps, struct mow_error *err)
{
	MOW_AUTO(map) paths = {0};
	MOW_AUTO(arena) arena = {0};
	int result = MOW_OK;

	if (!json_is_array(steps) || json_array_size(steps) == 0 || json_array_size(steps) > RECORD_STEPS_MAX)
		return ndjson_fail_value(evidence, "steps", "a list of step lines, one at least", NULL, err);
	for (size_t i = 0; result == MOW_OK && i < json_array_size(steps); i++) {
		const char *text = json_string_value(json_array_get(steps, i));
		MOW_AUTO(record) record = {0};
		result = text != NULL ? ndjson_parse_record(&record, "*", text, err) : MOW_EINVAL;
		if (result == MOW_EINVAL)
			return ndjson_fail_value(evidence, "steps", "lines like MODE OID MODE OID PATH", text, err);
		if (result < 0)
			return mow_fail_memory(err);
		const struct step *step = &record.steps[0];
		const char *path = arena_dup(&arena, step->path, step->path_len);
		if (path == NULL)
			return mow_fail_memory(err);
		if (map_get(&paths, path, step->path_len, NULL))
			return ndjson_fail_value(evidence, "steps", "of different paths", text, err);
		if (map_put(&paths, path, step->path_len, 0))
			return mow_fail_memory(err);
		result = gather_say(evidence->gather, claim, step, err);
	}
	return result;
}

/* ---- Own work ---------------------------------------------------------------------------------------------------- */

/* Commits that are all by one. */
struct own {
	struct map ids;
	struct arena arena;
	struct oid other; /* one that is not among them; zeros */
};

static void own_release(struct own *own)
{
	map_release(&own->ids);
	arena_release(&own->arena);
}
MOW_AUTO_DEFINE(own)

static int take_ids(struct own *own, const struct evidence *evidence, const json_t *commits, struct mow_error *err)
{
	if (!json_is_array(commits) || json_array_size(commits) > OWN_MAX)
		return ndjson_fail_value(evidence, "commits", "a list of commit ids, 10,000 at most", NULL, err);
	for (size_t i = 0; i < json_array_size(commits); i++) {
		const char *hex = json_string_value(json_array_get(commits, i));
		struct oid *id = arena_alloc(&own->arena, sizeof *id);
		if (id == NULL)
			return mow_fail_memory(err);
		if (hex == NULL || !oid_parse(id, hex, strlen(hex)))
			return ndjson_fail_value(evidence, "commits", "full commit ids", hex, err);
		if (map_put(&own->ids, id->bytes, OID_SIZE, i))
			return mow_fail_memory(err);
	}
	return MOW_OK;
}

static int see_commit(const struct oid *commit, void *context)
{
	struct own *own = context;

	if (map_get(&own->ids, commit->bytes, OID_SIZE, NULL))
		return MOW_OK;
	own->other = *commit;
	return 1;
}

/* Whether all that its commit brings is theirs: of what else there is, a list that was cut off says nothing. */
static int check_own(bool *good, struct evidence *evidence, size_t claim, const json_t *commits, struct mow_error *err)
{
	struct gather *gather = evidence->gather;
	const struct approvals_request *request = gather->request;
	struct claim *about = &gather->claims.items[claim];
	MOW_AUTO(own) own = {0};
	struct oid tip;
	char hex[OID_HEX];

	*good = false;
	int result = take_ids(&own, evidence, commits, err);
	if (result != MOW_OK)
		return result;
	(void)oid_parse(&tip, about->commit, strlen(about->commit));
	const struct commit_range range = {&tip, &request->old_tip, !oid_is_zero(&request->old_tip)};
	result = repo_walk(request->repo, &range, see_commit, &own, err);
	*good = result == MOW_OK;
	if (result != 1)
		return result;
	oid_format(hex, &own.other);
	about->state = CLAIM_BAD;
	return gather_note(gather, err, "%s by %s does not count: commit %.12s may be somebody else's",
			   about->source != NULL ? about->source : about->id, about->by, hex);
}

static int take_id(struct oid *out, const struct evidence *evidence, const json_t *object, const char *key,
		   struct mow_error *err)
{
	const char *hex = json_string_value(json_object_get(object, key));

	if (hex == NULL || !oid_parse(out, hex, strlen(hex)) || oid_is_zero(out))
		return ndjson_fail_value(evidence, key, "a full commit id of 40 lower-case digits", hex, err);
	return MOW_OK;
}

static int note_spent(struct gather *gather, size_t claim, const struct gather_commit *commit, struct mow_error *err)
{
	MOW_AUTO(buf) why = BUF_INIT;

	buf_adds(&why, "it is spent, the change to ");
	escape_path(&why, commit->spent->path, commit->spent->path_len);
	if (commit->spent_count > 1)
		buf_addf(&why, " (and %zu more)", commit->spent_count - 1);
	buf_adds(&why,
		 " has landed since; it needs a new approval to come back, of a commit that has the target in it");
	return buf_check(&why, err) ? MOW_ENOMEM
				    : gather_note_claim(gather, &gather->claims.items[claim], why.data, err);
}

static int take_commit(struct evidence *evidence, size_t claim, const json_t *object, struct mow_error *err)
{
	const json_t *commits = json_object_get(object, "commits");
	struct gather *gather = evidence->gather;
	const struct gather_commit *commit = NULL;
	struct gather_compared about = {0};
	bool good = true;
	int result = take_id(&about.commit, evidence, object, "commit", err);

	if (result == MOW_OK && json_object_get(object, "base") != NULL)
		result = take_id(&about.base, evidence, object, "base", err);
	if (result == MOW_OK)
		result = gather_commit_find(&commit, &evidence->commits, gather, &about, err);
	if (result != MOW_OK)
		return result;
	if (commit->problem != NULL)
		return gather_note_claim(gather, &gather->claims.items[claim], commit->problem, err);
	if (commits != NULL)
		result = check_own(&good, evidence, claim, commits, err);
	for (size_t i = 0; good && result == MOW_OK && i < commit->count; i++)
		result = gather_say_at(gather, claim, commit->numbers[i], &commit->items[i], err);
	return result == MOW_OK && good && commit->spent_count > 0 ? note_spent(gather, claim, commit, err) : result;
}

int ndjson_say(struct evidence *evidence, size_t claim, const json_t *object, struct mow_error *err)
{
	const json_t *steps = json_object_get(object, "steps");

	if (steps != NULL)
		return take_steps(evidence, claim, steps, err);
	return json_object_get(object, "commit") != NULL ? take_commit(evidence, claim, object, err) : MOW_OK;
}
