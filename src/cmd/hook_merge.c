/* pre-merge-commit: whether what is being merged into the current branch may land there. Advice. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cmd/handles.h"
#include "cmd/hook.h"
#include "cmd/hook_advice.h"

enum { ID_HEX = 40 };

extern char **environ;

/* git tells what it merges in the names of variables, "GITHEAD_" and an id; MERGE_HEAD is not there yet. */
static bool next_head(char out[ID_HEX + 1], char *const **at)
{
	static const char prefix[] = "GITHEAD_";

	for (; **at != NULL; ++*at) {
		const char *id = **at + sizeof prefix - 1;
		if (!text_begins(**at, prefix) || strspn(id, "0123456789abcdef") != ID_HEX || id[ID_HEX] != '=')
			continue;
		memcpy(out, id, ID_HEX);
		out[ID_HEX] = '\0';
		++*at;
		return true;
	}
	return false;
}

static int advise(struct hook_advice *advice, struct mow_error *err)
{
	const char *branch = NULL;
	char *const *at = environ;
	char id[ID_HEX + 1];
	int status = EXIT_YES;
	int result = mow_repo_head(&branch, advice->repo, err);

	if (result == MOW_OK)
		result = hook_read_mode(&advice->require, advice->repo, advice->key, err);
	if (result != MOW_OK)
		return command_fail(err);
	while (branch != NULL && status == EXIT_YES && next_head(id, &at)) {
		const struct mow_change_options change = {.range = id, .target = branch, .new_target = true};
		status = hook_advise(advice, &change);
	}
	return status;
}

int hook_merge(const struct globals *globals, int argc, char **argv)
{
	const struct mow_repo_options options = {.from_env = true, .now = globals->now};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	struct mow_error err = {0};

	(void)argc;
	(void)argv;
	if (mow_repo_open(&repo, &options, &err) != MOW_OK)
		return command_fail(&err);
	if (hook_has_no_rules(repo))
		return EXIT_YES;
	struct hook_advice advice = {.globals = globals,
				     .repo = repo,
				     .key = "mowners.preMerge",
				     .not = "not merged",
				     .skip = "git merge --no-verify"};
	return advise(&advice, &err);
}
