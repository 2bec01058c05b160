/*
 * post-receive: what landed goes into the audit. git does not look at the status, and the refs have moved: so nothing
 * here can stop a push, and what cannot be done is said aloud.
 */
#include "cmd/hook.h"

#include <string.h>

#include "cmd/handles.h"
#include "cmd/hook_deadline.h"
#include "cmd/hook_push.h"
#include "cmd/notify.h"
#include "cmd/terminal.h"
#include "report/notify.h"
#include "report/phrase.h"

static void say_problem(const char *what, const char *why, const char *then, const char *prefix)
{
	MOW_AUTO(buf) out = BUF_INIT;

	buf_adds(&out, "mowners: ");
	buf_adds(&out, what);
	phrase_text(&out, why);
	buf_adds(&out, then);
	hook_push_say(&out, prefix);
}

/* Whoever is to know of what landed; that they could not be told is said, and no more. */
static void inform(struct mow_repo *repo, const struct mow_push *push)
{
	MOW_AUTO(buf) document = BUF_INIT;
	struct mow_error err = {0};

	if (mow_push_told(push) == 0)
		return;
	report_notify_landed(&document, push, mow_repo_now(repo));
	if (buf_check(&document, &err) != MOW_OK || notify(repo, &document, &err) != MOW_OK)
		say_problem("who is to be informed of this push could not be told: ", err.message, "\n",
			    mow_push_line_prefix(repo));
}

/* Whom the requests that came ask; the same. */
static void ask(struct mow_repo *repo, struct mow_push *push)
{
	struct notify_asked asked = {.pusher = mow_push_pusher(push)};
	struct mow_error err = {0};

	if (!notify_is_set(repo))
		return;
	if (mow_push_asked(&asked.items, &asked.count, push, &err) != MOW_OK ||
	    notify_of_requests(repo, &asked, &err) != MOW_OK)
		say_problem("who is to be asked by this request could not be told: ", err.message, "\n",
			    mow_push_line_prefix(repo));
}

static int record(struct mow_repo *repo, struct buf *input, struct mow_error *err)
{
	MOW_AUTO(update_list) updates = {0};
	MOW_AUTO_PTR(mow_push) push = NULL;
	int result = hook_push_take(&updates, input, err);

	if (result == MOW_OK)
		result = mow_push_landed(&push, repo, updates.items, updates.count, err);
	if (result != MOW_OK)
		return result;
	if (mow_push_problem(push) != NULL)
		say_problem("what landed could not be judged again for the audit: ", mow_push_problem(push), "\n",
			    mow_push_line_prefix(repo));
	result = mow_push_record(push, err);
	hook_deadline_reword(&(struct hook_last_words){mow_push_line_prefix(repo),
						       "who is to be told of this push could not all be told", ""});
	inform(repo, push);
	ask(repo, push);
	return result;
}

#define NO_ENTRY "AUDIT: this push has landed, and its entry could not be written"
#define THEN "; the administrator runs mowners audit"

/* The repository knows how long it may take. */
static int read_lines(struct buf *input, struct mow_repo *repo, struct mow_error *err)
{
	const struct hook_last_words words = {mow_push_line_prefix(repo), NO_ENTRY, THEN};
	int result = hook_deadline_begin(repo, &words, err);

	return result == MOW_OK ? terminal_read(input, HOOK_PUSH_MAX, err) : result;
}

/* `kept`: a hook that was there before. */
static int carry_out(const struct globals *globals, struct buf *input, struct buf *kept, const char **prefix)
{
	const struct mow_repo_options options = {.from_env = true, .server = true, .now = globals->now};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(buf) lines = BUF_INIT;
	struct mow_error err = {0};
	int result = mow_repo_open(&repo, &options, &err);

	if (result == MOW_OK) {
		*prefix = mow_push_line_prefix(repo);
		result = read_lines(input, repo, &err);
	}
	bool is_read = result == MOW_OK;
	buf_add(&lines, input->data, input->len);
	if (result == MOW_OK)
		result = buf_check(&lines, &err);
	if (result == MOW_OK)
		result = record(repo, &lines, &err);
	if (result != MOW_OK)
		say_problem(NO_ENTRY ": ", err.message, THEN "\n", *prefix);
	if (is_read && hook_push_find_kept(kept, globals, repo, "post-receive", &err) != MOW_OK)
		say_problem("", err.message, "\n", *prefix);
	return result == MOW_OK ? EXIT_YES : EXIT_UNDECIDED;
}

int hook_post(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0};
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) kept = BUF_INIT;
	const char *prefix = "";

	int status = carry_out(globals, &input, &kept, &prefix);
	if (kept.len > 0 && hook_push_run_kept(kept.data, &input, argc, argv, &err) != MOW_OK)
		say_problem("", err.message, "\n", prefix);
	return status;
}
