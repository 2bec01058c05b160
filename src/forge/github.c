/* GitHub, also as a server of one's own (https://HOST/api/v3). */
#include <string.h>

#include "base/error.h"
#include "forge/keys.h"
#include "forge/place_job.h"
#include "forge/pulls.h"

static enum pulls_state find_state(const json_t *review)
{
	const char *state = answer_text(review, "state");

	if (state == NULL)
		return PULLS_OTHER;
	if (strcmp(state, "APPROVED") == 0)
		return PULLS_APPROVED;
	if (strcmp(state, "CHANGES_REQUESTED") == 0)
		return PULLS_CHANGES;
	return strcmp(state, "DISMISSED") == 0 ? PULLS_DISMISSED : PULLS_OTHER;
}

static int read_opinions(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	pulls_add_url(&url, reader->place, "/reviews?per_page=100");
	const struct pulls_reviews reviews = {url.data, find_state, reader_next_link};
	int result = buf_check(&url, err);
	return result == MOW_OK ? pulls_opinions(answer, reader, &reviews, err) : result;
}

/* ---- Targets ----------------------------------------------------------------------------------------------------- */

#define EVENTS "?per_page=100"

/* By somebody, or by the forge when the branch that it went to was deleted; or that branch is not what it was. */
static int read_turned(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	static const char *const turns[] = {"base_ref_changed", "automatic_base_change_succeeded",
					    "base_ref_force_pushed", NULL};
	static const struct pulls_events events = {EVENTS, "event", turns, reader_next_link};

	return pulls_turned(answer, reader, &events, err);
}

/* ---- Drafts ------------------------------------------------------------------------------------------------------ */

static int take_event(const json_t *event, void *context, struct mow_error *err)
{
	struct forge_answer *answer = context;
	const char *what = answer_text(event, "event");

	if (what == NULL || strcmp(what, "ready_for_review") != 0)
		return MOW_OK;
	return reader_keep(&answer->request.opened, &answer->arena, answer_text(event, "created_at")) == MOW_OK
		       ? MOW_OK
		       : mow_fail_memory(err);
}

/* Events come in their order, the last one last. */
static int read_waiting(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	pulls_add_timeline(&url, reader->place, EVENTS);
	const struct reader_list list = {url.data, "the events of", take_event, reader_next_link, answer};
	int result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}

/* 250 at most. */
static int read_commits(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	static const struct pulls_list list = {"/commits?per_page=100", reader_next_link};

	return pulls_commits(answer, reader, &list, err);
}

static void add_open(struct buf *out, const struct forge_place *place)
{
	pulls_add_open(out, place, "per_page=100");
}

static const struct forge_writes writes = {
	.account = "login",
	.author = "user",
	.job_account = "github-actions[bot]",
	.add_comments = pulls_add_comments,
	.page = "?per_page=100",
	.next = reader_next_link,
	.add_comment = pulls_add_comment,
	.edit = "PATCH",
	.add_status = pulls_add_status,
	.status_name = "context",
	.outcomes = {"success", "failure", "error"},
};

static int read_keys(struct forge_keys *keys, struct forge_reader *reader, struct mow_error *err)
{
	return forge_keys_list(keys, reader, "/ssh_signing_keys?per_page=100", err);
}

static const char *const token_variables[] = {"GITHUB_TOKEN", "GH_TOKEN", NULL};

const struct forge forge_github = {
	.name = "github",
	.title = "GitHub",
	.noun = "pull request",
	.sign = '#',
	.api = "https://api.github.com",
	.api_path = "/api/v3",
	.refs = "refs/pull/",
	.token_header = "Authorization: Bearer ",
	.accept = "application/vnd.github+json",
	.permission = "pull-requests: read",
	.write_permission = "pull-requests: write and statuses: write",
	.token_variables = token_variables,
	.place = place_actions,
	.request = pulls_request,
	.opinions = read_opinions,
	.turned = read_turned,
	.waiting = read_waiting,
	.commits = read_commits,
	.number = "number",
	.add_open = add_open,
	.next = reader_next_link,
	.keys = read_keys,
	.writes = &writes,
};
