#include "cmd/hook_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"
#include "base/file_write.h"
#include "cmd/hook.h"
#include "report/phrase.h"

#define HOOK_MAX ((size_t)1 << 30)

void hook_file_release(struct hook_file *file)
{
	buf_release(&file->path);
	buf_release(&file->folder);
	buf_release(&file->kept);
}

/* "../hooks/NAME": from the folder of what is kept to its neighbour in the folder of hooks. */
static void add_neighbour(struct buf *out, const struct hook_file *file, const char *name)
{
	const char *end = strrchr(file->path.data, '/');
	const char *start = end;

	while (start > file->path.data && start[-1] != '/')
		start--;
	buf_adds(out, "../");
	buf_add(out, start, (size_t)(end - start));
	buf_addf(out, "/%s", name);
}

/* A link that leads nowhere, or to no file, is not ours. */
static int look_whose(struct hook_file *file, const char *mark, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct stat st;

	file->present = HOOK_FILE_OTHER;
	if (stat(file->path.data, &st) == 0 && !S_ISREG(st.st_mode))
		return MOW_OK;
	int result = file_read_named(&bytes, file->path.data, HOOK_MAX, err);
	if (result == MOW_ENOTFOUND || result == MOW_ETOOBIG)
		return MOW_OK;
	if (result == MOW_OK && memmem(bytes.data, bytes.len, mark, strlen(mark)) != NULL)
		file->present = HOOK_FILE_OURS;
	return result;
}

static int look(bool *there, const struct buf *path, struct mow_error *err)
{
	struct stat st;

	*there = lstat(path->data, &st) == 0;
	if (!*there && errno != ENOENT)
		return fail_path_errno(err, "look at", path->data);
	if (*there && S_ISDIR(st.st_mode)) {
		MOW_AUTO(buf) shown = BUF_INIT;
		phrase_path(&shown, path->data, path->len);
		return mow_fail(err, MOW_EINVAL, "%s is a folder, in the place of a hook; move it away first",
				shown.data);
	}
	return MOW_OK;
}

/* Whether `path` is a link to the neighbour of that name. */
static bool is_neighbour(const char *path, const struct hook_file *file, const char *name)
{
	MOW_AUTO(buf) neighbour = BUF_INIT;
	char target[512];
	ssize_t len = readlink(path, target, sizeof target);

	add_neighbour(&neighbour, file, name);
	return !neighbour.failed && len >= 0 && (size_t)len == neighbour.len &&
	       memcmp(target, neighbour.data, neighbour.len) == 0;
}

void hook_file_add_kept(struct buf *out, const char *folder, size_t len, const char *name)
{
	buf_add(out, folder, len - 1);
	buf_addf(out, "%s/%s", HOOK_KEPT, name);
}

int hook_file_open(struct hook_file *out, const char *folder, const char *name, const char *mark, struct mow_error *err)
{
	size_t len = strlen(folder);
	bool there;

	buf_addf(&out->path, "%s%s", folder, name);
	hook_file_add_kept(&out->folder, folder, len, "");
	hook_file_add_kept(&out->kept, folder, len, name);
	if (out->path.failed || out->folder.failed || out->kept.failed)
		return mow_fail_memory(err);
	int result = look(&there, &out->path, err);
	if (result == MOW_OK)
		result = look(&out->has_kept, &out->kept, err);
	if (out->has_kept && is_neighbour(out->kept.data, out, name))
		out->has_kept = false;
	out->present = HOOK_FILE_NONE;
	return result == MOW_OK && there ? look_whose(out, mark, err) : result;
}

bool hook_file_runs_kept(const struct hook_file *file)
{
	return access(file->kept.data, X_OK) == 0;
}

/* The folder of hooks, which `git init` makes from a template that may hold none, or that of a forge's, which may lie
 * in another. True where it was made now. */
static bool make_folder(const struct hook_file *file)
{
	MOW_AUTO(buf) folder = BUF_INIT;
	const char *slash = strrchr(file->path.data, '/');

	buf_add(&folder, file->path.data, (size_t)(slash - file->path.data));
	if (folder.failed)
		return false;
	if (mkdir(folder.data, 0777) == 0)
		return true;
	char *above = errno == ENOENT ? strrchr(folder.data, '/') : NULL;
	if (above == NULL)
		return false;
	*above = '\0';
	(void)mkdir(folder.data, 0777);
	*above = '/';
	return mkdir(folder.data, 0777) == 0;
}

static void remove_folder(const struct hook_file *file)
{
	MOW_AUTO(buf) folder = BUF_INIT;
	const char *slash = strrchr(file->path.data, '/');

	buf_add(&folder, file->path.data, (size_t)(slash - file->path.data));
	if (!folder.failed)
		(void)rmdir(folder.data);
}

/* ---- What is kept ----------------------------------------------------------------------------------------------- */

typedef void entry_fn(const struct hook_file *file, const char *name);

static void each_entry(const struct hook_file *file, const char *folder, entry_fn *each)
{
	DIR *dir = opendir(folder);

	if (dir == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
		if (entry->d_name[0] != '.')
			each(file, entry->d_name);
	(void)closedir(dir);
}

/* A link from the folder of what is kept; what has that name there stays. */
static void link_neighbour(const struct hook_file *file, const char *name)
{
	static const char sample[] = ".sample";
	size_t len = strlen(name), end = sizeof sample - 1;
	MOW_AUTO(buf) target = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;

	if (len > end && strcmp(name + len - end, sample) == 0)
		return;
	add_neighbour(&target, file, name);
	buf_addf(&path, "%s%s", file->folder.data, name);
	if (target.failed || path.failed || symlink(target.data, path.data) != 0)
		return; /* a help for the few hooks that look for it */
}

static void unlink_neighbour(const struct hook_file *file, const char *name)
{
	MOW_AUTO(buf) path = BUF_INIT;

	buf_addf(&path, "%s%s", file->folder.data, name);
	if (!path.failed && is_neighbour(path.data, file, name))
		(void)unlink(path.data);
}

static void make_kept_folder(const struct hook_file *file)
{
	MOW_AUTO(buf) hooks = BUF_INIT;

	(void)mkdir(file->folder.data, 0777);
	buf_add(&hooks, file->path.data, (size_t)(strrchr(file->path.data, '/') - file->path.data));
	if (!hooks.failed)
		each_entry(file, hooks.data, link_neighbour);
}

static void remove_kept_folder(const struct hook_file *file)
{
	each_entry(file, file->folder.data, unlink_neighbour);
	(void)rmdir(file->folder.data);
}

static bool is_same(const struct hook_file *file)
{
	MOW_AUTO(buf) present = BUF_INIT;
	MOW_AUTO(buf) kept = BUF_INIT;

	return file_read_named(&present, file->path.data, HOOK_MAX, NULL) == MOW_OK &&
	       file_read_named(&kept, file->kept.data, HOOK_MAX, NULL) == MOW_OK && present.len == kept.len &&
	       (kept.len == 0 || memcmp(present.data, kept.data, kept.len) == 0);
}

static int fail_kept(const struct hook_file *file, struct mow_error *err)
{
	MOW_AUTO(buf) present = BUF_INIT;
	MOW_AUTO(buf) kept = BUF_INIT;

	phrase_path(&present, file->path.data, file->path.len);
	phrase_path(&kept, file->kept.data, file->kept.len);
	return mow_fail(
		err, MOW_EINVAL,
		"%s is a hook of somebody else's, and another one was kept before, %s; remove the one that is not "
		"needed any more, then run this again",
		present.data, kept.data);
}

/* A second name for the other hook: it still has its first one until ours is written over that. Where the file system
 * knows no second names, it moves. */
static int keep_other(struct hook_file *file, struct mow_error *err)
{
	if (file->has_kept)
		return is_same(file) ? MOW_OK : fail_kept(file, err);
	make_kept_folder(file);
	unlink_neighbour(file, strrchr(file->path.data, '/') + 1);
	if (link(file->path.data, file->kept.data) != 0 && rename(file->path.data, file->kept.data) != 0) {
		int result = fail_path_errno(err, "keep the hook that is there as", file->kept.data);
		remove_kept_folder(file);
		return result;
	}
	file->has_kept = true;
	return MOW_OK;
}

/* Of two names of one file, rename takes none away; then the second one goes, else the only one becomes the first
 * again. */
static void give_back(struct hook_file *file)
{
	struct stat st;

	if (lstat(file->path.data, &st) == 0)
		(void)unlink(file->kept.data);
	else
		(void)rename(file->kept.data, file->path.data);
	file->has_kept = false;
	remove_kept_folder(file);
}

int hook_file_put(struct hook_file *file, const void *bytes, size_t len, struct mow_error *err)
{
	bool made = make_folder(file);
	bool keep = file->present == HOOK_FILE_OTHER;
	bool had = file->has_kept;
	int result = keep ? keep_other(file, err) : MOW_OK;

	if (result == MOW_OK) {
		if (file->has_kept)
			make_kept_folder(file);
		result = file_write(file->path.data, bytes, len, 0755, err);
		if (result != MOW_OK && keep && !had)
			give_back(file);
	}
	if (result != MOW_OK && made)
		remove_folder(file);
	return result;
}

int hook_file_remove(struct hook_file *file, struct mow_error *err)
{
	if (file->present == HOOK_FILE_OTHER) {
		if (!file->has_kept || !is_same(file))
			return MOW_OK;
		if (unlink(file->kept.data) != 0)
			return fail_path_errno(err, "remove", file->kept.data);
	} else if (file->has_kept) {
		if (rename(file->kept.data, file->path.data) != 0)
			return fail_path_errno(err, "give its place back to", file->kept.data);
	} else if (file->present == HOOK_FILE_OURS && unlink(file->path.data) != 0) {
		return fail_path_errno(err, "remove", file->path.data);
	}
	remove_kept_folder(file);
	return MOW_OK;
}
