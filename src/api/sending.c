#include "api/sending.h"

#include "api/left_out.h"
#include "base/error.h"

void sending_release(struct sending *sending)
{
	buf_release(&sending->said);
	strings_release(&sending->left_out);
}

static struct commit_text commit_text(const struct sending *sending)
{
	return (struct commit_text){sending->name, sending->email, sending->repo->now, sending->subject};
}

int sending_store(struct sending *sending, const struct record *records, size_t count, bool fetch,
		  struct mow_error *err)
{
	const struct commit_text text = commit_text(sending);
	struct repo *git = sending->repo->git;
	struct mow_error why = {0, ""};
	struct oid root;
	int result = MOW_OK;

	if (fetch && sending->remote != NULL)
		result = store_fetch(git, sending->remote, &text, err);
	if (result == MOW_OK)
		result = store_root(&root, &sending->before, git, err);
	if (result == MOW_OK)
		result = store_add(git, records, count, &text, err);
	if (result < 0)
		return result;
	result = store_root(&root, &sending->after, git, &why);
	return result == MOW_OK
		       ? MOW_OK
		       : mow_fail(err, result, "the approval is kept here and not sent, since then: %s", why.message);
}

/* Takes back what the server refused, so that it does not stand in the way of later records; unless somebody went on.
 */
static void undo(const struct sending *sending)
{
	struct repo *git = sending->repo->git;
	char after[OID_HEX];
	const char *const removal[] = {"update-ref", "-d", STORE_REF, after, NULL};
	const struct ref_move back = {STORE_REF, &sending->after, &sending->before, "mowners: refused by the server"};
	MOW_AUTO(buf) out = BUF_INIT;

	oid_format(after, &sending->after);
	if (oid_is_zero(&sending->before))
		(void)repo_git(&out, git, removal, NULL);
	else
		(void)repo_ref_set(git, &back, NULL);
}

int sending_push(struct sending *sending, const char *needed, struct mow_error *err)
{
	const struct commit_text text = commit_text(sending);

	if (sending->remote == NULL)
		return mow_fail(err, MOW_ENOTFOUND,
				"this repository has no remote to push the approval to; it is kept here");
	const struct left_out_push push = {sending->repo, sending->remote, &text,
					   needed,        &sending->said,  &sending->left_out};
	int result = left_out_push(&push, err);
	if (result == MOW_EDENIED)
		undo(sending);
	return result;
}
