/*
 * What two commits have in common, each commit on the way paid for: libgit2 goes through a whole history where there is
 * nothing, and whoever pushes chooses the commits and their dates.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "git/internal.h"

#define NODE_KEPT 256 /* bytes of each commit */

/* The sides that a commit is an ancestor of, or that itself: a bit each. */
#define ASKED 63 /* at most: of each commit that is asked about, the bit of its number */
#define OURS UINT64_C(1)
#define THEIRS (UINT64_C(1) << ASKED)

struct node {
	struct oid id;
	int64_t time;
	const struct oid *parents;
	size_t parent_count;
	uint64_t sides;
	bool below; /* an ancestor of something that has all sides that count */
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
	size_t open;  /* of the queue, those that are not below */
	uint64_t all; /* the sides that count */
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

static int reach(struct common *common, const struct oid *oid, uint64_t sides, bool below)
{
	size_t number;
	int result = read_node(&number, common, oid);

	if (result != MOW_OK)
		return result;
	struct node *node = &common->nodes.items[number];
	if ((node->sides | sides) == node->sides && (node->below || !below))
		return MOW_OK;
	if (node->waits && !node->below && below)
		common->open--;
	node->sides |= sides;
	node->below = node->below || below;
	if (node->waits)
		return MOW_OK;
	node->waits = true;
	common->open += !node->below;
	return put(common, number);
}

static bool is_common(const struct common *common, const struct node *node)
{
	return (node->sides & common->all) == common->all;
}

static int visit(struct common *common)
{
	struct node *node = &common->nodes.items[take(common)];
	const struct oid *parents = node->parents;
	size_t count = node->parent_count;
	uint64_t sides = node->sides;
	bool below = node->below || is_common(common, node);
	int result = MOW_OK;

	node->waits = false;
	common->open -= !node->below;
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = reach(common, &parents[i], sides, below);
	return result;
}

int repo_merge_base_only(struct oid *out, struct repo *repo, const struct oid *a, const struct oid *b,
			 struct mow_error *err)
{
	MOW_AUTO(common) common = {.repo = repo, .all = OURS | THEIRS, .err = err};
	const struct node *found = NULL;
	size_t count = 0;

	*out = (struct oid){{0}};
	if (repo_is_shallow(repo))
		return MOW_OK;
	int result = reach(&common, a, OURS, false);
	if (result == MOW_OK)
		result = reach(&common, b, THEIRS, false);
	while (result == MOW_OK && common.open > 0)
		result = visit(&common);
	budget_free(repo->budget, common.nodes.count * NODE_KEPT);
	for (size_t i = 0; result == MOW_OK && i < common.nodes.count; i++)
		if (is_common(&common, &common.nodes.items[i]) && !common.nodes.items[i].below) {
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
		result = reach(common, &range->hide[i], THEIRS, false);
	return result;
}

struct asked {
	struct oid commits[ASKED];
	size_t count; /* one at least */
};

/*
 * Whether one of these commits lies behind what is hidden. What is an ancestor of them all has none of them behind it,
 * so nothing goes on from there: a history is gone through as far back as the oldest of them begins.
 */
static int are_hidden(bool *out, struct repo *repo, const struct asked *asked, const struct commit_range *range,
		      struct mow_error *err)
{
	MOW_AUTO(common) common = {.repo = repo, .all = (UINT64_C(1) << asked->count) - 1, .err = err};
	int result = MOW_OK;

	*out = false;
	for (size_t i = 0; result == MOW_OK && i < asked->count; i++)
		result = reach(&common, &asked->commits[i], UINT64_C(1) << i, false);
	if (result == MOW_OK)
		result = reach_hidden(&common, range);
	while (result == MOW_OK && common.open > 0)
		result = visit(&common);
	budget_free(repo->budget, common.nodes.count * NODE_KEPT);
	for (size_t i = 0; result == MOW_OK && i < asked->count; i++)
		*out = *out || (common.nodes.items[i].sides & THEIRS) != 0;
	return result;
}

/* Leaves those of a list that do not lie behind what is hidden, by going through all that does. */
static int take_out(struct oid *items, size_t *count, struct repo *repo, const struct commit_range *range,
		    struct mow_error *err)
{
	MOW_AUTO(common) common = {.repo = repo, .all = OURS | THEIRS, .err = err};
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

/* Whether none of the parents of a commit is in a list. */
static int is_oldest(bool *out, const struct map *listed, struct repo *repo, const struct oid *id,
		     struct mow_error *err)
{
	MOW_AUTO(arena) arena = {0};
	struct commit commit;
	int result = repo_commit(&commit, &arena, repo, id, err);

	*out = result == MOW_OK;
	for (size_t i = 0; *out && i < commit.parent_count; i++)
		*out = !map_get(listed, commit.parents[i].bytes, OID_SIZE, NULL);
	return result;
}

int repo_leave_out_hidden(struct oid *items, size_t *count, struct repo *repo, const struct commit_range *range,
			  struct mow_error *err)
{
	MOW_AUTO(map) listed = {0};
	struct asked asked = {.count = 0};
	bool oldest = false, hidden = false;
	int result = MOW_OK;

	for (size_t i = 0; i < *count; i++)
		if (map_put(&listed, items[i].bytes, OID_SIZE, i) != MOW_OK)
			return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && !hidden && i < *count; i++) {
		result = is_oldest(&oldest, &listed, repo, &items[i], err);
		if (oldest)
			asked.commits[asked.count++] = items[i];
		if (result == MOW_OK && (asked.count == ASKED || (i + 1 == *count && asked.count > 0))) {
			result = are_hidden(&hidden, repo, &asked, range, err);
			asked.count = 0;
		}
	}
	return result == MOW_OK && hidden ? take_out(items, count, repo, range, err) : result;
}
