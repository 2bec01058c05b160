/*
 * What becomes of files between two states of the rules (mowners-diff(1)), for people a line each:
 *
 *     3 files of brand/logos/ lose review by @legal
 */
#ifndef MOW_REPORT_DIFF_H
#define MOW_REPORT_DIFF_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats: a row here and a function `report_diff_NAME`. */
#define DIFF_FORMATS(ROW)                      \
	ROW(text, "text for people (default)") \
	ROW(tsv, "tsv")                        \
	ROW(json, "json")                      \
	ROW(ndjson, "or ndjson")

struct diff_output {
	struct buf *out;
	bool nul; /* tsv: every field ends in NUL */
};
typedef void diff_format_fn(const struct diff_output *output, const struct mow_effects *effects);
#define DIFF_DECLARE(name, help) diff_format_fn report_diff_##name;
DIFF_FORMATS(DIFF_DECLARE)
#undef DIFF_DECLARE

extern const struct format diff_formats[];   /* their names; ends with a NULL name */
extern diff_format_fn *const diff_writers[]; /* in the same order */

#endif
