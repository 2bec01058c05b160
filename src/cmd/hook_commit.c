/*
 * pre-commit: who will have to approve what is about to be committed. Advice: git lets anybody skip it (--no-verify),
 * and says nothing where there is nothing to say. It blocks where the commit could never land: broken rules, paths that
 * nobody owns.
 */
#include "cmd/hook.h"

#include <stdio.h>
#include <string.h>

#include "cmd/handles.h"
#include "cmd/hook_advice.h"
#include "cmd/terminal.h"
#include "report/commit.h"

/* ---- Deciding -------------------------------------------------------------------------------------------- */

static bool has_state(const struct mow_verdict *verdict, enum mow_state state)
{
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++)
		if (mow_verdict_group(verdict, i)->state == state)
			return true;
	return false;
}

struct listener {
	const struct globals *globals;
	size_t errors;
};

static void listen(const struct mow_finding *finding, void *context)
{
	struct listener *listener = context;

	listener->errors += finding->severity == MOW_ERROR;
	if (finding->severity == MOW_ERROR)
		command_found(finding, (void *)listener->globals);
}

static enum commit_refusal find_refusal(const struct mow_verdict *verdict, bool rules_broken, bool require)
{
	size_t introduced;

	(void)mow_verdict_introduced(verdict, &introduced);
	if (introduced > 0)
		return COMMIT_BREAKS_RULES;
	if (mow_verdict_advises(verdict))
		return COMMIT_GOES_ON;
	if (rules_broken && has_state(verdict, MOW_IMPOSSIBLE))
		return COMMIT_RULES_BROKEN;
	if (has_state(verdict, MOW_UNOWNED))
		return COMMIT_UNOWNED;
	if (has_state(verdict, MOW_STOPPED))
		return COMMIT_STOPPED;
	if (has_state(verdict, MOW_FROZEN))
		return COMMIT_FROZEN;
	if (require && mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED)
		return COMMIT_REQUIRED;
	return COMMIT_GOES_ON;
}

static int say(const struct commit_view *view)
{
	MOW_AUTO(buf) out = BUF_INIT;

	report_commit_text(&out, view);
	terminal_say(&out);
	return view->refusal != COMMIT_GOES_ON ? EXIT_NO : EXIT_YES;
}

/* Advice stops nobody: whatever is in the way, a rebase or a missing program, the server still judges the push. */
static int say_unseen(const struct mow_error *err)
{
	MOW_AUTO(buf) out = BUF_INIT;

	report_commit_unseen(&out, err->message);
	terminal_say(&out);
	return EXIT_YES;
}

int hook_commit(const struct globals *globals, int argc, char **argv)
{
	const struct mow_repo_options options = {.from_env = true, .now = globals->now};
	const struct mow_change_options change = {.staged = true, .staged_alone = true, .rules = globals->rules};
	struct listener listener = {globals, 0};
	const struct mow_finding_sink sink = {listen, &listener};
	MOW_AUTO_PTR(mow_repo) repo = NULL;
	MOW_AUTO_PTR(mow_verdict) verdict = NULL;
	struct mow_error err = {0};
	bool require = false;
	int result = mow_repo_open(&repo, &options, &err);

	(void)argc;
	(void)argv;
	if (result == MOW_OK)
		result = hook_read_mode(&require, repo, "mowners.preCommit", &err);
	bool advises = result == MOW_OK && !require;
	if (result == MOW_OK)
		result = mow_verdict_new(&verdict, repo, &change, &sink, &err);
	if (result != MOW_OK && repo != NULL && hook_has_no_rules(repo))
		return EXIT_YES;
	if (result != MOW_OK)
		return advises && result != MOW_ERULES ? say_unseen(&err) : command_fail(&err);
	if (mow_verdict_outcome(verdict) != MOW_OUTCOME_BLOCKED)
		return EXIT_YES;
	const struct commit_view view = {
		.verdict = verdict,
		.require = require,
		.refusal = find_refusal(verdict, listener.errors > 0, require),
	};
	return say(&view);
}
