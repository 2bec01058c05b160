/* What has become of files since their approver approved them. */
#ifndef MOW_REPORT_DIFFERENCE_H
#define MOW_REPORT_DIFFERENCE_H

#include "base/buf.h"
#include "mowners.h"

/*
 *       What differs from what you approved before
 *         brand/logo.svg  approved on 2026-11-22
 *           @@ -1 +1 @@
 *           -clear space: 10 mm
 *           +clear space: 12 mm
 *         brand/pack.psd  approved on 2026-11-22: PSD, 31.0 MiB, was PSD, 30.8 MiB
 *           git diff 9f3c1b2a4d5e 1b7e2c3d4f5a
 *
 * Nothing where there is no such file. Long ones are cut, and the command shows the rest.
 */
void report_differences(struct buf *out, struct mow_approval *approval);

/* "12 bytes", "1.4 MiB". */
void report_size(struct buf *out, uint64_t size);

#endif
