#include "evidence/store/draft.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/store/store.h"

void store_draft_init(struct store_draft *draft, struct repo *repo)
{
	*draft = (struct store_draft){.pack = {.repo = repo, .bytes = BUF_INIT}};
}

void store_draft_release(struct store_draft *draft)
{
	pack_release(&draft->pack);
	for (int i = 0; i < STORE_PARTS; i++)
		store_items_release(&draft->parts[i]);
}

int store_draft_keep(struct store_draft *draft, enum store_part part, const struct store_item *item,
		     struct mow_error *err)
{
	if (draft->limit > 0 && draft->parts[part].count > draft->limit)
		return mow_fail(err, MOW_ETOOBIG, "there are more than %zu records", draft->limit);
	return store_items_add(&draft->parts[part], item) ? mow_fail_memory(err) : MOW_OK;
}

int store_draft_add(struct store_draft *draft, const struct record *record, const struct oid *blob,
		    struct mow_error *err)
{
	struct store_item item = {.blob = *blob};
	struct store_items *lines = &draft->parts[STORE_INDEX];

	if (!store_key_parse(item.key, record->id, strlen(record->id)))
		return mow_fail(err, MOW_EINVAL, "a record without an id cannot be stored");
	if (store_lines_add(lines, record, blob))
		return mow_fail_memory(err);
	if (draft->limit > 0 && lines->count > draft->limit)
		return mow_fail(err, MOW_ETOOBIG, "the records have more than %zu steps", draft->limit);
	return store_draft_keep(draft, store_part_of(record), &item, err);
}

/* ---- one part: what is added to a node goes into its leaf, or to the nodes below */

/* Items in their order, of which those from `start` to `end` are meant. */
struct slice {
	const struct store_item *items;
	size_t start, end;
};

/* Those behind `start` that have a digit. */
static size_t digit_end(const struct slice *slice, size_t start, unsigned depth)
{
	size_t end = start;

	while (end < slice->end &&
	       store_digit(slice->items[end].key, depth) == store_digit(slice->items[start].key, depth))
		end++;
	return end;
}

/* A node of nothing but these. Recursion: as deep as items that differ have digits in common, 63 at most. */
static int build(struct store_spot *spot, struct pack *pack, const struct slice *slice, struct mow_error *err)
{
	MOW_AUTO(store_node) node = {.split = slice->end - slice->start > store_room(spot)};
	int result = MOW_OK;

	for (size_t at = slice->start; !node.split && at < slice->end; at++)
		if (store_items_add(&node.leaf, &slice->items[at]))
			return mow_fail_memory(err);
	for (size_t at = slice->start, end; node.split && result == MOW_OK && at < slice->end; at = end) {
		unsigned digit = store_digit(slice->items[at].key, spot->depth);
		struct store_spot below = store_spot_below(spot, &node, digit);
		end = digit_end(slice, at, spot->depth);
		result = build(&below, pack, &(struct slice){slice->items, at, end}, err);
		node.below[digit].mode = below.mode;
		node.below[digit].oid = below.oid;
	}
	return result == MOW_OK ? store_node_write(spot, pack, &node, err) : result;
}

/* Whether what is there stands in for an item: the same line, or another file of a record's id. */
static bool is_same(const struct store_spot *spot, const struct store_item *there, const struct store_item *item)
{
	return spot->part == STORE_INDEX ? store_item_compare(there, item) == 0
					 : memcmp(there->key, item->key, sizeof item->key) == 0;
}

/* Two sorted lists in one; of those that are the same, the one that is there. */
static int merge(struct store_items *out, const struct store_spot *spot, const struct store_items *there,
		 const struct slice *slice)
{
	size_t at = slice->start;

	if (array_reserve(out, there->count + slice->end - slice->start + 1) || out->items == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < there->count || at < slice->end;) {
		bool old =
			i < there->count && (at == slice->end || is_same(spot, &there->items[i], &slice->items[at]) ||
					     store_item_compare(&there->items[i], &slice->items[at]) < 0);
		if (old && at < slice->end && is_same(spot, &there->items[i], &slice->items[at]))
			at++;
		else if (old)
			out->items[out->count++] = there->items[i++];
		else
			out->items[out->count++] = slice->items[at++];
	}
	return MOW_OK;
}

static int add(struct store_spot *spot, struct pack *pack, const struct slice *slice, struct mow_error *err);

static int add_below(struct store_spot *spot, struct pack *pack, struct store_node *node, const struct slice *slice,
		     struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t at = slice->start, end; result == MOW_OK && at < slice->end; at = end) {
		unsigned digit = store_digit(slice->items[at].key, spot->depth);
		struct store_spot below = store_spot_below(spot, node, digit);
		end = digit_end(slice, at, spot->depth);
		result = add(&below, pack, &(struct slice){slice->items, at, end}, err);
		node->below[digit].mode = below.mode;
		node->below[digit].oid = below.oid;
	}
	return result == MOW_OK ? store_node_write(spot, pack, node, err) : result;
}

/* To the node at a spot, which becomes the new one. */
static int add(struct store_spot *spot, struct pack *pack, const struct slice *slice, struct mow_error *err)
{
	MOW_AUTO(store_node) node = {0};
	MOW_AUTO(store_items) all = {0};

	if (slice->start == slice->end)
		return MOW_OK;
	if (spot->mode == MODE_NONE)
		return build(spot, pack, slice, err);
	int result = store_node_open(&node, pack->repo, spot, err);
	if (result != MOW_OK)
		return result;
	if (node.split)
		return add_below(spot, pack, &node, slice, err);
	if (merge(&all, spot, &node.leaf, slice))
		return mow_fail_memory(err);
	if (all.count == node.leaf.count)
		return MOW_OK;
	return build(spot, pack, &(struct slice){all.items, 0, all.count}, err);
}

int store_part_add(struct store_spot *top, struct pack *pack, struct store_items *items, struct mow_error *err)
{
	store_items_sort(items);
	return add(top, pack, &(struct slice){items->items, 0, items->count}, err);
}

int store_draft_write(struct oid *out, struct store_draft *draft, const struct oid *root, struct mow_error *err)
{
	struct store_top top;
	bool any = false;
	int result = store_top_open(&top, draft->pack.repo, root, NULL, err);

	for (int i = 0; i < STORE_PARTS && result == MOW_OK; i++) {
		any = any || draft->parts[i].count > 0;
		result = store_part_add(&top.parts[i], &draft->pack, &draft->parts[i], err);
	}
	if (result != MOW_OK)
		return result;
	*out = *root;
	if (any)
		result = store_top_write(out, &draft->pack, &top, err);
	if (result == MOW_OK && !draft->pack.ids_only)
		result = pack_end(&draft->pack, err);
	return result;
}
