#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"
#include "git/tree.h"
#include "steps/steps.h"

/*
 * Commit by commit, and of its trees those folders that differ from that of every parent: what any parent has is old,
 * or is looked at with the commit that brought it. So each new folder is read once, beside those of the parents.
 */
#define FOLDER_KEPT 160     /* bytes for each folder that is brought */
#define PENDING_MAX 1000000 /* folders of parents to compare with that are kept at a time */

struct oid_list {
	struct oid *items;
	size_t count, capacity;
};

/* A folder that is still to be read. Its parents' are at the end of the list, once it is its turn. */
struct folder {
	struct oid own;
	size_t first, depth;
};

struct brought {
	struct repo *repo;
	struct map seen; /* ids of folders that were read, or will be */
	struct arena ids;
	struct {
		struct folder *items;
		size_t count, capacity;
	} todo;
	struct oid_list parents; /* of all in `todo` */
	size_t entries;
	uint64_t kept; /* bytes of the budget */
	struct mow_error *err;
};

/* A parent's folder; its entries come in step with the commit's own. */
struct other {
	struct tree tree;
	struct tree_entry entry;
	size_t position;
	bool more;
};
struct others {
	struct other *items;
	size_t count;
};

static void others_release(struct others *others)
{
	for (size_t i = 0; i < others->count; i++)
		tree_release(&others->items[i].tree);
	free(others->items);
}
MOW_AUTO_DEFINE(others)

static int count_entry(struct brought *brought)
{
	if (++brought->entries > TREE_ENTRIES_MAX)
		return mow_fail(brought->err, MOW_EDENIED,
				"more than %d files and folders to look at; push it in several pieces",
				TREE_ENTRIES_MAX);
	return MOW_OK;
}

/* What is wrong in a parent's folder is no fault of this commit; the rest of it is then no help. */
static int advance(struct brought *brought, struct other *other)
{
	struct mow_error why;
	int more = tree_next(&other->entry, &other->tree, &other->position, &why);

	other->more = more == 1;
	return more == MOW_ENOMEM ? mow_fail_memory(brought->err) : count_entry(brought);
}

static int open_others(struct others *others, struct brought *brought, size_t first)
{
	size_t count = brought->parents.count - first;
	int result = MOW_OK;

	others->items = calloc(count + 1, sizeof *others->items);
	if (others->items == NULL)
		return mow_fail_memory(brought->err);
	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		struct other *other = &others->items[others->count++];
		*other = (struct other){.tree = TREE_INIT};
		result = tree_read(&other->tree, brought->repo, &brought->parents.items[first + i], brought->err);
		other->tree.as_git = true;
		if (result == MOW_OK)
			result = advance(brought, other);
	}
	brought->parents.count = first;
	return result;
}

static int add_parent(struct brought *brought, size_t first, const struct oid *oid)
{
	struct oid_list *list = &brought->parents;

	if (list->count > first && oid_equal(&list->items[list->count - 1], oid))
		return MOW_OK;
	if (list->count == PENDING_MAX)
		return mow_fail(brought->err, MOW_EDENIED,
				"too many folders differ from too many parents; merge them in several commits");
	if (array_reserve(list, 1))
		return mow_fail_memory(brought->err);
	list->items[list->count++] = *oid;
	return MOW_OK;
}

static int add_folder(struct brought *brought, const struct oid *oid, size_t first, size_t depth)
{
	int result = budget_memory(repo_budget(brought->repo), FOLDER_KEPT, brought->err);

	if (result != MOW_OK)
		return result;
	brought->kept += FOLDER_KEPT;
	const char *key = arena_dup(&brought->ids, (const char *)oid->bytes, OID_SIZE);
	if (depth > TREE_DEPTH_MAX)
		return mow_fail(brought->err, MOW_EDENIED, "more than %d folders inside one another", TREE_DEPTH_MAX);
	if (key == NULL || map_put(&brought->seen, key, OID_SIZE, 0) || array_reserve(&brought->todo, 1))
		return mow_fail_memory(brought->err);
	brought->todo.items[brought->todo.count++] = (struct folder){*oid, first, depth};
	return MOW_OK;
}

/* A folder in one that is read: to be read too, unless a parent has it there. */
static int see_folder(struct brought *brought, const struct others *others, const struct tree_entry *entry,
		      size_t depth)
{
	size_t first = brought->parents.count;
	int result = budget_work(repo_budget(brought->repo), (uint64_t)others->count * BUDGET_LOOK, brought->err);

	if (result == MOW_OK && map_get(&brought->seen, entry->oid.bytes, OID_SIZE, NULL))
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < others->count; i++) {
		struct other *other = &others->items[i];
		int order = 1;
		while (result == MOW_OK && other->more && (order = tree_compare(&other->entry, entry)) < 0)
			result = advance(brought, other);
		if (result != MOW_OK || !other->more || order != 0)
			continue;
		if (oid_equal(&other->entry.oid, &entry->oid)) {
			brought->parents.count = first;
			return MOW_OK;
		}
		result = add_parent(brought, first, &other->entry.oid);
	}
	return result != MOW_OK ? result : add_folder(brought, &entry->oid, first, depth + 1);
}

static int read_folder(struct brought *brought, const struct folder *folder)
{
	MOW_AUTO(others) others = {0};
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry = {0};
	size_t position = 0;
	int result = open_others(&others, brought, folder->first);
	int more;

	if (result == MOW_OK)
		result = tree_read(&tree, brought->repo, &folder->own, brought->err);
	while (result == MOW_OK && (more = tree_next(&entry, &tree, &position, brought->err)) != 0) {
		result = more < 0 ? more : count_entry(brought);
		if (result == MOW_OK && entry.mode == MODE_TREE)
			result = see_folder(brought, &others, &entry, folder->depth);
	}
	return result;
}

static int check_trees(struct brought *brought, const struct commit *commit)
{
	struct oid tree;
	int result = MOW_OK;

	brought->todo.count = brought->parents.count = 0;
	if (map_get(&brought->seen, commit->tree.bytes, OID_SIZE, NULL))
		return MOW_OK;
	for (size_t i = 0; result == MOW_OK && i < commit->parent_count; i++) {
		result = repo_commit_tree(&tree, brought->repo, &commit->parents[i], brought->err);
		if (result == MOW_OK && oid_equal(&tree, &commit->tree))
			return MOW_OK;
		if (result == MOW_OK)
			result = add_parent(brought, 0, &tree);
	}
	if (result == MOW_OK)
		result = add_folder(brought, &commit->tree, 0, 0);
	while (result == MOW_OK && brought->todo.count > 0) {
		struct folder folder = brought->todo.items[--brought->todo.count];
		result = read_folder(brought, &folder);
	}
	return result;
}

static int see_commit(const struct oid *oid, void *context)
{
	struct brought *brought = context;
	MOW_AUTO(arena) arena = {0};
	struct mow_error *err = brought->err;
	struct mow_error why = {0};
	struct commit commit;
	char hex[OID_HEX];
	int result = repo_commit_brought(&commit, &arena, brought->repo, oid, err);

	if (result != MOW_OK)
		return result;
	brought->err = &why;
	result = check_trees(brought, &commit);
	brought->err = err;
	oid_format(hex, oid);
	return result == MOW_OK ? result
				: mow_fail(err, result, "commit %.12s cannot be judged later: %s", hex, why.message);
}

int steps_check_brought(struct repo *repo, const struct commit_range *range, struct mow_error *err)
{
	struct brought brought = {.repo = repo, .err = err};
	int result = repo_walk(repo, range, see_commit, &brought, err);

	budget_free(repo_budget(repo), brought.kept);
	map_release(&brought.seen);
	arena_release(&brought.ids);
	free(brought.todo.items);
	free(brought.parents.items);
	return result;
}
