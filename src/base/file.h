/* Whole files, and places for short-lived ones. */
#ifndef MOW_BASE_FILE_H
#define MOW_BASE_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/file_text.h"
#include "base/hold.h"

/*
 * Appends a regular file's bytes. MOW_ENOTFOUND: it is not there; MOW_ETOOBIG: more than `limit` bytes; MOW_ESYSTEM:
 * else, folders, and links in the file's place included (those are never followed).
 */
int file_read(struct buf *out, const char *path, size_t limit, struct mow_error *err);

/* Whether it is a regular file of these bytes; links are not followed. */
bool file_holds(const char *path, const char *bytes, size_t len);

/* As file_read, but follows links: for files that the administrator or the user names. */
int file_read_named(struct buf *out, const char *path, size_t limit, struct mow_error *err);

/* Writes it whole or not at all: a temporary file beside it, fsync, rename. `mode` as of chmod, whatever the umask. */
int file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct mow_error *err);
/* The same without fsync, for what can be made again: after a crash of the machine it may be less than whole. */
int file_write_unsynced(const char *path, const void *bytes, size_t len, unsigned mode, struct mow_error *err);

/* A file that is there, and what it is to hold instead; `mode` as above. */
struct file_change {
	const char *path;
	const char *old;
	size_t old_len;
	const char *new;
	size_t new_len;
	unsigned mode;
};

/* The same for several, all or none: those that were replaced before one could not be get their old bytes back; where
 * that cannot be either, the message names them. */
int file_write_all(const struct file_change *changes, size_t count, struct mow_error *err);

/* A folder of one's own (0700) below TMPDIR or /tmp, removed with all that is in it on release; links are not followed.
 */
struct file_temp {
	char path[256]; /* "" : none */
	struct hold hold;
};
int file_temp_init(struct file_temp *temp, struct mow_error *err);
void file_temp_release(struct file_temp *temp);
/* Creates the file in it (0600); appends its path to `out`. */
int file_temp_add(struct file_temp *temp, struct buf *out, const struct file_text *file, struct mow_error *err);

MOW_AUTO_DEFINE(file_temp)

/* A file without a name, below TMPDIR or /tmp, for reading and writing: gone when it is closed. */
int file_open_unnamed(int *fd, struct mow_error *err);
/* Writes all of it where the file stands. */
int file_append(int fd, const void *bytes, size_t len, struct mow_error *err);

#endif
