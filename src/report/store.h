/* What became of the store of records, in a few lines. */
#ifndef MOW_REPORT_STORE_H
#define MOW_REPORT_STORE_H

#include "base/buf.h"
#include "mowners.h"

/* What was converted, and what comes next: `remote` is where it is to be pushed, NULL: nowhere. */
void report_conversion(struct buf *out, const char *remote, const struct mow_conversion *conversion);

#endif
