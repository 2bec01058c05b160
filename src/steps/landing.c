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

/* A commit of the line, or one that the walk came to, be it only as a parent. */
struct met {
	size_t k;
	struct oid tree; /* read once, however many children it has; zeros: not yet */
};

/*
 * In two walks. The first goes down the first-parent line and finds the bases. The second goes through every commit
 * that came in after the oldest of them, by whatever parent: a merge with its parents reversed takes what was the tip
 * off the first-parent line, and what landed there has landed all the same.
 *
 * A commit came in with line commit `k` where k is the oldest commit of the line from which it can be reached; it came
 * in after a base at position b where k < b. In topological order each commit hands that number on to its parents.
 *
 * A commit is compared with each of its parents by itself. That misses nothing that landed: from a tip that has a state
 * parents lead down to the base that had it not, and on that way there is a commit that has it, with a parent that has
 * not. The first parents alone do not do, since a merge may name an older commit first that had the state already.
 */
struct landing_search {
	struct repo *repo;
	const struct steps *steps;
	struct landing landing;
	struct map bases;
	size_t bases_left;
	size_t oldest;    /* position of the oldest base on the line; SIZE_MAX: none is */
	struct map known; /* commit → its place in `met` */
	struct {
		struct met *items;
		size_t count, capacity;
	} met;
	size_t now;          /* k of the commit that is looked at */
	struct budget share; /* for looking into trees: these are old, and stop nobody */
	struct arena arena;  /* keys of `known` */
	struct mow_error *err;
};

static void search_release(struct landing_search *search)
{
	map_release(&search->bases);
	map_release(&search->known);
	free(search->met.items);
	arena_release(&search->arena);
}

/* By the path alone where that differs: what is equal is the first step's. */
static int compare_state(const struct step *step, const struct step *first, const struct tree_entry *entry)
{
	if (step->path_len != first->path_len || memcmp(step->path, first->path, first->path_len) != 0)
		return 1;
	if (step->new_mode != entry->mode)
		return step->new_mode < entry->mode ? -1 : 1;
	return memcmp(step->new_id.bytes, entry->oid.bytes, sizeof entry->oid.bytes);
}

/* The commit has this at the path of the step, and of those behind it of the same path; the parent that it is compared
 * with has something else. */
static int see_touched(size_t step, const struct tree_entry *entry, void *context)
{
	struct landing_search *search = context;
	const struct step *steps = search->steps->items, *first = &steps[step];
	size_t low = step, high = search->steps->count;

	/* Mostly there is one step of a path. */
	if (low + 1 < high && compare_state(&steps[low + 1], first, entry) > 0)
		high = low + 1;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_state(&steps[middle], first, entry);
		if (order == 0 && search->now < search->landing.landed[middle])
			search->landing.landed[middle] = search->now;
		if (order == 0)
			break;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return MOW_OK;
}

static int put_bases(struct landing_search *search, const struct oid *bases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (map_put(&search->bases, bases[i].bytes, OID_SIZE, 0))
			return mow_fail_memory(search->err);
	}
	search->bases_left = search->bases.count;
	return MOW_OK;
}

/* The line from `at` to its root, or to the last base if all are on it. */
static int walk_line(struct landing_search *search, struct oid at)
{
	struct landing *landing = &search->landing;

	for (;;) {
		MOW_AUTO(arena) arena = {0};
		struct commit commit;

		if (landing->line_count == landing->line_capacity &&
		    array_grow(&landing->line, &landing->line_capacity, landing->line_count, 1, sizeof *landing->line))
			return mow_fail_memory(search->err);
		landing->line[landing->line_count++] = at;
		if (map_get(&search->bases, at.bytes, OID_SIZE, NULL)) {
			search->oldest = landing->line_count - 1;
			/* Each commit is met once, so each base is counted down once. */
			if (--search->bases_left == 0)
				return MOW_OK;
		}
		int result = repo_commit(&commit, &arena, search->repo, &at, search->err);
		if (result != MOW_OK || commit.parent_count == 0)
			return result;
		at = commit.parents[0];
	}
}

/* A commit can be reached from line commit `k`. What comes out holds until the next one is met. */
static int meet(struct met **out, struct landing_search *search, const struct oid *oid, size_t k)
{
	size_t number = search->met.count;

	if (!map_get(&search->known, oid->bytes, OID_SIZE, &number)) {
		const char *key = arena_dup(&search->arena, (const char *)oid->bytes, OID_SIZE);
		if (key == NULL || array_reserve(&search->met, 1) || map_put(&search->known, key, OID_SIZE, number))
			return mow_fail_memory(search->err);
		search->met.items[search->met.count++] = (struct met){0};
	}
	*out = &search->met.items[number];
	if ((*out)->k < k)
		(*out)->k = k;
	return MOW_OK;
}

/* As far as a tree can be read, and the search's share of the push's budget reaches. Where it cannot, whatever was
 * approved before has landed with it, as far as anybody can tell; so an old one stops nobody who approves after it. */
static int look_into(struct landing_search *search, const struct oid *tree, const struct oid *parent)
{
	const struct touched touched = {
		.repo = search->repo, .steps = search->steps, .each = see_touched, .context = search};
	struct budget *budget = repo_budget(search->repo);
	struct mow_error why = {0};

	repo_set_budget(search->repo, budget != NULL ? &search->share : NULL);
	int result = touched_walk(&touched, tree, parent, parent != NULL, &why);
	repo_set_budget(search->repo, budget);

	if (result == MOW_EDENIED || result == MOW_ETOOBIG) {
		size_t *newest = result == MOW_EDENIED ? &search->landing.unread : &search->landing.unreached;
		*newest = search->now < *newest ? search->now : *newest;
		for (size_t i = 0; i < search->steps->count; i++)
			if (search->now < search->landing.landed[i])
				search->landing.landed[i] = search->now;
		return MOW_OK;
	}
	return result != MOW_OK ? mow_fail(search->err, result, "%s", why.message) : MOW_OK;
}

/* Hands the commit's number on, and compares it with this parent. */
static int compare(struct landing_search *search, const struct oid *tree, const struct oid *parent)
{
	struct met *met = NULL;
	int result = meet(&met, search, parent, search->now);

	if (result == MOW_OK && oid_is_zero(&met->tree))
		result = repo_commit_tree(&met->tree, search->repo, parent, search->err);
	return result != MOW_OK ? result : look_into(search, tree, &met->tree);
}

/* Children come before their parents, so its number is known. */
static int visit(const struct oid *oid, void *context)
{
	struct landing_search *search = context;
	MOW_AUTO(arena) arena = {0};
	struct commit commit;
	struct met *met = NULL;
	int result = repo_commit(&commit, &arena, search->repo, oid, search->err);

	if (result == MOW_OK)
		result = meet(&met, search, oid, 0);
	if (result != MOW_OK)
		return result;
	search->now = met->k;
	met->tree = commit.tree;
	if (commit.parent_count == 0)
		return look_into(search, &commit.tree, NULL);
	for (size_t i = 0; result == MOW_OK && i < commit.parent_count; i++)
		result = compare(search, &commit.tree, &commit.parents[i]);
	return result;
}

static int walk_commits(struct landing_search *search, const struct oid *tip)
{
	const struct landing *landing = &search->landing;
	bool based = search->oldest != SIZE_MAX;
	struct met *met;
	int result = MOW_OK;

	if (search->bases.count > 0 && !based)
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < landing->line_count; i++)
		result = meet(&met, search, &landing->line[i], i);
	if (result != MOW_OK)
		return result;
	const struct commit_range range = {tip, based ? &landing->line[search->oldest] : NULL, based};
	return repo_walk(search->repo, &range, visit, search, search->err);
}

static int begin(struct landing_search *search, struct repo *repo, const struct steps *steps, struct mow_error *err)
{
	*search = (struct landing_search){.repo = repo,
					  .steps = steps,
					  .landing = {.unread = SIZE_MAX, .unreached = SIZE_MAX},
					  .oldest = SIZE_MAX,
					  .err = err};
	budget_share(&search->share, repo_budget(repo));
	search->landing.landed = calloc(steps->count > 0 ? steps->count : 1, sizeof *search->landing.landed);
	if (search->landing.landed == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < steps->count; i++)
		search->landing.landed[i] = SIZE_MAX;
	return MOW_OK;
}

static void end(struct landing_search *search)
{
	budget_settle(repo_budget(search->repo), &search->share);
	search_release(search);
}

int landing_since(bool *out, struct repo *repo, const struct steps *steps, const struct landing_span *span,
		  struct mow_error *err)
{
	struct landing_search search;
	const struct commit_range range = {span->tip, span->bases, span->base_count};
	int result = begin(&search, repo, steps, err);

	if (result == MOW_OK)
		result = repo_walk(repo, &range, visit, &search, err);
	for (size_t i = 0; result == MOW_OK && i < steps->count; i++)
		out[i] = search.landing.landed[i] != SIZE_MAX;
	landing_release(&search.landing);
	end(&search);
	return result;
}

int landing_of(struct landing *out, struct repo *repo, const struct steps *steps, const struct landing_span *span,
	       struct mow_error *err)
{
	struct landing_search search;
	int result = begin(&search, repo, steps, err);

	if (result == MOW_OK)
		result = put_bases(&search, span->bases, span->base_count);
	if (result == MOW_OK)
		result = walk_line(&search, *span->tip);
	if (result == MOW_OK && steps->count > 0)
		result = walk_commits(&search, span->tip);
	end(&search);
	if (result != MOW_OK)
		landing_release(&search.landing);
	else
		*out = search.landing;
	return result;
}
