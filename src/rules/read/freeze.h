/* [freeze NAME]. */
#ifndef MOW_RULES_READ_FREEZE_H
#define MOW_RULES_READ_FREEZE_H

#include "rules/read/section.h"

/* Reads the section into `area`; `index` is its number in the file. */
int freeze_read(struct area *area, struct load *load, const struct section *section, size_t index);

#endif
