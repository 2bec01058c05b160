/* Areas, [otherwise] and [rules]. */
#ifndef MOW_RULES_READ_AREA_H
#define MOW_RULES_READ_AREA_H

#include "rules/read/section.h"

/* Reads the section into `area`; `index` is its number in the file where it has patterns. */
int area_read(struct area *area, struct load *load, const struct section *section, size_t index);

/*
 * When all of the file is read: whoever may act for those who are accountable in it must be somebody who may be
 * accountable. In the root that is said at the deputy, in a nested file where it says `accountable`.
 */
int area_check_deputies(struct load *load);

#endif
