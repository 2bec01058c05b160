#include "steps/touched.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"

/*
 * The trees of one folder go side by side: the commit's own and the first parent's are merged, and only where they
 * differ, and a step's path is concerned, the other parents' are brought up to that name. None ever goes back, so a
 * folder costs its trees' sizes, and the parents' number for each name that differs.
 */
struct side {
	struct oid oid;
	struct tree tree;
	struct tree_entry entry;
	size_t position;
	bool more; /* `entry` is still ahead */
};

struct side_list {
	struct side *items;
	size_t count;
	size_t capacity;
};

/* A folder that we are in: the commit's side and then the parents', of which there is at least one. */
struct frame {
	size_t first; /* its sides in the list; they end it */
	size_t from;  /* the steps below it that are still ahead */
	size_t to;
	size_t path_len; /* with its slash */
};

struct frame_list {
	struct frame *items;
	size_t count;
	size_t capacity;
};

struct touched_search {
	const struct touched *what;
	struct frame_list frames;
	struct side_list sides;
	struct buf path;
	size_t seen;
};

static int advance(struct touched_search *search, struct side *side, struct mow_error *err)
{
	side->tree.path = search->path.data;
	int more = tree_next(&side->entry, &side->tree, &side->position, err);
	if (more < 0)
		return more;
	side->more = more == 1;
	if (++search->seen > TREE_ENTRIES_MAX)
		return tree_fail_limit(err, TREE_ENTRIES_MAX, "files and folders to compare", &search->path);
	return MOW_OK;
}

static int open_side(struct touched_search *search, const struct oid *oid, struct mow_error *err)
{
	if (array_reserve(&search->sides, 1))
		return mow_fail_memory(err);
	struct side *side = &search->sides.items[search->sides.count++];
	*side = (struct side){.oid = *oid, .tree = TREE_INIT};
	int result = tree_read(&side->tree, search->what->repo, oid, err);
	side->tree.as_git = true;
	side->tree.path_len = search->path.len;
	return result ? result : advance(search, side, err);
}

static void leave(struct touched_search *search)
{
	const struct frame *frame = &search->frames.items[--search->frames.count];

	while (search->sides.count > frame->first)
		tree_release(&search->sides.items[--search->sides.count].tree);
}

static int compare_path(const struct step *step, size_t skip, const struct buf *path)
{
	return order_bytes(step->path + skip, step->path_len - skip, path->data + skip, path->len - skip);
}

/*
 * The first of the steps of a folder from `from` on whose path is not before search->path; looks near first, since both
 * lists go forward. The first `skip` bytes are the folder's, and equal.
 */
static size_t find_step(const struct touched_search *search, size_t from, size_t to, size_t skip)
{
	const struct step *steps = search->what->steps->items;
	size_t stride = 1;

	/* All before `from` are before the path. */
	while (from + stride <= to && compare_path(&steps[from + stride - 1], skip, &search->path) < 0) {
		from += stride;
		stride *= 2;
	}
	if (from + stride - 1 < to)
		to = from + stride - 1;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare_path(&steps[middle], skip, &search->path) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool is_same(const struct tree_entry *a, const struct tree_entry *b)
{
	return a->mode == b->mode && oid_equal(&a->oid, &b->oid);
}

static const struct tree_entry nothing;

/* What a side has under this name, of the same kind. Brings the side up to the name. */
static int look_up(struct tree_entry *out, struct touched_search *search, size_t side, const struct tree_entry *name,
		   struct mow_error *err)
{
	struct side *there = &search->sides.items[side];
	int order = 1;
	int result = MOW_OK;

	while (result == MOW_OK && there->more && (order = tree_compare(&there->entry, name)) < 0)
		result = advance(search, there, err);
	*out = there->more && order == 0 ? there->entry : nothing;
	return result;
}

/* What goes over the parents takes as many looks, however few names there are. */
static int spend_looks(const struct touched_search *search, size_t count, struct mow_error *err)
{
	return budget_work(repo_budget(search->what->repo), (uint64_t)count * BUDGET_LOOK, err);
}

/* Whether the commit's entry under this name is none of those that the second and later parents have. */
static int differs_from_all(bool *out, struct touched_search *search, const struct tree_entry *name,
			    const struct tree_entry *own, struct mow_error *err)
{
	size_t first = search->frames.items[search->frames.count - 1].first;
	struct tree_entry there;
	bool differs = true;
	int result = spend_looks(search, search->sides.count - first - 2, err);

	for (size_t i = first + 2; result == MOW_OK && differs && i < search->sides.count; i++) {
		result = look_up(&there, search, i, name, err);
		differs = !is_same(own, &there);
	}
	*out = differs;
	return result;
}

/* One more parent of the innermost folder, unless it is the same as one before. */
static int add_parent(struct touched_search *search, const struct oid *oid, struct mow_error *err)
{
	size_t first = search->frames.items[search->frames.count - 1].first;

	for (size_t i = first + 1; i < search->sides.count; i++)
		if (oid_equal(&search->sides.items[i].oid, oid))
			return MOW_OK;
	int result = spend_looks(search, search->sides.count - first, err);
	return result != MOW_OK ? result : open_side(search, oid, err);
}

static int open_frame(struct touched_search *search, size_t from, size_t to, struct mow_error *err)
{
	if (search->frames.count > TREE_DEPTH_MAX)
		return tree_fail_limit(err, TREE_DEPTH_MAX, "folders inside one another", &search->path);
	if (array_reserve(&search->frames, 1))
		return mow_fail_memory(err);
	search->frames.items[search->frames.count++] =
		(struct frame){.first = search->sides.count, .from = from, .to = to, .path_len = search->path.len};
	return MOW_OK;
}

/* What the commit and its first parent have under one name: they differ. */
struct pair {
	struct tree_entry name; /* of the one that has it */
	struct tree_entry own;
	struct tree_entry first;
};

/* Goes into the folder search->path of the innermost frame. */
static int enter(struct touched_search *search, const struct pair *pair, size_t from, size_t to, struct mow_error *err)
{
	size_t others = search->frames.items[search->frames.count - 1].first + 2;
	size_t end = search->sides.count;
	struct tree_entry there;
	int result = open_frame(search, from, to, err);

	if (result == MOW_OK)
		result = open_side(search, &pair->own.oid, err);
	if (result == MOW_OK)
		result = open_side(search, &pair->first.oid, err);
	if (result == MOW_OK)
		result = spend_looks(search, end - others, err);
	for (size_t i = others; result == MOW_OK && i < end; i++) {
		result = look_up(&there, search, i, &pair->name, err);
		if (result == MOW_OK)
			result = add_parent(search, &there.oid, err);
	}
	return result;
}

static int differ(struct touched_search *search, const struct pair *pair, struct mow_error *err)
{
	struct frame *frame = &search->frames.items[search->frames.count - 1];
	const struct touched *what = search->what;
	bool folder = pair->name.mode == MODE_TREE;
	size_t skip = frame->path_len;
	bool differs = true;

	buf_cut(&search->path, skip);
	buf_add(&search->path, pair->name.name, pair->name.name_len);
	if (folder)
		buf_addc(&search->path, '/');
	if (search->path.failed)
		return mow_fail_memory(err);
	size_t from = find_step(search, frame->from, frame->to, skip);
	size_t to = from;
	if (folder) {
		/* The first byte after a slash ends the folder. */
		search->path.data[search->path.len - 1] = '/' + 1;
		to = find_step(search, from, frame->to, skip);
		search->path.data[search->path.len - 1] = '/';
	} else if (from < frame->to && compare_path(&what->steps->items[from], skip, &search->path) == 0) {
		to = from + 1;
	}
	frame->from = to;
	if (from == to)
		return MOW_OK;
	int result = differs_from_all(&differs, search, &pair->name, &pair->own, err);
	if (result != MOW_OK || !differs)
		return result;
	return folder ? enter(search, pair, from, to, err) : what->each(from, &pair->own, what->context);
}

/* Looks at the next name that the commit or its first parent has in the innermost folder. */
static int step(struct touched_search *search, struct mow_error *err)
{
	size_t first = search->frames.items[search->frames.count - 1].first;
	struct side *own = &search->sides.items[first];
	struct side *parent = &search->sides.items[first + 1];
	int order = !parent->more ? -1 : !own->more ? 1 : tree_compare(&own->entry, &parent->entry);
	struct pair pair = {.name = order <= 0 ? own->entry : parent->entry,
			    .own = order <= 0 ? own->entry : nothing,
			    .first = order >= 0 ? parent->entry : nothing};
	bool same = is_same(&pair.own, &pair.first);
	int result = MOW_OK;

	/* What goes on alike is not looked at: trees of a change are checked by steps_between, those in between never
	 * land. */
	if (same) {
		tree_skip_same(&own->entry, &own->tree, &own->position, &parent->tree, &parent->position);
		parent->entry = own->entry;
	}
	if (order <= 0)
		result = advance(search, own, err);
	if (order >= 0 && result == MOW_OK)
		result = advance(search, parent, err);
	if (result != MOW_OK || same)
		return result;
	return differ(search, &pair, err);
}

/* Tells the folder that was just entered. */
static int tell_folder(const struct touched_search *search)
{
	const struct frame *frame = &search->frames.items[search->frames.count - 1];
	const struct side *sides = &search->sides.items[frame->first];

	return search->what->folder(&search->path, &sides[0].oid, &sides[1].oid, search->what->context);
}

static int go(struct touched_search *search, struct mow_error *err)
{
	int result = MOW_OK;
	size_t told = 0; /* folders that we are in and that were told */

	while (result == MOW_OK && search->frames.count > 0) {
		const struct frame *frame = &search->frames.items[search->frames.count - 1];
		const struct side *sides = &search->sides.items[frame->first];
		if (search->what->folder != NULL && told < search->frames.count)
			result = tell_folder(search);
		told = search->frames.count;
		if (result != MOW_OK)
			break;
		if (frame->from < frame->to && (sides[0].more || sides[1].more))
			result = step(search, err);
		else
			leave(search);
	}
	return result;
}

static int start(struct touched_search *search, const struct oid *tree, const struct oid *parents, size_t count,
		 struct mow_error *err)
{
	static const struct oid none;
	int result = open_frame(search, 0, search->what->steps->count, err);

	if (result == MOW_OK)
		result = open_side(search, tree, err);
	if (result == MOW_OK && count == 0)
		result = open_side(search, &none, err);
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		result = add_parent(search, &parents[i], err);
	return result;
}

int touched_walk(const struct touched *touched, const struct oid *tree, const struct oid *parents, size_t parent_count,
		 struct mow_error *err)
{
	struct touched_search search = {.what = touched, .path = BUF_INIT};

	for (size_t i = 0; i < parent_count; i++)
		if (oid_equal(tree, &parents[i]))
			return MOW_OK;
	int result = start(&search, tree, parents, parent_count, err);
	if (result == MOW_OK)
		result = go(&search, err);
	while (search.frames.count > 0)
		leave(&search);
	free(search.frames.items);
	free(search.sides.items);
	buf_release(&search.path);
	return result;
}
