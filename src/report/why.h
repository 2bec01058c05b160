/* Why somebody owns a path, laid out for people who hardly know git, or as JSON (mowners-why(1)). Failures are those of
 * the buffer. */
#ifndef MOW_REPORT_WHY_H
#define MOW_REPORT_WHY_H

#include "base/buf.h"
#include "mowners.h"

/* `width`: columns of the terminal, or LAYOUT_WIDTH; `folder`: the path is one. */
struct why_style {
	bool folder;
	bool color;
	size_t width;
};
void why_text(struct buf *out, const struct mow_why *why, const struct why_style *style);

/* One object: what `who` says of the path, and `sentence`, `matched`, `satisfy`. */
void why_json(struct buf *out, const struct mow_why *why);

#endif
