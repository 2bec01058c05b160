#include "base/file_temp.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"

/* The template of a temporary name, for mkdtemp and mkostemp; `below` gets the folder. */
static int name_temporary(struct file_temp *made, const char **below, struct mow_error *err)
{
	*below = getenv("TMPDIR");
	if (*below == NULL || (*below)[0] != '/')
		*below = "/tmp";
	int len = snprintf(made->path, sizeof made->path, "%s/mowners-XXXXXX", *below);
	if (len < 0 || (size_t)len >= sizeof made->path)
		return mow_fail(err, MOW_ETOOBIG, "the path in TMPDIR is too long; set it to a shorter one");
	return MOW_OK;
}

int file_temp_init(struct file_temp *temp, struct mow_error *err)
{
	const char *below;
	struct file_temp made = {.path = ""};
	int result = name_temporary(&made, &below, err);

	if (result != MOW_OK)
		return result;
	hold_signals(&made.hold);
	if (mkdtemp(made.path) == NULL) {
		hold_release(&made.hold);
		return fail_path_errno(err, "make a temporary folder below", below);
	}
	*temp = made;
	return MOW_OK;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	(void)remove(path);
	return 0;
}

void file_temp_release(struct file_temp *temp)
{
	enum { OPEN_FOLDERS = 8 };

	if (temp->path[0] == '\0')
		return;
	(void)nftw(temp->path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
	temp->path[0] = '\0';
	hold_release(&temp->hold);
}

int file_temp_add(struct file_temp *temp, struct buf *out, const struct file_text *file, struct mow_error *err)
{
	MOW_AUTO(buf) path = BUF_INIT;

	if (file->name[0] == '\0' || strchr(file->name, '/') != NULL)
		return mow_fail(err, MOW_EINVAL, "a temporary file needs a name without a slash");
	buf_addf(&path, "%s/%s", temp->path, file->name);
	if (path.failed)
		return mow_fail_memory(err);
	int fd = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_path_errno(err, "create", path.data);
	int result = file_append(fd, file->bytes, file->len) ? MOW_OK : fail_path_errno(err, "write", path.data);
	if (close(fd) != 0 && result == MOW_OK)
		result = fail_path_errno(err, "write", path.data);
	if (result != MOW_OK)
		return result;
	buf_add(out, path.data, path.len);
	return buf_check(out, err);
}

int file_temp_open_unnamed(int *fd, struct mow_error *err)
{
	const char *below;
	struct file_temp name = {.path = ""};
	int result = name_temporary(&name, &below, err);

	if (result != MOW_OK)
		return result;
	hold_signals(&name.hold);
	int opened = mkostemp(name.path, O_CLOEXEC);
	if (opened >= 0)
		(void)unlink(name.path);
	hold_release(&name.hold);
	if (opened < 0)
		return fail_path_errno(err, "make a temporary file below", below);
	*fd = opened;
	return MOW_OK;
}
