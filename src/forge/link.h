/* The header Link of an answer that comes in pages (RFC 8288). */
#ifndef MOW_FORGE_LINK_H
#define MOW_FORGE_LINK_H

#include "base/buf.h"

/* The address of rel="next" into `out`, which is reset first: 1; 0: there is none. MOW_EINVAL: the header cannot be
 * read, so that nobody knows whether that was all. MOW_ENOMEM. */
int link_next(struct buf *out, const char *header);

#endif
