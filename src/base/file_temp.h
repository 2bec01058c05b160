/* Places for short-lived files: below TMPDIR, or /tmp where that is no absolute path. */
#ifndef MOW_BASE_FILE_TEMP_H
#define MOW_BASE_FILE_TEMP_H

#include "base/buf.h"
#include "base/file_text.h"
#include "base/hold.h"

/* A folder of one's own (0700), removed with all that is in it on release; links are not followed. */
struct file_temp {
	char path[256]; /* "": none */
	struct hold hold;
};
/* MOW_ETOOBIG: the path in TMPDIR is too long; MOW_ESYSTEM: else. */
int file_temp_init(struct file_temp *temp, struct mow_error *err);
void file_temp_release(struct file_temp *temp);
MOW_AUTO_DEFINE(file_temp)

/* Creates the file in it (0600), which is not there yet; appends its path to `out`. */
int file_temp_add(struct file_temp *temp, struct buf *out, const struct file_text *file, struct mow_error *err);

/* A file without a name, for reading and writing: gone when it is closed. Fails as file_temp_init does. */
int file_temp_open_unnamed(int *fd, struct mow_error *err);

#endif
