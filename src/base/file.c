#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/retry.h"

/* "cannot WHAT PATH: reason"; errno is the caller's. */
static int fail_path(struct mow_error *err, const char *what, const char *path)
{
	MOW_AUTO(buf) text = BUF_INIT;
	int number = errno;

	escape_path(&text, path, strlen(path));
	errno = number;
	return mow_fail_errno(err, "cannot %s %s", what, text.data);
}

static int fail_because(struct mow_error *err, int code, const char *path, const char *why)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, path, strlen(path));
	return mow_fail(err, code, "%s %s", text.data, why);
}

/* The bytes of an open file; at most `limit`. */
static int read_all(struct buf *out, int fd, const char *path, size_t limit, struct mow_error *err)
{
	struct stat st;
	size_t before = out->len;
	unsigned tries = 0;

	if (fstat(fd, &st) != 0)
		return fail_path(err, "read", path);
	if (!S_ISREG(st.st_mode))
		return fail_because(err, MOW_ESYSTEM, path, "is no regular file");
	size_t least = (size_t)st.st_size <= limit ? (size_t)st.st_size + 1 : 0;
	for (;;) {
		ssize_t got = buf_read(out, fd, least);
		if (got < 0 && retry(&tries))
			continue;
		if (got < 0 && out->failed)
			return mow_fail_memory(err);
		if (got < 0)
			return fail_path(err, "read", path);
		if (out->len - before > limit)
			return fail_because(err, MOW_ETOOBIG, path, "is too large to read");
		if (got == 0)
			return MOW_OK;
		least = 1; /* there is room, unless it has grown */
	}
}

static int fail_open(const char *path, struct mow_error *err)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return fail_because(err, MOW_ENOTFOUND, path, "does not exist");
	if (errno == ELOOP)
		return fail_because(err, MOW_ESYSTEM, path, "is a symbolic link; a file is needed in its place");
	return fail_path(err, "open", path);
}

/* O_NONBLOCK: a pipe in the file's place must not stop us; it does nothing to a regular file. */
static int open_file(const char *path, int flags)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags);
}

static int read_file(struct buf *out, const char *path, int flags, size_t limit, struct mow_error *err)
{
	int fd = open_file(path, flags);
	size_t before = out->len;

	if (fd < 0)
		return fail_open(path, err);
	int result = read_all(out, fd, path, limit, err);
	(void)close(fd);
	if (result != MOW_OK)
		buf_cut(out, before);
	return result;
}

int file_read(struct buf *out, const char *path, size_t limit, struct mow_error *err)
{
	return read_file(out, path, O_NOFOLLOW, limit, err);
}

static bool reads_as(int fd, const char *bytes, size_t len)
{
	char part[16384];
	unsigned tries = 0;

	for (;;) {
		ssize_t got = read(fd, part, sizeof part);
		if (got < 0 && retry(&tries))
			continue;
		if (got <= 0)
			return got == 0 && len == 0;
		if ((size_t)got > len || memcmp(part, bytes, (size_t)got) != 0)
			return false;
		bytes += got;
		len -= (size_t)got;
		tries = 0;
	}
}

bool file_holds(const char *path, const char *bytes, size_t len)
{
	struct stat st;
	int fd = open_file(path, O_NOFOLLOW);
	bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && reads_as(fd, bytes, len);

	if (fd >= 0)
		(void)close(fd);
	return same;
}

int file_read_named(struct buf *out, const char *path, size_t limit, struct mow_error *err)
{
	return read_file(out, path, 0, limit, err);
}

/* A write of nothing is no progress, and says of no failure. */
static bool write_all(int fd, const char *bytes, size_t len)
{
	unsigned tries = 0;

	while (len > 0) {
		ssize_t size = write(fd, bytes, len);
		if (size == 0)
			errno = EIO;
		if (size <= 0 && !(size < 0 && retry(&tries)))
			return false;
		if (size > 0) {
			bytes += size;
			len -= (size_t)size;
			tries = 0;
		}
	}
	return true;
}

static void add_folder(struct buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		buf_adds(out, ".");
	else
		buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
}

/* So that the new name survives a crash as well as the bytes do. File systems that cannot are let off. */
static void sync_folder(const char *path)
{
	MOW_AUTO(buf) folder = BUF_INIT;

	add_folder(&folder, path);
	int fd = folder.failed ? -1 : open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

/* After writing, which was good or left errno. Close may be the call that tells that the disk is full (NFS). */
static bool end(int fd, bool good)
{
	int number = errno;

	if (close(fd) != 0 && good)
		return false;
	errno = number;
	return good;
}

static void drop(const char *temporary)
{
	int number = errno;

	(void)unlink(temporary);
	errno = number;
}

struct content {
	const void *bytes;
	size_t len;
	unsigned mode;
	bool unsynced;
};

/* `temporary` is a template for a file, whose name it gets. False: there is none; errno says why. */
static bool create(char *temporary, const struct content *content)
{
	int fd = mkostemp(temporary, O_CLOEXEC);

	if (fd < 0)
		return false;
	bool good = write_all(fd, content->bytes, content->len) && fchmod(fd, (mode_t)(content->mode & 07777)) == 0 &&
		    (content->unsynced || fsync(fd) == 0);
	if (end(fd, good))
		return true;
	drop(temporary);
	return false;
}

/* The template of a name beside a file. */
static void add_template(struct buf *out, const char *path)
{
	add_folder(out, path);
	buf_adds(out, "/.mowners-XXXXXX");
}

/* `temporary` is that of a file beside `path`. */
static int replace(char *temporary, const char *path, const struct content *content, struct mow_error *err)
{
	struct hold hold;

	hold_signals(&hold);
	bool created = create(temporary, content);
	bool good = created && rename(temporary, path) == 0;
	if (created && !good)
		drop(temporary);
	hold_release(&hold);
	return good ? MOW_OK : fail_path(err, "write", path);
}

static int write_whole(const char *path, const struct content *content, struct mow_error *err)
{
	MOW_AUTO(buf) temporary = BUF_INIT;

	add_template(&temporary, path);
	if (temporary.failed)
		return mow_fail_memory(err);
	int result = replace(temporary.data, path, content, err);
	if (result == MOW_OK && !content->unsynced)
		sync_folder(path);
	return result;
}

int file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct mow_error *err)
{
	return write_whole(path, &(const struct content){bytes, len, mode, false}, err);
}

int file_write_unsynced(const char *path, const void *bytes, size_t len, unsigned mode, struct mow_error *err)
{
	return write_whole(path, &(const struct content){bytes, len, mode, true}, err);
}

/* ---- Several files at once ---- */

/* The files beside those that they are to replace: names that end in a NUL, one behind the other. */
struct beside {
	struct buf names;
	size_t count; /* that are there */
};

static int create_all(struct beside *beside, const struct file_change *changes, size_t count, struct mow_error *err)
{
	char *name = beside->names.data;

	for (; beside->count < count; beside->count++) {
		const struct file_change *change = &changes[beside->count];
		if (!create(name, &(struct content){change->new, change->new_len, change->mode, false}))
			return fail_path(err, "write", change->path);
		name += strlen(name) + 1;
	}
	return MOW_OK;
}

/* Puts them into place from the first on; `*done` have been. */
static int move_all(size_t *done, const struct beside *beside, const struct file_change *changes, struct mow_error *err)
{
	const char *name = beside->names.data;

	for (; *done < beside->count; ++*done) {
		if (rename(name, changes[*done].path) != 0)
			return fail_path(err, "write", changes[*done].path);
		name += strlen(name) + 1;
	}
	return MOW_OK;
}

/* What has to stay as it was written, since there is no room for the old bytes either, goes with the first failure. */
static void tell_stays(struct mow_error *err, const char *path)
{
	MOW_AUTO(buf) text = BUF_INIT;

	escape_path(&text, path, strlen(path));
	if (err != NULL)
		(void)mow_fail(err, err->code, "%s; %s was written before, and its old content cannot be put back",
			       err->message, text.data);
}

/* After a failure: what was replaced is as before, and nothing lies beside the rest. */
static void undo(const struct beside *beside, size_t done, const struct file_change *changes, struct mow_error *err)
{
	const char *name = beside->names.data;

	for (size_t i = 0; i < beside->count; i++) {
		const struct file_change *change = &changes[i];
		if (i >= done)
			(void)unlink(name);
		else if (file_write(change->path, change->old, change->old_len, change->mode, NULL) != MOW_OK)
			tell_stays(err, change->path);
		name += strlen(name) + 1;
	}
}

int file_write_all(const struct file_change *changes, size_t count, struct mow_error *err)
{
	struct beside beside = {BUF_INIT, 0};
	size_t done = 0;
	struct hold hold;

	for (size_t i = 0; i < count; i++) {
		add_template(&beside.names, changes[i].path);
		buf_addc(&beside.names, '\0');
	}
	int result = buf_check(&beside.names, err);
	hold_signals(&hold);
	if (result == MOW_OK)
		result = create_all(&beside, changes, count, err);
	if (result == MOW_OK)
		result = move_all(&done, &beside, changes, err);
	if (result != MOW_OK)
		undo(&beside, done, changes, err);
	hold_release(&hold);
	for (size_t i = 0; result == MOW_OK && i < count; i++)
		sync_folder(changes[i].path);
	buf_release(&beside.names);
	return result;
}

/* The template of a temporary name, for mkdtemp and mkstemp; `below` gets the folder. */
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
	struct file_temp made;
	int result = name_temporary(&made, &below, err);

	if (result != MOW_OK)
		return result;
	hold_signals(&made.hold);
	if (mkdtemp(made.path) == NULL) {
		hold_release(&made.hold);
		return fail_path(err, "make a temporary folder below", below);
	}
	*temp = made;
	return MOW_OK;
}

int file_open_unnamed(int *fd, struct mow_error *err)
{
	const char *below;
	struct file_temp name;
	int result = name_temporary(&name, &below, err);

	if (result != MOW_OK)
		return result;
	hold_signals(&name.hold);
	int opened = mkostemp(name.path, O_CLOEXEC);
	if (opened >= 0)
		(void)unlink(name.path);
	hold_release(&name.hold);
	if (opened < 0)
		return fail_path(err, "make a temporary file below", below);
	*fd = opened;
	return MOW_OK;
}

int file_append(int fd, const void *bytes, size_t len, struct mow_error *err)
{
	return write_all(fd, bytes, len) ? MOW_OK : mow_fail_errno(err, "cannot write a temporary file");
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
		return fail_path(err, "create", path.data);
	if (!end(fd, write_all(fd, file->bytes, file->len))) {
		drop(path.data);
		return fail_path(err, "write", path.data);
	}
	buf_add(out, path.data, path.len);
	return buf_check(out, err);
}
