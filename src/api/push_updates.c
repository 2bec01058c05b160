#include "api/push.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/escape.h"

static int take_update(struct mow_push *push, struct push_update *item, const struct mow_update *update,
		       struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	struct mow_error why = {0, ""};
	int result;

	item->ref = (struct buf)BUF_INIT;
	escape_text(&shown, update->ref, strlen(update->ref));
	item->shown.ref = arena_dup(&push->arena, shown.data, shown.len);
	if (item->shown.ref == NULL)
		return mow_fail_memory(err);
	if (!repo_ref_is_valid(update->ref) || !oid_parse(&item->old, update->old_id, strlen(update->old_id)) ||
	    !oid_parse(&item->new, update->new_id, strlen(update->new_id)))
		return mow_fail(err, MOW_EINVAL, "git handed over an update that is none: %s", shown.data);
	result = repo_follow(&item->ref, push->repo->git, update->ref, &why);
	if (result < 0) {
		buf_adds(&item->ref, update->ref);
		result = push_update_refuse_denied(item, &push->arena, result, &why, err);
		return result < 0 ? result : buf_check(&item->ref, err);
	}
	return MOW_OK;
}

int push_take_updates(struct mow_push *push, const struct mow_update *updates, size_t count, struct mow_error *err)
{
	struct map *seen = &push->names.by_name;
	int result;

	push->items = calloc(count + 1, sizeof *push->items);
	if (push->items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		push->count++;
		result = take_update(push, &push->items[i], &updates[i], err);
		if (result < 0)
			return result;
		result = push_name(push, &push->items[i], err);
		if (result < 0)
			return result;
		if (map_get(seen, push->items[i].name, strlen(push->items[i].name), NULL))
			result = push_update_refuse(
				&push->items[i], &push->arena,
				"two updates of this push are for the same ref; push them one after the other", err);
		else
			result = map_put(seen, push->items[i].name, strlen(push->items[i].name), i)
					 ? mow_fail_memory(err)
					 : MOW_OK;
		if (result < 0)
			return result;
	}
	return MOW_OK;
}
