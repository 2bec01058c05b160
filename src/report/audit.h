/*
 * What an audit found (mowners-audit(1)), for people:
 *
 *     mowners: main: 2 things are wrong in 1204 landed changes
 *
 *       2026-11-22T12:55:00Z  1b7e0a1b2c3d  landed without a full record: brand/logo.svg (missing)
 *                "Another logo" by Tess Tester, pushed by tess
 */
#ifndef MOW_REPORT_AUDIT_H
#define MOW_REPORT_AUDIT_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"

/* The formats: a row here and a function `report_audit_NAME`. */
#define AUDIT_FORMATS(ROW)                                        \
	ROW(text, "text for people (default)")                    \
	ROW(csv, "csv with a row for each path of what is wrong") \
	ROW(json, "json")                                         \
	ROW(ndjson, "or ndjson with a line for each that is wrong")

typedef void audit_format_fn(struct buf *out, const struct mow_audit *audit);
#define AUDIT_DECLARE(name, help) audit_format_fn report_audit_##name;
AUDIT_FORMATS(AUDIT_DECLARE)
#undef AUDIT_DECLARE

extern const struct format audit_formats[];    /* their names; ends with a NULL name */
extern audit_format_fn *const audit_writers[]; /* in the same order */

#endif
