/* Findings, as text and as JSON. */
#ifndef MOW_REPORT_LINT_H
#define MOW_REPORT_LINT_H

#include "base/buf.h"
#include "mowners.h"

/* "FILE:LINE:COLUMN: error: message [code]" and LF; the line and the column where there are any. */
void report_lint_finding(struct buf *out, const struct mow_finding *finding);

/* One document: the findings in their order, and how many of each kind. */
void report_lint_json(struct buf *out, const struct mow_finding *findings, size_t count);

#endif
