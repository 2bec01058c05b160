/* Why somebody owns a path (mowners-why(1)). Failures are those of the buffer. */
#ifndef MOW_REPORT_WHY_WHY_H
#define MOW_REPORT_WHY_WHY_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* `width`: columns of the terminal, or LAYOUT_WIDTH; `folder`: the path is one. */
struct why_style {
	bool folder;
	bool color;
	size_t width;
};

/* The formats: a row here, a file that defines `why_NAME` and a file of each golden input. Words for help as in struct
 * format. */
#define WHY_FORMATS(ROW)                \
	ROW(text, "text is for people") \
	ROW(json, "json for scripts")

typedef void why_format_fn(struct buf *out, const struct mow_why *why, const struct why_style *style);
#define WHY_DECLARE(name, help) why_format_fn why_##name;
WHY_FORMATS(WHY_DECLARE)
#undef WHY_DECLARE

extern const struct format why_formats[];  /* their names; ends with a NULL name */
extern why_format_fn *const why_writers[]; /* in the same order */

#endif
