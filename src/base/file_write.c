#include "base/file_write.h"

#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/fail_path.h"
#include "base/file.h"
#include "base/file_draft.h"

/* So that the new name survives a crash as well as the bytes do. File systems that cannot are let off. */
static void sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	MOW_AUTO(buf) folder = BUF_INIT;

	if (slash == NULL)
		buf_adds(&folder, ".");
	else
		buf_add(&folder, path, slash == path ? 1 : (size_t)(slash - path));
	int fd = folder.failed ? -1 : open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

struct content {
	const void *bytes;
	size_t len;
	unsigned mode;
	bool synced;
};

/* All of it stands beside the path. No signal stops it: what was there before is put back in this way too. */
static int prepare(struct file_draft *draft, const char *path, const struct content *content, struct mow_error *err)
{
	int result = file_draft_begin(draft, path, content->mode, err);

	if (result != MOW_OK)
		return result;
	if (!file_append(draft->fd, content->bytes, content->len))
		return fail_path_errno(err, "write", path);
	return file_draft_close(draft, content->synced, err);
}

static int write_whole(const char *path, const struct content *content, struct mow_error *err)
{
	MOW_AUTO(file_draft) draft = FILE_DRAFT_INIT;
	int result = prepare(&draft, path, content, err);

	if (result == MOW_OK)
		result = file_draft_end(&draft, err);
	if (result == MOW_OK && content->synced)
		sync_folder(path);
	return result;
}

int file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct mow_error *err)
{
	return write_whole(path, &(const struct content){bytes, len, mode, true}, err);
}

int file_write_unsynced(const char *path, const void *bytes, size_t len, unsigned mode, struct mow_error *err)
{
	return write_whole(path, &(const struct content){bytes, len, mode, false}, err);
}

/* ---- Several files at once ---- */

/* After a failure. What has to stay as it was written, since there is no room for the old bytes either, goes with it.
 */
static void put_back(const struct file_change *change, struct mow_error *err)
{
	MOW_AUTO(buf) text = BUF_INIT;

	if (file_write(change->path, change->old, change->old_len, change->mode, NULL) == MOW_OK || err == NULL)
		return;
	escape_path(&text, change->path, strlen(change->path));
	(void)mow_fail(err, err->code, "%s; %s was written before, and its old content cannot be put back",
		       err->message, text.data);
}

/* Writes them all before the first is put into place. */
static int replace_all(struct file_draft *drafts, const struct file_change *changes, size_t count,
		       struct mow_error *err)
{
	int result = MOW_OK;
	size_t done = 0;

	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		const struct file_change *change = &changes[i];
		result = prepare(&drafts[i], change->path,
				 &(const struct content){change->new, change->new_len, change->mode, true}, err);
	}
	while (result == MOW_OK && done < count) {
		result = file_draft_end(&drafts[done], err);
		done += result == MOW_OK;
	}
	for (size_t i = 0; result != MOW_OK && i < done; i++)
		put_back(&changes[i], err);
	return result;
}

int file_write_all(const struct file_change *changes, size_t count, struct mow_error *err)
{
	MOW_AUTO_FREE struct file_draft *drafts = calloc(count + 1, sizeof *drafts);
	struct hold hold;

	if (drafts == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		drafts[i] = (struct file_draft)FILE_DRAFT_INIT;
	hold_signals(&hold);
	int result = replace_all(drafts, changes, count, err);
	for (size_t i = 0; i < count; i++)
		file_draft_release(&drafts[i]);
	hold_release(&hold);
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		sync_folder(changes[i].path);
	return result;
}
