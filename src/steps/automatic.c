#include "steps/automatic.h"

#include <stdlib.h>

#include "base/error.h"
#include "steps/touched.h"

/* The three sides of a merge, and what each has at the paths that are asked about. */
enum { OURS, THEIRS, BASE, SIDES };

struct entry {
	unsigned mode; /* MODE_NONE: no file there, or the very one that the merge has */
	struct oid oid;
};

struct asking {
	struct automatic *automatic;
	struct automatic_paths *paths;
	struct steps steps;  /* those of the paths */
	struct entry *sides; /* of each path SIDES of them */
	size_t side;         /* at hand */
	struct mow_error *err;
};

static int see_entry(size_t path, const struct tree_entry *entry, void *context)
{
	struct asking *asking = context;

	asking->sides[path * SIDES + asking->side] = (struct entry){entry->mode, entry->oid};
	return MOW_OK;
}

/* What a side has, of what differs from the merge: trees are gone through once, however many paths there are. */
static int read_side(struct asking *asking, size_t side, const struct oid *commit, const struct oid *merged)
{
	struct repo *repo = asking->automatic->repo;
	const struct touched touched = {.repo = repo, .steps = &asking->steps, .each = see_entry, .context = asking};
	struct oid tree;
	int result = repo_commit_tree(&tree, repo, commit, asking->err);

	asking->side = side;
	return result != MOW_OK ? result : touched_walk(&touched, &tree, merged, 1, asking->err);
}

static bool is_file(unsigned mode)
{
	return mode == MODE_FILE || mode == MODE_EXECUTABLE;
}

static bool is_same(const struct oid *merged, const struct oid *ours, const struct oid *theirs, const struct oid *base)
{
	if (oid_equal(ours, base) || oid_equal(ours, theirs))
		return oid_equal(merged, theirs);
	return oid_equal(theirs, base) && oid_equal(merged, ours);
}

static int judge_path(struct asking *asking, size_t number)
{
	struct automatic_path *path = &asking->paths->items[number];
	const struct entry *sides = &asking->sides[number * SIDES];
	const struct entry *ours = &sides[OURS];
	const struct entry *theirs = &sides[THEIRS];
	const struct entry *base = &sides[BASE];
	struct oid merged;
	bool clean = false;

	if (!is_file(path->mode) || !is_file(ours->mode) || !is_file(theirs->mode) || !is_file(base->mode))
		return MOW_OK;
	if (path->mode != (ours->mode == base->mode ? theirs->mode : ours->mode))
		return MOW_OK;
	path->clean = is_same(&path->oid, &ours->oid, &theirs->oid, &base->oid);
	if (path->clean)
		return MOW_OK;
	const struct repo_merge_sides what = {&base->oid, &ours->oid, &theirs->oid, AUTOMATIC_BLOB_MAX};
	int result = repo_merge_text(&merged, &clean, asking->automatic->repo, &what, asking->err);
	path->clean = result == MOW_OK && clean && oid_equal(&merged, &path->oid);
	return result;
}

static int ask(struct asking *asking, const struct commit *merge)
{
	struct repo *repo = asking->automatic->repo;
	struct automatic_paths *paths = asking->paths;
	struct oid base;
	int result = repo_merge_base_only(&base, repo, &merge->parents[0], &merge->parents[1], asking->err);
	if (result != MOW_OK || oid_is_zero(&base))
		return result;
	asking->sides = calloc(paths->count * SIDES, sizeof *asking->sides);
	asking->steps.items = calloc(paths->count, sizeof *asking->steps.items);
	if (asking->sides == NULL || asking->steps.items == NULL)
		return mow_fail_memory(asking->err);
	for (size_t i = 0; i < paths->count; i++)
		asking->steps.items[i] = asking->automatic->steps->items[paths->items[i].step];
	asking->steps.count = paths->count;
	result = read_side(asking, OURS, &merge->parents[0], &merge->tree);
	if (result == MOW_OK)
		result = read_side(asking, THEIRS, &merge->parents[1], &merge->tree);
	if (result == MOW_OK)
		result = read_side(asking, BASE, &base, &merge->tree);
	for (size_t i = 0; result == MOW_OK && i < paths->count; i++)
		result = judge_path(asking, i);
	return result;
}

int automatic_judge(struct automatic *automatic, const struct commit *merge, struct automatic_paths *paths,
		    struct mow_error *err)
{
	struct budget *budget = repo_budget(automatic->repo);
	struct mow_error why = {0, ""};
	struct asking asking = {.automatic = automatic, .paths = paths, .err = &why};

	if (merge->parent_count != 2 || paths->count == 0 || automatic->merges++ >= AUTOMATIC_MERGES_MAX)
		return MOW_OK;
	if (!automatic->begun && budget != NULL)
		budget_share(&automatic->share, budget);
	automatic->begun = true;
	if (automatic->share.used_up)
		return MOW_OK;
	repo_set_budget(automatic->repo, budget != NULL ? &automatic->share : NULL);
	int result = ask(&asking, merge);
	repo_set_budget(automatic->repo, budget);
	free(asking.sides);
	free(asking.steps.items);
	return result == MOW_ENOMEM ? mow_fail_memory(err) : MOW_OK;
}

void automatic_settle(struct automatic *automatic)
{
	if (automatic->begun)
		budget_settle(repo_budget(automatic->repo), &automatic->share);
}
