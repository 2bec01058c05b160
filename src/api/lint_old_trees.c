/* Trees that are there and that a push could not bring: better found now than when somebody touches them. */
#include "api/lint.h"
#include "base/error.h"

static int pass(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	(void)path;
	(void)len;
	(void)entry;
	(void)context;
	return 0;
}

/* Of the working tree and the index, those of HEAD. */
int lint_old_trees(struct lint *lint)
{
	static const struct tree_visitor strict = {.each = pass, .strict = true};
	const struct snapshot *own = &lint->ruleset->snapshot;
	struct repo *git = lint->repo->git;
	struct mow_error why = {0, ""};
	struct oid tree = own->tree;
	struct oid commit;
	int result = MOW_OK;

	if (own->kind != SNAPSHOT_TREE) {
		result = repo_commit_of(&commit, git, "HEAD", &why);
		if (result == MOW_ENOTFOUND)
			return MOW_OK;
		if (result == MOW_OK)
			result = repo_commit_tree(&tree, git, &commit, &why);
	}
	if (result == MOW_OK)
		result = tree_visit(git, &tree, &strict, &why);
	if (result != MOW_EDENIED)
		return result < 0 ? mow_fail(lint->err, result, "%s", why.message) : MOW_OK;
	lint_warn(
		lint, &(const struct finding_place){"OWNERS", 0, 0},
		"in the files of this commit: %s; it is read as git reads it, and blocks nothing as long as it is left alone",
		why.message);
	return MOW_OK;
}
