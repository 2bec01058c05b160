#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "git/pack.h"
#include "git/tree.h"

/*
 * Trees are put together as bytes, entry by entry in git's order, and checked as a whole before they are written: so
 * what cannot be (a file and a folder of one name, a reserved name) is found there, whatever brought it. The recursion
 * goes down a path of at most TREE_DEPTH_MAX folders.
 */
struct writer {
	struct repo *repo;
	struct pack pack; /* the new trees */
	const struct tree_addition *additions;
	struct buf path; /* of the folder that is being written, with its slash */
	size_t depth;
};

static int enter(struct writer *writer, const struct tree_entry *folder, struct mow_error *err)
{
	if (++writer->depth > TREE_DEPTH_MAX)
		return mow_fail(err, MOW_ETOOBIG, "more than %d folders inside one another", TREE_DEPTH_MAX);
	buf_add(&writer->path, folder->name, folder->name_len);
	buf_addc(&writer->path, '/');
	return buf_check(&writer->path, err);
}

static void leave(struct writer *writer, size_t path_len)
{
	writer->depth--;
	buf_cut(&writer->path, path_len);
}

static const char *mode_text(unsigned mode)
{
	switch (mode) {
	case MODE_TREE:
		return "40000 ";
	case MODE_EXECUTABLE:
		return "100755 ";
	case MODE_LINK:
		return "120000 ";
	case MODE_GITLINK:
		return "160000 ";
	default:
		return "100644 ";
	}
}

static void put_entry(struct buf *out, const struct tree_entry *entry)
{
	buf_adds(out, mode_text(entry->mode));
	buf_add(out, entry->name, entry->name_len);
	buf_addc(out, '\0');
	buf_add(out, entry->oid.bytes, OID_SIZE);
}

/* Whether a tree that was read, and so checked, is what would be written. */
static bool is_there(const struct tree *tree, const struct buf *bytes)
{
	return !bytes->failed && tree->len > 0 && tree->len == bytes->len &&
	       memcmp(tree->bytes, bytes->data, bytes->len) == 0;
}

static int write_tree(struct oid *out, struct writer *writer, const struct buf *bytes, struct mow_error *err)
{
	struct tree tree = {
		.bytes = bytes->data, .len = bytes->len, .path = writer->path.data, .path_len = writer->path.len};
	int result = buf_check(bytes, err);

	if (result == MOW_OK)
		result = tree_check(&tree, err);
	return result == MOW_OK ? pack_add(out, &writer->pack, bytes->data, bytes->len, err) : result;
}

/* The additions of one folder that have one first name in it: a file, or a folder with all that is to be added below.
 */
struct group {
	struct tree_entry entry;
	size_t start;
	size_t end;
};

static bool next_group(struct group *group, const struct writer *writer, size_t at, size_t end)
{
	size_t skip = writer->path.len;

	if (at >= end)
		return false;
	const char *name = writer->additions[at].path + skip;
	const char *slash = strchr(name, '/');
	group->start = at;
	group->end = at + 1;
	group->entry = (struct tree_entry){.name = name,
					   .name_len = slash != NULL ? (size_t)(slash - name) : strlen(name),
					   .mode = slash != NULL ? MODE_TREE : MODE_FILE,
					   .oid = writer->additions[at].blob};
	if (slash != NULL) {
		size_t len = skip + group->entry.name_len + 1;
		group->entry.oid = (struct oid){{0}};
		while (group->end < end &&
		       strncmp(writer->additions[group->end].path, writer->additions[at].path, len) == 0)
			group->end++;
	}
	return true;
}

static int add_below(struct writer *writer, struct oid *folder, size_t start, size_t end, struct mow_error *err);

/* One step of the merge: the group, and the entry that is there already where both are of one name and kind. */
static int put_group(struct buf *out, struct writer *writer, const struct group *group, const struct tree_entry *there,
		     struct mow_error *err)
{
	struct tree_entry entry = there != NULL ? *there : group->entry;
	size_t path_len = writer->path.len;
	int result = MOW_OK;

	if (entry.mode == MODE_TREE) {
		result = enter(writer, &entry, err);
		if (result == MOW_OK)
			result = add_below(writer, &entry.oid, group->start, group->end, err);
		leave(writer, path_len);
	}
	if (result == MOW_OK)
		put_entry(out, &entry);
	return result;
}

/* `folder`: the tree that gets the additions from `start` to `end`, all of which lie below writer->path; then the new
 * one. */
static int add_below(struct writer *writer, struct oid *folder, size_t start, size_t end, struct mow_error *err)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct tree_entry there;
	struct group group;
	size_t position = 0;
	int result = tree_read(&tree, writer->repo, folder, err);

	if (result != MOW_OK)
		return result;
	bool more = next_group(&group, writer, start, end);
	int left = tree_next(&there, &tree, &position, err);
	while (left >= 0 && result == MOW_OK && (left == 1 || more)) {
		int order = !more ? -1 : left == 0 ? 1 : tree_compare(&there, &group.entry);
		if (order < 0)
			put_entry(&bytes, &there);
		else
			result = put_group(&bytes, writer, &group, order == 0 ? &there : NULL, err);
		if (order >= 0)
			more = next_group(&group, writer, group.end, end);
		if (order <= 0 && result == MOW_OK)
			left = tree_next(&there, &tree, &position, err);
	}
	if (left < 0 || result != MOW_OK)
		return left < 0 ? left : result;
	return is_there(&tree, &bytes) ? MOW_OK : write_tree(folder, writer, &bytes, err);
}

static void start(struct writer *writer, struct repo *repo)
{
	*writer = (struct writer){.repo = repo, .pack = {.repo = repo, .bytes = BUF_INIT}, .path = BUF_INIT};
}

/* `oid` is the new tree, if `result` is no failure. */
static int finish(struct oid *out, struct writer *writer, const struct oid *oid, int result, struct mow_error *err)
{
	if (result == MOW_OK)
		result = pack_end(&writer->pack, err);
	if (result == MOW_OK)
		*out = *oid;
	pack_release(&writer->pack);
	buf_release(&writer->path);
	return result;
}

int tree_add(struct oid *out, struct repo *repo, const struct oid *root, const struct tree_additions *additions,
	     struct mow_error *err)
{
	struct writer writer;
	struct oid oid = *root;
	int result = MOW_OK;

	for (size_t i = 1; i < additions->count; i++)
		if (strcmp(additions->items[i - 1].path, additions->items[i].path) >= 0)
			return mow_fail(err, MOW_EINVAL,
					"files to be added are not sorted by path, or one is there twice");
	start(&writer, repo);
	writer.additions = additions->items;
	if (additions->count > 0)
		result = add_below(&writer, &oid, 0, additions->count, err);
	return finish(out, &writer, &oid, result, err);
}

static int unite(struct writer *writer, struct oid *ours, const struct oid *theirs, struct mow_error *err);

/* An entry of both sides: ours stays, but for folders, which are united. */
static int put_both(struct buf *out, struct writer *writer, const struct tree_entry *ours,
		    const struct tree_entry *theirs, struct mow_error *err)
{
	struct tree_entry entry = *ours;
	size_t path_len = writer->path.len;
	int result = MOW_OK;

	if (entry.mode == MODE_TREE && !oid_equal(&ours->oid, &theirs->oid)) {
		result = enter(writer, ours, err);
		if (result == MOW_OK)
			result = unite(writer, &entry.oid, &theirs->oid, err);
		leave(writer, path_len);
	}
	if (result == MOW_OK)
		put_entry(out, &entry);
	return result;
}

/* `ours` becomes the union. */
static int unite(struct writer *writer, struct oid *ours, const struct oid *theirs, struct mow_error *err)
{
	MOW_AUTO(tree) first = TREE_INIT;
	MOW_AUTO(tree) second = TREE_INIT;
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct tree_entry a, b;
	size_t at_a = 0;
	size_t at_b = 0;
	int result = tree_read(&first, writer->repo, ours, err);

	if (result == MOW_OK)
		result = tree_read(&second, writer->repo, theirs, err);
	if (result != MOW_OK)
		return result;
	int left_a = tree_next(&a, &first, &at_a, err);
	int left_b = tree_next(&b, &second, &at_b, err);
	while (left_a >= 0 && left_b >= 0 && result == MOW_OK && left_a + left_b > 0) {
		int order = left_b == 0 ? -1 : left_a == 0 ? 1 : tree_compare(&a, &b);
		if (order == 0)
			result = put_both(&bytes, writer, &a, &b, err);
		else
			put_entry(&bytes, order < 0 ? &a : &b);
		if (order <= 0 && result == MOW_OK)
			left_a = tree_next(&a, &first, &at_a, err);
		if (order >= 0 && result == MOW_OK)
			left_b = tree_next(&b, &second, &at_b, err);
	}
	if (left_a < 0 || left_b < 0 || result != MOW_OK)
		return left_a < 0 ? left_a : left_b < 0 ? left_b : result;
	if (is_there(&first, &bytes))
		return MOW_OK;
	if (is_there(&second, &bytes)) {
		*ours = *theirs;
		return MOW_OK;
	}
	return write_tree(ours, writer, &bytes, err);
}

int tree_union(struct oid *out, struct repo *repo, const struct oid *ours, const struct oid *theirs,
	       struct mow_error *err)
{
	struct writer writer;
	struct oid oid = *ours;
	int result = MOW_OK;

	start(&writer, repo);
	if (oid_is_zero(ours))
		oid = *theirs;
	else if (!oid_is_zero(theirs) && !oid_equal(ours, theirs))
		result = unite(&writer, &oid, theirs, err);
	return finish(out, &writer, &oid, result, err);
}
