#include "cmd/hook_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "cmd/hook.h"
#include "report/phrase.h"

#define HOOK_MAX ((size_t)1 << 30)

void hook_file_release(struct hook_file *file)
{
	buf_release(&file->path);
	buf_release(&file->kept);
}

static int fail_path(const char *what, const struct buf *path, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	int number = errno;

	phrase_path(&shown, path->data, path->len);
	errno = number;
	return mow_fail_errno(err, "cannot %s %s", what, shown.data);
}

/* A hook that cannot be read is not ours, whatever it is: a folder, a link that leads nowhere. */
static bool is_ours(const struct buf *path, const char *mark)
{
	MOW_AUTO(buf) bytes = BUF_INIT;

	if (file_read_named(&bytes, path->data, HOOK_MAX, NULL) != MOW_OK)
		return false;
	return memmem(bytes.data, bytes.len, mark, strlen(mark)) != NULL;
}

static int look(bool *there, const struct buf *path, struct mow_error *err)
{
	struct stat st;

	*there = lstat(path->data, &st) == 0;
	if (!*there && errno != ENOENT)
		return fail_path("look at", path, err);
	if (*there && S_ISDIR(st.st_mode)) {
		MOW_AUTO(buf) shown = BUF_INIT;
		phrase_path(&shown, path->data, path->len);
		return mow_fail(err, MOW_EINVAL, "%s is a folder, in the place of a hook; move it away first",
				shown.data);
	}
	return MOW_OK;
}

int hook_file_open(struct hook_file *out, const char *folder, const char *name, const char *mark, struct mow_error *err)
{
	bool there;

	buf_addf(&out->path, "%s%s", folder, name);
	buf_addf(&out->kept, "%s%s%s", folder, name, HOOK_KEPT);
	if (out->path.failed || out->kept.failed)
		return mow_fail_memory(err);
	int result = look(&there, &out->path, err);
	if (result == MOW_OK)
		result = look(&out->has_kept, &out->kept, err);
	if (result == MOW_OK)
		out->present = !there ? HOOK_FILE_NONE : is_ours(&out->path, mark) ? HOOK_FILE_OURS : HOOK_FILE_OTHER;
	return result;
}

/* The folder of hooks, which `git init` makes from a template that may hold none. True where it was made now. */
static bool make_folder(const struct hook_file *file)
{
	MOW_AUTO(buf) folder = BUF_INIT;
	const char *slash = strrchr(file->path.data, '/');

	buf_add(&folder, file->path.data, (size_t)(slash - file->path.data));
	return !folder.failed && mkdir(folder.data, 0777) == 0;
}

static void remove_folder(const struct hook_file *file)
{
	MOW_AUTO(buf) folder = BUF_INIT;
	const char *slash = strrchr(file->path.data, '/');

	buf_add(&folder, file->path.data, (size_t)(slash - file->path.data));
	if (!folder.failed)
		(void)rmdir(folder.data);
}

/* A second name for the other hook: it still has its first one until ours is written over that. Where the file system
 * knows no second names, it moves. */
static int keep_other(struct hook_file *file, struct mow_error *err)
{
	if (file->has_kept) {
		MOW_AUTO(buf) shown = BUF_INIT;
		phrase_path(&shown, file->kept.data, file->kept.len);
		return mow_fail(
			err, MOW_EINVAL,
			"there is a hook of somebody else's already, and one that was kept before, %s; move one of the two away first",
			shown.data);
	}
	if (link(file->path.data, file->kept.data) != 0 && rename(file->path.data, file->kept.data) != 0)
		return fail_path("keep the hook that is there as", &file->kept, err);
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
}

int hook_file_put(struct hook_file *file, const void *bytes, size_t len, struct mow_error *err)
{
	bool made = make_folder(file);
	bool keep = file->present == HOOK_FILE_OTHER;
	int result = keep ? keep_other(file, err) : MOW_OK;

	if (result == MOW_OK) {
		result = file_write(file->path.data, bytes, len, 0755, err);
		if (result != MOW_OK && keep)
			give_back(file);
	}
	if (result != MOW_OK && made)
		remove_folder(file);
	return result;
}

int hook_file_remove(struct hook_file *file, struct mow_error *err)
{
	if (file->present == HOOK_FILE_OTHER)
		return MOW_OK;
	if (file->has_kept && rename(file->kept.data, file->path.data) != 0)
		return fail_path("give its name back to", &file->kept, err);
	if (!file->has_kept && file->present == HOOK_FILE_OURS && unlink(file->path.data) != 0)
		return fail_path("remove", &file->path, err);
	return MOW_OK;
}
