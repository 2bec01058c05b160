#include "evidence/store/compare.h"

#include <string.h>

#include "base/error.h"
#include "evidence/store/store.h"

struct compare {
	const struct store_pair *pair;
	store_change_fn *each;
	void *context;
	size_t seen;
	struct mow_error *err;
};

/* One side of a comparison: a node that is still to be read, or some items of a leaf that lies above. */
struct side {
	struct store_spot spot; /* MODE_NONE: the items */
	const struct store_item *items;
	size_t count;
};

/* The same, read. */
struct view {
	struct store_node node;
	const struct store_item *items;
	size_t count;
};

static void view_release(struct view *view)
{
	store_node_release(&view->node);
}
MOW_AUTO_DEFINE(view)

static bool is_nothing(const struct side *side)
{
	return side->spot.mode == MODE_NONE && side->count == 0;
}

static bool is_same(const struct side *a, const struct side *b)
{
	return a->spot.mode != MODE_NONE && a->spot.mode == b->spot.mode && oid_equal(&a->spot.oid, &b->spot.oid);
}

static int open_side(struct view *view, struct compare *compare, const struct side *side, struct buf *problem)
{
	struct repo *repo = compare->pair->repo;
	int result = MOW_OK;

	*view = (struct view){.items = side->items, .count = side->count};
	if (side->spot.mode == MODE_NONE)
		return MOW_OK;
	result = problem != NULL ? store_node_read(&view->node, problem, repo, &side->spot, compare->err)
				 : store_node_open(&view->node, repo, &side->spot, compare->err);
	view->items = view->node.leaf.items;
	view->count = view->node.leaf.count;
	compare->seen += view->count + 16;
	if (result == MOW_OK && compare->seen > TREE_ENTRIES_MAX)
		return mow_fail(compare->err, MOW_ETOOBIG, "the store differs in more than %d places",
				TREE_ENTRIES_MAX);
	return result;
}

/* ---- items */

static int tell(struct compare *compare, enum store_part part, enum store_change_kind kind,
		const struct store_item *item)
{
	const struct store_change change = {kind, item, part, NULL};

	if (kind == STORE_GONE && !compare->pair->wants_gone)
		return MOW_OK;
	return compare->each(&change, compare->context);
}

/* Where one id has two files, the record was changed. */
static int compare_items(struct compare *compare, enum store_part part, const struct view *before,
			 const struct view *after)
{
	size_t i = 0;
	int result = MOW_OK;

	for (size_t j = 0; result == MOW_OK && (i < before->count || j < after->count);) {
		const struct store_item *old = i < before->count ? &before->items[i] : NULL;
		const struct store_item *new = j < after->count ? &after->items[j] : NULL;
		int order = old == NULL ? 1 : new == NULL ? -1 : store_item_compare(old, new);
		bool changed = order != 0 && old != NULL &&
			       new != NULL &&part != STORE_INDEX &&memcmp(old->key, new->key, sizeof old->key) == 0;
		if (order != 0)
			result = changed ? tell(compare, part, STORE_CHANGED, new)
					 : tell(compare, part, order < 0 ? STORE_GONE : STORE_NEW,
						order < 0 ? old : new);
		i += order <= 0 || changed;
		j += order >= 0 || changed;
	}
	return result;
}

/* ---- nodes */

/* What of a side has the next digit. */
static struct side side_below(const struct view *view, const struct store_spot *spot, unsigned digit)
{
	size_t start = 0;
	size_t end;

	if (view->node.split)
		return (struct side){.spot = store_spot_below(spot, &view->node, digit)};
	while (start < view->count && store_digit(view->items[start].key, spot->depth) < digit)
		start++;
	for (end = start; end < view->count && store_digit(view->items[end].key, spot->depth) == digit;)
		end++;
	return (struct side){.items = view->items + start, .count = end - start};
}

static int tell_odd(struct compare *compare, enum store_part part, const char *problem)
{
	const struct store_change change = {STORE_ODD, NULL, part, problem};

	return compare->each(&change, compare->context);
}

static int tell_divided(struct compare *compare, const struct store_spot *spot)
{
	MOW_AUTO(buf) problem = BUF_INIT;

	store_spot_path(&problem, spot);
	buf_addf(&problem, " is divided, and holds no more than %zu %s", store_room(spot),
		 spot->part == STORE_INDEX ? "lines" : "records");
	int result = buf_check(&problem, compare->err);
	return result == MOW_OK ? tell_odd(compare, spot->part, problem.data) : result;
}

/* `beneath` grows by the items of the newer side where the older has no nodes here: then all of them are seen. */
static int compare_sides(struct compare *compare, const struct store_spot *spot, const struct side *before,
			 const struct side *after, size_t *beneath);

static int compare_below(struct compare *compare, const struct store_spot *spot, const struct view *before,
			 const struct view *after, size_t *beneath)
{
	int result = MOW_OK;

	for (unsigned digit = 0; digit < 16 && result == MOW_OK; digit++) {
		const struct side old = side_below(before, spot, digit);
		const struct side new = side_below(after, spot, digit);
		const struct store_node nothing = {0};
		const struct store_spot below = store_spot_below(spot, &nothing, digit);
		if (is_nothing(&new) && (is_nothing(&old) || !compare->pair->wants_gone))
			continue;
		result = compare_sides(compare, &below, &old, &new, beneath);
	}
	return result;
}

/* Recursion: as deep as a key has digits. A divided node that was divided before has enough, as nothing goes. */
static int compare_sides(struct compare *compare, const struct store_spot *spot, const struct side *before,
			 const struct side *after, size_t *beneath)
{
	MOW_AUTO(view) old = {0};
	MOW_AUTO(view) new = {0};
	MOW_AUTO(buf) problem = BUF_INIT;
	size_t items = 0;

	if (is_same(before, after))
		return MOW_OK;
	int result = open_side(&new, compare, after, &problem);
	if (result == MOW_OK && problem.len > 0)
		return tell_odd(compare, spot->part, problem.data);
	if (result == MOW_OK)
		result = open_side(&old, compare, before, NULL);
	if (result != MOW_OK)
		return result;
	if (!old.node.split && !new.node.split) {
		*beneath += new.count;
		return compare_items(compare, spot->part, &old, &new);
	}
	result = compare_below(compare, spot, &old, &new, &items);
	*beneath += items;
	if (result == MOW_OK && new.node.split && !old.node.split && items <= store_room(spot))
		return tell_divided(compare, spot);
	return result;
}

int store_compare(const struct store_pair *pair, store_change_fn *each, void *context, struct mow_error *err)
{
	struct compare compare = {.pair = pair, .each = each, .context = context, .err = err};
	const struct store_spot spot = {.part = pair->after->part};
	const struct side before = {.spot = *pair->before};
	const struct side after = {.spot = *pair->after};
	size_t beneath = 0;

	return compare_sides(&compare, &spot, &before, &after, &beneath);
}

int store_each(struct repo *repo, const struct store_spot *spot, store_change_fn *each, void *context,
	       struct mow_error *err)
{
	const struct store_spot nothing = {.part = spot->part};
	const struct store_pair pair = {repo, &nothing, spot, false};

	return store_compare(&pair, each, context, err);
}
