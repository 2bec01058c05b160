/* Whom a commit names as its people: the author, then co-authors. Private to steps/. */
#ifndef MOW_STEPS_NAMED_H
#define MOW_STEPS_NAMED_H

#include "steps/author_sets.h"

/* `out` is emptied first. */
int named_people(struct author_list *out, struct author_sets *people, const struct commit *commit,
		 struct mow_error *err);

#endif
