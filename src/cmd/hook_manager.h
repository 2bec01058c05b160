/*
 * Programs and conventions that write a clone's hooks themselves: what is put into their folder is lost when they
 * write it anew, and a hook of theirs that gets another name finds nothing to do. There ours is one line in the file
 * that is meant to be edited.
 */
#ifndef MOW_CMD_HOOK_MANAGER_H
#define MOW_CMD_HOOK_MANAGER_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"

/* Where the line goes. */
enum hook_way {
	WAY_SHELL,   /* before the first command of a shell script, which may be missing */
	WAY_ALONE,   /* into a file of its own */
	WAY_LIST,    /* behind the last item of the list of repos */
	WAY_BY_HAND, /* into the middle of what a person wrote */
	WAY_WHOLE,   /* no line: ours was there before, and is run under another name */
};

struct hook_manager_kind {
	const char *name;  /* "husky"; "this repository" */
	const char *mark;  /* in the hooks that it writes; "NAME/": a file of that name beside them */
	const char *file;  /* from the working tree */
	const char *line;  /* without its end; NULL: the whole file is our hook */
	const char *place; /* where in the file: "at the top" */
	const char *then;  /* the command that makes it work; NULL: none is needed */
	enum hook_way way;
	bool every; /* it minds all hooks as soon as it has one */
};

struct hook_manager {
	const struct hook_manager_kind *kind; /* NULL: nobody manages these hooks */
	struct buf file;                      /* absolute */
	bool there;                           /* it runs mowners already */
};
#define HOOK_MANAGER_INIT        \
	{                        \
		.file = BUF_INIT \
	}
void hook_manager_release(struct hook_manager *manager);
MOW_AUTO_DEFINE(hook_manager)

/* Looks who writes the hooks of a repository with a working tree; a hook that holds `mark` is ours. */
int hook_manager_find(struct hook_manager *out, const struct mow_hooks *hooks, const char *mark, struct mow_error *err);

/* Writes the line into the file. MOW_EINVAL: it is not known how, in the file as it is; nothing is changed then. */
int hook_manager_write(const struct hook_manager *manager, struct mow_error *err);

/* Takes the very line out of it again; a file with nothing else in it goes. MOW_EINVAL: it has another one. */
int hook_manager_erase(const struct hook_manager *manager, struct mow_error *err);

#endif
