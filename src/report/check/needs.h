/*
 * What a group of paths takes, one line a need:
 *
 *     decision  @lena              away until 5 January; @marc or @ines can act
 *     review    2 of @brand-guild  1 of 2: @ines approved; @marc can
 */
#ifndef MOW_REPORT_CHECK_NEEDS_H
#define MOW_REPORT_CHECK_NEEDS_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"

/* Its pieces: "review"; "2 of @brand-guild"; "1 of 2: @ines approved; @marc can". */
const char *needs_label(const struct mow_need *need);
void needs_of(struct buf *out, const struct mow_need *need);
void needs_status(struct buf *out, const struct mow_need *need, int64_t now);

/* Met or not, whom it asks, who has, who can at the moment `now`; with `explain` also where the rule stands. Indented
 * by four. */
void needs_text(struct buf *out, const struct mow_group *group, int64_t now, bool explain);

#endif
