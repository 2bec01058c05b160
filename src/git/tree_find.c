#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "git/tree.h"

static int fail_absent(const struct mow_path *path, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, path->bytes, path->len);
	return mow_fail(err, MOW_ENOTFOUND, "%s is not there", text.data);
}

/* One name of a path: the bytes from `start` to `end`. */
struct part {
	const char *path;
	size_t start;
	size_t end;
};

/* Reads the folder to its end, so that it is checked as a whole. */
static int find_in(struct tree_entry *out, bool *found, struct repo *repo, const struct part *part,
		   struct mow_error *err)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry;
	size_t len = part->end - part->start;
	size_t position = 0;
	int result = tree_read(&tree, repo, &out->oid, err);

	if (result != MOW_OK)
		return result;
	tree.as_git = true;
	tree.path = part->path;
	tree.path_len = part->start;
	while ((result = tree_next(&entry, &tree, &position, err)) == 1) {
		if (entry.name_len == len && memcmp(entry.name, part->path + part->start, len) == 0) {
			*out = entry;
			*found = true;
		}
	}
	out->name = part->path + part->start;
	return result;
}

int tree_find(struct tree_entry *out, struct repo *repo, const struct oid *root, const struct mow_path *path,
	      struct mow_error *err)
{
	struct tree_entry entry = {.name = path->bytes, .name_len = 0, .mode = MODE_TREE, .oid = *root};
	struct part part = {.path = path->bytes, .start = 0, .end = 0};

	while (part.start < path->len) {
		const char *slash = memchr(path->bytes + part.start, '/', path->len - part.start);
		bool found = false;
		part.end = slash != NULL ? (size_t)(slash - path->bytes) : path->len;
		int result = entry.mode == MODE_TREE ? find_in(&entry, &found, repo, &part, err) : MOW_OK;
		if (result != MOW_OK)
			return result;
		if (!found)
			return fail_absent(path, err);
		part.start = part.end + 1;
	}
	*out = entry;
	return MOW_OK;
}
