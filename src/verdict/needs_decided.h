/* What decisions of people other than approvals make of a class: stops that stand, and an override. Shared by the files
 * of needs.h; internal to verdict/. */
#ifndef MOW_VERDICT_NEEDS_DECIDED_H
#define MOW_VERDICT_NEEDS_DECIDED_H

#include "verdict/needs.h"

/* How many there are for a class, at most. */
size_t needs_decided_count(const struct step_class *class);

/* Appends them, and fills in who can give them. */
int needs_add_decided(struct needs *needs, struct mow_error *err);

#endif
