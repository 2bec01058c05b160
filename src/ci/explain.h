/* What a forge said, for people. */
#ifndef MOW_CI_EXPLAIN_H
#define MOW_CI_EXPLAIN_H

#include "forge/place.h"

/* "mowners: github#7 says" and a line for each opinion, whether it counts for something or why not. */
void explain_answer(struct buf *out, const struct place *place, const struct forge_answer *answer);

#endif
