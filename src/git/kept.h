/*
 * Files of GITDIR/mowners: what was found out about the repository, kept for whoever asks again. None of it need be
 * there. At the end of each stands, in a line, the SHA-256 of all before, and of which form and version it is: what is
 * damaged, cut off or of another version is as good as none. Whoever can write there can do anything to the repository,
 * but no bytes may make who reads them do what it should not.
 */
#ifndef MOW_GIT_KEPT_H
#define MOW_GIT_KEPT_H

#include "base/buf.h"
#include "git/repo.h"

struct kept {
	const char *name;
	int form;
	size_t most; /* bytes, without that line */
};

/* Fills an empty buffer; it stays empty where there is none. Only memory can fail. */
int kept_read(struct buf *out, struct repo *repo, const struct kept *kept, struct mow_error *err);

/* Takes the bytes over. More than `most` are not written; that it cannot be written is no failure. */
void kept_write(struct repo *repo, const struct kept *kept, struct buf *bytes);

#endif
