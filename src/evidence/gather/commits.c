#include "evidence/gather/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "steps/authors.h"

void gather_commits_release(struct gather_commits *commits)
{
	map_release(&commits->known);
	map_release(&commits->landed);
	free(commits->since.items);
	free(commits->items);
	memset(commits, 0, sizeof *commits);
}

/* Where the change of a commit starts: at its merge base with the target; at nothing where there is none yet. */
static int find_start(struct oid *start, struct gather_commit *commit, struct gather *gather, const struct oid *id,
		      struct mow_error *err)
{
	const struct approvals_request *request = gather->request;

	memset(start, 0, sizeof *start);
	if (oid_is_zero(&request->old_tip))
		return MOW_OK;
	int result = repo_merge_base(start, request->repo, id, &request->old_tip, err);
	if (result == MOW_ENOTFOUND && !repo_is_shallow(request->repo)) {
		commit->problem = "its commit has nothing in common with the target";
		return MOW_OK;
	}
	if (result == MOW_EDENIED) {
		commit->problem = "its commit and the target were merged into one another crosswise, so that nobody "
				  "knows what was seen";
		return MOW_OK;
	}
	return result;
}

/* Which steps of the change have landed since; NULL: none can have. */
static int find_landed(const bool **out, struct gather_commits *commits, struct gather *gather, const struct oid *start,
		       struct mow_error *err)
{
	const struct approvals_request *request = gather->request;
	const struct landing_span span = {&request->old_tip, start, 1};
	size_t number = commits->since.count;

	*out = NULL;
	if (oid_is_zero(start) || oid_equal(start, &request->old_tip))
		return MOW_OK;
	if (!map_get(&commits->landed, start->bytes, OID_SIZE, &number)) {
		bool *landed = arena_array(&gather->arena, request->steps->count + 1, sizeof *landed);
		const char *key = arena_dup(&gather->arena, (const char *)start->bytes, OID_SIZE);
		if (landed == NULL || key == NULL || array_reserve(&commits->since, 1) ||
		    map_put(&commits->landed, key, OID_SIZE, number))
			return mow_fail_memory(err);
		commits->since.items[commits->since.count++] = landed;
		int result = landing_since(landed, request->repo, request->steps, &span, err);
		if (result != MOW_OK)
			return result;
	}
	*out = commits->since.items[number];
	return MOW_OK;
}

static int keep_steps(struct gather_commit *commit, struct gather *gather, const struct steps *steps,
		      const bool *landed, struct mow_error *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < steps->count; i++)
		kept += gather_find(gather, steps->items[i].path, steps->items[i].path_len) != SIZE_MAX;
	commit->items = arena_array(&gather->arena, kept, sizeof *commit->items);
	commit->numbers = arena_array(&gather->arena, kept, sizeof *commit->numbers);
	if (commit->items == NULL || commit->numbers == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < steps->count; i++) {
		size_t number = gather_find(gather, steps->items[i].path, steps->items[i].path_len);
		if (number == SIZE_MAX)
			continue;
		if (landed != NULL && landed[number] && gather_is_exact(gather, number, &steps->items[i])) {
			if (commit->spent_count++ == 0)
				commit->spent = &gather->request->steps->items[number];
			continue;
		}
		commit->numbers[commit->count] = number;
		commit->items[commit->count] = steps->items[i];
		commit->items[commit->count++].path = gather->request->steps->items[number].path;
	}
	return MOW_OK;
}

static int compare_trees(struct gather_commit *commit, struct gather_commits *commits, struct gather *gather,
			 const struct gather_compared *about, struct mow_error *err)
{
	struct repo *repo = gather->request->repo;
	struct oid start = about->base, old_tree = {{0}}, tree;
	MOW_AUTO(steps) steps = {0};
	const bool *landed = NULL;
	int result = oid_is_zero(&start) ? find_start(&start, commit, gather, &about->commit, err) : MOW_OK;

	if (result < 0 || commit->problem != NULL)
		return result;
	if (!oid_is_zero(&start))
		result = repo_commit_tree(&old_tree, repo, &start, err);
	if (result == MOW_OK)
		result = repo_commit_tree(&tree, repo, &about->commit, err);
	if (result == MOW_OK)
		result = find_landed(&landed, commits, gather, &start, err);
	if (result < 0)
		return result;
	result = steps_between(&steps, repo, &old_tree, &tree, err);
	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		commit->problem = "its commit has a tree that cannot be judged";
		return MOW_OK;
	}
	return result < 0 ? result : keep_steps(commit, gather, &steps, landed, err);
}

static int check_commit(struct gather_commit *commit, struct repo *repo, const struct oid *id, struct mow_error *err)
{
	struct oid peeled;
	int result = repo_peel(&peeled, repo, id, err);

	if (result == MOW_EGIT && !repo_is_shallow(repo))
		commit->problem = "its commit cannot be read here; fetch it first";
	if (result == MOW_EINVAL || (result == MOW_OK && !oid_equal(&peeled, id)))
		commit->problem = "it names something that is not a commit";
	return commit->problem != NULL ? MOW_OK : result;
}

/* A problem of the commit is no failure: `err` is written to by failures only. */
static int find_steps(struct gather_commit *commit, struct gather_commits *commits, struct gather *gather,
		      const struct gather_compared *about, struct mow_error *err)
{
	struct repo *repo = gather->request->repo;
	struct mow_error why = {0};
	int result = check_commit(commit, repo, &about->commit, &why);

	if (result == MOW_OK && commit->problem == NULL && !oid_is_zero(&about->base))
		result = check_commit(commit, repo, &about->base, &why);
	if (result == MOW_OK && commit->problem == NULL)
		result = compare_trees(commit, commits, gather, about, &why);
	return result < 0 ? mow_fail(err, result, "%s", why.message) : MOW_OK;
}

int gather_commit_find(const struct gather_commit **out, struct gather_commits *commits, struct gather *gather,
		       const struct gather_compared *about, struct mow_error *err)
{
	struct gather_commit commit = {0};
	size_t number;

	if (!map_get(&commits->known, about, sizeof *about, &number)) {
		int result = find_steps(&commit, commits, gather, about, err);
		if (result < 0)
			return result;
		const char *kept = arena_dup(&gather->arena, (const char *)about, sizeof *about);
		if (kept == NULL || array_reserve(commits, 1) ||
		    map_put(&commits->known, kept, sizeof *about, commits->count))
			return mow_fail_memory(err);
		number = commits->count;
		commits->items[commits->count++] = commit;
	}
	*out = &commits->items[number];
	return MOW_OK;
}
