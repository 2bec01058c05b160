#include "policy/snapshot.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"
#include "rules/rules.h"

/* An index may hold this many bytes of paths before the answer is refused. */
#define SNAPSHOT_LIST_MAX ((size_t)1 << 30)

void snapshot_release(struct snapshot *snapshot)
{
	free(snapshot->items);
	map_release(&snapshot->by_path);
	arena_release(&snapshot->arena);
	memset(snapshot, 0, sizeof *snapshot);
}

static int add_entry(struct snapshot *snapshot, const struct snapshot_entry *entry, struct mow_error *err)
{
	size_t at;

	if (map_get(&snapshot->by_path, entry->path, strlen(entry->path), &at)) {
		snapshot->items[at].unmerged |= entry->unmerged;
		return MOW_OK;
	}
	if (array_reserve(snapshot, 1) ||
	    map_put(&snapshot->by_path, entry->path, strlen(entry->path), snapshot->count))
		return mow_fail_memory(err);
	snapshot->items[snapshot->count++] = *entry;
	return MOW_OK;
}

/* Enters the file itself, or the nearest folder above it that is called OWNERS (as a folder). */
static int take_index_path(struct snapshot *snapshot, struct snapshot_entry entry, struct mow_error *err)
{
	const char *name = entry.path, *slash;

	for (; (slash = strchr(name, '/')) != NULL; name = slash + 1) {
		if (!rules_is_source(name, (size_t)(slash - name)))
			continue;
		entry.mode = MODE_TREE;
		entry.path = arena_dup(&snapshot->arena, entry.path, (size_t)(slash - entry.path));
		return entry.path != NULL ? add_entry(snapshot, &entry, err) : mow_fail_memory(err);
	}
	return rules_is_source(name, strlen(name)) ? add_entry(snapshot, &entry, err) : 0;
}

/* "MODE ID STAGE\tPATH" */
static int take_index_line(struct snapshot *snapshot, const char *line, struct mow_error *err)
{
	struct snapshot_entry entry = {0};
	const char *tab = strchr(line, '\t');
	char *end;

	entry.mode = (unsigned)strtoul(line, &end, 8);
	if (tab == NULL || tab - end < 43 || !oid_parse(&entry.oid, end + 1, 40))
		return mow_fail(err, MOW_EGIT, "git ls-files answers in a form that mowners does not know");
	entry.unmerged = tab[-1] != '0';
	entry.path = arena_dup(&snapshot->arena, tab + 1, strlen(tab + 1));
	return entry.path != NULL ? take_index_path(snapshot, entry, err) : mow_fail_memory(err);
}

static int list_index(struct snapshot *snapshot, struct mow_error *err)
{
	static const char *const arguments[] = {
		"ls-files", "--stage", "-z", "--", ":(top,glob)**/" RULES_OWNERS, ":(top,glob)**/" RULES_SIGNERS, NULL};
	MOW_AUTO(buf) out = BUF_INIT;
	int result = repo_git(&out, snapshot->repo, arguments, err);
	const char *line = out.data;

	for (; result == MOW_OK && line < out.data + out.len; line += strlen(line) + 1)
		result = take_index_line(snapshot, line, err);
	return result;
}

int snapshot_open(struct snapshot *out, struct repo *repo, const char *text, struct mow_error *err)
{
	MOW_AUTO(snapshot) snapshot = {0};
	struct oid commit;
	int result = MOW_OK;

	snapshot.repo = repo;
	if (text == NULL && repo_work_dir(repo) != NULL) {
		snapshot.kind = SNAPSHOT_WORKTREE;
	} else if (text != NULL && strcmp(text, ":") == 0) {
		snapshot.kind = SNAPSHOT_INDEX;
		result = list_index(&snapshot, err);
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
	MOW_AUTO(buf) shown = BUF_INIT;
	int number = errno;

	if (number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG)
		return MOW_ENOTFOUND;
	escape_path(&shown, path, strlen(path));
	errno = number;
	return mow_fail_errno(err, "cannot look at %s", shown.data);
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

static int read_worktree(struct buf *out, struct snapshot *snapshot, const char *path, size_t limit,
			 struct mow_error *err)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;
	int result = check_folders(&full, repo_work_dir(snapshot->repo), path, err);

	if (result < 0)
		return result == MOW_ENOTFOUND ? mow_fail(err, MOW_ENOTFOUND, "there is no such file") : result;
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
	return file_read(out, full.data, limit, err);
}

bool snapshot_lacks(const struct snapshot *snapshot, const char *path)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct stat st;

	buf_adds(&full, repo_work_dir(snapshot->repo));
	buf_adds(&full, path);
	return !full.failed && lstat(full.data, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

int snapshot_read_entry(struct buf *out, struct snapshot *snapshot, const struct tree_entry *entry, size_t limit,
			struct mow_error *err)
{
	if (entry->mode != MODE_FILE && entry->mode != MODE_EXECUTABLE)
		return not_regular(entry->mode, err);
	return repo_blob(out, snapshot->repo, &entry->oid, limit, err);
}

int snapshot_read(struct buf *out, struct snapshot *snapshot, const char *path, size_t limit, struct mow_error *err)
{
	struct tree_entry entry = {0};
	size_t at;
	int result;

	if (snapshot->kind == SNAPSHOT_WORKTREE)
		return read_worktree(out, snapshot, path, limit, err);
	if (snapshot->kind == SNAPSHOT_INDEX) {
		if (!map_get(&snapshot->by_path, path, strlen(path), &at))
			return mow_fail(err, MOW_ENOTFOUND, "there is no such file");
		if (snapshot->items[at].unmerged)
			return mow_fail(err, MOW_EDENIED, "this file is in conflict; resolve it and git add it");
		entry.mode = snapshot->items[at].mode;
		entry.oid = snapshot->items[at].oid;
	} else {
		result = tree_find(&entry, snapshot->repo, &snapshot->tree, path, strlen(path), err);
		if (result < 0)
			return result;
	}
	return snapshot_read_entry(out, snapshot, &entry, limit, err);
}

static int is_folder_of_index(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) spec = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	const char *arguments[] = {"ls-files", "-z", "--", NULL, NULL};
	int result;

	buf_adds(&spec, ":(top,literal)");
	buf_add(&spec, path, len);
	buf_addc(&spec, '/');
	result = buf_check(&spec, err);
	arguments[3] = spec.data;
	if (result == MOW_OK)
		result = repo_git(&out, snapshot->repo, arguments, err);
	return result < 0 ? result : out.len > 0;
}

int snapshot_is_folder(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) full = BUF_INIT;
	struct tree_entry entry = {0};
	struct stat st;
	int result;

	if (!len)
		return 1;
	if (snapshot->kind == SNAPSHOT_INDEX)
		return is_folder_of_index(snapshot, path, len, err);
	if (snapshot->kind == SNAPSHOT_TREE) {
		result = tree_find(&entry, snapshot->repo, &snapshot->tree, path, len, err);
		return result == MOW_ENOTFOUND ? 0 : result < 0 ? result : entry.mode == MODE_TREE;
	}
	buf_adds(&full, repo_work_dir(snapshot->repo));
	buf_add(&full, path, len);
	if (buf_check(&full, err))
		return MOW_ENOMEM;
	if (lstat(full.data, &st) != 0) {
		result = fail_look(full.data, err);
		return result == MOW_ENOTFOUND ? 0 : result;
	}
	if (!S_ISDIR(st.st_mode))
		return 0;
	buf_adds(&full, "/.git"); /* a submodule is a file to the repository around it */
	if (buf_check(&full, err))
		return MOW_ENOMEM;
	if (lstat(full.data, &st) == 0)
		return 0;
	result = fail_look(full.data, err);
	return result == MOW_ENOTFOUND ? 1 : result;
}
