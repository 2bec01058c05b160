/* The signed record on its way: into the store here, and to the remote. */
#include "api/approve.h"
#include "api/asked.h"
#include "api/left_out.h"
#include "base/error.h"

/* Of the commit on the store's ref; its message lives in `subject`. */
static struct commit_text commit_text(const struct mow_approval *approval, struct buf *subject)
{
	buf_addf(subject, "mowners %s\n", decisions[approval->record.decision].name);
	return (struct commit_text){approval->name.data, approval->email.data, approval->repo->now, subject->data};
}

int mow_approval_store(struct mow_approval *approval, bool fetch, struct mow_error *err)
{
	MOW_AUTO(buf) subject = BUF_INIT;
	const struct commit_text text = commit_text(approval, &subject);
	struct repo *git = approval->repo->git;
	struct mow_error why = {0, ""};
	struct oid root;
	int result = approval->is_signed ? buf_check(&subject, err)
					 : mow_fail(err, MOW_EINVAL, "an approval is signed before it is stored");

	if (result == MOW_OK && fetch && approval->remote != NULL)
		result = store_fetch(git, approval->remote, &text, err);
	if (result == MOW_OK)
		result = store_root(&root, &approval->before, git, err);
	if (result == MOW_OK)
		result = store_add(git, &approval->record, 1, &text, err);
	if (result < 0)
		return result;
	result = store_root(&root, &approval->after, git, &why);
	return result == MOW_OK
		       ? MOW_OK
		       : mow_fail(err, result, "the approval is kept here and not sent, since then: %s", why.message);
}

/* Takes back what the server refused, so that it does not stand in the way of later records; unless somebody went on.
 */
static void undo_store(struct mow_approval *approval)
{
	struct repo *git = approval->repo->git;
	char after[OID_HEX];
	const char *const removal[] = {"update-ref", "-d", STORE_REF, after, NULL};
	const struct ref_move back = {STORE_REF, &approval->after, &approval->before, "mowners: refused by the server"};
	MOW_AUTO(buf) out = BUF_INIT;

	oid_format(after, &approval->after);
	if (oid_is_zero(&approval->before))
		(void)repo_git(&out, git, removal, NULL);
	else
		(void)repo_ref_set(git, &back, NULL);
}

int mow_approval_push(struct mow_approval *approval, struct mow_error *err)
{
	MOW_AUTO(buf) subject = BUF_INIT;
	const struct commit_text text = commit_text(approval, &subject);

	if (approval->remote == NULL)
		return mow_fail(err, MOW_ENOTFOUND,
				"this repository has no remote to push the approval to; it is kept here");
	const struct left_out_push push = {approval->repo,      approval->remote, &text,
					   approval->record.id, &approval->said,  &approval->left_out};
	int result = left_out_push(&push, err);
	if (result == MOW_EDENIED)
		undo_store(approval);
	return result;
}

const char *mow_approval_said(const struct mow_approval *approval)
{
	return approval->said.len > 0 && !approval->said.failed ? approval->said.data : NULL;
}

size_t mow_approval_left_out(const struct mow_approval *approval)
{
	return approval->left_out.count;
}

const char *mow_approval_left_out_note(const struct mow_approval *approval, size_t index)
{
	return approval->left_out.items[index];
}

const char *mow_approval_id(const struct mow_approval *approval)
{
	return approval->record.id;
}

int mow_approval_asked(struct mow_asked *out, struct mow_approval *approval, struct mow_error *err)
{
	const struct asked_source source = {&approval->record, approval->verdict};
	const struct mow_verdict *verdict = approval->verdict;

	if (approval->decision != MOW_DECIDE_REQUEST || !approval->is_signed)
		return mow_fail(err, MOW_EINVAL, "this is no request that has been signed");
	int result = asked_fill(out, &source, &approval->arena, err);
	if (result == MOW_OK && verdict->new_id[strspn(verdict->new_id, "0")] != '\0')
		out->commit = verdict->new_id;
	return result;
}
