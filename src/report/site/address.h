/*
 * What the pages of a site are called: the same on every file system, whatever people are called, and never two of one
 * name: of a-z, 0-9, `_`, `-`, and where something had to go a `.` and a digest of all of it.
 */
#ifndef MOW_REPORT_SITE_ADDRESS_H
#define MOW_REPORT_SITE_ADDRESS_H

#include "base/buf.h"

/* "person-lena.html" of "@lena", "person-jo-example-com.3f2a….html" of "jo@example.com". */
void address_person(struct buf *out, const char *label);
/* "request-3f2a….html", of the id of the record. */
void address_request(struct buf *out, const char *id);

#endif
