/* What a forge is asked only where the verdict hangs on it, so that most requests cost no more than they must. */
#ifndef MOW_CI_LATER_H
#define MOW_CI_LATER_H

#include "forge/place.h"

struct later {
	struct forge_answer *answer; /* which is added to */
	const struct forge_place *place;
	const struct forge_access *access;
	const struct mow_verdict *verdict; /* made with the answer */
};

/* Whether the answer is another one now than the verdict was made with. */
int later_ask(bool *changed, const struct later *later, struct mow_error *err);

#endif
