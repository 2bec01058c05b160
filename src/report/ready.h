/*
 * Whether what is in a folder may go out (mowners-ready(1)), for people:
 *
 *     mowners: campaigns/q4 is NOT ready on 20 October: 214 files, 2 things hold it up
 *
 *       !  nobody decides about campaigns/q4/x.txt and 2 more files; …
 *          frozen until 24 October, by [freeze launch] in OWNERS:40: campaigns/q4/brief.md
 */
#ifndef MOW_REPORT_READY_H
#define MOW_REPORT_READY_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats: a row here and a function `report_ready_NAME`. */
#define READY_FORMATS(ROW)                     \
	ROW(text, "text for people (default)") \
	ROW(json, "or json")

struct ready_output {
	struct buf *out;
	const char *folder; /* as it was asked about */
	bool color;         /* text */
};
typedef void ready_format_fn(const struct ready_output *output, const struct mow_ready *ready);
#define READY_DECLARE(name, help) ready_format_fn report_ready_##name;
READY_FORMATS(READY_DECLARE)
#undef READY_DECLARE

extern const struct format ready_formats[];    /* their names; ends with a NULL name */
extern ready_format_fn *const ready_writers[]; /* in the same order */

/* How many things hold it up. */
size_t ready_count(const struct mow_ready *ready);

#endif
