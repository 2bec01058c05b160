/* The signed record on its way: into the store here, and to the remote. */
#include "api/approve.h"

#include <string.h>

#include "api/asked.h"
#include "base/error.h"

int mow_approval_store(struct mow_approval *approval, bool fetch, struct mow_error *err)
{
	struct sending *sending = &approval->sending;
	const char *name = decisions[approval->record.decision].name;

	if (!approval->is_signed)
		return mow_fail(err, MOW_EINVAL, "an approval is signed before it is stored");
	sending->repo = approval->repo;
	sending->remote = approval->remote;
	sending->name = approval->name.data;
	sending->email = approval->email.data;
	sending->subject = arena_printf(&approval->arena, "mowners %s\n", name);
	if (sending->subject == NULL)
		return mow_fail_memory(err);
	return sending_store(sending, &approval->record, 1, fetch, err);
}

int mow_approval_push(struct mow_approval *approval, struct mow_error *err)
{
	return sending_push(&approval->sending, approval->record.id, err);
}

const char *mow_approval_said(const struct mow_approval *approval)
{
	const struct buf *said = &approval->sending.said;

	return said->len > 0 && !said->failed ? said->data : NULL;
}

size_t mow_approval_left_out(const struct mow_approval *approval)
{
	return approval->sending.left_out.count;
}

const char *mow_approval_left_out_note(const struct mow_approval *approval, size_t index)
{
	return approval->sending.left_out.items[index];
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
