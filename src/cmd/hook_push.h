/*
 * What the hooks of a push have in common: git's lines about it on standard input, the hook that was there before ours,
 * and what is said to whoever pushes.
 *
 * A hook that was there before runs last and in our place (exec), with the same standard input, so that its status is
 * the hook's.
 */
#ifndef MOW_CMD_HOOK_PUSH_H
#define MOW_CMD_HOOK_PUSH_H

#include "cmd/command.h"

#define HOOK_PUSH_MAX ((size_t)256 << 20) /* bytes of standard input */

struct update_list {
	struct mow_update *items;
	size_t count, capacity;
};
void update_list_release(struct update_list *list);
MOW_AUTO_DEFINE(update_list)

/* The lines of the input, cut in place. */
int hook_push_take(struct update_list *list, struct buf *input, struct mow_error *err);

/* The path of a hook of that name that was kept for the folder that ours lies in; "" where there is none. */
int hook_push_find_kept(struct buf *out, const struct globals *globals, struct mow_repo *repo, const char *name,
			struct mow_error *err);
/* Replaces this process; returns only where that failed. */
int hook_push_run_kept(const char *path, const struct buf *input, int argc, char **argv, struct mow_error *err);

/* Says it in lines that the server's platform shows. */
void hook_push_say(const struct buf *text, const char *prefix);

#endif
