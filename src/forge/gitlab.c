/*
 * GitLab. Approvals are one list, without commits; who wants changes stands among the reviewers. Of the answer about
 * approvals only `approved_by` is the same in all editions.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "forge/keys.h"
#include "forge/place_job.h"
#include "forge/reader.h"
#include "forge/url.h"
#include "forge/versions.h"

static void add_url(struct buf *out, const struct forge_place *place, const char *rest)
{
	buf_addf(out, "%s/projects/", place->api);
	url_add_piece(out, place->project);
	buf_addf(out, "/merge_requests/%s%s", place->number, rest);
}

static const char *find_closed(const json_t *request, const char *state)
{
	(void)request;
	return strcmp(state, "opened") == 0   ? NULL
	       : strcmp(state, "merged") == 0 ? "has been merged already"
	       : strcmp(state, "locked") == 0 ? "is being merged"
					      : "is closed";
}

static int read_request(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	static const struct reader_request shape = {"sha", "target_branch", "author.username", find_closed};
	MOW_AUTO(buf) url = BUF_INIT;

	add_url(&url, reader->place, "");
	return reader_request(answer, reader, &url, &shape, err);
}

/* ---- Versions ---------------------------------------------------------------------------------------------------- */

struct reading {
	struct forge_answer *answer;
	struct forge_reader *reader;
	struct versions versions;
	bool unversioned; /* the versions cannot be had */
};

static int take_version(const json_t *item, void *context, struct mow_error *err)
{
	struct reading *reading = context;
	struct version version = {.id = answer_number(item, "id"),
				  .created = forge_moment(answer_text(item, "created_at"))};

	if (reader_keep_commit(&version.head, &reading->answer->arena, answer_text(item, "head_commit_sha")) ||
	    reader_keep_commit(&version.base, &reading->answer->arena, answer_text(item, "base_commit_sha")) ||
	    array_reserve(&reading->versions, 1))
		return mow_fail_memory(err);
	reading->versions.items[reading->versions.count++] = version;
	return MOW_OK;
}

/* That a project has none is not a failure: then nobody knows what was approved. */
static int read_versions(struct reading *reading, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	add_url(&url, reading->reader->place, "/versions?per_page=100");
	const struct reader_list list = {url.data, "the versions of", take_version, reader_next_link, reading};
	struct mow_error why = {0};
	int result = buf_check(&url, &why);
	if (result == MOW_OK)
		result = reader_list(&list, reading->reader, &why);
	if (result < 0 && reading->reader->answer.status == 404 && reading->versions.count == 0) {
		reading->unversioned = true;
		return MOW_OK;
	}
	versions_sort(&reading->versions);
	return result < 0 ? mow_fail(err, result, "%s", why.message) : MOW_OK;
}

/* ---- Opinions ---------------------------------------------------------------------------------------------------- */

/* Of a stop: where it is not said, an account is not blocked. */
static const char *find_absent(const json_t *user, bool stops)
{
	const char *state = answer_text(user, "state");

	if (state == NULL)
		return stops ? NULL : "the forge does not say whether the account is active";
	if (strcmp(state, "active") != 0)
		return strcmp(state, "deactivated") == 0 ? "the account is not active" : "the account is blocked";
	return answer_is_true(user, "locked") ? "the account is locked" : NULL;
}

static int add_opinion(struct reading *reading, const struct forge_opinion *opinion, const json_t *user,
		       struct mow_error *err)
{
	struct forge_opinions *opinions = &reading->answer->opinions;
	struct forge_opinion kept = *opinion;

	/* Reviews have no numbers there: it is that of the account. */
	kept.source = forge_source(&reading->answer->arena, reading->reader->place, answer_number(user, "id"));
	if (kept.source == NULL || array_reserve(opinions, 1) ||
	    reader_keep(&kept.account, &reading->answer->arena, answer_text(user, "username")))
		return mow_fail_memory(err);
	const char *absent = find_absent(user, opinion->decision == FORGE_STOPS);
	if (kept.account == NULL)
		kept.why_not = "its account is gone";
	else if (absent != NULL)
		kept.why_not = absent;
	opinions->items[opinions->count++] = kept;
	return MOW_OK;
}

static int take_approval(const json_t *item, struct reading *reading, struct mow_error *err)
{
	struct forge_opinion opinion = {.decision = FORGE_APPROVES};
	int64_t approved = forge_moment(answer_text(item, "approved_at"));
	bool unsure = false;
	const struct version *version =
		approved != INT64_MAX ? versions_find(&unsure, &reading->versions, approved) : NULL;

	if (reader_keep(&opinion.made, &reading->answer->arena, answer_text(item, "approved_at")))
		return mow_fail_memory(err);
	opinion.commit = version != NULL ? version->head : NULL;
	opinion.base = version != NULL ? version->base : NULL;
	if (reading->unversioned)
		opinion.why_not =
			"the forge has no versions of the merge request, so that nobody knows what was approved";
	else if (approved == INT64_MAX)
		opinion.why_not = "the forge does not say when it was given";
	else if (unsure)
		opinion.why_not =
			"another version came less than two minutes before it, and then yet another one, so that "
			"nobody knows which was seen; approve it again";
	else if (version == NULL)
		opinion.why_not = "two minutes before it nothing was there to approve; approve it again";
	else if (opinion.commit == NULL)
		opinion.why_not = "the forge does not say which commit it is for";
	else if (opinion.base == NULL)
		opinion.why_not = "the forge does not say with what its commit was compared";
	return add_opinion(reading, &opinion, answer_get(item, "user"), err);
}

static int read_approvals(struct reading *reading, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;
	MOW_AUTO_JSON json = NULL;

	add_url(&url, reading->reader->place, "/approvals");
	int result = buf_check(&url, err);
	if (result == MOW_OK)
		result = reader_get(&json, reading->reader, url.data, "the approvals of", err);
	if (result < 0)
		return result;
	const json_t *list = answer_get(json, "approved_by");
	if (!json_is_array(list))
		return reader_fail_lacks(reading->reader, "a list of who approved it", err);
	if (json_array_size(list) > 0)
		result = read_versions(reading, err);
	for (size_t i = 0; result == MOW_OK && i < json_array_size(list); i++)
		result = take_approval(json_array_get(list, i), reading, err);
	return result;
}

/* When a review was made is not said: `created_at` is when its maker was asked. */
static int take_reviewer(const json_t *item, void *context, struct mow_error *err)
{
	const struct forge_opinion opinion = {.decision = FORGE_STOPS};
	const char *state = answer_text(item, "state");

	if (state == NULL || strcmp(state, "requested_changes") != 0)
		return MOW_OK;
	return add_opinion(context, &opinion, answer_get(item, "user"), err);
}

static int read_reviewers(struct reading *reading, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	add_url(&url, reading->reader->place, "/reviewers");
	const struct reader_list list = {url.data, "the reviewers of", take_reviewer, reader_next_link, reading};
	int result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reading->reader, err) : result;
}

static int read_opinions(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	struct reading reading = {.answer = answer, .reader = reader};
	int result = read_approvals(&reading, err);

	if (result == MOW_OK)
		result = read_reviewers(&reading, err);
	free(reading.versions.items);
	return result;
}

/* ---- Since when it waits ------------------------------------------------------------------------------------------- */

/* What has become of it is told among the comments, in words of the forge that nobody else can write as `system`. */
static int take_note(const json_t *item, void *context, struct mow_error *err)
{
	struct forge_answer *answer = context;
	struct forge_request *request = &answer->request;
	const char *body = answer_text(item, "body"), *created = answer_text(item, "created_at");
	int64_t moment = forge_moment(created);

	if (!answer_is_true(item, "system") || body == NULL)
		return MOW_OK;
	if ((text_begins(body, "changed target branch from `") || text_begins(body, "deleted the `")) &&
	    moment > request->turned)
		request->turned = moment;
	if (text_begins(body, "marked this merge request as **ready**") && moment > forge_moment(request->opened))
		return reader_keep(&request->opened, &answer->arena, created) ? mow_fail_memory(err) : MOW_OK;
	return MOW_OK;
}

static int read_waiting(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	add_url(&url, reader->place, "/notes?per_page=100");
	const struct reader_list list = {url.data, "the comments on", take_note, reader_next_link, answer};
	int result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}

static void add_open(struct buf *out, const struct forge_place *place)
{
	buf_addf(out, "%s/projects/", place->api);
	url_add_piece(out, place->project);
	buf_adds(out, "/merge_requests?state=opened&per_page=100");
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static void add_comments(struct buf *out, const struct forge_place *place)
{
	add_url(out, place, "/notes");
}

static void add_comment(struct buf *out, const struct forge_place *place, int64_t id)
{
	add_url(out, place, "/notes");
	buf_addf(out, "/%" PRId64, id);
}

static void add_status(struct buf *out, const struct forge_place *place, const char *commit)
{
	buf_addf(out, "%s/projects/", place->api);
	url_add_piece(out, place->project);
	buf_addf(out, "/statuses/%s", commit);
}

static const struct forge_writes writes = {
	.account = "username",
	.author = "author",
	.job_account = NULL,
	.add_comments = add_comments,
	.page = "?per_page=100",
	.next = reader_next_link,
	.add_comment = add_comment,
	.edit = "PUT",
	.add_status = add_status,
	.status_name = "name",
	.outcomes = {"success", "failed", "failed"},
};

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

struct finding {
	struct forge_reader *reader;
	int64_t id; /* of the account; 0: not found */
	const char *absent;
};

static int take_user(const json_t *item, void *context, struct mow_error *err)
{
	struct finding *finding = context;
	const char *name = answer_text(item, "username");

	(void)err;
	if (name != NULL && ascii_is_same(name, finding->reader->place->account)) {
		finding->id = answer_number(item, "id");
		finding->absent = find_absent(item, false);
	}
	return MOW_OK;
}

static int take_key(const json_t *item, void *context, struct mow_error *err)
{
	const char *usage = answer_text(item, "usage_type");
	const json_t *expires = answer_get(item, "expires_at");
	struct forge_key known = {.end = expires != NULL ? forge_moment(json_string_value(expires)) : INT64_MAX};

	if (usage == NULL)
		known.why_not = "the forge does not say what it is for";
	else if (strcmp(usage, "signing") != 0 && strcmp(usage, "auth_and_signing") != 0)
		known.why_not = "it is not for signing";
	else if (expires != NULL && known.end == INT64_MAX)
		known.why_not = "the forge does not say when it ends";
	return forge_keys_take(context, item, &known, err);
}

static int find_user(struct finding *finding, struct mow_error *err)
{
	const struct forge_place *place = finding->reader->place;
	MOW_AUTO(buf) url = BUF_INIT;
	MOW_AUTO(buf) shown = BUF_INIT;

	buf_addf(&url, "%s/users?username=", place->api);
	url_add_piece(&url, place->account);
	escape_text(&shown, place->account, strlen(place->account));
	const struct reader_list list = {url.data, "the account", take_user, reader_next_link, finding};
	int result = buf_check(&url, err);
	if (result == MOW_OK)
		result = reader_list(&list, finding->reader, err);
	if (result < 0)
		return result;
	if (finding->id == 0)
		return mow_fail(err, MOW_ENOTFOUND, "GitLab has no account %s, or does not show it", shown.data);
	if (finding->absent != NULL)
		return mow_fail(err, MOW_EUNSUPPORTED, "the keys of %s are not taken: %s", shown.data, finding->absent);
	return MOW_OK;
}

static int read_keys(struct forge_keys *keys, struct forge_reader *reader, struct mow_error *err)
{
	struct finding finding = {.reader = reader};
	MOW_AUTO(buf) url = BUF_INIT;
	int result = find_user(&finding, err);

	buf_addf(&url, "%s/users/%" PRId64 "/keys?per_page=100", reader->place->api, finding.id);
	const struct reader_list list = {url.data, "the keys of", take_key, reader_next_link, keys};
	if (result == MOW_OK)
		result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}

static const char *const token_variables[] = {"GITLAB_TOKEN", NULL};

const struct forge forge_gitlab = {
	.name = "gitlab",
	.title = "GitLab",
	.noun = "merge request",
	.sign = '!',
	.has_groups = true,
	.has_sections = true,
	.api = "https://gitlab.com/api/v4",
	.api_path = "/api/v4",
	.refs = "refs/merge-requests/",
	.token_header = "Authorization: Bearer ",
	.accept = "application/json",
	.permission = "read_api, which a job token does not have",
	.write_permission = "api",
	.token_variables = token_variables,
	.place = place_gitlab,
	.request = read_request,
	.opinions = read_opinions,
	.waiting = read_waiting,
	.number = "iid",
	.add_open = add_open,
	.next = reader_next_link,
	.keys = read_keys,
	.writes = &writes,
};
