#include "cmd/hook_advice.h"

#include <string.h>

#include "base/error.h"
#include "cmd/check_answer.h"
#include "cmd/handles.h"
#include "cmd/terminal.h"

int hook_read_mode(bool *require, struct mow_repo *repo, const char *key, struct mow_error *err)
{
	const char *value = NULL;
	int result = mow_repo_config(&value, repo, key, false, err);

	if (result != MOW_OK)
		return result;
	if (value != NULL && strcmp(value, "require") != 0 && strcmp(value, "advise") != 0)
		return mow_fail(err, MOW_EINVAL, "git config %s is require or advise", key);
	*require = value != NULL && strcmp(value, "require") == 0;
	return MOW_OK;
}

bool hook_has_no_rules(struct mow_repo *repo)
{
	MOW_AUTO_PTR(mow_rules) rules = NULL;

	return mow_rules_open(&rules, repo, ":", NULL) == MOW_OK && mow_rules_is_empty(rules);
}

int hook_advise(const struct hook_advice *advice, const struct mow_change_options *change)
{
	MOW_AUTO(buf) out = BUF_INIT;
	const struct check_request request = {
		.change = *change, .mode = advice->require ? "enforce" : "advise", .silent = true, .answer = &out};
	int status = check_answer(advice->globals, advice->repo, &request);

	if (status == EXIT_YES)
		return EXIT_YES;
	if (advice->require)
		buf_addf(&out, "mowners: %s: %s = require asks for the approvals first (%s does without this check)\n",
			 advice->not, advice->key, advice->skip);
	terminal_say(&out);
	return advice->require ? EXIT_NO : EXIT_YES;
}
