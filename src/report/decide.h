/* What decisions are called, and what they do: the words of report/approve.h that hang on which one it is. */
#ifndef MOW_REPORT_DECIDE_H
#define MOW_REPORT_DECIDE_H

#include "base/buf.h"
#include "mowners.h"

/* "mowners: Lena Fischer (@lena) stops these changes for main:" and LF. */
void report_decide_heading(struct buf *out, const struct mow_approval *approval);

/* What a record without steps is about, a line each; nothing of others. */
void report_decide_about(struct buf *out, const struct mow_approval *approval);

/* What signing it will do: "  Means    nothing of exactly this content lands, …". */
void report_decide_means(struct buf *out, const struct mow_approval *approval);

/* "Stop these 3 changes for main as Lena Fischer (@lena)?" */
void report_decide_question(struct buf *out, const struct mow_approval *approval);

/* "stopped 3 changes for main" */
void report_decide_done(struct buf *out, const struct mow_approval *approval);

/* "nothing was stopped" */
const char *report_decide_nothing(enum mow_decide decision);

#endif
