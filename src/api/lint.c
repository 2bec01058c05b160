#include "api/lint.h"

#include <string.h>

#include "base/error.h"

static const struct {
	enum finding_code code;
	lint_check_fn *run;
} checks[] = {
	/* of the rules as they are written */
	{FINDING_SWALLOWED, lint_swallowed},
	{FINDING_DEAD_PATTERN, lint_patterns},
	{FINDING_SHADOWED_PATTERN, lint_effects},
	{FINDING_OVERLAP, lint_areas},
	{FINDING_MANY_APPROVERS, lint_many_approvers},
	{FINDING_UNOWNED, lint_unowned},
	{FINDING_FILL_IN, lint_fill_in},
	{FINDING_EXPIRED, lint_expired},
	{FINDING_ONE_PERSON, lint_one_person},
	{FINDING_NO_RESPONSIBLE, lint_no_responsible},
	{FINDING_CONFIRM_OVERDUE, lint_confirm},
	{FINDING_EXPIRED_ACCEPT, lint_expired_accept},
	{FINDING_OLD_TREE, lint_old_trees},
	/* of who is there */
	{FINDING_IMPOSSIBLE, lint_leave},
	{FINDING_IMPOSSIBLE, lint_impossible},
	{FINDING_LONE_DEPUTY, lint_lone_deputy},
	{FINDING_NO_DEPUTY, lint_no_deputy},
	{FINDING_NO_SIGNER, lint_no_signer},
};

static int run_checks(struct lint *lint)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < sizeof checks / sizeof *checks; i++) {
		lint->code = checks[i].code;
		result = checks[i].run(lint);
		lint_tell_noted(lint);
	}
	return result;
}

/* Reads everything; errors are kept on the way. */
static int read_all(struct lint *lint)
{
	struct ruleset *ruleset = lint->ruleset;
	const struct mow_finding_sink sink = {findings_keep, &lint->found};
	int result = ruleset->snapshot.kind == SNAPSHOT_TREE ? ruleset_read(ruleset, "", 0, &sink, lint->err)
							     : ruleset_read_all(ruleset, &sink, lint->err);

	lint->rules = ruleset->rules;
	if (result == MOW_OK)
		result = lint_walk(lint);
	if (result == MOW_OK && ruleset->rules == NULL && lint->found.count == 0)
		return mow_fail(
			lint->err, MOW_ENOTFOUND,
			"there is no OWNERS file at the root of the repository; mowners init writes a first one");
	return result == MOW_OK ? keyring_open(lint->keyring, ruleset, lint->now, &sink, lint->err) : result;
}

/* Whether [mowners] says that it knows of such warnings. */
static bool is_accepted(const struct lint *lint, const struct mow_finding *finding)
{
	const struct accept_list *accepts = lint->rules != NULL ? &lint->rules->accepts : NULL;

	for (size_t i = 0; accepts != NULL && finding->severity == MOW_WARNING && i < accepts->count; i++)
		if (strcmp(finding_word(accepts->items[i].code), finding->code) == 0 &&
		    lint->now < accepts->items[i].end)
			return true;
	return false;
}

int mow_lint(struct mow_repo *repo, const struct mow_lint_options *options, const struct mow_finding_sink *sink,
	     struct mow_error *err)
{
	static const struct mow_lint_options plain;
	MOW_AUTO(snapshot) snapshot = {0};
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;
	MOW_AUTO(keyring) keyring = KEYRING_INIT;
	MOW_AUTO(lint) lint = LINT_INIT;

	lint.repo = repo;
	lint.options = options != NULL ? options : &plain;
	lint.now = lint.options->at != 0 ? lint.options->at : repo->now;
	lint.ruleset = &ruleset;
	lint.keyring = &keyring;
	lint.err = err;
	int result = snapshot_open(&snapshot, repo->git, lint.options->source, err);
	if (result == MOW_OK)
		result = ruleset_open(&ruleset, &snapshot, err);
	if (result == MOW_OK)
		result = read_all(&lint);
	if (result == MOW_OK && ruleset.rules != NULL && !ruleset.erroneous)
		result = run_checks(&lint);
	if (result < 0 || lint.found.failed)
		return result < 0 ? result : mow_fail_memory(err);
	findings_sort(&lint.found);
	for (size_t i = 0; i < lint.found.count; i++)
		if (!is_accepted(&lint, &lint.found.items[i]))
			finding_tell(sink, &lint.found.items[i]);
	return MOW_OK;
}
