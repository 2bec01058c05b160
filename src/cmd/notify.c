#include "cmd/notify.h"

#include <string.h>

#include "base/child.h"
#include "base/error.h"
#include "cmd/terminal.h"
#include "report/phrase.h"

#define KEY "mowners.notifyCommand"

static int fail(const char *program, const struct child *child, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) said = BUF_INIT;

	phrase_path(&shown, program, strlen(program));
	phrase_cut(&said, child->errors->data, 200);
	return mow_fail(err, MOW_ESYSTEM, "%s (git config " KEY ") ended with status %d%s%s", shown.data, child->status,
			said.len > 0 ? ": " : "", said.data);
}

int notify(struct mow_repo *repo, const struct buf *document, struct mow_error *err)
{
	const char *program = NULL;
	MOW_AUTO(buf) errors = BUF_INIT;
	int result = mow_repo_config(&program, repo, KEY, true, err);

	if (result != MOW_OK || program == NULL)
		return result;
	if (program[0] != '/')
		return mow_fail(err, MOW_EINVAL,
				"git config " KEY " is the absolute path of a program, without arguments");
	const char *const argv[] = {program, NULL};
	struct child child = {.argv = argv,
			      .input = document->data,
			      .input_len = document->len,
			      .errors = &errors,
			      .timeout = NOTIFY_SECONDS};
	result = child_run(&child, err);
	return result == MOW_OK && child.status != 0 ? fail(program, &child, err) : result;
}

bool notify_is_set(struct mow_repo *repo)
{
	const char *program = NULL;

	return mow_repo_config(&program, repo, KEY, true, NULL) != MOW_OK || program != NULL;
}

int notify_of_requests(struct mow_repo *repo, const struct notify_asked *asked, struct mow_error *err)
{
	MOW_AUTO(buf) document = BUF_INIT;

	if (asked->count == 0)
		return MOW_OK;
	report_notify_asked(&document, asked, mow_repo_now(repo));
	int result = buf_check(&document, err);
	return result == MOW_OK ? notify(repo, &document, err) : result;
}

void notify_of_own(struct mow_repo *repo, struct mow_approval *approval)
{
	struct mow_asked asked;
	struct mow_error err = {0};
	MOW_AUTO(buf) out = BUF_INIT;

	if (!notify_is_set(repo))
		return;
	int result = mow_approval_asked(&asked, approval, &err);
	if (result == MOW_OK && asked.people_count > 0)
		result = notify_of_requests(repo, &(struct notify_asked){.items = &asked, .count = 1}, &err);
	if (result == MOW_OK)
		return;
	buf_adds(&out, "mowners: the request is sent, and who is to be asked by it could not be told: ");
	phrase_text(&out, err.message);
	buf_addc(&out, '\n');
	terminal_say(&out);
}
