/* The role that an approval names, as text: "*" (all that its maker holds), "accountable", "review.GATE". */
#ifndef MOW_EVIDENCE_ROLE_H
#define MOW_EVIDENCE_ROLE_H

#include "evidence/approval.h"

/*
 * Reads one; false, with `out` as it was: the text is none of the three. The name of a gate is not empty, points into
 * `text` as it was written, up to its end, and may hold any bytes: what a record allows in it, its reader checks.
 */
bool role_parse(struct role *out, const char *text, size_t len);

#endif
