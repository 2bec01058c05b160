/*
 * pre-receive: the verdict for all refs of a push at once. Whatever goes wrong, the push is refused; there is one way
 * to a status of 0, and it leads through mow_push_is_accepted.
 *
 * The repository is opened before git's lines are read, since it knows how long that may take.
 *
 * A hook that was there before ours runs last and in our place (exec), with the same standard input, so that its status
 * is the hook's.
 */
#include "cmd/hook.h"

#include <string.h>

#include "base/error.h"
#include "cmd/commit_name.h"
#include "cmd/handles.h"
#include "cmd/hook_deadline.h"
#include "cmd/hook_push.h"
#include "cmd/terminal.h"
#include "report/phrase.h"
#include "report/push.h"

/* ---- The verdict ------------------------------------------------------------------------------------------------ */

struct advising {
	struct mow_repo *repo;
	struct commit_name naming; /* of the update that was advised about last */
};

static void advise(struct check_view *view, const struct mow_push_update *update, void *context)
{
	struct advising *advising = context;
	struct commit_name *naming = &advising->naming;
	struct commit_name_request request = {.commit = mow_verdict_new_tip(update->verdict),
					      .target = mow_verdict_target(update->verdict),
					      .remote = "origin",
					      .server = true};

	commit_name_release(naming);
	*naming = (struct commit_name)COMMIT_NAME_INIT;
	commit_name_find(naming, advising->repo, &request);
	view->name = naming->name.data;
	view->first = naming->first.len > 0 ? naming->first.data : NULL;
}

static void add_warnings(struct buf *out, const struct mow_push *push)
{
	for (size_t i = 0; i < mow_push_warnings(push); i++) {
		buf_adds(out, "mowners: warning: ");
		phrase_text(out, mow_push_warning(push, i));
		buf_addc(out, '\n');
	}
}

struct push_asked {
	const struct globals *globals;
	struct buf *input; /* git's lines; of pre-receive still to be read */
	const char *name;  /* of the hook */
	enum push_scope scope;
	const char *line_prefix; /* out: of what is said later */
};

/* Judges. EXIT_YES: accepted; EXIT_NO: refused, and said why; else a failure in `err`. */
static int judge(const struct push_asked *asked, struct mow_repo *repo, struct buf *input, struct mow_error *err)
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
	if (!asked->globals->quiet)
		add_warnings(&out, push);
	bool accepted = mow_push_is_accepted(push);
	report_push_text(&out, push, asked->scope, advise, &advising);
	if (accepted)
		report_push_accepted(&out, push);
	commit_name_release(&advising.naming);
	if (out.failed)
		return mow_fail_memory(err);
	hook_push_say(&out, mow_push_line_prefix(repo));
	return accepted ? EXIT_YES : EXIT_NO;
}

static const char *end_of(const struct push_asked *asked)
{
	return asked->scope == PUSH_REF ? "; the ref is refused" : "; the push is refused";
}

static int begin_deadline(const struct push_asked *asked, struct mow_repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) then = BUF_INIT;

	buf_adds(&then, "; push again, or in smaller parts, or ask the administrator for more time");
	buf_adds(&then, end_of(asked));
	int result = buf_check(&then, err);
	return result == MOW_OK
		       ? hook_deadline_begin(
				 repo, &(struct hook_last_words){asked->line_prefix, "could not decide", then.data},
				 err)
		       : result;
}

static int decide(struct push_asked *asked, struct buf *kept, struct mow_error *err)
{
	const struct mow_repo_options options = {.from_env = true, .server = true, .now = asked->globals->now};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO(buf) lines = BUF_INIT;
	int result = mow_repo_open(&repo, &options, err);

	if (result == MOW_OK) {
		asked->line_prefix = mow_push_line_prefix(repo);
		result = begin_deadline(asked, repo, err);
	}
	if (result == MOW_OK && asked->scope == PUSH_WHOLE)
		result = terminal_read(asked->input, HOOK_PUSH_MAX, err);
	buf_add(&lines, asked->input->data, asked->input->len);
	if (result == MOW_OK)
		result = buf_check(&lines, err);
	if (result == MOW_OK)
		result = judge(asked, repo, &lines, err);
	if (result == EXIT_YES)
		result = hook_push_find_kept(kept, asked->globals, repo, asked->name, err);
	return result;
}

/* Decides, and goes on with the hook that was there before. */
static int receive(struct push_asked *asked, int argc, char **argv, struct mow_error *err)
{
	MOW_AUTO(buf) kept = BUF_INIT;
	int result = decide(asked, &kept, err);

	return result == MOW_OK && kept.len > 0 ? hook_push_run_kept(kept.data, asked->input, argc, argv, err) : result;
}

static int end(const struct push_asked *asked, int result, const struct mow_error *err)
{
	MOW_AUTO(buf) out = BUF_INIT;

	if (result >= MOW_OK)
		return result;
	buf_adds(&out, "mowners: could not decide: ");
	phrase_text(&out, err->message);
	buf_adds(&out, end_of(asked));
	buf_addc(&out, '\n');
	hook_push_say(&out, asked->line_prefix);
	return EXIT_UNDECIDED;
}

int hook_receive(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0};
	MOW_AUTO(buf) input = BUF_INIT;
	struct push_asked asked = {globals, &input, argv[0], PUSH_WHOLE, ""};

	return end(&asked, receive(&asked, argc, argv, &err), &err);
}

/* `update REF OLD NEW`, and as a VREF of gitolite with more behind it: the same, of one ref. */
int hook_update(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0};
	MOW_AUTO(buf) input = BUF_INIT;
	struct push_asked asked = {globals, &input, argv[0], PUSH_REF, ""};
	int result = argc > 3 ? MOW_OK : mow_fail(&err, MOW_EINVAL, "update takes a ref, and its old and its new id");

	if (result == MOW_OK) {
		buf_addf(&input, "%s %s %s\n", argv[2], argv[3], argv[1]);
		result = buf_check(&input, &err);
	}
	if (result == MOW_OK)
		result = receive(&asked, argc, argv, &err);
	return end(&asked, result, &err);
}
