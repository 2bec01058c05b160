#include "api/repo.h"
#include "evidence/store/store.h"

/* On a server git may not know who runs it. */
static int find_identity(struct buf *name, struct buf *email, struct repo *git, struct mow_error *err)
{
	struct mow_error why = {0, ""};
	int result = repo_identity(name, email, git, &why);

	if (result != MOW_ENOTFOUND)
		return result == MOW_OK ? MOW_OK : mow_fail(err, result, "%s", why.message);
	buf_reset(name);
	buf_adds(name, "mowners");
	buf_reset(email);
	buf_adds(email, "mowners@localhost");
	return buf_check(name, err) == MOW_OK ? buf_check(email, err) : MOW_ENOMEM;
}

int mow_store_convert(struct mow_conversion *out, struct mow_repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) email = BUF_INIT;
	struct store_converted converted;
	int result = find_identity(&name, &email, repo->git, err);

	if (result != MOW_OK)
		return result;
	const struct commit_text text = {name.data, email.data, repo->now, "mowners store --convert\n"};
	result = store_convert(&converted, repo->git, &text, err);
	if (result == MOW_OK)
		*out = (struct mow_conversion){!converted.was_last, converted.records, converted.left_behind};
	return result;
}
