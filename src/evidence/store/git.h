/* What git said when it was run as the user, for messages. */
#ifndef MOW_EVIDENCE_STORE_GIT_H
#define MOW_EVIDENCE_STORE_GIT_H

#include "git/repo.h"

/*
 * What it said, escaped, on one line: of a line that begins with `prefix` ("remote: ") what follows, "; " between
 * several; with "" the last line that says why it failed.
 */
void store_git_said(struct buf *out, const struct git_said *git, const char *prefix);

#endif
