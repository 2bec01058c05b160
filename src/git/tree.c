#include "git/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/escape.h"
#include "git/internal.h"
#include "git/tree_name.h"

/*
 * Folders sort as if their names ended in `/`, so a file and a folder of one name may stand apart: "a", "a-b", "a/".
 * Files that are the beginning of the name after them wait here until no folder of their name can come any more. They
 * are beginnings of one another, the longest last, but for some whose time is over and that are taken off when they are
 * met: each is put and taken once, so a tree is checked in linear time.
 */
struct waiting {
	const char *name;
	size_t len;
};

struct tree_order {
	struct waiting *items;
	size_t count;
	size_t capacity;
};

/* Takes over the object. */
static int open_tree(struct tree *out, struct repo *repo, git_odb_object *object, struct mow_error *err)
{
	struct tree tree = TREE_INIT;
	int result = budget_memory(repo->budget, git_odb_object_size(object), err);

	if (result != MOW_OK) {
		git_odb_object_free(object);
		return result;
	}
	tree.budget = repo->budget;
	tree.object = object;
	tree.bytes = git_odb_object_data(object);
	tree.len = git_odb_object_size(object);
	tree.order = calloc(1, sizeof *tree.order);
	if (tree.order == NULL) {
		tree_release(&tree);
		return mow_fail_memory(err);
	}
	*out = tree;
	return MOW_OK;
}

static int read_tree(struct tree *out, struct repo *repo, const struct oid *oid, bool keeps, struct mow_error *err)
{
	if (oid_is_zero(oid)) {
		*out = (struct tree)TREE_INIT;
		return MOW_OK;
	}
	git_odb_object *object = tree_cache_find(&repo->recent, oid);
	int result = MOW_OK;
	if (object == NULL) {
		result = repo_read(&object, repo, oid, GIT_OBJECT_TREE, err);
		if (result != MOW_OK)
			return result;
		if (keeps)
			tree_cache_keep(&repo->recent, object);
	} else {
		result = budget_work(repo->budget, BUDGET_LOOK + (uint64_t)git_odb_object_size(object), err);
		if (result != MOW_OK) {
			git_odb_object_free(object);
			return result;
		}
	}
	return open_tree(out, repo, object, err);
}

int tree_read(struct tree *out, struct repo *repo, const struct oid *oid, struct mow_error *err)
{
	return read_tree(out, repo, oid, true, err);
}

int tree_read_once(struct tree *out, struct repo *repo, const struct oid *oid, struct mow_error *err)
{
	return read_tree(out, repo, oid, false, err);
}

void tree_release(struct tree *tree)
{
	if (tree->order != NULL)
		free(tree->order->items);
	free(tree->order);
	git_odb_object_free(tree->object);
	budget_free(tree->budget, tree->len);
	*tree = (struct tree)TREE_INIT;
}

/* Says where: the folder's path, where somebody told it, and the tree's id. `entry` NULL: it is the tree as a whole. */
static int fail_tree(const struct tree *tree, const struct tree_entry *entry, const char *why, struct mow_error *err)
{
	MOW_AUTO(buf) place = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;
	char hex[OID_HEX] = "";

	if (tree->object != NULL) {
		struct oid oid;
		oid_from_git(&oid, git_odb_object_id(tree->object));
		oid_format(hex, &oid);
	}
	if (tree->path != NULL && tree->path_len > 0)
		escape_path(&place, tree->path, tree->path_len);
	else
		buf_adds(&place, tree->path != NULL ? "the root folder" : "a folder");
	if (entry != NULL)
		escape_path(&name, entry->name, entry->name_len);
	return mow_fail(err, MOW_EDENIED, "%s has a malformed tree%s%.12s: %s%s%s", place.data, hex[0] ? " " : "", hex,
			name.data, entry != NULL ? " " : "", why);
}

/* The five spellings that git writes. NULL: it is one; else what is wrong with it. */
static const char *read_mode(unsigned *mode, size_t *size, const char *at, size_t left)
{
	unsigned known = MODE_NONE;

	if (left >= 7 && memcmp(at, "100644 ", 7) == 0)
		known = MODE_FILE;
	else if (left >= 6 && memcmp(at, "40000 ", 6) == 0)
		known = MODE_TREE;
	else if (left >= 7 && memcmp(at, "100755 ", 7) == 0)
		known = MODE_EXECUTABLE;
	else if (left >= 7 && memcmp(at, "120000 ", 7) == 0)
		known = MODE_LINK;
	else if (left >= 7 && memcmp(at, "160000 ", 7) == 0)
		known = MODE_GITLINK;
	if (known != MODE_NONE) {
		*mode = known;
		*size = known == MODE_TREE ? 6 : 7;
		return NULL;
	}
	const char *space = memchr(at, ' ', left < 16 ? left : 16);
	if (space == NULL)
		return "an entry has no mode";
	*size = (size_t)(space - at) + 1;
	if (at[0] == '0')
		return "has a mode with a leading zero";
	if (left >= 7 && memcmp(at, "100664 ", 7) == 0)
		return "has the mode 100664 of very old versions of git, which an approval cannot name; "
		       "git rm --cached and git add it again";
	return "has a mode that git does not write";
}

/* What git takes an octal mode for (canon_mode in its cache.h). */
static bool read_odd_mode(unsigned *mode, const char *at, size_t len)
{
	unsigned value = 0;

	for (size_t i = 0; i < len; i++) {
		if (at[i] < '0' || at[i] > '7')
			return false;
		value = value << 3 | (unsigned)(at[i] - '0');
	}
	unsigned kind = value & 0170000;
	*mode = kind == 0040000   ? MODE_TREE
		: kind == 0120000 ? MODE_LINK
		: kind != 0100000 ? MODE_GITLINK
		: value & 0100    ? MODE_EXECUTABLE
				  : MODE_FILE;
	return len > 0;
}

static const char *check_name(const char *name, size_t len)
{
	if (len == 0)
		return "has an empty name";
	if (memchr(name, '/', len) != NULL)
		return "has a slash in its name";
	if (len > TREE_PATH_MAX)
		return "has a name that is too long";
	/* Whatever is reserved begins with one of these, or goes on with one behind a backslash. */
	switch ((unsigned char)name[0]) {
	case '.':
	case 'g':
	case 'G':
	case 0xE2:
	case 0xEF:
		break;
	default:
		if (memchr(name, '\\', len) == NULL)
			return NULL;
	}
	return tree_name_is_reserved(name, len) ? "is a name that git keeps for itself" : NULL;
}

/* NULL: taken. Otherwise what is wrong, and `entry` holds the name as far as it was found. */
static const char *take_entry(struct tree_entry *entry, size_t *size, const struct tree *tree, size_t position)
{
	const char *at = tree->bytes + position;
	size_t left = tree->len - position;
	size_t mode_len = 0;
	const char *fault = read_mode(&entry->mode, &mode_len, at, left);

	if (mode_len == 0)
		return fault;
	if (fault != NULL && tree->as_git && read_odd_mode(&entry->mode, at, mode_len - 1)) {
		fault = NULL;
		if (tree->odd != NULL)
			*tree->odd = true;
	}
	entry->name = at + mode_len;
	entry->name_len = strnlen(entry->name, left - mode_len);
	*size = mode_len + entry->name_len + 1 + OID_SIZE;
	if (left < *size)
		return "an entry is cut off";
	if (fault != NULL)
		return fault;
	memcpy(entry->oid.bytes, entry->name + entry->name_len + 1, OID_SIZE);
	fault = check_name(entry->name, entry->name_len);
	return fault != NULL ? fault : oid_is_zero(&entry->oid) ? "has an id of zeros" : NULL;
}

/* Takes off what cannot be met any more; whether the folder's name is a file's already. */
static bool meets_waiting(struct tree_order *order, const struct tree_entry *folder)
{
	while (order->count > 0) {
		const struct waiting *file = &order->items[order->count - 1];
		if (file->len <= folder->name_len && memcmp(file->name, folder->name, file->len) == 0) {
			if (file->len == folder->name_len)
				return true;
			if ((unsigned char)folder->name[file->len] < '/')
				return false;
		}
		order->count--;
	}
	return false;
}

/* NULL: `next` comes after `last`. */
static const char *check_order(struct tree_order *order, const struct tree_entry *last, const struct tree_entry *next)
{
	size_t len = last->name_len < next->name_len ? last->name_len : next->name_len;
	int compared = memcmp(last->name, next->name, len);

	if (compared != 0)
		return compared < 0 ? NULL : "is out of order";
	if (last->name_len == next->name_len)
		return "is there twice";
	unsigned char end = last->mode == MODE_TREE ? '/' : 0;
	unsigned char last_byte = len < last->name_len ? (unsigned char)last->name[len] : end;
	end = next->mode == MODE_TREE ? '/' : 0;
	unsigned char next_byte = len < next->name_len ? (unsigned char)next->name[len] : end;
	if (last_byte >= next_byte)
		return "is out of order";
	if (last_byte == 0 && next_byte < '/') {
		if (array_reserve(order, 1))
			return "";
		order->items[order->count++] = (struct waiting){last->name, last->name_len};
	} else if (next_byte == '/' && next->name_len == len && meets_waiting(order, next)) {
		return "is there twice, as a file and as a folder";
	}
	return NULL;
}

int tree_next(struct tree_entry *entry, const struct tree *tree, size_t *position, struct mow_error *err)
{
	struct tree_entry next;
	size_t size = 0;

	if (*position >= tree->len)
		return 0;
	next.name = "";
	next.name_len = 0;
	const char *fault = take_entry(&next, &size, tree, *position);
	if (fault != NULL)
		return fail_tree(tree, next.name_len > 0 && size <= tree->len - *position ? &next : NULL, fault, err);
	if (*position == 0)
		tree->order->count = 0;
	else
		fault = check_order(tree->order, entry, &next);
	if (fault != NULL)
		return fault[0] == '\0' ? mow_fail_memory(err) : fail_tree(tree, &next, fault, err);
	*entry = next;
	*position += size;
	return 1;
}

bool tree_is_empty_folder(const struct tree_entry *entry)
{
	static const struct oid empty = {{0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60,
					  0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04}};

	return entry->mode == MODE_TREE && oid_equal(&entry->oid, &empty);
}

int tree_entry_of(struct tree_entry *out, const struct tree *tree, const char *name, size_t len)
{
	const struct tree_entry last = {.name = name, .name_len = len, .mode = MODE_TREE};
	struct tree_entry entry = {0};
	size_t size = 0;

	for (size_t at = 0; at < tree->len; at += size) {
		if (take_entry(&entry, &size, tree, at) != NULL || tree_compare(&entry, &last) > 0)
			return 0;
		if (entry.name_len == len && memcmp(entry.name, name, len) == 0) {
			*out = entry;
			return 1;
		}
	}
	return 0;
}

/* How many bytes two texts have in common at their beginnings. */
static size_t common_length(const char *a, const char *b, size_t len)
{
	size_t at = 0;

	for (; at + 8 <= len; at += 8)
		if (memcmp(a + at, b + at, 8) != 0)
			break;
	while (at < len && a[at] == b[at])
		at++;
	return at;
}

void tree_skip_same(struct tree_entry *last, const struct tree *a, size_t *at_a, const struct tree *b, size_t *at_b)
{
	const char *start = a->bytes + *at_a;
	size_t left_a = a->len - *at_a;
	size_t left_b = b->len - *at_b;
	size_t common = left_a > 0 && left_b > 0
				? common_length(start, b->bytes + *at_b, left_a < left_b ? left_a : left_b)
				: 0;
	size_t passed = 0;
	size_t begin = 0;
	const char *end;

	while (passed < common && (end = memchr(start + passed, '\0', common - passed)) != NULL) {
		size_t next = (size_t)(end - start) + 1 + OID_SIZE;
		if (next > common)
			break;
		begin = passed;
		passed = next;
	}
	if (passed == 0)
		return;
	const char *name = memchr(start + begin, ' ', passed - begin);
	last->name = name != NULL ? name + 1 : start + begin;
	last->name_len = passed - 1 - OID_SIZE - (size_t)(last->name - start);
	while (start[begin] == '0')
		begin++;
	last->mode = start[begin] == '4' ? MODE_TREE : MODE_FILE;
	*at_a += passed;
	*at_b += passed;
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

void tree_put(struct buf *out, const struct tree_entry *entry)
{
	buf_adds(out, mode_text(entry->mode));
	buf_add(out, entry->name, entry->name_len);
	buf_addc(out, '\0');
	buf_add(out, entry->oid.bytes, OID_SIZE);
}
