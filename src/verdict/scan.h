/* Whom to ask, of a list of owners: members first, then the deputies of those who are replaced. Internal to verdict/.
 */
#ifndef MOW_VERDICT_SCAN_H
#define MOW_VERDICT_SCAN_H

#include "verdict/eligibility.h"

struct scan {
	struct crowd crowd;
	bool deputies;
	size_t member, deputy; /* whose deputies, and how far */
};

struct scan scan_of(const size_t *owners, size_t count);

/* The next one, who may have come before; false at the end. */
bool scan_next(struct scan *scan, const struct eligibility *eligibility, const struct step_class *class,
	       size_t *person);

#endif
