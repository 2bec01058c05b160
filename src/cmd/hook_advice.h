/* What the hooks of a clone share: they advise, since git lets anybody skip them, unless git config asks for more. */
#ifndef MOW_CMD_HOOK_ADVICE_H
#define MOW_CMD_HOOK_ADVICE_H

#include "cmd/command.h"

/* Whether a setting ("mowners.preCommit") is `require`, and not `advise` or unset. MOW_EINVAL: it is something else. */
int hook_read_mode(bool *require, struct mow_repo *repo, const char *key, struct mow_error *err);

/* Who does not use mowners is not told what it cannot do: that no branch is the default one, or whatever it is. */
bool hook_has_no_rules(struct mow_repo *repo);

struct hook_advice {
	const struct globals *globals;
	struct mow_repo *repo;
	const char *key;   /* "mowners.prePush" */
	const char * not ; /* what is not done where that is `require`: "not pushed" */
	const char *skip;  /* the command that does without: "git push --no-verify" */
	bool require;
};

/* Says what `check` says of a change that cannot land, and nothing of another one; an exit status of the hook. */
int hook_advise(const struct hook_advice *advice, const struct mow_change_options *change);

#endif
