/* What if somebody were not there. */
#ifndef MOW_API_WITHOUT_H
#define MOW_API_WITHOUT_H

#include "rules/rules.h"

/* Takes a person, or every member of a team, out of service from `now` on. MOW_EINVAL: the rules know nobody of that
 * name. */
int without_take(struct rules *rules, const char *who, int64_t now, struct mow_error *err);

#endif
