/*
 * pre-receive: the verdict for all refs of a push at once. Whatever goes wrong, the push is refused; there is one way
 * to a status of 0, and it leads through mow_push_is_accepted.
 *
 * A hook that was there before ours runs last and in our place (exec), with the same standard input, so that its status
 * is the hook's.
 */
#include "cmd/hook.h"

#include <string.h>

#include "base/error.h"
#include "cmd/commit_name.h"
#include "cmd/handles.h"
#include "cmd/hook_push.h"
#include "cmd/terminal.h"
#include "report/phrase.h"
#include "report/push.h"

/* ---- The verdict ------------------------------------------------------------------------------------------------ */

struct advising {
	struct mow_repo *repo;
	struct commit_name naming; /* of the update that was advised about last */
};

/* The ref is the one that the pushed name stands for: an alias is not what people approve for. */
static void advise(struct check_view *view, const struct mow_push_update *update, void *context)
{
	static const char heads[] = "refs/heads/";
	struct advising *advising = context;
	struct commit_name *naming = &advising->naming;
	const char *target = mow_verdict_target(update->verdict);
	const char *head = NULL;
	struct commit_name_request request = {
		.commit = mow_verdict_new_tip(update->verdict), .target = target, .remote = "origin", .server = true};

	commit_name_release(naming);
	*naming = (struct commit_name)COMMIT_NAME_INIT;
	commit_name_find(naming, advising->repo, &request);
	view->name = naming->name.data;
	view->first = naming->first.len > 0 ? naming->first.data : NULL;
	if (mow_repo_head(&head, advising->repo, NULL) != MOW_OK || head == NULL || strcmp(head, target) != 0)
		view->target = strncmp(target, heads, sizeof heads - 1) == 0 ? target + sizeof heads - 1 : target;
}

static void add_warnings(struct buf *out, const struct mow_push *push)
{
	for (size_t i = 0; i < mow_push_warnings(push); i++) {
		buf_adds(out, "mowners: warning: ");
		phrase_text(out, mow_push_warning(push, i));
		buf_addc(out, '\n');
	}
}

/* Judges. EXIT_YES: accepted; EXIT_NO: refused, and said why; else a failure in `err`. */
static int judge(const struct globals *globals, struct mow_repo *repo, struct buf *input, struct mow_error *err)
{
	MOW_AUTO(update_list) updates = {0};
	MOW_AUTO_PTR(mow_push) push = NULL;
	struct advising advising = {repo, COMMIT_NAME_INIT};
	MOW_AUTO(buf) out = BUF_INIT;
	int result = hook_push_take(&updates, input, err);

	if (result == MOW_OK)
		result = mow_push_new(&push, repo, updates.items, updates.count, err);
	if (result != MOW_OK)
		return result;
	if (!globals->quiet)
		add_warnings(&out, push);
	bool accepted = mow_push_is_accepted(push);
	report_push_text(&out, push, advise, &advising);
	if (accepted)
		report_push_accepted(&out, push);
	commit_name_release(&advising.naming);
	if (out.failed)
		return mow_fail_memory(err);
	hook_push_say(&out, mow_push_line_prefix(repo));
	return accepted ? EXIT_YES : EXIT_NO;
}

struct push_asked {
	const struct globals *globals;
	const struct buf *input;
	const char *name;        /* of the hook */
	const char *line_prefix; /* out: of what is said later */
};

static int decide(struct push_asked *asked, struct buf *kept, struct mow_error *err)
{
	const struct mow_repo_options options = {.from_env = true, .server = true, .now = asked->globals->now};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(buf) lines = BUF_INIT;
	int result = mow_repo_open(&repo, &options, err);

	buf_add(&lines, asked->input->data, asked->input->len);
	if (result == MOW_OK)
		asked->line_prefix = mow_push_line_prefix(repo);
	if (result == MOW_OK)
		result = buf_check(&lines, err);
	if (result == MOW_OK)
		result = judge(asked->globals, repo, &lines, err);
	if (result == EXIT_YES)
		result = hook_push_find_kept(kept, asked->globals, repo, asked->name, err);
	return result;
}

int hook_receive(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0};
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) kept = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	struct push_asked asked = {globals, &input, argv[0], ""};
	int result = terminal_read(&input, HOOK_PUSH_MAX, &err);

	if (result == MOW_OK)
		result = decide(&asked, &kept, &err);
	if (result == EXIT_NO)
		return EXIT_NO;
	if (result == MOW_OK && kept.len > 0)
		result = hook_push_run_kept(kept.data, &input, argc, argv, &err);
	if (result == MOW_OK)
		return EXIT_YES;
	buf_adds(&out, "mowners: could not decide: ");
	phrase_text(&out, err.message);
	buf_adds(&out, "; the push is refused\n");
	hook_push_say(&out, asked.line_prefix);
	return EXIT_UNDECIDED;
}
