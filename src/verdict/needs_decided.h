/* What decisions of people other than approvals make of a class: stops that stand, and an override. Shared by the files
 * of needs.h; internal to verdict/. */
#ifndef MOW_VERDICT_NEEDS_DECIDED_H
#define MOW_VERDICT_NEEDS_DECIDED_H

#include "verdict/needs.h"

/* How many there are for a class, at most. */
size_t needs_decided_count(const struct step_class *class);

/* Whether an override passes a path of this kind: of rules files not one of one alone. */
bool needs_override_passes(const struct rules *rules, const struct requirement *requirement);
/* Whether somebody's part of one counts: in its time, by one of those who may. */
bool needs_override_counts(const struct eligibility *eligibility, const struct approval *override);

/* Appends them, and fills in who can give them. */
int needs_add_decided(struct needs *needs, struct mow_error *err);

#endif
