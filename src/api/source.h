/*
 * One state of a repository that OWNERS files are read from: the working tree, the index, or a tree.
 */
#ifndef MOW_API_SOURCE_H
#define MOW_API_SOURCE_H

#include "base/map.h"
#include "git/tree.h"

enum source_kind { SOURCE_WORKTREE, SOURCE_INDEX, SOURCE_TREE };

/* A file of the index that is called OWNERS or OWNERS.signers, or lies in a folder so called. */
struct source_entry {
	const char *path;
	unsigned mode;
	struct oid oid;
	bool unmerged;
};

struct source {
	enum source_kind kind;
	struct repo *repo;
	struct oid tree;            /* SOURCE_TREE */
	struct source_entry *items; /* SOURCE_INDEX, these four */
	size_t count, capacity;
	struct map by_path;
	struct arena arena;
};
void source_release(struct source *source);
MOW_AUTO_DEFINE(source)

/* As mow_rules_open has it: NULL the working tree (HEAD where there is none), ":" the index, else a revision. */
int source_open(struct source *out, struct repo *repo, const char *text, struct mow_error *err);
/* A tree; zeros: the empty one. */
void source_open_tree(struct source *out, struct repo *repo, const struct oid *tree);

/*
 * Appends the bytes of "brand/OWNERS". MOW_ENOTFOUND: it is not there, nor can be (a folder above it is a link or a
 * file); MOW_EDENIED: something of that name is no regular file, or is unmerged; MOW_ETOOBIG: more than `limit` bytes.
 * The messages of the last two say what is wrong with the file.
 */
int source_read(struct buf *out, struct source *source, const char *path, size_t limit, struct mow_error *err);

/* The same for an OWNERS whose entry in a tree is at hand. */
int source_read_entry(struct buf *out, struct source *source, const struct tree_entry *entry, size_t limit,
		      struct mow_error *err);
/* Whether there is surely nothing at a path of the working tree: one look, where source_read takes several. */
bool source_lacks(const struct source *source, const char *path);

/* Whether it is a folder: 1, 0 (also where nothing is there), or an error. */
int source_is_folder(struct source *source, const char *path, size_t len, struct mow_error *err);

/* Nonzero from `each` stops and is returned. */
typedef int source_path_fn(const char *path, size_t len, void *context);
/* Whatever is called OWNERS, folders and links too, at any depth, each once. */
int source_each_owners(struct source *source, source_path_fn *each, void *context, struct mow_error *err);
/*
 * All files below `prefix` ("" or "dir/"), in the order of git ls-tree -r; of the working tree those of the index.
 * `folder` is called where the source is a tree, as tree_visit has it, for the folders above `prefix` too.
 */
struct source_walk {
	const char *prefix;
	source_path_fn *each;
	tree_folder_fn *folder;
	void *context;
};
int source_walk(struct source *source, const struct source_walk *walk, struct mow_error *err);

#endif
