/*
 * SARIF 2.1.0, for GitHub's code scanning and others: one run, the rules that say something in it, a result for each
 * annotation. What is of no file is placed in OWNERS, since GitHub refuses a result without a place.
 */
#ifndef MOW_REPORT_SARIF_H
#define MOW_REPORT_SARIF_H

#include "base/buf.h"
#include "report/annotations.h"

/* The text of a message: braces doubled, as the format asks for, and no link in it that is none of ours. */
void sarif_text(struct buf *out, const char *text);

void sarif_write(struct buf *out, const struct annotations *list);

#endif
