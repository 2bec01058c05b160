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

/* Asked of a commit alone: the working tree and the index have no trees. */
int lint_old_trees(struct lint *lint)
{
	static const struct tree_visitor strict = {.each = pass, .strict = true};
	struct snapshot *own = &lint->ruleset->snapshot;
	struct mow_error why = {0, ""};

	/* The walk over all files has seen whether there is one. */
	if (own->kind != SNAPSHOT_TREE || !own->odd)
		return MOW_OK;
	int result = tree_visit(lint->repo->git, &own->tree, &strict, &why);
	if (result != MOW_EDENIED)
		return result < 0 ? mow_fail(lint->err, result, "%s", why.message) : MOW_OK;
	lint_warn(
		lint, &(const struct finding_place){"OWNERS", 0, 0},
		"in the files of this commit: %s; it is read as git reads it, and blocks nothing as long as it is left alone",
		why.message);
	return MOW_OK;
}
