/* Files that are written whole or not at all: beside their place, then renamed (base/file_draft.h). */
#ifndef MOW_BASE_FILE_WRITE_H
#define MOW_BASE_FILE_WRITE_H

#include <stddef.h>

#include "mowners.h"

/* `mode` as of chmod, whatever the umask. MOW_ESYSTEM: it could not be written, and is as before. */
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

#endif
