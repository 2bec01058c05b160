/*
 * Gitea and Forgejo. Their reviews come in pages of a size that the server limits (50 unless it is set), counted by
 * X-Total-Count, and without links. Drafts of others are counted and not shown, so that a page can be short.
 */
#include <string.h>

#include "forge/keys.h"
#include "forge/place_job.h"
#include "forge/pulls.h"

#define PAGE_SIZE 50
#define PAGE_LEAST 10 /* no server is thought to give less a page */

/* `stale` says nothing that the steps do not say better; whether it is `official` is a question of Gitea's rules, not
 * of ours. */
static enum pulls_state find_state(const json_t *review)
{
	const char *state = answer_text(review, "state");
	bool approves = state != NULL && strcmp(state, "APPROVED") == 0;

	if (!approves && (state == NULL || strcmp(state, "REQUEST_CHANGES") != 0))
		return PULLS_OTHER;
	if (answer_is_true(review, "dismissed"))
		return PULLS_DISMISSED;
	return approves ? PULLS_APPROVED : PULLS_CHANGES;
}

/* By the number in the address, which stands at its end. */
static int next_page(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err)
{
	static const char key[] = "page=";
	const char *number = memmem(url->data, url->len, key, sizeof key - 1);
	int64_t total = reader->answer.total;

	if (total < 0 ? count == 0 : reader->seen >= (size_t)total)
		return 0;
	if (count == 0 && reader->pages * PAGE_LEAST >= (size_t)total)
		return 0;
	buf_cut(url, (size_t)(number - url->data) + sizeof key - 1);
	buf_addf(url, "%zu", reader->pages + 1);
	return buf_check(url, err) == MOW_OK ? 1 : MOW_ENOMEM;
}

static int read_opinions(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	MOW_AUTO(buf) rest = BUF_INIT;
	MOW_AUTO(buf) url = BUF_INIT;

	buf_addf(&rest, "/reviews?limit=%d&page=1", PAGE_SIZE);
	if (buf_check(&rest, err) != MOW_OK)
		return MOW_ENOMEM;
	pulls_add_url(&url, reader->place, rest.data);
	const struct pulls_reviews reviews = {url.data, find_state, next_page};
	int result = buf_check(&url, err);
	return result == MOW_OK ? pulls_opinions(answer, reader, &reviews, err) : result;
}

static int read_commits(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	static const struct pulls_list list = {"/commits?verification=false&files=false&limit=50&page=1", next_page};

	return pulls_commits(answer, reader, &list, err);
}

/* Comments and events come all at once, as long as no page is asked for. */
static int no_page(struct buf *url, struct forge_reader *reader, size_t count, struct mow_error *err)
{
	(void)url, (void)reader, (void)count, (void)err;
	return 0;
}

static int read_turned(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	static const char *const turns[] = {"change_target_branch", NULL};
	static const struct pulls_events events = {"", "type", turns, no_page};

	return pulls_turned(answer, reader, &events, err);
}

static void add_open(struct buf *out, const struct forge_place *place)
{
	pulls_add_open(out, place, "limit=50&page=1");
}

static const struct forge_writes writes = {
	.account = "login",
	.author = "user",
	.job_account = "gitea-actions",
	.add_comments = pulls_add_comments,
	.page = "",
	.next = no_page,
	.add_comment = pulls_add_comment,
	.edit = "PATCH",
	.add_status = pulls_add_status,
	.status_name = "context",
	.outcomes = {"success", "failure", "error"},
};

/* Keys are for everything there. */
static int read_keys(struct forge_keys *keys, struct forge_reader *reader, struct mow_error *err)
{
	return forge_keys_list(keys, reader, "/keys?limit=50&page=1", err);
}

static const char *const token_variables[] = {"GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN", NULL};

const struct forge forge_gitea = {
	.name = "gitea",
	.title = "Gitea",
	.noun = "pull request",
	.sign = '#',
	.api = NULL,
	.api_path = "/api/v1",
	.refs = "refs/pull/",
	.token_header = "Authorization: token ",
	.accept = "application/json",
	.permission = "read:repository and read:issue",
	.write_permission = "write:issue and write:repository",
	.token_variables = token_variables,
	.place = place_actions,
	.request = pulls_request,
	.opinions = read_opinions,
	.turned = read_turned,
	.commits = read_commits,
	.number = "number",
	.add_open = add_open,
	.next = next_page,
	.keys = read_keys,
	.writes = &writes,
};
