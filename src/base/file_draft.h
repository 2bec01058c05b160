/*
 * A file that is written piece by piece beside its place, and stands there whole once file_draft_end has succeeded, or
 * not at all.
 *
 *     MOW_AUTO(file_draft) draft = FILE_DRAFT_INIT;
 *     result = file_draft_begin(&draft, path, 0644, err);
 *     while (…) result = file_draft_add(&draft, bytes, len, err);
 *     result = file_draft_end(&draft, err);
 *
 * One that nobody ended leaves nothing behind when it is released. Until then signals wait (base/hold.h). Failures of
 * the system say "cannot write PATH".
 */
#ifndef MOW_BASE_FILE_DRAFT_H
#define MOW_BASE_FILE_DRAFT_H

#include "base/buf.h"
#include "base/hold.h"

struct file_draft {
	const char *path; /* the caller's */
	struct buf name;  /* where it is until then: beside that; "": there is none */
	int fd;           /* -1: closed */
	struct hold hold;
};
#define FILE_DRAFT_INIT                    \
	{                                  \
		.name = BUF_INIT, .fd = -1 \
	}

/* `mode` as of chmod, whatever the umask. */
int file_draft_begin(struct file_draft *draft, const char *path, unsigned mode, struct mow_error *err);
/* MOW_ESYSTEM also where a signal waits that ends the program. */
int file_draft_add(struct file_draft *draft, const void *bytes, size_t len, struct mow_error *err);
/* That was all. `synced`: its bytes are to survive a crash of the machine. */
int file_draft_close(struct file_draft *draft, bool synced, struct mow_error *err);
/* Puts it into place; closes it before, synced, where nobody has. */
int file_draft_end(struct file_draft *draft, struct mow_error *err);
void file_draft_release(struct file_draft *draft);
MOW_AUTO_DEFINE(file_draft)

#endif
