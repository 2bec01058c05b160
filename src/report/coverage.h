/*
 * How much of the files is owned (mowners-coverage(1)), for people:
 *
 *       Folder       Files  Owned  Otherwise  Rules  Unowned  Areas
 *     ! .                5      1          -      1        3      1
 *     ! brand            2      1          -      -        1      1
 */
#ifndef MOW_REPORT_COVERAGE_H
#define MOW_REPORT_COVERAGE_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats: a row here and a function `report_coverage_NAME`. */
#define COVERAGE_FORMATS(ROW)                                                        \
	ROW(text, "text for people (default), without what its folder says already") \
	ROW(tsv, "tsv")                                                              \
	ROW(json, "json")                                                            \
	ROW(ndjson, "or ndjson with all folders")

struct coverage_output {
	struct buf *out;
	bool color; /* text */
	bool nul;   /* tsv: every field ends in NUL */
};
typedef void coverage_format_fn(const struct coverage_output *output, const struct mow_coverage *coverage);
#define COVERAGE_DECLARE(name, help) coverage_format_fn report_coverage_##name;
COVERAGE_FORMATS(COVERAGE_DECLARE)
#undef COVERAGE_DECLARE

extern const struct format coverage_formats[];       /* their names; ends with a NULL name */
extern coverage_format_fn *const coverage_writers[]; /* in the same order */

#endif
