/* What a forge says as the lines that `mowners check --evidence` reads (mowners-approvals(5)). */
#ifndef MOW_FORGE_EVIDENCE_H
#define MOW_FORGE_EVIDENCE_H

#include "forge/forge.h"

/* Appends a line for each opinion whose account is known, since nobody could be named in one of the others; one where
 * all commits are the author's; and one that says since when the request waits. */
int evidence_write(struct buf *out, const struct forge_place *place, const struct forge_answer *answer,
		   struct mow_error *err);

#endif
