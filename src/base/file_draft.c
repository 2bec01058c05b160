#include "base/file_draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"

static int fail(const struct file_draft *draft, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	int number = errno;

	escape_path(&shown, draft->path, strlen(draft->path));
	errno = number;
	return mow_fail_errno(err, "cannot write %s", shown.data);
}

int file_draft_begin(struct file_draft *draft, const char *path, unsigned mode, struct mow_error *err)
{
	const char *slash = strrchr(path, '/');

	draft->path = path;
	buf_add(&draft->name, path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
	buf_adds(&draft->name, ".mowners-XXXXXX");
	if (buf_check(&draft->name, err) != MOW_OK)
		return MOW_ENOMEM;
	hold_signals(&draft->hold);
	draft->fd = mkostemp(draft->name.data, O_CLOEXEC);
	if (draft->fd < 0 || fchmod(draft->fd, (mode_t)(mode & 07777)) != 0)
		return fail(draft, err);
	return MOW_OK;
}

int file_draft_add(struct file_draft *draft, const void *bytes, size_t len, struct mow_error *err)
{
	if (hold_waits())
		return mow_fail(err, MOW_ESYSTEM, "stopped by a signal");
	return file_append(draft->fd, bytes, len, err) == MOW_OK ? MOW_OK : fail(draft, err);
}

int file_draft_end(struct file_draft *draft, struct mow_error *err)
{
	int fd = draft->fd;

	if (fsync(fd) != 0)
		return fail(draft, err);
	/* Close may be the call that tells that the disk is full (NFS). */
	if (close(fd) != 0 || rename(draft->name.data, draft->path) != 0) {
		int result = fail(draft, err);
		(void)unlink(draft->name.data);
		draft->fd = -1;
		return result;
	}
	draft->fd = -1;
	return MOW_OK;
}

void file_draft_release(struct file_draft *draft)
{
	if (draft->fd >= 0) {
		(void)close(draft->fd);
		(void)unlink(draft->name.data);
		draft->fd = -1;
	}
	buf_release(&draft->name);
	hold_release(&draft->hold);
}
