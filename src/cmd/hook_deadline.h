/*
 * The time that a server's hook has, mow_push_deadline: a signal ends it then, wherever it is, once its temporary
 * files, locks and children are gone (base/hold.h). So a push is refused in our words before the platform that runs the
 * hook loses its patience.
 */
#ifndef MOW_CMD_HOOK_DEADLINE_H
#define MOW_CMD_HOOK_DEADLINE_H

#include "cmd/command.h"

/* What is said then: "PREFIX" "mowners: WHAT within 30 seconds (git config mowners.deadline)THEN". */
struct hook_last_words {
	const char *prefix, *what, *then;
};

/* Once in a process, as soon as there is a repository. Fails where the configuration has no time that is one. */
int hook_deadline_begin(struct mow_repo *repo, const struct hook_last_words *words, struct mow_error *err);
/* Other words from now on. */
void hook_deadline_reword(const struct hook_last_words *words);
/* For what comes in our place. */
void hook_deadline_end(void);

#endif
