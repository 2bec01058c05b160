/*
 * Records and what becomes of them (mowners-log(1)), for people:
 *
 *     approve 5f2c1e0a9b3d  Lena Fischer (@lena)  on 2026-11-22 at 12:55 UTC
 *       Files    brand/logo.svg, brand/price.claims.md
 *       For      main, as accountable
 *       Reason   Clear space is right now
 *       State    it holds until 2027-02-20 at 12:55 UTC
 *
 * They are written one by one: `begin`, `add` for each, `end`. The buffer may be emptied in between.
 */
#ifndef MOW_REPORT_LOG_H
#define MOW_REPORT_LOG_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"
#include "report/json.h"

/* The formats: a row here and a `struct log_writer` of the name `log_NAME`. */
#define LOG_FORMATS(ROW)                                                  \
	ROW(text, "text for people (default)")                            \
	ROW(tsv, "tsv with a line for each file that a record speaks of") \
	ROW(json, "json")                                                 \
	ROW(ndjson, "or ndjson with a line for each record")

struct log_report {
	struct buf *out;
	bool color; /* text */
	bool nul;   /* tsv: every field ends in NUL, paths are as they are */
	size_t told;
	struct json json;
};

struct log_writer {
	void (*begin)(struct log_report *report); /* NULL: nothing stands there */
	void (*add)(struct log_report *report, const struct mow_log_entry *entry);
	void (*end)(struct log_report *report); /* NULL */
	bool nul;                               /* it knows `nul` */
};
#define LOG_DECLARE(name, help) extern const struct log_writer log_##name;
LOG_FORMATS(LOG_DECLARE)
#undef LOG_DECLARE

extern const struct format log_formats[];            /* their names; ends with a NULL name */
extern const struct log_writer *const log_writers[]; /* in the same order */

/* A state in a word: "holds", "landed", "no-role". */
const char *log_state(enum mow_log_state state);

/* Why a record is in its state, as a sentence; of a file of it, by that file's state. They are plain text, as of
 * words.h. */
void words_log(struct buf *out, const struct mow_log_entry *entry);

#endif
