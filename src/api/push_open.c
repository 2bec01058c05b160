/* A repository without rules: closed where the administrator says so, else open with a warning. */
#include "api/push.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"

/* What the push makes of the default branch; NULL: it leaves it alone, or removes it. */
static const struct push_update *find_standard(const struct mow_push *push)
{
	for (size_t i = 0; i < push->count; i++)
		if (strcmp(push->items[i].name, push->names.standard) == 0 && !oid_is_zero(&push->items[i].new))
			return &push->items[i];
	return NULL;
}

/* MOW_ENOTFOUND: there is no OWNERS file at the root of that commit. */
static int look_for_rules(const struct mow_push *push, const struct oid *oid, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	const struct mow_path root_file = {RULES_OWNERS, strlen(RULES_OWNERS), false};
	struct tree_entry entry;
	struct oid commit, tree;
	int result = repo_peel(&commit, git, oid, err);

	if (result == MOW_OK)
		result = repo_commit_tree(&tree, git, &commit, err);
	if (result == MOW_OK)
		result = tree_find(&entry, git, &tree, &root_file, err);
	return result;
}

/* What a push into a repository without rules is told. */
static int warn_open(struct mow_push *push, struct mow_error *err)
{
	const char *ref = push->standard.ref.data;
	const struct push_update *standard = find_standard(push);
	int result = standard != NULL ? look_for_rules(push, &standard->new, err) : MOW_ENOTFOUND;

	if (result == MOW_OK)
		push->warning = arena_printf(
			&push->arena, "the OWNERS file that this push brings to %s decides from the next push on", ref);
	else if (result != MOW_ENOTFOUND)
		return result;
	else if (!oid_is_zero(&push->standard.tip) || standard != NULL)
		push->warning = arena_printf(
			&push->arena,
			"there is no OWNERS file on %s yet, so nothing needs approval; push one there to change that",
			ref);
	else
		push->warning = arena_printf(
			&push->arena,
			"the default branch %s does not exist, so nothing needs approval; if another branch is the default "
			"one, the administrator says so on the server: git symbolic-ref HEAD refs/heads/NAME",
			ref);
	return push->warning != NULL ? MOW_OK : mow_fail_memory(err);
}

/* ---- A default branch that is not there, while another has rules ---- */

struct search {
	struct mow_push *push;
	struct mow_error *err;
	const char *found; /* in the push's arena */
};

static int look_into(const char *name, const struct oid *oid, void *context)
{
	struct search *search = context;
	int result = look_for_rules(search->push, oid, search->err);

	if (result != MOW_OK)
		return result == MOW_ENOTFOUND ? MOW_OK : result;
	search->found = arena_dup(&search->push->arena, name, strlen(name));
	return search->found != NULL ? 1 : mow_fail_memory(search->err);
}

/*
 * A server that has rules, on a branch that HEAD does not name, looks guarded and is not: somebody took away the branch
 * that HEAD names, or it never was the right one. Refused, until that branch comes or HEAD names another; a new server
 * has no branch with rules.
 */
static int judge_unborn(struct mow_push *push, struct mow_error *err)
{
	struct search search = {push, err, NULL};

	if (!oid_is_zero(&push->standard.tip) || find_standard(push) != NULL)
		return MOW_OK;
	int result = repo_each_ref(push->repo->git, "refs/heads/", look_into, &search, err);
	if (result < 0 || search.found == NULL)
		return result;
	MOW_AUTO(buf) why = BUF_INIT;
	buf_adds(&why, "HEAD names ");
	escape_path(&why, push->standard.ref.data, push->standard.ref.len);
	buf_adds(&why, ", which does not exist, so the rules on ");
	escape_path(&why, search.found, strlen(search.found));
	buf_adds(&why,
		 " are not in force; the administrator says which branch is the default one: git symbolic-ref HEAD ");
	escape_path(&why, search.found, strlen(search.found));
	result = buf_check(&why, err);
	for (size_t i = 0; result == MOW_OK && i < push->count; i++)
		result = push_update_refuse(&push->items[i], &push->arena, why.data, err);
	return result;
}

int push_judge_open(struct mow_push *push, struct mow_error *err)
{
	bool required = false;
	int result = mow_repo_config_bool(&required, push->repo, "mowners.require", true, err);

	if (result < 0)
		return result;
	if (!required) {
		result = warn_open(push, err);
		return result == MOW_OK ? judge_unborn(push, err) : result;
	}
	for (size_t i = 0; result == MOW_OK && i < push->count; i++)
		result = push_update_refuse(
			&push->items[i], &push->arena,
			"this server accepts pushes only once there is an OWNERS file on the default branch "
			"(mowners.require); the administrator puts the first one there",
			err);
	return result;
}
