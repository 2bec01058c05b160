/*
 * Trees as git stores them: raw, checked strictly, without building objects. The readers of this file are the only code
 * that takes a tree apart.
 */
#ifndef MOW_GIT_TREE_H
#define MOW_GIT_TREE_H

#include <string.h>

#include "git/repo.h"

#define TREE_DEPTH_MAX 1000 /* folders inside one another */
#define TREE_PATH_MAX 65535 /* bytes of a path */
#define TREE_ENTRIES_MAX \
	20000000 /* entries that one walk or comparison looks at: a small pack can unfold into any number */

struct tree_entry {
	const char *name; /* not NUL-terminated */
	size_t name_len;
	unsigned mode; /* one of MODE_*; other spellings that git once wrote are refused, or read as git does */
	struct oid oid;
};

/* Whether it is a folder without anything in it. git never writes one into another folder. */
bool tree_is_empty_folder(const struct tree_entry *entry);

/* One tree in memory; entries point into it. Where it lies is for messages; whoever read it may say so. */
struct tree {
	void *object; /* libgit2's */
	const char *bytes;
	size_t len;
	const char *path; /* of the folder, as "brand/logo/"; NULL: not known */
	size_t path_len;
	struct tree_order *order; /* what tree_next remembers of the names it has passed */
	bool as_git;              /* set by whoever reads what is old: odd modes are what git takes them for */
	bool *odd;                /* then true where there was one; NULL */
	struct budget *budget;    /* that it is kept on while it is open; NULL */
};
#define TREE_INIT                                               \
	{                                                       \
		NULL, NULL, 0, NULL, 0, NULL, false, NULL, NULL \
	}

/*
 * Reads a tree; all zeros is the empty tree. Its order and names are checked as it is walked by tree_next.
 */
int tree_read(struct tree *out, struct repo *repo, const struct oid *oid, struct mow_error *err);
/* The same for a tree that will hardly be read again soon: it is not kept at hand. */
int tree_read_once(struct tree *out, struct repo *repo, const struct oid *oid, struct mow_error *err);
void tree_release(struct tree *tree);
MOW_AUTO_DEFINE(tree)

/*
 * The next entry; `position` starts at 0. Returns 1, 0 at the end, or MOW_EDENIED for a tree that git's strict check
 * (fsck) would refuse: a bad mode (also 100664 and 040000 with a leading zero; unless `as_git`), an empty name, `/` in
 * a name, `.`,
 * `..`, `.git` (in any case, and as HFS+ and NTFS would read it), names out of order or twice (also as a file and a
 * folder, with others in between), an id of zeros, a cut entry. `entry` must still hold the one returned before, for
 * the order: one goes through a tree from its start to its end, any number of times, but not at two places at once.
 */
int tree_next(struct tree_entry *entry, const struct tree *tree, size_t *position, struct mow_error *err);

/*
 * Passes over the entries that both trees have next, byte for byte: many times faster than tree_next, since names and
 * order are not checked. `last` must hold the entry returned before in both, and holds the last one passed, as far as
 * tree_next needs it.
 */
void tree_skip_same(struct tree_entry *last, const struct tree *a, size_t *at_a, const struct tree *b, size_t *at_b);

/*
 * The entry of a name in a tree of which nothing was read yet: 1, or 0 for none. Looks no further than where it would
 * stand, and checks nothing: a malformed tree can hide it, so the answer holds where the tree is then walked to its
 * end.
 */
int tree_entry_of(struct tree_entry *out, const struct tree *tree, const char *name, size_t len);

/* The entry at a path, odd modes as git reads them; MOW_ENOTFOUND: none. The root ("" or len 0) is MODE_TREE.
 * `path->folder` asks for nothing: the entry's mode says what it is. */
int tree_find(struct tree_entry *out, struct repo *repo, const struct oid *root, const struct mow_path *path,
	      struct mow_error *err);

/* In git's order, in which a folder's name ends in a slash: so the paths below come in the order of their bytes. */
static inline int tree_compare(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t len = a->name_len < b->name_len ? a->name_len : b->name_len;
	int compared = memcmp(a->name, b->name, len);

	if (compared != 0)
		return compared;
	int end_a = a->name_len > len ? (unsigned char)a->name[len] : a->mode == MODE_TREE ? '/' : 0;
	int end_b = b->name_len > len ? (unsigned char)b->name[len] : b->mode == MODE_TREE ? '/' : 0;
	return end_a - end_b;
}

/* MOW_ETOOBIG: "more than LIMIT WHAT, at a path that begins with PATH". */
int tree_fail_limit(struct mow_error *err, int limit, const char *what, const struct buf *path);

/*
 * Walks a tree in the order of git ls-tree -r -t: `each` gets every entry with its whole path and says whether to go
 * into a folder: 0 go on (and into it), 1 do not go into it, negative: stop, and that is returned. `folder` gets each
 * folder that is gone into, the root too, before what lies in it: its path with the final slash ("": the root) and the
 * tree, of which nothing was read yet; nonzero stops, and is returned. Bounded by TREE_DEPTH_MAX, TREE_PATH_MAX and
 * TREE_ENTRIES_MAX (MOW_ETOOBIG). What is old is read as git reads it: odd modes are what git takes them for.
 */
typedef int tree_walk_fn(const char *path, size_t len, const struct tree_entry *entry, void *context);
typedef int tree_folder_fn(const char *path, size_t len, const struct tree *tree, void *context);
struct tree_visitor {
	tree_walk_fn *each;
	tree_folder_fn *folder; /* may be NULL */
	void *context;
	bool strict; /* modes of old versions of git are refused, as those that a push brings are */
	bool *odd;   /* else true where there was one; NULL */
};
int tree_visit(struct repo *repo, const struct oid *root, const struct tree_visitor *visitor, struct mow_error *err);
/* The same without `folder`. */
int tree_walk(struct repo *repo, const struct oid *root, tree_walk_fn *each, void *context, struct mow_error *err);

/* ---- writing */
/* Appends an entry as a tree has it; they come in the order of tree_compare. */
void tree_put(struct buf *out, const struct tree_entry *entry);

#endif
