/* What bringing the records of two repositories together came to, in one line. */
#ifndef MOW_REPORT_SYNC_H
#define MOW_REPORT_SYNC_H

#include "base/buf.h"
#include "mowners.h"

/* "mowners: origin: 2 approvals came, 1 went"; approvals stand for records of every kind. */
void report_sync(struct buf *out, const char *remote, const struct mow_sync *sync);

/* "  Left out record 0123456789ab by lena@example.com: expired on 2026-10-01; …": what the server can never take. */
void report_sync_left_out(struct buf *out, const char *note);

#endif
