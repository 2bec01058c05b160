/* The bytes of files. How they are written whole: file_write.h; short-lived ones: file_temp.h. */
#ifndef MOW_BASE_FILE_H
#define MOW_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Appends a regular file's bytes. MOW_ENOTFOUND: it is not there; MOW_ETOOBIG: more than `limit` bytes; MOW_ESYSTEM:
 * else, folders, and links in the file's place included (those are never followed).
 */
int file_read(struct buf *out, const char *path, size_t limit, struct mow_error *err);

/* As file_read, but follows links: for files that the administrator or the user names. */
int file_read_named(struct buf *out, const char *path, size_t limit, struct mow_error *err);

/* Whether it is a regular file of these bytes; links are not followed. */
bool file_holds(const char *path, const char *bytes, size_t len);

/* Writes all of it where the open file stands; false: errno says why not. */
bool file_append(int fd, const void *bytes, size_t len);

#endif
