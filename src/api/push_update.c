#include "api/push_update.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

void push_update_release(struct push_update *update)
{
	mow_verdict_free(update->verdict);
	buf_release(&update->ref);
}

bool push_update_is_below(const struct push_update *update, const char *prefix)
{
	return text_begins(update->name, prefix);
}

int push_update_refuse(struct push_update *update, struct arena *arena, const char *why, struct mow_error *err)
{
	if (!push_update_is_refused(update))
		update->shown.refusal = arena_dup(arena, why, strlen(why));
	update->shown.advice = false;
	return update->shown.refusal != NULL ? MOW_OK : mow_fail_memory(err);
}

int push_update_advise(struct push_update *update, struct arena *arena, const char *why, struct mow_error *err)
{
	if (update->shown.refusal != NULL)
		return MOW_OK;
	int result = push_update_refuse(update, arena, why, err);
	update->shown.advice = result == MOW_OK;
	return result;
}

bool push_update_is_refused(const struct push_update *update)
{
	return update->shown.refusal != NULL && !update->shown.advice;
}

int push_update_refuse_denied(struct push_update *update, struct arena *arena, int result, const struct mow_error *why,
			      struct mow_error *err)
{
	if (result == MOW_EDENIED)
		return push_update_refuse(update, arena, why->message, err);
	return result < 0 ? mow_fail(err, result, "%s", why->message) : result;
}

bool push_update_is_accepted(const struct push_update *update)
{
	const struct mow_verdict *verdict = update->shown.verdict;

	return !push_update_is_refused(update) && update->shown.finding_count == 0 &&
	       (verdict == NULL || !mow_verdict_blocks(verdict));
}
