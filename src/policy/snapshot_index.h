/* What a snapshot asks git about the index. */
#ifndef MOW_POLICY_SNAPSHOT_INDEX_H
#define MOW_POLICY_SNAPSHOT_INDEX_H

#include "policy/snapshot.h"

/* The OWNERS files and keys of the index, into the snapshot's entries. */
int snapshot_list_index(struct snapshot *snapshot, struct mow_error *err);

/*
 * The same, but only those that git marks skip-worktree: a sparse checkout leaves them out of the working tree, and
 * they are none the less in force. Sets `sparse`. git is asked only where the index can hold such marks, or where there
 * has been a sparse checkout.
 */
int snapshot_list_skipped(struct snapshot *snapshot, struct mow_error *err);

/* What a path is of in the index, an enum mow_path_kind, or an error. */
int snapshot_index_kind(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err);

#endif
