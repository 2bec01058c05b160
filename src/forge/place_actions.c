/* Jobs of GitHub Actions, and of Gitea's and Forgejo's, which set the same variables. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "forge/place_job.h"
#include "forge/reader.h"

#define EVENT_MAX ((size_t)16 << 20)

static int read_event(json_t **out, const struct place_environment *environment, struct mow_error *err)
{
	const char *path = place_variable(environment, "GITHUB_EVENT_PATH");
	MOW_AUTO(buf) text = BUF_INIT;

	if (path == NULL)
		return mow_fail(err, MOW_ENOTFOUND, "GITHUB_EVENT_PATH names no file that says what this job is about");
	int result = file_read_named(&text, path, EVENT_MAX, err);
	if (result == MOW_OK)
		result = answer_parse(out, text.data, text.len, "the event file of this job", err);
	return result == MOW_EINVAL ? mow_fail_as(err, MOW_ENOTFOUND) : result;
}

/* ---- A request ------------------------------------------------------------------------------------------------- */

/* The events that carry the request itself. */
static bool carries_request(const char *event)
{
	static const char *const events[] = {
		"pull_request",         "pull_request_target", "pull_request_review",   "pull_request_review_comment",
		"pull_request_comment", "pull_request_sync",   "pull_request_approved", "pull_request_rejected"};

	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		if (strcmp(event, events[i]) == 0)
			return true;
	return false;
}

static int take_request(struct place *out, struct arena *arena, const json_t *event, struct mow_error *err)
{
	const json_t *request = answer_get(event, "pull_request");
	int64_t number = answer_number(request, "number");

	if (number == 0)
		return mow_fail(err, MOW_ENOTFOUND, "the event file of this job has no number of a pull request");
	out->at.number = arena_printf(arena, "%" PRId64, number);
	if (out->at.number == NULL || reader_keep_commit(&out->head, arena, answer_text(request, "head.sha")))
		return mow_fail_memory(err);
	return MOW_OK;
}

/* A comment on a request is one on an issue, and knows no commit. */
static int take_issue(struct place *out, struct arena *arena, const json_t *event, struct mow_error *err)
{
	const json_t *issue = answer_get(event, "issue");
	int64_t number = answer_number(issue, "number");

	if (number == 0 || answer_get(issue, "pull_request") == NULL)
		return mow_fail(err, MOW_ENOTFOUND,
				"this job was started by a comment on an issue, not on a pull request");
	out->at.number = arena_printf(arena, "%" PRId64, number);
	return out->at.number != NULL ? MOW_OK : mow_fail_memory(err);
}

/* ---- A merge queue --------------------------------------------------------------------------------------------- */

/* The N of "refs/heads/gh-readonly-queue/main/pr-N-COMMIT"; NULL in `out`: it is no such name. */
static int find_queued(const char **out, struct arena *arena, const char *ref)
{
	const char *last = ref != NULL ? strrchr(ref, '/') : NULL;

	*out = NULL;
	if (last == NULL || !text_begins(ref, "refs/heads/gh-readonly-queue/") || !text_begins(last, "/pr-"))
		return MOW_OK;
	size_t len = strspn(last + 4, "0123456789");
	if (len == 0 || last[4 + len] != '-')
		return MOW_OK;
	*out = arena_dup(arena, last + 4, len);
	return *out != NULL ? MOW_OK : MOW_ENOMEM;
}

/*
 * Each entry of the queue is a commit on the one before it, with one request merged into it: what is asked about is
 * that step. The request's head may have moved since without leaving the queue at once, so the job is held to no head.
 */
static int take_group(struct place *out, struct arena *arena, const json_t *event, struct mow_error *err)
{
	const json_t *group = answer_get(event, "merge_group");

	if (reader_keep(&out->ref, arena, answer_text(group, "head_ref")) ||
	    reader_keep(&out->target, arena, answer_text(group, "base_ref")) ||
	    reader_keep_commit(&out->old_id, arena, answer_text(group, "base_sha")) ||
	    reader_keep_commit(&out->new_id, arena, answer_text(group, "head_sha")) ||
	    find_queued(&out->at.number, arena, out->ref))
		return mow_fail_memory(err);
	if (out->at.number == NULL || out->target == NULL || out->old_id == NULL || out->new_id == NULL)
		return mow_fail(err, MOW_ENOTFOUND,
				"the event file of this job does not say which pull request the merge queue is at");
	return MOW_OK;
}

static int take_event(struct place *out, struct arena *arena, const struct place_environment *environment,
		      struct mow_error *err)
{
	const char *name = place_variable(environment, "GITHUB_EVENT_NAME");
	MOW_AUTO_JSON event = NULL;

	if (name == NULL)
		return mow_fail(err, MOW_ENOTFOUND, "GITHUB_EVENT_NAME does not say what started this job");
	bool request = carries_request(name), group = strcmp(name, "merge_group") == 0;
	if (!request && !group && strcmp(name, "issue_comment") != 0)
		return place_fail_event(name,
					"pull request; start it by pull_request_target, pull_request_review or "
					"merge_group, or name one with --request",
					err);
	int result = read_event(&event, environment, err);
	if (result < 0)
		return result;
	return request ? take_request(out, arena, event, err)
	       : group ? take_group(out, arena, event, err)
		       : take_issue(out, arena, event, err);
}

/* ---- Whether it binds -------------------------------------------------------------------------------------------- */

/* The workflow is read from the change, or from what the queue merged it into: whoever changes it changes the check.
 * One that another repository requires is not. */
static const char *find_loose(const struct place *place, const struct place_environment *environment)
{
	const char *workflow = place_variable(environment, "GITHUB_WORKFLOW_REF");
	const char *event = place_variable(environment, "GITHUB_EVENT_NAME");
	size_t len = place->at.project != NULL ? strlen(place->at.project) : 0;

	if (workflow == NULL)
		return event == NULL || strcmp(event, "pull_request_target") == 0 || strcmp(event, "schedule") == 0
			       ? NULL
			       : "may be read from the change itself";
	if (len > 0 && (strncmp(workflow, place->at.project, len) != 0 || workflow[len] != '/'))
		return NULL;
	return strstr(workflow, "@refs/pull/") != NULL || strstr(workflow, "@refs/heads/gh-readonly-queue/") != NULL
		       ? "is read from the change itself"
		       : NULL;
}

/* The run, where all that names it is there. */
static int find_link(const char **out, struct arena *arena, const struct place_environment *environment)
{
	const char *server = place_variable(environment, "GITHUB_SERVER_URL");
	const char *project = place_variable(environment, "GITHUB_REPOSITORY");
	const char *run = place_variable(environment, "GITHUB_RUN_ID");

	*out = NULL;
	if (server == NULL || project == NULL || run == NULL)
		return MOW_OK;
	*out = arena_printf(arena, "%s/%s/actions/runs/%s", server, project, run);
	return *out != NULL ? MOW_OK : MOW_ENOMEM;
}

int place_actions(struct place *out, struct arena *arena, const struct place_environment *environment,
		  struct mow_error *err)
{
	out->at.api = place_variable(environment, "GITHUB_API_URL");
	if (out->at.project == NULL)
		out->at.project = place_variable(environment, "GITHUB_REPOSITORY");
	out->loose = find_loose(out, environment);
	if (find_link(&out->link, arena, environment) != MOW_OK)
		return mow_fail_memory(err);
	return out->at.number != NULL ? MOW_OK : take_event(out, arena, environment, err);
}
