/* What git hooks run: one function a hook. argv[0] is the hook's name; the status is what git looks at. */
#ifndef MOW_CMD_HOOK_H
#define MOW_CMD_HOOK_H

#include "cmd/command.h"

/* What is put behind the name of the folder of hooks for the one where a hook that was there before is kept under its
 * own name; it is run after ours (hook_file.h). */
#define HOOK_KEPT ".mowners-kept"

/* The hook that git or a forge runs this program as, by what it is called, or by its folder ("pre-receive.d"); NULL:
 * none. */
const char *hook_of_program(const char *program);

/* The functions that follow take what git gives to the hook. */
int hook_receive(const struct globals *globals, int argc, char **argv);  /* pre-receive */
int hook_update(const struct globals *globals, int argc, char **argv);   /* update */
int hook_post(const struct globals *globals, int argc, char **argv);     /* post-receive */
int hook_commit(const struct globals *globals, int argc, char **argv);   /* pre-commit */
int hook_message(const struct globals *globals, int argc, char **argv);  /* prepare-commit-msg */
int hook_merge(const struct globals *globals, int argc, char **argv);    /* pre-merge-commit */
int hook_pre_push(const struct globals *globals, int argc, char **argv); /* pre-push */

#endif
