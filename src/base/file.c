#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fail_path.h"
#include "base/retry.h"

/* The bytes of an open file; at most `limit`. */
static int read_all(struct buf *out, int fd, const char *path, size_t limit, struct mow_error *err)
{
	struct stat st;
	size_t before = out->len;
	unsigned tries = 0;

	if (fstat(fd, &st) != 0)
		return fail_path_errno(err, "read", path);
	if (!S_ISREG(st.st_mode))
		return fail_path(err, MOW_ESYSTEM, path, "is no regular file");
	size_t least = (size_t)st.st_size <= limit ? (size_t)st.st_size + 1 : 0;
	for (;;) {
		ssize_t got = buf_read(out, fd, least);
		if (got < 0 && retry(&tries))
			continue;
		if (got < 0 && out->failed)
			return mow_fail_memory(err);
		if (got < 0)
			return fail_path_errno(err, "read", path);
		if (out->len - before > limit)
			return fail_path(err, MOW_ETOOBIG, path, "is too large to read");
		if (got == 0)
			return MOW_OK;
		least = 1; /* there is room, unless it has grown */
	}
}

static int fail_open(const char *path, struct mow_error *err)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return fail_path(err, MOW_ENOTFOUND, path, "does not exist");
	if (errno == ELOOP)
		return fail_path(err, MOW_ESYSTEM, path, "is a symbolic link; a file is needed in its place");
	return fail_path_errno(err, "open", path);
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

int file_read_named(struct buf *out, const char *path, size_t limit, struct mow_error *err)
{
	return read_file(out, path, 0, limit, err);
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

bool file_append(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;
	unsigned tries = 0;

	while (len > 0) {
		ssize_t size = write(fd, at, len);
		if (size < 0 && retry(&tries))
			continue;
		if (size == 0)
			errno = EIO; /* no progress, and says of no failure */
		if (size <= 0)
			return false;
		at += size;
		len -= (size_t)size;
		tries = 0;
	}
	return true;
}
