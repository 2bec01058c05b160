#include "base/file_draft.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fail_path.h"
#include "base/file.h"

static int fail(const struct file_draft *draft, struct mow_error *err)
{
	return fail_path_errno(err, "write", draft->path);
}

int file_draft_begin(struct file_draft *draft, const char *path, unsigned mode, struct mow_error *err)
{
	const char *slash = strrchr(path, '/');

	draft->path = path;
	hold_signals(&draft->hold);
	buf_add(&draft->name, path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
	buf_adds(&draft->name, ".mowners-XXXXXX");
	if (!draft->name.failed)
		draft->fd = mkostemp(draft->name.data, O_CLOEXEC);
	if (draft->fd < 0)
		buf_reset(&draft->name);
	if (buf_check(&draft->name, err) != MOW_OK)
		return MOW_ENOMEM;
	if (draft->fd < 0 || fchmod(draft->fd, (mode_t)(mode & 07777)) != 0)
		return fail(draft, err);
	return MOW_OK;
}

int file_draft_add(struct file_draft *draft, const void *bytes, size_t len, struct mow_error *err)
{
	if (hold_waits())
		return mow_fail(err, MOW_ESYSTEM, "stopped by a signal");
	return file_append(draft->fd, bytes, len) ? MOW_OK : fail(draft, err);
}

int file_draft_close(struct file_draft *draft, bool synced, struct mow_error *err)
{
	int fd = draft->fd;

	if (synced && fsync(fd) != 0)
		return fail(draft, err);
	draft->fd = -1;
	/* It may be the call that tells that the disk is full (NFS). */
	return close(fd) == 0 ? MOW_OK : fail(draft, err);
}

int file_draft_end(struct file_draft *draft, struct mow_error *err)
{
	int result = draft->fd >= 0 ? file_draft_close(draft, true, err) : MOW_OK;

	if (result != MOW_OK)
		return result;
	if (rename(draft->name.data, draft->path) != 0)
		return fail(draft, err);
	buf_reset(&draft->name);
	return MOW_OK;
}

void file_draft_release(struct file_draft *draft)
{
	if (draft->fd >= 0)
		(void)close(draft->fd);
	draft->fd = -1;
	if (draft->name.len > 0)
		(void)unlink(draft->name.data);
	buf_release(&draft->name);
	hold_release(&draft->hold);
}
