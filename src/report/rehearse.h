/*
 * What landed, proposed again (mowners-rehearse(1)), for people:
 *
 *     mowners: main: 31 of 214 changes since 1 September would have waited without @tomas
 *
 *       Waits for               Changes  Files
 *       the decision of @tomas       12     40
 */
#ifndef MOW_REPORT_REHEARSE_H
#define MOW_REPORT_REHEARSE_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats: a row here and a function `report_rehearse_NAME`. */
#define REHEARSE_FORMATS(ROW)                  \
	ROW(text, "text for people (default)") \
	ROW(json, "json")                      \
	ROW(csv, "or csv with a row for each thing that a change lacks")

struct rehearse_output {
	struct buf *out;
	bool color; /* text */
	int64_t since;
	bool from;                  /* it is rehearsed for another day than now */
	const char *const *without; /* as they were named */
	size_t without_count;
};
typedef void rehearse_format_fn(const struct rehearse_output *output, const struct mow_rehearsal *rehearsal);
#define REHEARSE_DECLARE(name, help) rehearse_format_fn report_rehearse_##name;
REHEARSE_FORMATS(REHEARSE_DECLARE)
#undef REHEARSE_DECLARE

extern const struct format rehearse_formats[];       /* their names; ends with a NULL name */
extern rehearse_format_fn *const rehearse_writers[]; /* in the same order */

/* "the decision of @lena", "2 of @brand-guild", "somebody accountable": plain text. */
void rehearse_lack(struct buf *out, const struct mow_rehearsal_lack *lack);

#endif
