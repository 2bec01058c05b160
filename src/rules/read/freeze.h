/* [freeze NAME]: judged for its form; freezing itself is not supported yet. */
#ifndef MOW_RULES_READ_FREEZE_H
#define MOW_RULES_READ_FREEZE_H

#include "rules/read/section.h"

int freeze_check(struct load *load, const struct section *section, size_t index);

#endif
