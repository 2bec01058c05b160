/*
 * Figures of what landed (mowners-report(1)), for people:
 *
 *     mowners: main of acme: 214 changes from 1 September until 30 November (UTC)
 *
 *       Full records   92% (196 of 214)
 *       Lead time      median 1 d 4 h, 90th percentile 6 d, of 120
 */
#ifndef MOW_REPORT_REPORT_H
#define MOW_REPORT_REPORT_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"
#include "report/matrix.h"

/* The formats: a row here and a function `report_report_NAME`. */
#define REPORT_FORMATS(ROW)                        \
	ROW(text, "text for people (default)")     \
	ROW(csv, "csv with a row for each figure") \
	ROW(html, "html, a page to look at")       \
	ROW(json, "json")                          \
	ROW(ndjson, "or ndjson with a line for each figure, change and part of one")

struct report_output {
	struct buf *out;
	bool color; /* text */
	/* html: what stands beside the figures, of now */
	const struct matrix_output *beside; /* language, name, load, findings */
	const struct mow_matrix *matrix;    /* by area, with people */
};
typedef void report_format_fn(const struct report_output *output, const struct mow_report *report);
#define REPORT_DECLARE(name, help) report_format_fn report_report_##name;
REPORT_FORMATS(REPORT_DECLARE)
#undef REPORT_DECLARE

extern const struct format report_formats[];     /* their names; ends with a NULL name */
extern report_format_fn *const report_writers[]; /* in the same order */

/* What a measure is called: "Lead time". */
const char *report_title(enum mow_report_measure measure);
/* "92% (196 of 214)", "median 1 d 4 h, 90th percentile 6 d, of 120", "n/a: nobody asked …". */
void report_value(struct buf *out, const struct mow_report_figure *figure);
/* "3 d 4 h", "5 min", "0": two units at most. */
void report_duration(struct buf *out, int64_t seconds);
/* For programs, why it cannot be told: "no-request". */
const char *report_gap_word(enum mow_report_gap gap);
/* "count", "share", "seconds", "numbers". */
const char *report_unit_word(enum mow_report_unit unit);
/* "approved", "open", "lacking", "errors", "unjudged". */
const char *report_verdict_word(enum mow_report_verdict verdict);

/* A decision that is due: "pay"; "3 files have no owner"; "mowners files --unowned". */
const char *report_advice_word(const struct mow_report_decision *decision);
void report_advice(struct buf *out, const struct mow_report_decision *decision);
void report_command(struct buf *out, const struct mow_report_decision *decision);

/* The commits and records behind a figure, or whatever it counts, a line each; and the figure alone with them, as JSON
 * has it. */
void report_show(const struct report_output *output, const struct mow_report_figure *figure);
void report_show_json(const struct report_output *output, const struct mow_report_figure *figure);

#endif
