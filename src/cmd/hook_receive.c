/*
 * pre-receive: the verdict for all refs of a push at once. Whatever goes wrong, the push is refused; there is one way
 * to a status of 0, and it leads through mow_push_is_accepted.
 *
 * A hook that was there before ours runs last and in our place (exec), with the same standard input, so that its status
 * is the hook's.
 */
#include "cmd/hook.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "cmd/commit_name.h"
#include "cmd/handles.h"
#include "cmd/hook_file.h"
#include "cmd/terminal.h"
#include "report/phrase.h"
#include "report/push.h"

enum {
	LINE_MAX_BYTES = 64 << 10,
	LINES_MAX = 1000000,
	INPUT_MAX = 256 << 20,
	ID_HEX = 40,
	REF_AT = 2 * (ID_HEX + 1), /* where the ref begins in a line */
};

struct update_list {
	struct mow_update *items;
	size_t count, capacity;
};

static void update_list_release(struct update_list *list)
{
	free(list->items);
}
MOW_AUTO_DEFINE(update_list)

static bool is_id(const char *text)
{
	return strspn(text, "0123456789abcdef") == ID_HEX && text[ID_HEX] == ' ';
}

static int fail_line(size_t number, const char *why, struct mow_error *err)
{
	return mow_fail(err, MOW_EINVAL, "line %zu of what git says about the push %s", number, why);
}

/* "OLD NEW REF", cut in place; `line` ends in NUL and holds no other. */
static int take_line(struct update_list *list, char *line, size_t len, struct mow_error *err)
{
	size_t number = list->count + 1;

	if (len > LINE_MAX_BYTES)
		return fail_line(number, "is longer than 64 KiB", err);
	if (list->count == LINES_MAX)
		return mow_fail(err, MOW_ETOOBIG, "a push of more than %d refs is too large to judge", LINES_MAX);
	if (strlen(line) != len || !is_id(line) || !is_id(line + ID_HEX + 1) || len == REF_AT)
		return fail_line(number, "is not \"OLD NEW REF\" with ids of 40 digits", err);
	if (array_reserve(list, 1) != MOW_OK)
		return mow_fail_memory(err);
	line[ID_HEX] = '\0';
	line[REF_AT - 1] = '\0';
	list->items[list->count++] =
		(struct mow_update){.old_id = line, .new_id = line + ID_HEX + 1, .ref = line + REF_AT};
	return MOW_OK;
}

/* The lines of the input, cut in place. git ends every line; one that does not end was cut off on its way. */
static int take_lines(struct update_list *list, struct buf *input, struct mow_error *err)
{
	char *end = input->data + input->len;

	if (input->len == 0)
		return mow_fail(err, MOW_EINVAL, "git named no refs on standard input");
	for (char *at = input->data; at < end;) {
		char *stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			return fail_line(list->count + 1, "has no end", err);
		*stop = '\0';
		int result = take_line(list, at, (size_t)(stop - at), err);
		if (result != MOW_OK)
			return result;
		at = stop + 1;
	}
	return MOW_OK;
}

/* ---- The hook that was there before --------------------------------------------------------------------------- */

/* After access(2) on its path: as git does with a hook that is not executable, it is none; but one that cannot be
 * looked at might refuse. */
static int check_no_hook(const char *path, struct mow_error *err)
{
	struct stat st;
	int number = errno;

	if (lstat(path, &st) != 0 && errno == ENOENT)
		return MOW_OK;
	if (number == EACCES && stat(path, &st) == 0 && S_ISREG(st.st_mode))
		return MOW_OK;
	errno = number;
	return mow_fail_errno(err, "cannot look for the hook that was here before (%s)", path);
}

/* Its path, kept for the folder that ours lies in; "" where there is none. */
static int find_kept(struct buf *out, const struct globals *globals, struct mow_repo *repo, const char *name,
		     struct mow_error *err)
{
	const char *slash = globals->program != NULL ? strrchr(globals->program, '/') : NULL;
	struct mow_hooks hooks;

	if (slash != NULL && strcmp(slash + 1, name) == 0) {
		hook_file_add_kept(out, globals->program, (size_t)(slash + 1 - globals->program), name);
	} else {
		int result = mow_repo_hooks(&hooks, repo, err);
		/* One folder for all repositories, where `install` puts nothing. */
		if (result == MOW_EINVAL)
			return MOW_OK;
		if (result != MOW_OK)
			return result;
		hook_file_add_kept(out, hooks.folder, strlen(hooks.folder), name);
	}
	if (buf_check(out, err) != MOW_OK)
		return MOW_ENOMEM;
	if (access(out->data, X_OK) == 0)
		return MOW_OK;
	int result = check_no_hook(out->data, err);
	buf_reset(out);
	return result;
}

/* Replaces this process; returns only where that failed. */
static int run_kept(const char *path, const struct buf *input, int argc, char **argv, struct mow_error *err)
{
	FILE *file = tmpfile();
	MOW_AUTO_FREE char **vector = calloc((size_t)argc + 1, sizeof *vector);

	if (vector == NULL)
		return mow_fail_memory(err);
	if (file == NULL || fwrite(input->data, 1, input->len, file) != input->len || fflush(file) != 0 ||
	    lseek(fileno(file), 0, SEEK_SET) != 0 || dup2(fileno(file), STDIN_FILENO) < 0)
		return mow_fail_errno(err, "cannot hand the push on to the hook that was here before");
	memcpy(vector, argv, (size_t)argc * sizeof *vector);
	(void)fclose(file);
	(void)fflush(NULL);
	vector[0] = (char *)path;
	(void)signal(SIGPIPE, SIG_DFL); /* as git started us; ignored, it would stay ignored */
	(void)signal(SIGXFSZ, SIG_DFL);
	(void)execv(path, vector);
	return mow_fail_errno(err, "cannot run the hook that was here before");
}

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

/* Says it in lines that the server's platform shows. */
static void say(const struct buf *text, const char *prefix)
{
	MOW_AUTO(buf) lines = BUF_INIT;

	for (size_t at = 0; at < text->len;) {
		const char *end = memchr(text->data + at, '\n', text->len - at);
		size_t len = end != NULL ? (size_t)(end - text->data) + 1 - at : text->len - at;
		buf_adds(&lines, prefix);
		buf_add(&lines, text->data + at, len);
		at += len;
	}
	lines.failed = lines.failed || text->failed;
	terminal_say(&lines);
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
	int result = take_lines(&updates, input, err);

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
	say(&out, mow_push_line_prefix(repo));
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
		result = find_kept(kept, asked->globals, repo, asked->name, err);
	return result;
}

int hook_receive(const struct globals *globals, int argc, char **argv)
{
	struct mow_error err = {0};
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) kept = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	struct push_asked asked = {globals, &input, argv[0], ""};
	int result = terminal_read(&input, INPUT_MAX, &err);

	if (result == MOW_OK)
		result = decide(&asked, &kept, &err);
	if (result == EXIT_NO)
		return EXIT_NO;
	if (result == MOW_OK && kept.len > 0)
		result = run_kept(kept.data, &input, argc, argv, &err);
	if (result == MOW_OK)
		return EXIT_YES;
	buf_adds(&out, "mowners: could not decide: ");
	phrase_text(&out, err.message);
	buf_adds(&out, "; the push is refused\n");
	say(&out, asked.line_prefix);
	return EXIT_UNDECIDED;
}
