/* All refs of a push, judged by the rules from before it (mowners-hooks(7)). */
#include <stdlib.h>
#include <string.h>

#include "api/push.h"
#include "base/error.h"
#include "evidence/store/store.h"

/* A store of another layout is in the way of what it would have to decide, and of nothing else. */
static int open_store(struct mow_push *push, struct mow_error *err)
{
	struct mow_error why = {0, ""};
	int result =
		store_root_of(&push->store, &push->store_tip, push->repo->git, "the approvals of this server", &why);

	if (result == MOW_OK)
		return MOW_OK;
	push->store_problem = why;
	return result == MOW_EUNSUPPORTED ? MOW_OK : mow_fail(err, result, "%s", why.message);
}

/* The rules on the default branch before the push, and their keys. */
static int open_rules(struct mow_push *push, struct mow_error *err)
{
	const struct policy_request request = {.now = push->repo->now};
	struct repo *git = push->repo->git;
	int result = target_server(&push->standard, git, err);

	if (result == MOW_OK)
		result = open_store(push, err);
	if (result == MOW_OK && push->landed)
		result = landed_go_back(push, err);
	return result == MOW_OK ? policy_open_commit(&push->policy, git, &push->standard.tip, &request, err) : result;
}

/* What holds for the names that are mowners' own and for replace refs. */
static int judge_own_refs(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	const char *ref = item->ref.data;
	const struct verifier nobody = {.now = push->repo->now};
	const struct verifier *verifier = policy_verifier(&push->policy);
	struct mow_error why = {0, ""};
	int result;

	if (push_update_is_below(item, "refs/replace/"))
		result = push_update_refuse(
			item, &push->arena,
			"refs/replace/ makes git show other content than what was approved; it cannot be pushed here",
			err);
	else if (strcmp(ref, STORE_REF) != 0)
		result = push_update_refuse(item, &push->arena,
					    "nothing but " STORE_REF " can be pushed below refs/mowners/", err);
	else if (oid_is_zero(&item->new))
		result = push_update_refuse(item, &push->arena, "the approvals cannot be deleted", err);
	else {
		result = store_guard(push->repo->git, &item->old, &item->new, verifier != NULL ? verifier : &nobody,
				     &why);
		if (result < 0)
			result = push_update_refuse_denied(item, &push->arena, result, &why, err);
	}
	return result;
}

static int judge_all(struct mow_push *push, struct mow_error *err)
{
	bool open = policy_rules(&push->policy) == NULL;
	int result = open && !push->landed ? push_judge_open(push, err) : MOW_OK;

	for (size_t i = 0; result == MOW_OK && !push->landed && i < push->count; i++)
		if (push_update_is_below(&push->items[i], "refs/mowners/") ||
		    push_update_is_below(&push->items[i], "refs/replace/"))
			result = judge_own_refs(push, &push->items[i], err);
	if (result == MOW_OK && !push->landed)
		result = push_judge_names(push, err);
	for (size_t i = 0; result == MOW_OK && i < push->count; i++)
		if (!push_update_is_refused(&push->items[i]) && push_protects(push, push->items[i].name))
			result = push_judge_protected(push, &push->items[i], err);
	return result;
}

/* Whether what a push changes can be told here at all. */
static int check_place(struct repo *git, struct mow_error *err)
{
	bool shallow = false;

	if (strcmp(repo_git_dir(git), repo_common_dir(git)) != 0)
		return mow_fail(err, MOW_EINVAL,
				"a push is judged in the repository, not in one of its linked working trees");
	int result = repo_shallow(&shallow, git, err);
	if (result == MOW_OK && shallow)
		return mow_fail(err, MOW_EUNSUPPORTED,
				"the server's repository is shallow, so what a push changes cannot be told; the "
				"administrator runs git fetch --unshallow there");
	if (result == MOW_OK)
		result = repo_push_is_shallow(&shallow, git, err);
	if (result == MOW_OK && shallow)
		return mow_fail(
			err, MOW_EUNSUPPORTED,
			"this push comes from a shallow clone and would make the server's repository shallow; run git "
			"fetch --unshallow there, then push again");
	return result;
}

int push_alloc(struct mow_push **out, struct mow_repo *repo, struct mow_error *err)
{
	struct mow_push *push = calloc(1, sizeof *push);

	if (push == NULL)
		return mow_fail_memory(err);
	push->repo = repo;
	push->standard = (struct target)TARGET_INIT;
	push->policy = (struct policy)POLICY_INIT;
	push->sources.git = repo->git;
	*out = push;
	return MOW_OK;
}

int push_judge(struct mow_push *push, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	int result = open_rules(push, err);

	if (result == MOW_OK)
		result = push_names_settle(push, err);
	if (result == MOW_OK)
		result = push_open_budget(push, err);
	if (result == MOW_OK)
		result = judge_all(push, err);
	repo_set_budget(git, NULL);
	return result;
}

int mow_push_new(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates, size_t count,
		 struct mow_error *err)
{
	struct mow_push *push;
	int result = push_alloc(&push, repo, err);

	if (result < 0)
		return result;
	result = check_place(repo->git, err);
	if (result == MOW_OK)
		result = pusher_find(&push->pusher, repo->git, &push->arena, err);
	if (result == MOW_OK)
		result = push_names_open(push, err);
	if (result == MOW_OK)
		result = push_take_updates(push, updates, count, err);
	if (result == MOW_OK)
		result = push_judge(push, err);
	if (result < 0) {
		mow_push_free(push);
		return result;
	}
	*out = push;
	return MOW_OK;
}

void mow_push_free(struct mow_push *push)
{
	if (push == NULL)
		return;
	for (size_t i = 0; i < push->count; i++)
		push_update_release(&push->items[i]);
	free(push->items);
	free(push->told.items);
	free(push->asked.items);
	policy_release(&push->policy);
	target_release(&push->standard);
	map_release(&push->names.by_name);
	map_release(&push->spent);
	sources_release(&push->sources);
	arena_release(&push->arena);
	free(push);
}

bool mow_push_is_accepted(const struct mow_push *push)
{
	for (size_t i = 0; i < push->count; i++)
		if (!push_update_is_accepted(&push->items[i]))
			return false;
	return true;
}

const char *mow_push_pusher(const struct mow_push *push)
{
	return push->pusher.name;
}

const char *mow_push_line_prefix(struct mow_repo *repo)
{
	return pusher_line_prefix(repo->git);
}

int mow_platform_check(const char *name, struct mow_error *err)
{
	return pusher_check_platform(name, err);
}

size_t mow_push_updates(const struct mow_push *push)
{
	return push->count;
}

const struct mow_push_update *mow_push_update(const struct mow_push *push, size_t index)
{
	return &push->items[index].shown;
}

size_t mow_push_warnings(const struct mow_push *push)
{
	return push->warning != NULL;
}

const char *mow_push_warning(const struct mow_push *push, size_t index)
{
	return index ? NULL : push->warning;
}
