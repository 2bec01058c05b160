/*
 * Files that the target has changed too since the change left it. What lands there is neither version but what a merge
 * makes of both, be it in another place where git takes one for renamed; so the step is from what the target has now,
 * as for the hook, and what was approved is another one. What both have made the same is no change any more.
 */
#include "api/verdict.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"
#include "steps/touched.h"

struct forking {
	struct mow_verdict *verdict;
	bool *landed; /* of each step, whether the target has come to the same */
};

/* The target has this now, and had something else where the change begins. */
static int see_moved(size_t number, const struct tree_entry *entry, void *context)
{
	struct forking *forking = context;
	struct step *step = &forking->verdict->steps.items[number];

	forking->landed[number] = step->new_mode == entry->mode && oid_equal(&step->new_id, &entry->oid);
	forking->verdict->moved[number] = !forking->landed[number];
	step->old_mode = entry->mode;
	step->old_id = entry->oid;
	return MOW_OK;
}

/* What is there already changes no more. */
static void leave_out_landed(const struct forking *forking)
{
	struct steps *steps = &forking->verdict->steps;
	bool *moved = forking->verdict->moved;
	size_t kept = 0;

	for (size_t i = 0; i < steps->count; i++) {
		if (forking->landed[i])
			continue;
		moved[kept] = moved[i];
		steps->items[kept++] = steps->items[i];
	}
	steps->count = kept;
}

static int tell(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	static const char heads[] = "refs/heads/";
	const char *name = change->target;
	size_t count = 0, first = 0;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) target = BUF_INIT;

	for (size_t i = verdict->steps.count; i-- > 0;) {
		first = verdict->moved[i] ? i : first;
		count += verdict->moved[i];
	}
	if (count == 0)
		return MOW_OK;
	name += strncmp(name, heads, sizeof heads - 1) == 0 ? sizeof heads - 1 : 0;
	escape_path(&path, verdict->steps.items[first].path, verdict->steps.items[first].path_len);
	escape_path(&target, name, strlen(name));
	if (count > 1)
		buf_addf(&path, " and %zu more file%s", count - 1, count == 2 ? "" : "s");
	if (buf_check(&path, err) != MOW_OK || buf_check(&target, err) != MOW_OK)
		return MOW_ENOMEM;
	verdict->moved_note = arena_printf(&verdict->arena,
					   "%s has changed %s too since this left it, so that what would land is yet "
					   "another version; merge %s into it, then that can be approved",
					   target.data, path.data, target.data);
	return verdict->moved_note != NULL
		       ? strings_add(&verdict->warnings, &verdict->arena, err, "%s", verdict->moved_note)
		       : mow_fail_memory(err);
}

int verdict_list_between(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct repo *git = change->repo->git;
	struct steps *steps = &verdict->steps;
	struct forking forking = {verdict, NULL};
	const struct touched touched = {.repo = git, .steps = steps, .each = see_moved, .context = &forking};
	struct oid tree;
	int result = steps_between(steps, git, &change->old_tree, &change->new_tree, err);

	if (result != MOW_OK || !change->forked)
		return result;
	verdict->moved = arena_array(&verdict->arena, steps->count + 1, sizeof *verdict->moved);
	forking.landed = arena_array(&verdict->arena, steps->count + 1, sizeof *forking.landed);
	if (verdict->moved == NULL || forking.landed == NULL)
		return mow_fail_memory(err);
	result = repo_commit_tree(&tree, git, &change->old_tip, err);
	if (result == MOW_OK)
		result = touched_walk(&touched, &tree, &change->old_tree, 1, err);
	if (result == MOW_OK)
		leave_out_landed(&forking);
	return result == MOW_OK ? tell(verdict, change, err) : result;
}
