/*
 * Who owns paths (mowners-who(1)).
 *
 *     MOW_AUTO(who_report) report;
 *     who_report_init(&report, &out, &who_text);
 *     who_report_begin(&report);
 *     who_report_add(&report, owners, false); …
 *     who_report_end(&report);
 *
 * The caller may empty `out` between two calls, so that a long answer goes out in parts. Failures are those of the
 * buffer. All answers of one report come from one struct mow_rules: what those of one number say is put into words
 * once.
 */
#ifndef MOW_REPORT_WHO_H
#define MOW_REPORT_WHO_H

#include "base/arena.h"
#include "mowners.h"
#include "report/format.h"
#include "report/json.h"
#include "report/tsv.h"

/* The formats: a row here, a file that defines `who_NAME` and a file of each golden input. Words for help as in
 * struct format. */
#define WHO_FORMATS(ROW)                \
	ROW(text, "text is for people") \
	ROW(tsv, NULL)                  \
	ROW(json, NULL)                 \
	ROW(ndjson, "the others are for scripts")

enum { WHO_COLUMNS = 3 }; /* of text: path, area, level; what follows them is not aligned */
#define WHO_ROWS 1000     /* lines that columns are measured by; in a longer answer the rest keeps to these */

#define WHO_TAILS 4096

struct who_row {
	size_t ends[WHO_COLUMNS + 1]; /* of its cells in `cells`, the last one what follows the columns */
	size_t widths[WHO_COLUMNS];   /* in columns of a terminal */
	bool owned;
};
/* What follows the path. */
struct who_tail {
	size_t number;    /* of the answers that it belongs to */
	const char *text; /* NULL: not made yet */
	size_t len;
	struct who_row row; /* text: its cells in `text`, without the path's */
};
struct who_rows {
	struct who_row *items;
	size_t count, capacity;
};
struct who_report {
	struct buf *out;
	const struct who_format *format;
	bool nul;               /* TSV: every field ends in NUL */
	bool color;             /* text */
	struct json json;       /* json, ndjson */
	struct who_tail *tails; /* WHO_TAILS, by mow_owners.number modulo that; begun anew after so many */
	size_t tail_count;
	struct arena arena; /* their texts */
	struct buf tail;    /* the one that is being made */
	struct buf cells;   /* of rows that wait for their columns */
	struct who_rows rows;
	size_t widths[WHO_COLUMNS];
};

/* What makes a format; the pieces go into report->out. */
struct who_format {
	void (*begin)(struct who_report *report); /* NULL: nothing */
	/* Makes what follows the path, in report->tail; of text also its row. It may be used for several paths. */
	void (*tail)(struct who_report *report, const struct mow_owners *owners, struct who_row *row);
	void (*add)(struct who_report *report, const struct mow_owners *owners, const struct who_tail *tail,
		    bool folder);
	void (*end)(struct who_report *report); /* NULL: nothing */
	bool nul;                               /* its fields may end in NUL */
};
#define WHO_DECLARE(name, help) extern const struct who_format who_##name;
WHO_FORMATS(WHO_DECLARE)
#undef WHO_DECLARE
/* None of these: the path alone, as mowners-files(1) has it. */
extern const struct who_format who_paths;

extern const struct format who_formats[];            /* their names; ends with a NULL name */
extern const struct who_format *const who_writers[]; /* in the same order */

void who_report_init(struct who_report *report, struct buf *out, const struct who_format *format);
void who_report_release(struct who_report *report);
MOW_AUTO_DEFINE(who_report)

void who_report_begin(struct who_report *report);
/* `folder`: the path is one; text shows that. The root is `.`. */
void who_report_add(struct who_report *report, const struct mow_owners *owners, bool folder);
void who_report_end(struct who_report *report);

/* The members of the JSON object of a path, into the object that is open: the path's, and who has which role. */
void who_path_members(struct json *json, const struct mow_owners *owners);
void who_role_members(struct json *json, const struct mow_owners *owners);

/* A gate as people write it: "@legal", "2 of @brand-guild"; its name behind where that says more: "@tomas (rules)". */
void who_gate(struct buf *out, const struct mow_gate *gate);

/* The field of the gates: "GATE=N:WHO,WHO;GATE=N:WHO". */
void who_tsv_review(struct tsv *tsv, const struct mow_owners *owners);

/* The path as it is shown: the root, which has no name of its own, as `.`. */
const char *who_path(size_t *len, const struct mow_owners *owners);

#endif
