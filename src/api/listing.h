/* What git ls-remote --symref lists. */
#ifndef MOW_API_LISTING_H
#define MOW_API_LISTING_H

#include "git/repo.h"

/* The branch that HEAD names, a full ref, copied into `arena`; NULL where it does not say. MOW_OK or MOW_ENOMEM. */
int listing_head(const char **out, const struct buf *listing, struct arena *arena);

/* The id of exactly this ref; zeros: it is not listed. */
void listing_tip(struct oid *out, const struct buf *listing, const char *ref);

#endif
