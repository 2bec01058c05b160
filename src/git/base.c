/*
 * What two commits have in common, each commit on the way paid for: libgit2 goes through a whole history where there is
 * nothing, and whoever pushes chooses the commits and their dates.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "git/internal.h"

#define OURS 1U
#define THEIRS 2U
#define BOTH (OURS | THEIRS)
#define BELOW 4U /* an ancestor of something that they have in common */
#define FOUND 8U

#define NODE_KEPT 256 /* bytes of each commit */

struct node {
	struct oid id;
	int64_t time;
	const struct oid *parents;
	size_t parent_count;
	unsigned flags;
	bool waits; /* it is in the queue */
};

/* From the newest to the oldest, in topological order where dates are right. What is seen again by another way goes
 * through the queue again. */
struct common {
	struct repo *repo;
	struct {
		struct node *items;
		size_t count, capacity;
	} nodes;
	struct map known; /* id → number of a node */
	struct {
		size_t *items; /* a heap */
		size_t count, capacity;
	} queue;
	size_t open; /* of the queue, those that are not BELOW */
	struct arena arena;
	struct mow_error *err;
};

static void common_release(struct common *common)
{
	free(common->nodes.items);
	map_release(&common->known);
	free(common->queue.items);
	arena_release(&common->arena);
}
MOW_AUTO_DEFINE(common)

/* ---- The queue --------------------------------------------------------------------------------------------------- */

static bool is_before(const struct common *common, size_t a, size_t b)
{
	const struct node *x = &common->nodes.items[a], *y = &common->nodes.items[b];

	return x->time != y->time ? x->time > y->time : a < b;
}

static void swap(size_t *a, size_t *b)
{
	size_t kept = *a;

	*a = *b;
	*b = kept;
}

static int put(struct common *common, size_t number)
{
	size_t at = common->queue.count;

	if (array_reserve(&common->queue, 1) != MOW_OK)
		return mow_fail_memory(common->err);
	size_t *items = common->queue.items;
	items[common->queue.count++] = number;
	for (; at > 0 && is_before(common, items[at], items[(at - 1) / 2]); at = (at - 1) / 2)
		swap(&items[at], &items[(at - 1) / 2]);
	return MOW_OK;
}

static size_t take(struct common *common)
{
	size_t *items = common->queue.items;
	size_t first = items[0], count = --common->queue.count;

	items[0] = items[count];
	for (size_t at = 0, child = 1; child < count; at = child, child = 2 * at + 1) {
		child += child + 1 < count && is_before(common, items[child + 1], items[child]);
		if (!is_before(common, items[child], items[at]))
			break;
		swap(&items[at], &items[child]);
	}
	return first;
}

/* ---- Commits ----------------------------------------------------------------------------------------------------- */

static int read_node(size_t *number, struct common *common, const struct oid *oid)
{
	struct commit commit;

	if (common->nodes.items != NULL && map_get(&common->known, oid->bytes, OID_SIZE, number))
		return MOW_OK;
	int result = budget_memory(common->repo->budget, NODE_KEPT, common->err);
	if (result == MOW_OK)
		result = repo_commit(&commit, &common->arena, common->repo, oid, common->err);
	if (result != MOW_OK)
		return result;
	const char *key = arena_dup(&common->arena, (const char *)oid->bytes, OID_SIZE);
	*number = common->nodes.count;
	if (key == NULL || array_reserve(&common->nodes, 1) != MOW_OK ||
	    map_put(&common->known, key, OID_SIZE, *number) != MOW_OK)
		return mow_fail_memory(common->err);
	common->nodes.items[common->nodes.count++] = (struct node){
		.id = commit.id, .time = commit.time, .parents = commit.parents, .parent_count = commit.parent_count};
	return MOW_OK;
}

/* The commit is an ancestor of what has these flags, or that itself. */
static int reach(struct common *common, const struct oid *oid, unsigned flags)
{
	size_t number;
	int result = read_node(&number, common, oid);

	if (result != MOW_OK)
		return result;
	struct node *node = &common->nodes.items[number];
	if ((node->flags & flags) == flags)
		return MOW_OK;
	if (node->waits && !(node->flags & BELOW) && (flags & BELOW))
		common->open--;
	node->flags |= flags;
	if (node->waits)
		return MOW_OK;
	node->waits = true;
	common->open += !(node->flags & BELOW);
	return put(common, number);
}

static int visit(struct common *common)
{
	size_t number = take(common);
	struct node *node = &common->nodes.items[number];
	unsigned flags = node->flags & (BOTH | BELOW);
	int result = MOW_OK;

	node->waits = false;
	common->open -= !(flags & BELOW);
	if (flags == BOTH) {
		node->flags |= FOUND;
		flags |= BELOW;
	}
	const struct oid *parents = node->parents;
	size_t count = node->parent_count;
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = reach(common, &parents[i], flags);
	return result;
}

int repo_merge_base_only(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b,
			 struct mow_error *err)
{
	MOW_AUTO(common) common = {.repo = repo, .err = err};
	const struct node *found = NULL;
	size_t count = 0;

	*out = (struct oid){{0}};
	if (repo_is_shallow(repo))
		return MOW_OK;
	int result = reach(&common, a, OURS);
	if (result == MOW_OK)
		result = reach(&common, b, THEIRS);
	while (result == MOW_OK && common.open > 0)
		result = visit(&common);
	budget_free(repo->budget, common.nodes.count * NODE_KEPT);
	for (size_t i = 0; result == MOW_OK && i < common.nodes.count; i++)
		if ((common.nodes.items[i].flags & (FOUND | BELOW)) == FOUND) {
			found = &common.nodes.items[i];
			count++;
		}
	if (count == 1)
		*out = found->id;
	return result;
}

/* ---- What is hidden ---------------------------------------------------------------------------------------------- */

static int reach_hidden(struct common *common, const struct commit_range *range)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < range->hide_count; i++)
		result = reach(common, &range->hide[i], THEIRS);
	return result;
}

/* Whether a commit lies behind what is hidden. What is BELOW lies behind the commit itself, so it leads to no answer.
 */
static int is_hidden(bool *out, struct repo *repo, const struct oid *commit, const struct commit_range *range,
		     struct mow_error *err)
{
	MOW_AUTO(common) common = {.repo = repo, .err = err};
	int result = reach(&common, commit, OURS);

	if (result == MOW_OK)
		result = reach_hidden(&common, range);
	while (result == MOW_OK && common.open > 0 && !(common.nodes.items[0].flags & THEIRS))
		result = visit(&common);
	budget_free(repo->budget, common.nodes.count * NODE_KEPT);
	*out = result == MOW_OK && (common.nodes.items[0].flags & THEIRS) != 0;
	return result;
}

/* Leaves those of a list that do not lie behind what is hidden, by going through all that does. */
static int take_out(struct oid *items, size_t *count, struct repo *repo, const struct commit_range *range,
		    struct mow_error *err)
{
	MOW_AUTO(common) common = {.repo = repo, .err = err};
	size_t kept = 0;
	int result = reach_hidden(&common, range);

	while (result == MOW_OK && common.queue.count > 0)
		result = visit(&common);
	budget_free(repo->budget, common.nodes.count * NODE_KEPT);
	for (size_t i = 0; result == MOW_OK && i < *count; i++)
		if (!map_get(&common.known, items[i].bytes, OID_SIZE, NULL))
			items[kept++] = items[i];
	if (result == MOW_OK)
		*count = kept;
	return result;
}

/* The commits of a list none of whose parents is in it. */
static int find_oldest(bool *oldest, const struct oid *items, size_t count, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(map) listed = {0};

	for (size_t i = 0; i < count; i++)
		if (map_put(&listed, items[i].bytes, OID_SIZE, i) != MOW_OK)
			return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		MOW_AUTO(arena) arena = {0};
		struct commit commit;
		int result = repo_commit(&commit, &arena, repo, &items[i], err);
		if (result != MOW_OK)
			return result;
		oldest[i] = true;
		for (size_t k = 0; oldest[i] && k < commit.parent_count; k++)
			oldest[i] = !map_get(&listed, commit.parents[k].bytes, OID_SIZE, NULL);
	}
	return MOW_OK;
}

int repo_leave_out_hidden(struct oid *items, size_t *count, struct repo *repo, const struct commit_range *range,
			  struct mow_error *err)
{
	MOW_AUTO_FREE bool *oldest = calloc(*count + 1, sizeof *oldest);
	bool hidden = false;
	int result = oldest != NULL ? find_oldest(oldest, items, *count, repo, err) : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && !hidden && i < *count; i++)
		if (oldest[i])
			result = is_hidden(&hidden, repo, &items[i], range, err);
	return result == MOW_OK && hidden ? take_out(items, count, repo, range, err) : result;
}
