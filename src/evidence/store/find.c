#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/store/draft.h"
#include "evidence/store/store.h"

int store_find_id(struct oid *blob, struct repo *repo, const struct store_spot *top, const unsigned char *key,
		  struct mow_error *err)
{
	struct store_spot spot = *top;

	for (;;) {
		MOW_AUTO(store_node) node = {0};
		int result = store_node_open(&node, repo, &spot, err);
		if (result != MOW_OK)
			return result;
		for (size_t i = 0; i < node.leaf.count; i++) {
			if (memcmp(node.leaf.items[i].key, key, DIGEST_SIZE) != 0)
				continue;
			*blob = node.leaf.items[i].blob;
			return MOW_OK;
		}
		if (!node.split)
			break;
		spot = store_spot_below(&spot, &node, store_digit(key, spot.depth));
	}
	*blob = (struct oid){{0}};
	return MOW_OK;
}

/* ---- the index: what is asked for is sorted, so that each node on the way is read once */

void store_found_release(struct store_found *found)
{
	free(found->items);
	map_release(&found->known);
	arena_release(&found->arena);
}

struct looking {
	struct repo *repo;
	const struct store_ask *const *asks; /* sorted */
	struct store_found *found;
	struct mow_error *err;
};

/* Those whose place has the digits of a spot. */
struct range {
	size_t start, end;
};

static int compare_asks(const void *a, const void *b)
{
	return memcmp((*(const struct store_ask *const *)a)->key, (*(const struct store_ask *const *)b)->key,
		      2 * STORE_PLACE_LEN);
}

/* Of one file that was found by several lines an exact one counts. */
static int take(struct looking *looking, const struct oid *blob, bool exact)
{
	struct store_found *found = looking->found;
	size_t number;

	if (map_get(&found->known, blob->bytes, OID_SIZE, &number)) {
		found->exact += exact && !found->items[number].exact;
		found->items[number].exact = found->items[number].exact || exact;
		return MOW_OK;
	}
	if (!exact && found->count - found->exact >= found->limit) {
		found->left_out++;
		return MOW_OK;
	}
	const char *key = arena_dup(&found->arena, (const char *)blob->bytes, OID_SIZE);
	if (key == NULL || array_reserve(found, 1) || map_put(&found->known, key, OID_SIZE, found->count))
		return mow_fail_memory(looking->err);
	found->items[found->count++] = (struct store_candidate){*blob, exact};
	found->exact += exact;
	return MOW_OK;
}

/* The first of the sorted lines whose PLACE is not before the one that is asked for. */
static size_t first_line(const struct buf *bytes, const char *place)
{
	size_t low = 0;
	size_t high = bytes->len / STORE_LINE_LEN;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (memcmp(bytes->data + middle * STORE_LINE_LEN, place, 2 * STORE_PLACE_LEN) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Only the lines that are asked for are looked at: a leaf in disorder can hide some, as one can that lacks them, and
 * what is hidden approves nothing.
 */
static int take_lines(struct looking *looking, const struct buf *bytes, const struct store_ask *ask)
{
	struct store_item line = {0};
	char wanted[STORE_LINE_LEN + 1];
	int result = MOW_OK;

	memcpy(line.key, ask->key, sizeof line.key);
	store_line_format(wanted, &line);
	for (size_t i = first_line(bytes, wanted); result == MOW_OK && i < bytes->len / STORE_LINE_LEN; i++) {
		const char *text = bytes->data + i * STORE_LINE_LEN;
		if (memcmp(text, wanted, 2 * STORE_PLACE_LEN) != 0)
			break;
		if (!store_line_parse(&line, text))
			continue;
		result = take(looking, &line.blob, memcmp(line.key, ask->key, 2 * STORE_PLACE_LEN) == 0);
	}
	return result;
}

static int look_in_leaf(struct looking *looking, const struct store_spot *spot, struct range range)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result = repo_blob_unverified(&bytes, looking->repo, &spot->oid, STORE_LEAF_MAX, looking->err);

	for (size_t i = range.start; result == MOW_OK && i < range.end; i++)
		result = take_lines(looking, &bytes, looking->asks[i]);
	return result;
}

/* Recursion: as deep as PLACE has digits. */
static int look(struct looking *looking, const struct store_spot *spot, struct range range)
{
	MOW_AUTO(store_node) node = {0};

	if (range.start == range.end || spot->mode == MODE_NONE)
		return MOW_OK;
	if (spot->mode != MODE_TREE)
		return look_in_leaf(looking, spot, range);
	int result = store_node_open(&node, looking->repo, spot, looking->err);
	for (size_t at = range.start, end; result == MOW_OK && at < range.end; at = end) {
		unsigned digit = store_digit(looking->asks[at]->key, spot->depth);
		const struct store_spot below = store_spot_below(spot, &node, digit);
		for (end = at; end < range.end && store_digit(looking->asks[end]->key, spot->depth) == digit;)
			end++;
		result = look(looking, &below, (struct range){at, end});
	}
	return result;
}

int store_look_up(struct store_found *found, struct repo *repo, const struct oid *root, const struct store_asks *asks,
		  struct mow_error *err)
{
	size_t count = asks->count;
	MOW_AUTO_FREE const struct store_ask **sorted = calloc(count + 1, sizeof *sorted);
	struct store_top top;

	if (sorted == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		sorted[i] = &asks->items[i];
	qsort(sorted, count, sizeof *sorted, compare_asks);
	struct looking looking = {repo, sorted, found, err};
	int result = store_top_open(&top, repo, root, NULL, err);
	return result == MOW_OK ? look(&looking, &top.parts[STORE_INDEX], (struct range){0, count}) : result;
}
