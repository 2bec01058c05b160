#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/map.h"
#include "base/utf8.h"
#include "steps/check.h"
#include "steps/touched.h"

/*
 * A new name in a folder comes with a new path below it, so only folders below which a path is added are looked at, as
 * a whole. Twins that were there before are left alone: otherwise nothing could be added beside them any more.
 */
#define NAME_KEPT 256 /* bytes for each name of a folder while it is compared */

struct name_list {
	struct tree_entry *items;
	size_t count;
	size_t capacity;
};

struct check {
	struct repo *repo;
	struct mow_error *err;
};

/* What the folder held before, by name; read when it is first asked for. */
struct before {
	const struct oid *oid;
	bool read;
	struct tree tree;
	struct name_list names;
	struct map by_name;
};

static int read_names(struct name_list *names, struct tree *tree, struct repo *repo, const struct oid *oid,
		      struct mow_error *err)
{
	struct tree_entry entry;
	size_t position = 0;
	int more = tree_read(tree, repo, oid, err);

	/* steps_between has been strict about what is new. */
	tree->as_git = true;
	while (more >= 0 && (more = tree_next(&entry, tree, &position, err)) == 1) {
		if (array_reserve(names, 1))
			return mow_fail_memory(err);
		names->items[names->count++] = entry;
	}
	return more;
}

static int read_before(struct before *before, const struct check *check)
{
	int result = read_names(&before->names, &before->tree, check->repo, before->oid, check->err);

	for (size_t i = 0; result == MOW_OK && i < before->names.count; i++) {
		const struct tree_entry *entry = &before->names.items[i];
		if (map_put(&before->by_name, entry->name, entry->name_len, i))
			return mow_fail_memory(check->err);
	}
	before->read = true;
	return result;
}

#define FOUND_FILE 1
static int see_entry(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	bool *found = context;

	(void)path;
	(void)len;
	*found = entry->mode != MODE_TREE;
	return *found ? -FOUND_FILE : 0;
}

/* Whether something of this name was in a working tree before: a file, or a folder with one in it. */
static int was_there(bool *out, struct before *before, const struct check *check, const struct tree_entry *name)
{
	size_t index = 0;
	bool found = false;
	int result = before->read ? MOW_OK : read_before(before, check);

	if (result != MOW_OK)
		return result;
	if (map_get(&before->by_name, name->name, name->name_len, &index)) {
		const struct tree_entry *entry = &before->names.items[index];
		found = entry->mode != MODE_TREE;
		if (!found)
			result = tree_walk(check->repo, &entry->oid, see_entry, &found, check->err);
	}
	if (result != MOW_OK && !found)
		return result;
	*out = found;
	return MOW_OK;
}

/* Pure ASCII, which most names are, needs no Unicode. */
static const char *fold(size_t *len, struct arena *arena, struct buf *text, const struct tree_entry *entry)
{
	char *copy = arena_dup(arena, entry->name, entry->name_len);
	size_t at = 0;

	for (; copy != NULL && at < entry->name_len && (unsigned char)copy[at] < 0x80; at++)
		if (copy[at] >= 'A' && copy[at] <= 'Z')
			copy[at] = (char)(copy[at] - 'A' + 'a');
	*len = at;
	if (copy == NULL || at == entry->name_len)
		return copy;
	buf_reset(text);
	utf8_fold_name(text, entry->name, entry->name_len);
	*len = text->len;
	return text->failed ? NULL : arena_dup(arena, text->data, text->len);
}

static int fail_twins(const struct buf *folder, const struct tree_entry *a, const struct tree_entry *b,
		      struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(buf) first = BUF_INIT;
	MOW_AUTO(buf) second = BUF_INIT;

	buf_add(&path, folder->data, folder->len);
	buf_add(&path, a->name, a->name_len);
	escape_path(&first, path.data, path.len);
	buf_cut(&path, folder->len);
	buf_add(&path, b->name, b->name_len);
	escape_path(&second, path.data, path.len);
	return mow_fail(err, MOW_EDENIED,
			"%s and %s are one and the same name on macOS and Windows; rename one of them", first.data,
			second.data);
}

/* Two names that fold to the same: denied unless both were there before. */
static int judge(const struct buf *folder, struct before *before, const struct check *check, const struct tree_entry *a,
		 const struct tree_entry *b)
{
	bool first = false;
	bool second = false;
	int result = was_there(&first, before, check, a);

	if (result == MOW_OK && first)
		result = was_there(&second, before, check, b);
	if (result == MOW_OK && !(first && second))
		result = fail_twins(folder, a, b, check->err);
	return result;
}

static int compare_all(const struct buf *folder, const struct name_list *names, struct before *before,
		       const struct check *check)
{
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(map) folded = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < names->count; i++) {
		size_t len = 0;
		size_t other = 0;
		const char *key = fold(&len, &arena, &text, &names->items[i]);
		if (key == NULL)
			return mow_fail_memory(check->err);
		if (map_get(&folded, key, len, &other))
			result = judge(folder, before, check, &names->items[other], &names->items[i]);
		else if (map_put(&folded, key, len, i))
			result = mow_fail_memory(check->err);
	}
	return result;
}

static int see_folder(const struct buf *path, const struct oid *own, const struct oid *first_parent, void *context)
{
	const struct check *check = context;
	struct before before = {.oid = first_parent, .tree = TREE_INIT};
	MOW_AUTO(tree) tree = TREE_INIT;
	struct name_list names = {0};
	struct budget *budget = repo_budget(check->repo);
	uint64_t kept = budget_kept(budget);
	int result = read_names(&names, &tree, check->repo, own, check->err);

	if (result == MOW_OK)
		result = budget_memory(budget, (uint64_t)names.count * NAME_KEPT, check->err);
	if (result == MOW_OK)
		result = compare_all(path, &names, &before, check);
	tree_release(&before.tree);
	map_release(&before.by_name);
	free(before.names.items);
	free(names.items);
	tree_release(&tree);
	budget_free(budget, budget_kept(budget) - kept);
	return result;
}

static int see_step(size_t step, const struct tree_entry *entry, void *context)
{
	(void)step;
	(void)entry;
	(void)context;
	return MOW_OK;
}

int check_collisions(struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		     const struct steps *steps, struct mow_error *err)
{
	struct check check = {.repo = repo, .err = err};
	struct steps added = {0};
	struct touched touched = {
		.repo = repo, .steps = &added, .each = see_step, .folder = see_folder, .context = &check};
	int result = MOW_OK;

	for (size_t i = 0; i < steps->count; i++) {
		if (steps->items[i].old_mode != MODE_NONE)
			continue;
		if (array_reserve(&added, 1)) {
			free(added.items);
			return mow_fail_memory(err);
		}
		added.items[added.count++] = steps->items[i];
	}
	if (added.count > 0)
		result = touched_walk(&touched, new_tree, old_tree, 1, err);
	free(added.items);
	return result;
}
