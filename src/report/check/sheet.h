/* A part of the document in Markdown, of a size that is never passed: pieces go in whole or not at all. */
#ifndef MOW_REPORT_CHECK_SHEET_H
#define MOW_REPORT_CHECK_SHEET_H

#include <stdbool.h>

#include "base/buf.h"
#include "report/check/check.h"

#define SHEET_SENTENCE 600                      /* bytes of a sentence */
#define SHEET_ALL "mowners check --format json" /* what lists what was left out */

struct sheet {
	struct buf *out;
	size_t most; /* bytes of `out` */
	bool cut;    /* something did not fit, and nothing more goes in */
};

/* Takes a finished piece; false: it did not fit. */
bool sheet_add(struct sheet *sheet, const struct buf *piece);

/* "- **Label** sentence", of plain text that is escaped here. */
void sheet_line(struct sheet *sheet, const char *label, const struct buf *sentence);
void sheet_words(struct sheet *sheet, const char *label, const char *sentence);

/* "- **Label** sentence `command`"; nothing where the command cannot be shown as it is. */
void sheet_command(struct sheet *sheet, const char *label, const char *sentence, const struct buf *command);

/* How many things of a list were left out; nothing where none were. */
void sheet_more(struct sheet *sheet, const char *label, size_t count);

/* The groups of a verdict: those that block, with view->explain the approved ones too; the first few open, the others
 * folded, and how many files did not fit. */
void markdown_groups(struct sheet *sheet, const struct mow_verdict *verdict, const struct check_view *view);

#endif
