/*
 * The file that git runs as a hook: put in place of whatever was there, which is kept and comes back when ours goes. At
 * every moment either the old hook or ours is there, never none, so that no push slips through while it changes.
 *
 * The kept hook lies in a folder beside that of the hooks, under its own name, with links to what else is in theirs:
 * one that looks at its name, its folder or the folder above still finds what it found before.
 */
#ifndef MOW_CMD_HOOK_FILE_H
#define MOW_CMD_HOOK_FILE_H

#include <stdbool.h>

#include "base/buf.h"

struct hook_file {
	struct buf path;   /* "/srv/x.git/hooks/pre-receive" */
	struct buf folder; /* "/srv/x.git/hooks.mowners-kept/" */
	struct buf kept;   /* "/srv/x.git/hooks.mowners-kept/pre-receive" */
	enum { HOOK_FILE_NONE, HOOK_FILE_OURS, HOOK_FILE_OTHER } present;
	bool has_kept;
};
#define HOOK_FILE_INIT                                                 \
	{                                                              \
		.path = BUF_INIT, .folder = BUF_INIT, .kept = BUF_INIT \
	}
void hook_file_release(struct hook_file *file);
MOW_AUTO_DEFINE(hook_file)

/* Looks what is there. `folder` ends in a slash; ours is what holds the bytes of `mark`. */
int hook_file_open(struct hook_file *out, const char *folder, const char *name, const char *mark,
		   struct mow_error *err);

/* Whether the kept hook may be run; git passes one without that bit by. */
bool hook_file_runs_kept(const struct hook_file *file);

/* Appends where a hook of that name is kept; `folder`, of the hooks, ends in a slash. */
void hook_file_add_kept(struct buf *out, const char *folder, size_t len, const char *name);

/*
 * Puts ours there (0755), or renews it; the folder is made where it is missing. Where another hook is there, it is
 * kept. MOW_EINVAL: a different one is kept already. Nothing is changed on failure.
 */
int hook_file_put(struct hook_file *file, const void *bytes, size_t len, struct mow_error *err);

/* Takes ours away and gives the kept one its place back. Another hook in its place stays as it is, and so does the kept
 * one then, unless it is the same. */
int hook_file_remove(struct hook_file *file, struct mow_error *err);

#endif
