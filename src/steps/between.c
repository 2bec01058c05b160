#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"
#include "steps/list.h"

/*
 * Two sorted trees are merged; folders are entered where their ids differ, at the place where their names sort, which
 * is that of the paths in them: so steps come out sorted by the bytes of the whole path. A folder and a file of one
 * name are two different names here, which makes them a deletion and additions.
 */
#define STEP_KEPT (2 * sizeof(struct step)) /* a list that grows is twice as long as it need be */

struct side {
	struct tree tree;
	struct tree_entry entry;
	size_t position;
	bool more; /* `entry` is to be looked at */
};

struct frame {
	struct side before;
	struct side after;
	size_t path_len; /* of the folder, with its slash */
};

struct merge {
	struct frame *items; /* the folders that we are in */
	size_t count;
	size_t capacity;
	struct buf path;
	size_t seen;
	struct repo *repo;
	struct steps *steps;
};

/* No push can take it away, since each is compared with it. */
static int fail_old(struct mow_error *err)
{
	const struct mow_error why = *err;

	return mow_fail(
		err, MOW_EDENIED,
		"%s; it is there already, so whoever runs the repository mends it there: a commit on top with the "
		"folder written anew, and git update-ref",
		why.message);
}

static int advance(struct merge *merge, struct side *side, struct mow_error *err)
{
	int more = tree_next(&side->entry, &side->tree, &side->position, err);

	if (more < 0)
		return more == MOW_EDENIED && err != NULL && side->tree.as_git ? fail_old(err) : more;
	side->more = more == 1;
	if (++merge->seen > TREE_ENTRIES_MAX)
		return tree_fail_limit(err, TREE_ENTRIES_MAX, "files and folders to compare", &merge->path);
	return MOW_OK;
}

static int enter(struct merge *merge, const struct oid *before, const struct oid *after, struct mow_error *err)
{
	if (merge->count > TREE_DEPTH_MAX)
		return tree_fail_limit(err, TREE_DEPTH_MAX, "folders inside one another", &merge->path);
	if (array_reserve(merge, 1))
		return mow_fail_memory(err);
	struct frame *frame = &merge->items[merge->count++];
	*frame = (struct frame){.path_len = merge->path.len};
	int result = tree_read(&frame->before.tree, merge->repo, before, err);
	if (result == MOW_OK)
		result = tree_read(&frame->after.tree, merge->repo, after, err);
	frame->before.tree.as_git = true;
	frame->before.tree.path = frame->after.tree.path = merge->path.data;
	frame->before.tree.path_len = frame->after.tree.path_len = merge->path.len;
	if (result == MOW_OK)
		result = advance(merge, &frame->before, err);
	return result ? result : advance(merge, &frame->after, err);
}

static void leave(struct merge *merge)
{
	struct frame *frame = &merge->items[--merge->count];

	tree_release(&frame->before.tree);
	tree_release(&frame->after.tree);
}

/* A long path leaves room behind it in its block that the next one does not fit into. */
static size_t path_kept(size_t len)
{
	return len < 1024 ? len : 2 * len;
}

static int add_step(struct merge *merge, const struct tree_entry *before, const struct tree_entry *after,
		    struct mow_error *err)
{
	struct step step = {.path = merge->path.data, .path_len = merge->path.len};

	if (before != NULL) {
		step.old_mode = before->mode;
		step.old_id = before->oid;
	}
	if (after != NULL) {
		step.new_mode = after->mode;
		step.new_id = after->oid;
	}
	int result = budget_memory(repo_budget(merge->repo), STEP_KEPT + path_kept(step.path_len), err);
	return result != MOW_OK ? result : steps_add(merge->steps, &step, err);
}

static int fail_empty(const struct buf *path, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, path->data, path->len);
	return mow_fail(err, MOW_EDENIED, "%s is a folder without anything in it, which git never writes; take it out",
			text.data);
}

/* One name of the merge; NULL: that side does not have it. */
static int differ(struct merge *merge, size_t path_len, const struct tree_entry *before, const struct tree_entry *after,
		  struct mow_error *err)
{
	static const struct oid none;
	const struct tree_entry *entry = before != NULL ? before : after;

	buf_cut(&merge->path, path_len);
	buf_add(&merge->path, entry->name, entry->name_len);
	if (merge->path.failed)
		return mow_fail_memory(err);
	if (merge->path.len > TREE_PATH_MAX)
		return tree_fail_limit(err, TREE_PATH_MAX, "bytes in a path", &merge->path);
	if (entry->mode != MODE_TREE)
		return add_step(merge, before, after, err);
	/* No step would tell of it, and nobody be asked, whatever its name makes of the rules. */
	if (after != NULL && tree_is_empty_folder(after))
		return fail_empty(&merge->path, err);
	buf_addc(&merge->path, '/');
	if (merge->path.failed)
		return mow_fail_memory(err);
	return enter(merge, before != NULL ? &before->oid : &none, after != NULL ? &after->oid : &none, err);
}

/* Looks at the next name of the innermost folder. */
static int step(struct merge *merge, struct mow_error *err)
{
	struct frame *frame = &merge->items[merge->count - 1];
	struct tree_entry before = frame->before.entry;
	struct tree_entry after = frame->after.entry;
	size_t path_len = frame->path_len;
	int order = !frame->after.more ? -1 : !frame->before.more ? 1 : tree_compare(&before, &after);
	int result = MOW_OK;

	frame->before.tree.path = frame->after.tree.path = merge->path.data;
	if (order <= 0)
		result = advance(merge, &frame->before, err);
	if (order >= 0 && result == MOW_OK)
		result = advance(merge, &frame->after, err);
	if (result != MOW_OK || (order == 0 && before.mode == after.mode && oid_equal(&before.oid, &after.oid)))
		return result;
	return differ(merge, path_len, order <= 0 ? &before : NULL, order >= 0 ? &after : NULL, err);
}

int steps_between(struct steps *out, struct repo *repo, const struct oid *old_tree, const struct oid *new_tree,
		  struct mow_error *err)
{
	struct steps steps = {.old_tree = *old_tree, .new_tree = *new_tree};
	struct merge merge = {.path = BUF_INIT, .repo = repo, .steps = &steps};
	int result = oid_equal(old_tree, new_tree) ? MOW_OK : enter(&merge, old_tree, new_tree, err);

	while (result == MOW_OK && merge.count > 0) {
		const struct frame *frame = &merge.items[merge.count - 1];
		if (frame->before.more || frame->after.more)
			result = step(&merge, err);
		else
			leave(&merge);
	}
	while (merge.count > 0)
		leave(&merge);
	free(merge.items);
	buf_release(&merge.path);
	if (result != MOW_OK)
		steps_release(&steps);
	else
		*out = steps;
	return result;
}
