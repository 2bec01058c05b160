/* What a pattern that matches no file was meant to be, by its text alone. */
#ifndef MOW_API_LINT_SLIPS_H
#define MOW_API_LINT_SLIPS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/finding_codes.h"

/* `text` without its `!`. `advice`: what is wrong and what to write, behind the pattern in a sentence. False: there is
 * nothing to be seen in it. */
bool lint_slip(enum finding_code *code, struct buf *advice, const char *text);

/* Whether `**` stands in a name of a pattern with folders: not one that matches nothing, but fewer files than is meant.
 */
bool lint_slip_stars(struct buf *advice, const char *text);

#endif
