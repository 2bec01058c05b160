#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "steps/authors.h"
#include "steps/touched.h"

void landing_release(struct landing *landing)
{
	free(landing->line);
	free(landing->landed);
	*landing = (struct landing){0};
}

struct search {
	struct repo *repo;
	const struct steps *steps;
	struct landing landing;
	size_t open; /* steps that have not been met */
	struct map bases;
	size_t bases_left;
	struct mow_error *err;
};

/* The commit on top of the line has this at the step's path, and its first parent something else. */
static int see_touched(size_t step, const struct tree_entry *entry, void *context)
{
	struct search *search = context;
	const struct step *wanted = &search->steps->items[step];

	if (search->landing.landed[step] != SIZE_MAX || entry->mode != wanted->new_mode ||
	    !oid_equal(&entry->oid, &wanted->new_id))
		return MOW_OK;
	search->landing.landed[step] = search->landing.line_count - 1;
	search->open--;
	return MOW_OK;
}

static int put_bases(struct search *search, const struct oid *bases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (map_put(&search->bases, bases[i].bytes, OID_SIZE, 0))
			return mow_fail_memory(search->err);
	}
	search->bases_left = search->bases.count;
	return MOW_OK;
}

static int put_line(struct search *search, const struct oid *commit)
{
	struct landing *landing = &search->landing;

	if (landing->line_count == landing->line_capacity &&
	    array_grow(&landing->line, &landing->line_capacity, landing->line_count, 1, sizeof *landing->line))
		return mow_fail_memory(search->err);
	landing->line[landing->line_count++] = *commit;
	return MOW_OK;
}

/* Puts `oid` on the line, and goes to its first parent; `more`: there is one, and a reason to go on. */
static int visit(struct search *search, struct oid *oid, bool *more)
{
	struct touched touched = {.repo = search->repo, .steps = search->steps, .each = see_touched, .context = search};
	MOW_AUTO(arena) arena = {0};
	struct commit commit;
	struct oid tree;
	int result = put_line(search, oid);

	/* Each commit is met once, so each base is counted down once. What a last base did is not after a base. */
	if (result == MOW_OK && map_get(&search->bases, oid->bytes, OID_SIZE, NULL) && --search->bases_left == 0) {
		*more = false;
		return MOW_OK;
	}
	if (result == MOW_OK)
		result = repo_commit(&commit, &arena, search->repo, oid, search->err);
	if (result != MOW_OK)
		return result;
	*more = commit.parent_count > 0;
	if (*more && search->open > 0)
		result = repo_commit_tree(&tree, search->repo, &commit.parents[0], search->err);
	if (result == MOW_OK && search->open > 0)
		result = touched_walk(&touched, &commit.tree, &tree, *more ? 1 : 0, search->err);
	if (*more)
		*oid = commit.parents[0];
	return result;
}

int landing_of(struct landing *out, struct repo *repo, const struct steps *steps, const struct oid *tip,
	       const struct oid *bases, size_t base_count, struct mow_error *err)
{
	struct search search = {.repo = repo, .steps = steps, .open = steps->count, .err = err};
	struct oid at = *tip;
	bool more = true;
	int result = put_bases(&search, bases, base_count);

	search.landing.landed = calloc(steps->count > 0 ? steps->count : 1, sizeof *search.landing.landed);
	if (result == MOW_OK && search.landing.landed == NULL)
		result = mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < steps->count; i++)
		search.landing.landed[i] = SIZE_MAX;
	while (result == MOW_OK && more)
		result = visit(&search, &at, &more);
	map_release(&search.bases);
	if (result != MOW_OK)
		landing_release(&search.landing);
	else
		*out = search.landing;
	return result;
}
