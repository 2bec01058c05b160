/*
 * One state of a repository that OWNERS files are read from: the working tree, the index, or a tree.
 */
#ifndef MOW_POLICY_SNAPSHOT_H
#define MOW_POLICY_SNAPSHOT_H

#include "base/map.h"
#include "git/index.h"
#include "git/tree.h"

enum snapshot_kind { SNAPSHOT_WORKTREE, SNAPSHOT_INDEX, SNAPSHOT_TREE };

/* A file of the index that is called OWNERS or OWNERS.signers, or lies in a folder so called. */
struct snapshot_entry {
	const char *path;
	unsigned mode;
	struct oid oid;
	bool unmerged;
};

struct snapshot {
	enum snapshot_kind kind;
	struct repo *repo;
	struct oid tree; /* SNAPSHOT_TREE */
	bool odd;        /* the same: snapshot_walk met a mode of old versions of git */
	bool sparse;     /* SNAPSHOT_WORKTREE: files of the index may be left out of it */
	bool unverified; /* blobs are not held against their ids, as git does not; for questions, never for decisions */
	struct snapshot_entry *items; /* SNAPSHOT_INDEX, these four; of a working tree what is left out of it */
	size_t count, capacity;
	struct map by_path;
	struct arena arena;
	struct index_file index; /* from the first snapshot_walk on, where that need not ask git */
};
void snapshot_release(struct snapshot *snapshot);
MOW_AUTO_DEFINE(snapshot)

/* As mow_rules_open has it: NULL the working tree (HEAD where there is none), ":" the index, else a revision. */
int snapshot_open(struct snapshot *out, struct repo *repo, const char *text, struct mow_error *err);
/* A tree; zeros: the empty one. */
void snapshot_open_tree(struct snapshot *out, struct repo *repo, const struct oid *tree);

/*
 * Appends the bytes of "brand/OWNERS". MOW_ENOTFOUND: it is not there, nor can be (a folder above it is a link or a
 * file); MOW_EDENIED: something of that name is no regular file, or is unmerged; MOW_ETOOBIG: more than `limit` bytes.
 * The messages of the last two say what is wrong with the file.
 */
int snapshot_read(struct buf *out, struct snapshot *snapshot, const char *path, size_t limit, struct mow_error *err);

/* The same for an OWNERS whose entry in a tree is at hand. */
int snapshot_read_entry(struct buf *out, struct snapshot *snapshot, const struct tree_entry *entry, size_t limit,
			struct mow_error *err);
/* Whether there is surely nothing at a path of the working tree: one look, where snapshot_read takes several. */
bool snapshot_lacks(const struct snapshot *snapshot, const char *path);

/* What a path is of: an enum mow_path_kind (a file where nothing is there), or an error. */
int snapshot_path_kind(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err);

/* Nonzero from `each` stops and is returned. */
typedef int snapshot_path_fn(const char *path, size_t len, void *context);
/* Whatever is called OWNERS, folders and links too, at any depth, each once. */
int snapshot_each_owners(struct snapshot *snapshot, snapshot_path_fn *each, void *context, struct mow_error *err);
/*
 * All files below `prefix` ("" or "dir/"), in the order of git ls-tree -r; of the working tree those of the index.
 * `folder` is called where the snapshot is a tree, as tree_visit has it, for the folders above `prefix` too.
 */
typedef int snapshot_file_fn(const struct mow_path *file, void *context);
struct snapshot_walk {
	const char *prefix;
	snapshot_file_fn *each;
	tree_folder_fn *folder;
	void *context;
};
int snapshot_walk(struct snapshot *snapshot, const struct snapshot_walk *walk, struct mow_error *err);

#endif
