/* OWNERS files that were written anew. */
#ifndef MOW_REPORT_EDIT_H
#define MOW_REPORT_EDIT_H

#include "base/buf.h"
#include "mowners.h"

/* The paths of those that change, one a line; with `nul` as they are, each with a NUL behind. */
void report_edited(struct buf *out, const struct mow_edit *edit, bool nul);

/* What a new handle means for approvals, and what is to be done. */
void report_renamed(struct buf *out, const struct mow_edit *edit, const struct mow_rename *rename);

#endif
