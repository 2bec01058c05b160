/*
 * A file that is written piece by piece, and stands in its place whole once file_draft_end has succeeded, or not at
 * all.
 *
 *     MOW_AUTO(file_draft) draft = FILE_DRAFT_INIT;
 *     result = file_draft_begin(&draft, path, 0644, err);
 *     while (…) result = file_draft_add(&draft, bytes, len, err);
 *     result = file_draft_end(&draft, err);
 *
 * One that nobody ended leaves nothing behind when it is released.
 */
#ifndef MOW_BASE_FILE_DRAFT_H
#define MOW_BASE_FILE_DRAFT_H

#include "base/buf.h"
#include "base/hold.h"

struct file_draft {
	const char *path; /* the caller's */
	struct buf name;  /* where it is until then: beside that */
	int fd;           /* -1: there is none */
	struct hold hold;
};
#define FILE_DRAFT_INIT               \
	{                             \
		NULL, BUF_INIT, -1,   \
		{                     \
			{             \
				false \
			}             \
		}                     \
	}

/* `mode` as of chmod, whatever the umask. */
int file_draft_begin(struct file_draft *draft, const char *path, unsigned mode, struct mow_error *err);
/* MOW_ESYSTEM also where a signal waits that ends the program. */
int file_draft_add(struct file_draft *draft, const void *bytes, size_t len, struct mow_error *err);
int file_draft_end(struct file_draft *draft, struct mow_error *err);
void file_draft_release(struct file_draft *draft);
MOW_AUTO_DEFINE(file_draft)

#endif
