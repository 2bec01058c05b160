#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"

struct frame {
	struct tree tree;
	struct tree_entry entry;
	size_t position;
	size_t path_len; /* of the folder, with its slash */
};

struct walk {
	struct frame *items;
	size_t count;
	size_t capacity;
	struct buf path;
	size_t seen;
	struct repo *repo;
	const struct tree_visitor *visitor;
};

int tree_fail_limit(struct mow_error *err, int limit, const char *what, const struct buf *path)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, path->data, path->len < 200 ? path->len : 200);
	return mow_fail(err, MOW_ETOOBIG, "more than %d %s, at a path that begins with %s", limit, what, text.data);
}

static int enter(struct walk *walk, const struct oid *oid, struct mow_error *err)
{
	if (walk->count > TREE_DEPTH_MAX)
		return tree_fail_limit(err, TREE_DEPTH_MAX, "folders inside one another", &walk->path);
	if (array_reserve(walk, 1))
		return mow_fail_memory(err);
	struct frame *frame = &walk->items[walk->count];
	*frame = (struct frame){.tree = TREE_INIT, .path_len = walk->path.len};
	int result = tree_read_once(&frame->tree, walk->repo, oid, err);
	if (result != MOW_OK)
		return result;
	frame->tree.as_git = !walk->visitor->strict;
	frame->tree.odd = walk->visitor->odd;
	walk->count++;
	if (walk->visitor->folder == NULL)
		return MOW_OK;
	return walk->visitor->folder(walk->path.data, walk->path.len, &frame->tree, walk->visitor->context);
}

static int visit(struct walk *walk, struct frame *frame, struct mow_error *err)
{
	const struct tree_entry *entry = &frame->entry;

	buf_cut(&walk->path, frame->path_len);
	buf_add(&walk->path, entry->name, entry->name_len);
	if (walk->path.failed)
		return mow_fail_memory(err);
	if (walk->path.len > TREE_PATH_MAX)
		return tree_fail_limit(err, TREE_PATH_MAX, "bytes in a path", &walk->path);
	if (++walk->seen % REPO_PROGRESS_EACH == 0)
		repo_progress(walk->repo, "files", walk->seen);
	if (walk->seen > TREE_ENTRIES_MAX)
		return tree_fail_limit(err, TREE_ENTRIES_MAX, "files and folders", &walk->path);
	int result = walk->visitor->each(walk->path.data, walk->path.len, entry, walk->visitor->context);
	if (result != MOW_OK || entry->mode != MODE_TREE)
		return result < 0 ? result : MOW_OK;
	struct oid oid = entry->oid;
	buf_addc(&walk->path, '/');
	return walk->path.failed ? mow_fail_memory(err) : enter(walk, &oid, err);
}

static int go(struct walk *walk, struct mow_error *err)
{
	int result = MOW_OK;

	while (result == MOW_OK && walk->count > 0) {
		struct frame *frame = &walk->items[walk->count - 1];
		frame->tree.path = walk->path.data;
		frame->tree.path_len = frame->path_len;
		result = tree_next(&frame->entry, &frame->tree, &frame->position, err);
		if (result == 1) {
			result = visit(walk, frame, err);
		} else if (result == MOW_OK) {
			tree_release(&frame->tree);
			walk->count--;
		}
	}
	return result;
}

int tree_visit(struct repo *repo, const struct oid *root, const struct tree_visitor *visitor, struct mow_error *err)
{
	struct walk walk = {.path = BUF_INIT, .repo = repo, .visitor = visitor};
	int result = enter(&walk, root, err);

	if (result == MOW_OK)
		result = go(&walk, err);
	while (walk.count > 0)
		tree_release(&walk.items[--walk.count].tree);
	repo_progress(repo, NULL, 0);
	free(walk.items);
	buf_release(&walk.path);
	return result;
}

int tree_walk(struct repo *repo, const struct oid *root, tree_walk_fn *each, void *context, struct mow_error *err)
{
	const struct tree_visitor visitor = {.each = each, .context = context};

	return tree_visit(repo, root, &visitor, err);
}
