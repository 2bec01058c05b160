/* A repository without rules: closed where the administrator says so, else open with a warning. */
#include "api/push.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"

static bool is_created(const struct mow_push *push)
{
	bool created = false;

	for (size_t i = 0; i < push->count && !created; i++)
		created = strcmp(push->items[i].name, push->names.standard) == 0;
	return created;
}

/* What a push into a repository without rules is told. */
static const char *open_warning(struct mow_push *push)
{
	const char *ref = push->standard.ref.data;

	if (!oid_is_zero(&push->standard.tip) || is_created(push))
		return arena_printf(
			&push->arena,
			"there is no OWNERS file on %s yet, so nothing needs approval; push one there to change that",
			ref);
	return arena_printf(
		&push->arena,
		"the default branch %s does not exist, so nothing needs approval; if another branch is the default one, "
		"the administrator says so on the server: git symbolic-ref HEAD refs/heads/NAME",
		ref);
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
	struct repo *git = search->push->repo->git;
	const struct mow_path root_file = {RULES_OWNERS, strlen(RULES_OWNERS), false};
	struct tree_entry entry;
	struct oid commit;
	struct oid tree;

	int result = repo_peel(&commit, git, oid, search->err);
	if (result == MOW_OK)
		result = repo_commit_tree(&tree, git, &commit, search->err);
	if (result == MOW_OK)
		result = tree_find(&entry, git, &tree, &root_file, search->err);
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

	if (!oid_is_zero(&push->standard.tip) || is_created(push))
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
		push->warning = open_warning(push);
		return push->warning != NULL ? judge_unborn(push, err) : mow_fail_memory(err);
	}
	for (size_t i = 0; result == MOW_OK && i < push->count; i++)
		result = push_update_refuse(
			&push->items[i], &push->arena,
			"this server accepts pushes only once there is an OWNERS file on the default branch "
			"(mowners.require); the administrator puts the first one there",
			err);
	return result;
}
