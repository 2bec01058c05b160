#include "cmd/notify.h"

#include <string.h>

#include "base/child.h"
#include "base/error.h"
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
