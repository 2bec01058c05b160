/* How lists of steps are made. Private to steps/. */
#ifndef MOW_STEPS_LIST_H
#define MOW_STEPS_LIST_H

#include "steps/steps.h"

/* Adds a copy, path included; the caller keeps the order. MOW_ETOOBIG past STEPS_MAX. */
int steps_add(struct steps *steps, const struct step *step, struct mow_error *err);

#endif
