/* What somebody is about to approve, and has approved. */
#ifndef MOW_REPORT_APPROVE_H
#define MOW_REPORT_APPROVE_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"

/*
 *     mowners: Lena Fischer (@lena) approves these changes for main:
 *
 *       as accountable
 *         removed  brand/old.svg  was 12 bytes
 *         changed  brand/logo.svg  1.4 KiB, was 1.3 KiB; not as you approved it before
 *         new      brand/Logo Pack/Q4 final.psd  31.0 MiB
 *
 *       of these commits
 *         3f2a9c1d0e55  Tess Tester: clear space
 *
 *       See it   git diff 5d41ab3c0f11 3f2a9c1d0e55
 *
 *       What differs from what you approved before
 *         … (difference.h)
 *
 *       Note     you made the change to a.md yourself; …
 *
 * All of it, however much: whoever signs has seen what.
 */
void report_approve_text(struct buf *out, struct mow_approval *approval);

/* Where it went. */
struct approve_sent {
	const char *remote; /* NULL: there is none */
	bool sent;          /* to it; else it is kept here */
};

/* "mowners: Lena Fischer (@lena) approved 3 changes for main", its record, and where that is. */
void report_approve_done(struct buf *out, const struct mow_approval *approval, const struct approve_sent *sent);

/* That the server did not take it; where the key may be why, the line of OWNERS.signers that would list it. */
void report_approve_refused(struct buf *out, const struct mow_approval *approval);

/* That nothing waits, since all of it was approved before, and where the records went now. */
void report_approve_given(struct buf *out, const struct mow_approval *approval, const struct approve_sent *sent);

/* That the branch is not what was fetched, and what to do: its state is not MOW_BRANCH_SAME. */
void report_approve_moved(struct buf *out, const struct mow_remote *remote);

/* That the remote has another default branch than other commands go by here, and what tells them. */
void report_approve_head(struct buf *out, const struct mow_remote *remote);

/* What is missing still, and the command that tells more; `range` and `target` as the user gave them, or NULL. */
void report_approve_next(struct buf *out, const struct mow_verdict *verdict, const char *range, const char *target);

/* Why changes were left out, a line each. */
void report_approve_notes(struct buf *out, const struct mow_approval *approval);

/* Who could approve what is missing: for somebody who cannot. Nothing where nobody has to. */
void report_approve_others(struct buf *out, const struct mow_verdict *verdict);

#endif
