/*
 * prepare-commit-msg: who will have to approve, as a comment in the message that is about to be edited. Nothing where
 * no editor opens, or where git would leave the comment in. It never stops a commit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/file_write.h"
#include "cmd/handles.h"
#include "cmd/hook.h"
#include "cmd/hook_advice.h"
#include "report/commit.h"

#define MESSAGE_MAX ((size_t)1 << 20)

/* What begins a comment; NULL: git leaves comments in, or finds out later what begins one. */
static const char *find_mark(struct buf *out, struct mow_repo *repo)
{
	static const char *const removing[] = {"default", "strip", "scissors"};
	const char *value = NULL;

	if (mow_repo_config(&value, repo, "commit.cleanup", false, NULL) != MOW_OK)
		return NULL;
	bool removes = value == NULL;
	for (size_t i = 0; i < sizeof removing / sizeof *removing; i++)
		removes = removes || strcmp(value, removing[i]) == 0;
	if (!removes || mow_repo_config(&value, repo, "core.commentString", false, NULL) != MOW_OK)
		return NULL;
	if (value == NULL && mow_repo_config(&value, repo, "core.commentChar", false, NULL) != MOW_OK)
		return NULL;
	if (value != NULL && strcmp(value, "auto") == 0)
		return NULL;
	buf_adds(out, value != NULL ? value : "#");
	return out->failed ? NULL : out->data;
}

/* Where git's own comments begin, or the end. */
static size_t find_place(const struct buf *message, const char *mark)
{
	size_t len = strlen(mark);

	for (size_t at = 0; at < message->len;) {
		const char *end = memchr(message->data + at, '\n', message->len - at);
		if (message->len - at >= len && memcmp(message->data + at, mark, len) == 0)
			return at;
		at = end != NULL ? (size_t)(end - message->data) + 1 : message->len;
	}
	return message->len;
}

static void add_comment(struct buf *out, const struct buf *text, const char *mark)
{
	for (size_t at = 0; at < text->len;) {
		const char *end = memchr(text->data + at, '\n', text->len - at);
		size_t len = end != NULL ? (size_t)(end - text->data) - at : text->len - at;
		buf_addf(out, "%s ", mark);
		buf_add(out, text->data + at, len);
		buf_addc(out, '\n');
		at += len + 1;
	}
	buf_addf(out, "%s\n", mark);
}

static int write_comment(const char *path, const struct buf *text, const char *mark, struct mow_error *err)
{
	MOW_AUTO(buf) message = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	int result = file_read(&message, path, MESSAGE_MAX, err);

	if (result != MOW_OK)
		return result;
	size_t place = find_place(&message, mark);
	buf_add(&out, message.data, place);
	if (place == 0 || message.data[place - 1] != '\n')
		buf_addc(&out, '\n');
	add_comment(&out, text, mark);
	buf_add(&out, message.data + place, message.len - place);
	result = buf_check(&out, err);
	return result == MOW_OK ? file_write(path, out.data, out.len, 0644, err) : result;
}

static int comment(struct mow_repo *repo, const char *path, struct mow_error *err)
{
	const struct mow_change_options change = {.staged = true, .staged_alone = true};
	MOW_AUTO_PTR(mow_verdict) verdict = NULL;
	MOW_AUTO(buf) held = BUF_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	const char *mark = find_mark(&held, repo);

	if (mark == NULL || hook_has_no_rules(repo))
		return MOW_OK;
	int result = mow_verdict_new(&verdict, repo, &change, NULL, err);
	if (result != MOW_OK || mow_verdict_outcome(verdict) != MOW_OUTCOME_BLOCKED)
		return result;
	report_commit_needs(&text, verdict, false);
	result = buf_check(&text, err);
	return result == MOW_OK && text.len > 0 ? write_comment(path, &text, mark, err) : result;
}

/* git sets the editor to `:` where it opens none. What went wrong pre-commit has said. */
int hook_message(const struct globals *globals, int argc, char **argv)
{
	const struct mow_repo_options options = {.from_env = true, .now = globals->now};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	const char *editor = getenv("GIT_EDITOR");

	if (argc > 1 && (editor == NULL || strcmp(editor, ":") != 0) && mow_repo_open(&repo, &options, NULL) == MOW_OK)
		(void)comment(repo, argv[1], NULL);
	return EXIT_YES;
}
