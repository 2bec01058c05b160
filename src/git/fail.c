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

int repo_fail_object(struct repo *repo, struct mow_error *err, int error, const char *what, const struct oid *oid)
{
	MOW_AUTO(buf) text = BUF_INIT;
	char hex[OID_HEX];

	oid_format(hex, oid);
	buf_addf(&text, "cannot read %s %s", what, hex);
	if (text.failed)
		return mow_fail_memory(err);
	if (error != GIT_ENOTFOUND)
		return repo_fail(err, MOW_EGIT, text.data);
	if (repo_is_shallow(repo))
		return mow_fail(err, MOW_EGIT, "%s: %s", text.data, REPO_DEEPEN);
	if (config_is_partial(repo))
		return mow_fail(err, MOW_EGIT,
				"%s: this clone is partial, and its remote did not give it; run git fetch --refetch",
				text.data);
	return mow_fail(err, MOW_EGIT, "%s: the repository does not have it; run git fsck", text.data);
}
