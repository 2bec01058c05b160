#include "policy/snapshot_index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text.h"
#include "rules/rules.h"

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

/* "LETTER MODE ID STAGE\tPATH" */
static int take_index_line(struct snapshot *snapshot, const char *line, struct mow_error *err)
{
	struct snapshot_entry entry = {0};
	const char *tab = strchr(line, '\t');
	char *end;

	entry.mode = (unsigned)strtoul(line[0] != '\0' ? line + 1 : line, &end, 8);
	if (tab == NULL || tab - end < 43 || !oid_parse(&entry.oid, end + 1, 40))
		return mow_fail(err, MOW_EGIT, "git ls-files answers in a form that mowners does not know");
	entry.unmerged = tab[-1] != '0';
	entry.path = arena_dup(&snapshot->arena, tab + 1, strlen(tab + 1));
	return entry.path != NULL ? take_index_path(snapshot, entry, err) : mow_fail_memory(err);
}

static int list_entries(struct snapshot *snapshot, bool skipped, struct mow_error *err)
{
	/* -t puts a letter before each line: S is skip-worktree. */
	static const char *const arguments[] = {
		"ls-files", "-t", "--stage", "-z", "--", ":(top,glob)**/" RULES_OWNERS, ":(top,glob)**/" RULES_SIGNERS,
		NULL};
	MOW_AUTO(buf) out = BUF_INIT;
	int result = repo_git(&out, snapshot->repo, arguments, err);
	const char *line = out.data;

	for (; result == MOW_OK && line < out.data + out.len; line += strlen(line) + 1)
		if (!skipped || line[0] == 'S')
			result = take_index_line(snapshot, line, err);
	return result;
}

int snapshot_list_index(struct snapshot *snapshot, struct mow_error *err)
{
	return list_entries(snapshot, false, err);
}

/* Whether an index may mark entries so: that takes version 3 or later (gitformat-index(5)). */
static bool may_skip(const struct snapshot *snapshot)
{
	static const char version_2[] = "DIRC\0\0\0\2";
	char head[sizeof version_2 - 1];
	MOW_AUTO(buf) path = BUF_INIT;
	struct stat st;

	buf_addf(&path, "%sinfo/sparse-checkout", repo_git_dir(snapshot->repo));
	if (path.failed || lstat(path.data, &st) == 0 || repo_index_is_elsewhere(snapshot->repo))
		return true;
	buf_reset(&path);
	buf_addf(&path, "%sindex", repo_git_dir(snapshot->repo));
	int file = path.failed ? -1 : open(path.data, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return path.failed || errno != ENOENT;
	bool plain = read(file, head, sizeof head) == (ssize_t)sizeof head && memcmp(head, version_2, sizeof head) == 0;
	(void)close(file);
	return !plain;
}

int snapshot_list_skipped(struct snapshot *snapshot, struct mow_error *err)
{
	snapshot->sparse = may_skip(snapshot);
	return snapshot->sparse ? list_entries(snapshot, true, err) : MOW_OK;
}

/* `--stage` lines of the path itself, and of what lies in it. */
int snapshot_index_kind(struct snapshot *snapshot, const char *path, size_t len, struct mow_error *err)
{
	MOW_AUTO(buf) spec = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;
	const char *arguments[] = {"ls-files", "--stage", "-z", "--", NULL, NULL};
	int result;

	buf_adds(&spec, ":(top,literal)");
	buf_add(&spec, path, len);
	result = buf_check(&spec, err);
	arguments[4] = spec.data;
	if (result == MOW_OK)
		result = repo_git(&out, snapshot->repo, arguments, err);
	if (result < 0 || out.len == 0)
		return result < 0 ? result : MOW_PATH_FILE;
	const char *tab = strchr(out.data, '\t');
	if (tab != NULL && strlen(tab + 1) > len)
		return MOW_PATH_FOLDER;
	return text_begins(out.data, "160000 ") ? MOW_PATH_SUBMODULE : MOW_PATH_FILE;
}
