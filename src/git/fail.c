#include "git/internal.h"

#include "base/escape.h"

void repo_quote(struct buf *out, const char *text)
{
	escape_text(out, text, strcspn(text, "\r\n"));
}

int repo_fail(struct mow_error *err, int code, const char *what)
{
	const git_error *last = git_error_last();
	MOW_AUTO(buf) said = BUF_INIT;

	if (last != NULL && last->klass == GIT_ERROR_NOMEMORY)
		return mow_fail_memory(err);
	repo_quote(&said, last != NULL && last->message != NULL ? last->message : "libgit2 gave no reason");
	return mow_fail(err, code, "%s: %s", what, said.data);
}
