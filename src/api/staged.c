/* What is staged, as it would land: from where the branch left the target, not from its last commit. */
#include <stdlib.h>
#include <string.h>

#include "api/verdict.h"
#include "base/error.h"

/* Where the branch left the target; while a merge is being made, what it brings of the target is there already. */
static int find_start(struct oid *out, struct repo *git, const struct oid *target, const struct oid *head,
		      struct mow_error *err)
{
	struct oid merged, other;
	bool newer = false;
	int result = repo_merge_base(out, git, target, head, err);

	if (result == MOW_ENOTFOUND)
		return mow_fail_as(err, MOW_EINVAL);
	/* The merge that puts it right has to be committed too. */
	if (result == MOW_EDENIED) {
		*out = *target;
		return MOW_OK;
	}
	if (result != MOW_OK || repo_commit_of(&merged, git, "MERGE_HEAD", NULL) != MOW_OK ||
	    repo_merge_base(&other, git, target, &merged, NULL) != MOW_OK)
		return result;
	result = repo_is_ancestor(&newer, git, out, &other, err);
	if (result == MOW_OK && newer)
		*out = other;
	return result;
}

int change_resolve_staged(struct change *out, const struct oid *target, struct mow_error *err)
{
	struct repo *git = out->repo->git;
	struct oid head;
	int result = repo_commit_of(&head, git, "HEAD", err);

	out->staged = true;
	out->old_tip = *target;
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	if (result != MOW_OK)
		return result;
	out->old_id = head;
	out->authors_base = oid_is_zero(target) ? head : *target;
	out->authors_tip = head;
	if (!oid_is_zero(target))
		result = find_start(&out->old_id, git, target, &head, err);
	return result == MOW_OK ? repo_commit_tree(&out->old_tree, git, &out->old_id, err) : result;
}

static int compare_path(const void *key, const void *item)
{
	return strcmp(key, ((const struct step *)item)->path);
}

bool verdict_is_own(const struct mow_verdict *verdict, const char *path)
{
	return verdict->own.count > 0 &&
	       bsearch(path, verdict->own.items, verdict->own.count, sizeof *verdict->own.items, compare_path) != NULL;
}

int verdict_list_staged(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct steps *steps = &verdict->steps;
	size_t kept = 0;
	int result = steps_staged(&verdict->own, change->repo->git, err);

	if (result == MOW_OK)
		result = steps_staged_from(steps, change->repo->git, &change->old_tree, err);
	if (result != MOW_OK || !change->alone)
		return result;
	for (size_t i = 0; i < steps->count; i++)
		if (verdict_is_own(verdict, steps->items[i].path))
			steps->items[kept++] = steps->items[i];
	steps->count = kept;
	return MOW_OK;
}
