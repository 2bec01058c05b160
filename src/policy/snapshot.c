#include "policy/snapshot.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"
#include "policy/snapshot_index.h"
#include "rules/rules.h"

void snapshot_release(struct snapshot *snapshot)
{
	free(snapshot->items);
	map_release(&snapshot->by_path);
	arena_release(&snapshot->arena);
	index_close(&snapshot->index);
	memset(snapshot, 0, sizeof *snapshot);
}

int snapshot_open(struct snapshot *out, struct repo *repo, const char *text, struct mow_error *err)
{
	MOW_AUTO(snapshot) snapshot = {0};
	struct oid commit;
	int result = MOW_OK;

	snapshot.repo = repo;
	if (text == NULL && repo_work_dir(repo) != NULL) {
		snapshot.kind = SNAPSHOT_WORKTREE;
		result = snapshot_list_skipped(&snapshot, err);
	} else if (text != NULL && strcmp(text, ":") == 0) {
		snapshot.kind = SNAPSHOT_INDEX;
		result = snapshot_list_index(&snapshot, err);
	} else {
		snapshot.kind = SNAPSHOT_TREE;
		result = repo_commit_of(&commit, repo, text != NULL ? text : "HEAD", err);
		if (result == MOW_ENOTFOUND && (text == NULL || strcmp(text, "HEAD") == 0))
			return mow_fail(err, MOW_ENOTFOUND,
					"this repository has no commit yet, so there is nothing to read; commit first");
		if (result == MOW_OK)
			result = repo_commit_tree(&snapshot.tree, repo, &commit, err);
	}
	if (result < 0)
		return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EINVAL) : result;
	*out = snapshot;
	memset(&snapshot, 0, sizeof snapshot);
	return MOW_OK;
}

void snapshot_open_tree(struct snapshot *out, struct repo *repo, const struct oid *tree)
{
	memset(out, 0, sizeof *out);
	out->kind = SNAPSHOT_TREE;
	out->repo = repo;
	out->tree = *tree;
}

static int not_regular(unsigned mode, struct mow_error *err)
{
	return mow_fail(err, MOW_EDENIED, "this is a %s; it must be a regular file",
			mode == MODE_LINK   ? "symbolic link"
			: mode == MODE_TREE ? "folder"
					    : "submodule");
}

/* After lstat: MOW_ENOTFOUND where there is nothing, else why that cannot be told. Of a name that is too long for the
 * system git has put nothing there. */
static int fail_look(const char *path, struct mow_error *err)
{
	if (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG)
		return MOW_ENOTFOUND;
	return fail_path_errno(err, "look at", path);
}

/*
 * Whether every folder above the path is one, and none a link or the root of another repository: a path through a link
 * is not of this repository, as git sees it. 0, MOW_ENOTFOUND.
 */
static int check_folders(struct buf *full, const char *work_dir, const char *path, struct mow_error *err)
{
	const char *slash = path;
	struct stat st;

	while ((slash = strchr(slash, '/')) != NULL) {
		buf_reset(full);
		buf_adds(full, work_dir);
		buf_add(full, path, (size_t)(slash - path));
		if (buf_check(full, err))
			return MOW_ENOMEM;
		if (lstat(full->data, &st) != 0)
			return fail_look(full->data, err);
		if (!S_ISDIR(st.st_mode))
			return MOW_ENOTFOUND;
		buf_adds(full, "/.git");
		if (buf_check(full, err))
			return MOW_ENOMEM;
		if (lstat(full->data, &st) == 0)
			return MOW_ENOTFOUND;
		int result = fail_look(full->data, err);
		if (result != MOW_ENOTFOUND)
			return result;
		slash++;
	}
	return MOW_OK;
}

/* The bytes of a file of the index; of a working tree one of those that a sparse checkout leaves out of it. */
static int read_entry_of_index(struct buf *out, struct snapshot *snapshot, const char *path, size_t limit,
			       struct mow_error *err)
{
	struct tree_entry entry = {0};
	size_t at;

	if (!map_get(&snapshot->by_path, path, strlen(path), &at))
		return mow_fail(err, MOW_ENOTFOUND, "there is no such file");
	if (snapshot->items[at].unmerged)
		return mow_fail(err, MOW_EDENIED, "this file is in conflict; resolve it and git add it");
	entry.mode = snapshot->items[at].mode;
	entry.oid = snapshot->items[at].oid;
	return snapshot_read_entry(out, snapshot, &entry, limit, err);
}

static int read_worktree(struct buf *out, struct snapshot *snapshot, const char *path, size_t limit,
			 struct mow_error *err)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;
	int result = check_folders(&full, repo_work_dir(snapshot->repo), path, err);

	if (result < 0)
		return result == MOW_ENOTFOUND ? read_entry_of_index(out, snapshot, path, limit, err) : result;
	buf_reset(&full);
	buf_adds(&full, repo_work_dir(snapshot->repo));
	buf_adds(&full, path);
	if (buf_check(&full, err))
		return MOW_ENOMEM;
	if (lstat(full.data, &st) == 0 && !S_ISREG(st.st_mode))
		return not_regular(S_ISLNK(st.st_mode)   ? MODE_LINK
				   : S_ISDIR(st.st_mode) ? MODE_TREE
							 : MODE_GITLINK,
				   err);
	result = file_read(out, full.data, limit, err);
	return result == MOW_ENOTFOUND ? read_entry_of_index(out, snapshot, path, limit, err) : result;
}

bool snapshot_lacks(const struct snapshot *snapshot, const char *path)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;

	buf_adds(&full, repo_work_dir(snapshot->repo));
	buf_adds(&full, path);
	return !full.failed && lstat(full.data, &st) != 0 && (errno == ENOENT || errno == ENOTDIR) &&
	       !map_get(&snapshot->by_path, path, strlen(path), NULL);
}

int snapshot_read_entry(struct buf *out, struct snapshot *snapshot, const struct tree_entry *entry, size_t limit,
			struct mow_error *err)
{
	if (entry->mode != MODE_FILE && entry->mode != MODE_EXECUTABLE)
		return not_regular(entry->mode, err);
	return snapshot->unverified ? repo_blob_unverified(out, snapshot->repo, &entry->oid, limit, err)
				    : repo_blob(out, snapshot->repo, &entry->oid, limit, err);
}

int snapshot_read(struct buf *out, struct snapshot *snapshot, const char *path, size_t limit, struct mow_error *err)
{
	struct tree_entry entry = {0};

	if (snapshot->kind == SNAPSHOT_WORKTREE)
		return read_worktree(out, snapshot, path, limit, err);
	if (snapshot->kind == SNAPSHOT_INDEX)
		return read_entry_of_index(out, snapshot, path, limit, err);
	const struct mow_path whole = {path, strlen(path), false};
	int result = tree_find(&entry, snapshot->repo, &snapshot->tree, &whole, err);
	return result < 0 ? result : snapshot_read_entry(out, snapshot, &entry, limit, err);
}

static int kind_in_tree(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err)
{
	const struct mow_path whole = {path, len, false};
	struct tree_entry entry = {0};
	int result = tree_find(&entry, snapshot->repo, &snapshot->tree, &whole, err);

	if (result < 0)
		return result == MOW_ENOTFOUND ? MOW_PATH_FILE : result;
	return entry.mode == MODE_TREE      ? MOW_PATH_FOLDER
	       : entry.mode == MODE_GITLINK ? MOW_PATH_SUBMODULE
					    : MOW_PATH_FILE;
}

int snapshot_path_kind(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;
	int result;

	if (!len)
		return MOW_PATH_FOLDER;
	if (snapshot->kind == SNAPSHOT_INDEX)
		return snapshot_index_kind(snapshot, path, len, err);
	if (snapshot->kind == SNAPSHOT_TREE)
		return kind_in_tree(snapshot, path, len, err);
	buf_adds(&full, repo_work_dir(snapshot->repo));
	buf_add(&full, path, len);
	if (buf_check(&full, err))
		return MOW_ENOMEM;
	if (lstat(full.data, &st) != 0) {
		result = fail_look(full.data, err);
		if (result != MOW_ENOTFOUND)
			return result;
		return snapshot->sparse ? snapshot_index_kind(snapshot, path, len, err) : MOW_PATH_FILE;
	}
	if (!S_ISDIR(st.st_mode))
		return MOW_PATH_FILE;
	buf_adds(&full, "/.git");
	if (buf_check(&full, err))
		return MOW_ENOMEM;
	if (lstat(full.data, &st) == 0)
		return MOW_PATH_SUBMODULE;
	result = fail_look(full.data, err);
	return result == MOW_ENOTFOUND ? MOW_PATH_FOLDER : result;
}
