/*
 * Trees as git stores them, two of them, the first as long as the first two bytes say. What is let through is sorted,
 * has each name once, is written again as it was, and of two the same is found to differ with and without leaving out
 * what they have in common.
 */
#include <stdint.h>
#include <stdlib.h>

/* For the order, which nobody else makes. */
#include "../../src/git/tree.c"

enum { SLOW_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

/* Every two entries, where there are few: whether the order and the names are git's. */
static bool is_fine(const struct tree_entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct tree_entry *a = &entries[k], *b = &entries[i];
			if (tree_compare(a, b) >= 0 ||
			    (a->name_len == b->name_len && memcmp(a->name, b->name, a->name_len) == 0))
				return false;
		}
	return true;
}

/* Entries one by one, without their order; false: one of them is none. */
static bool take_all(struct tree_entry *entries, size_t *count, const struct tree *tree)
{
	size_t size = 0;

	*count = 0;
	for (size_t at = 0; at < tree->len && *count < SLOW_MAX; at += size)
		if (take_entry(&entries[(*count)++], &size, tree, at) != NULL)
			return false;
	return true;
}

static void check_entries(const struct tree *tree, bool good)
{
	struct tree_entry entries[SLOW_MAX], found;
	size_t count = 0;
	bool whole = take_all(entries, &count, tree);

	check(!good || whole);
	if (whole && count < SLOW_MAX)
		check(good == is_fine(entries, count));
	for (size_t i = 0; i < count && good; i++) {
		const struct tree_entry *entry = &entries[i];
		check(!tree_name_is_reserved(entry->name, entry->name_len) && !oid_is_zero(&entry->oid));
		check(tree_entry_of(&found, tree, entry->name, entry->name_len) == 1);
		check(found.name == entry->name && oid_equal(&found.oid, &entry->oid));
	}
}

/* Gone through to its end or to what is wrong: whether it is fine. */
static bool go_through(struct tree *tree, struct buf *again)
{
	struct tree_entry entry;
	struct mow_error err = {0, ""};
	size_t position = 0;
	int result;

	while ((result = tree_next(&entry, tree, &position, &err)) == 1)
		tree_put(again, &entry);
	check(result == 0 || (err.message[0] != '\0' && strpbrk(err.message, "\n\x1B") == NULL));
	return result == 0;
}

static bool is_known(struct tree *tree)
{
	MOW_AUTO(buf) again = BUF_INIT;
	MOW_AUTO(buf) odd = BUF_INIT;
	bool good = go_through(tree, &again);

	check(!good || (again.len == tree->len && memcmp(again.data, tree->bytes, tree->len) == 0));
	check_entries(tree, good);
	tree->as_git = true;
	check(go_through(tree, &odd) || !good);
	tree->as_git = false;
	return good;
}

struct side {
	struct tree *tree;
	struct tree_entry entry;
	size_t at;
	bool there;
};

static void step(struct side *side)
{
	int result = tree_next(&side->entry, side->tree, &side->at, NULL);

	check(result >= 0);
	side->there = result == 1;
}

static void tell(struct buf *out, struct side *side)
{
	tree_put(out, &side->entry);
	step(side);
}

/* What one of them has and the other one has not. */
static void compare(struct buf *out, struct tree *a, struct tree *b, bool skips)
{
	struct side old = {.tree = a}, new = {.tree = b};

	step(&old);
	step(&new);
	while (old.there || new.there) {
		int order = !old.there ? 1 : !new.there ? -1 : tree_compare(&old.entry, &new.entry);
		if (order < 0)
			tell(out, &old);
		else if (order > 0)
			tell(out, &new);
		else if (old.entry.mode != new.entry.mode || !oid_equal(&old.entry.oid, &new.entry.oid)) {
			tell(out, &old);
			tell(out, &new);
		} else {
			if (skips) {
				tree_skip_same(&old.entry, a, &old.at, b, &new.at);
				new.entry = old.entry;
			}
			step(&old);
			step(&new);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree_order orders[2] = {{0}};
	struct tree a = TREE_INIT, b = TREE_INIT;
	MOW_AUTO(buf) slow = BUF_INIT;
	MOW_AUTO(buf) fast = BUF_INIT;

	if (size < 2)
		return 0;
	size_t first = (size_t)data[0] << 8 | data[1];
	a.bytes = (const char *)data + 2;
	a.len = first < size - 2 ? first : size - 2;
	b.bytes = a.bytes + a.len;
	b.len = size - 2 - a.len;
	a.order = &orders[0];
	b.order = &orders[1];
	bool good = is_known(&a);
	good = is_known(&b) && good;
	if (good) {
		compare(&slow, &a, &b, false);
		compare(&fast, &a, &b, true);
		check(slow.len == fast.len && memcmp(slow.data, fast.data, slow.len) == 0);
	}
	free(orders[0].items);
	free(orders[1].items);
	return 0;
}
