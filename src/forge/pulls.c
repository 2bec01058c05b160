#include "forge/pulls.h"

#include <inttypes.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/map.h"
#include "forge/url.h"

static void add_project(struct buf *out, const struct forge_place *place)
{
	const char *slash = strchr(place->project, '/');
	MOW_AUTO(buf) owner = BUF_INIT;

	buf_add(&owner, place->project, slash != NULL ? (size_t)(slash - place->project) : 0);
	buf_addf(out, "%s/repos/", place->api);
	url_add_piece(out, owner.data);
	buf_addc(out, '/');
	url_add_piece(out, slash != NULL ? slash + 1 : place->project);
	out->failed = out->failed || owner.failed;
}

void pulls_add_url(struct buf *out, const struct forge_place *place, const char *rest)
{
	add_project(out, place);
	buf_addf(out, "/pulls/%s%s", place->number, rest);
}

void pulls_add_open(struct buf *out, const struct forge_place *place, const char *query)
{
	add_project(out, place);
	buf_addf(out, "/pulls?state=open&%s", query);
}

void pulls_add_comments(struct buf *out, const struct forge_place *place)
{
	add_project(out, place);
	buf_addf(out, "/issues/%s/comments", place->number);
}

void pulls_add_timeline(struct buf *out, const struct forge_place *place, const char *query)
{
	add_project(out, place);
	buf_addf(out, "/issues/%s/timeline%s", place->number, query);
}

void pulls_add_comment(struct buf *out, const struct forge_place *place, int64_t id)
{
	add_project(out, place);
	buf_addf(out, "/issues/comments/%" PRId64, id);
}

void pulls_add_status(struct buf *out, const struct forge_place *place, const char *commit)
{
	add_project(out, place);
	buf_addf(out, "/statuses/%s", commit);
}

static const char *find_closed(const json_t *request, const char *state)
{
	if (answer_is_true(request, "merged"))
		return "has been merged already";
	return strcmp(state, "open") != 0 ? "is closed" : NULL;
}

int pulls_request(struct forge_answer *answer, struct forge_reader *reader, struct mow_error *err)
{
	static const struct reader_request shape = {"head.sha", "base.ref", "user.login", find_closed};
	MOW_AUTO(buf) url = BUF_INIT;

	pulls_add_url(&url, reader->place, "");
	return reader_request(answer, reader, &url, &shape, err);
}

/* ---- Reviews --------------------------------------------------------------------------------------------------- */

struct taking {
	struct forge_answer *answer;
	const struct forge_place *place;
	const struct pulls_reviews *reviews;
	struct map known; /* an account in lower case → its place among the opinions */
};

/* Where the account's opinion stands, a new one where it has none yet; one that is gone has none to take back. */
static struct forge_opinion *find_place(struct taking *taking, const char *account)
{
	struct forge_opinions *opinions = &taking->answer->opinions;
	size_t number = opinions->count;

	if (account != NULL) {
		size_t len = strlen(account);
		char *lower = arena_alloc(&taking->answer->arena, len + 1);
		if (lower == NULL)
			return NULL;
		(void)ascii_copy_lower(lower, account, len);
		if (map_take(&taking->known, lower, len, &number))
			return NULL;
	}
	if (number < opinions->count)
		return &opinions->items[number];
	if (array_reserve(opinions, 1))
		return NULL;
	opinions->items[opinions->count] = (struct forge_opinion){0};
	return &opinions->items[opinions->count++];
}

static const char *find_why_not(const struct forge_opinion *opinion, enum pulls_state state, const json_t *review)
{
	if (opinion->account == NULL)
		return "its account is gone";
	if (answer_is_true(answer_get(review, "user"), "prohibit_login"))
		return "the account is blocked";
	if (state == PULLS_DISMISSED)
		return "the review was dismissed";
	if (state == PULLS_APPROVED && opinion->commit == NULL)
		return "the forge does not say which commit it is for";
	return NULL;
}

static int take_review(const json_t *review, void *context, struct mow_error *err)
{
	struct taking *taking = context;
	struct arena *arena = &taking->answer->arena;
	enum pulls_state state = taking->reviews->state(review);
	struct forge_opinion opinion = {.decision = state == PULLS_CHANGES ? FORGE_STOPS : FORGE_APPROVES};

	if (state == PULLS_OTHER)
		return MOW_OK;
	opinion.source = forge_source(arena, taking->place, answer_number(review, "id"));
	if (opinion.source == NULL || reader_keep(&opinion.account, arena, answer_text(review, "user.login")) ||
	    reader_keep_commit(&opinion.commit, arena, answer_text(review, "commit_id")) ||
	    reader_keep(&opinion.made, arena, answer_text(review, "submitted_at")))
		return mow_fail_memory(err);
	opinion.why_not = find_why_not(&opinion, state, review);
	struct forge_opinion *place = find_place(taking, opinion.account);
	if (place == NULL)
		return mow_fail_memory(err);
	*place = opinion;
	return MOW_OK;
}

int pulls_opinions(struct forge_answer *answer, struct forge_reader *reader, const struct pulls_reviews *reviews,
		   struct mow_error *err)
{
	struct taking taking = {.answer = answer, .place = reader->place, .reviews = reviews};
	const struct reader_list list = {reviews->url, "the reviews of", take_review, reviews->next, &taking};
	int result = reader_list(&list, reader, err);

	map_release(&taking.known);
	return result;
}

/* ---- Events ---------------------------------------------------------------------------------------------------- */

struct turning {
	struct forge_answer *answer;
	const struct pulls_events *events;
};

static int take_event(const json_t *event, void *context, struct mow_error *err)
{
	const struct turning *turning = context;
	const char *what = answer_text(event, turning->events->key);
	int64_t *turned = &turning->answer->request.turned;

	(void)err;
	for (const char *const *turn = turning->events->turns; what != NULL && *turn != NULL; turn++) {
		int64_t moment = forge_moment(answer_text(event, "created_at"));
		if (strcmp(what, *turn) == 0 && moment > *turned)
			*turned = moment;
	}
	return MOW_OK;
}

int pulls_turned(struct forge_answer *answer, struct forge_reader *reader, const struct pulls_events *events,
		 struct mow_error *err)
{
	struct turning turning = {answer, events};
	MOW_AUTO(buf) url = BUF_INIT;

	pulls_add_timeline(&url, reader->place, events->query);
	const struct reader_list list = {url.data, "the events of", take_event, events->next, &turning};
	int result = buf_check(&url, err);
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}

/* ---- Commits --------------------------------------------------------------------------------------------------- */

static int take_commit(const json_t *commit, void *context, struct mow_error *err)
{
	struct forge_answer *answer = context;
	struct forge_commits *commits = &answer->commits;
	const char *account = answer_text(commit, "author.login"), *author = answer->request.author, *id;

	if (reader_keep_commit(&id, &answer->arena, answer_text(commit, "sha")) != MOW_OK || array_reserve(commits, 1))
		return mow_fail_memory(err);
	commits->others |= account == NULL || author == NULL || id == NULL || !ascii_is_same(account, author);
	commits->items[commits->count] = id;
	commits->count += id != NULL;
	return MOW_OK;
}

int pulls_commits(struct forge_answer *answer, struct forge_reader *reader, const struct pulls_list *from,
		  struct mow_error *err)
{
	MOW_AUTO(buf) url = BUF_INIT;

	pulls_add_url(&url, reader->place, from->rest);
	const struct reader_list list = {url.data, "the commits of", take_commit, from->next, answer};
	int result = buf_check(&url, err);
	answer->commits.count = 0;
	return result == MOW_OK ? reader_list(&list, reader, err) : result;
}
