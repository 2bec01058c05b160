/* Files that were asked for by who owns them (mowners-files(1)): paths, or what `who` says of them. */
#ifndef MOW_REPORT_FILES_H
#define MOW_REPORT_FILES_H

#include "report/who/who.h"

/* The formats, and which of report/who/ writes each. */
#define FILES_FORMATS(ROW)                        \
	ROW(text, paths, "text is a path a line") \
	ROW(tsv, tsv, NULL)                       \
	ROW(json, json, NULL)                     \
	ROW(ndjson, ndjson, "the others say of each what mowners who says")

extern const struct format files_formats[];            /* their names; ends with a NULL name */
extern const struct who_format *const files_writers[]; /* in the same order */

#endif
