/* The page of the report (mowners-report(1)) while it is written. Internal to it. */
#ifndef MOW_REPORT_OVERVIEW_H
#define MOW_REPORT_OVERVIEW_H

#include "report/html/html.h"
#include "report/report.h"

struct overview {
	struct buf *out;
	enum lang lang;
	const struct report_output *output;
	const struct mow_report *report;
	uint64_t lead_most, age_most; /* what the full width of bars stands for, in seconds */
};

/* ---- Words and numbers ---- */

/* A phrase alone. */
void overview_say(const struct overview *page, enum phrase phrase);
/* What a measure is called. */
enum phrase overview_title(enum mow_report_measure measure);
/* "92% (196 of 214)", "median 1 d 4 h, 90th percentile 6 d, of 120", "n/a: …". */
void overview_value(const struct overview *page, const struct mow_report_figure *figure);
/* "92%", rounded down. */
void overview_percent(const struct overview *page, size_t count, size_t of);
/* The figure of a measure for what another one is for: of all, or of its area, level, group, moment; NULL: none. */
const struct mow_report_figure *overview_figure(const struct overview *page, enum mow_report_measure measure,
						const struct mow_report_figure *like);

/* ---- Parts of the page ---- */

/* A card with a title that has this id, up to </section>, which is the caller's. */
void overview_card(const struct overview *page, const char *id, enum phrase title);
/* <div class="scroll"><table …> with a caption, and </table></div>. */
void overview_table(const struct overview *page, const char *id, const char *class, enum phrase title);
void overview_table_end(const struct overview *page);
/* A heading of a column; `sort` NULL: it does not sort. */
void overview_heading(const struct overview *page, enum phrase title, const char *sort);

/* <td> of the column with that heading, which a narrow screen shows in the cell. */
void overview_cell(const struct overview *page, enum phrase title);

/* ---- Sections ---- */

void overview_complete(const struct overview *page);
void overview_past(const struct overview *page);
void overview_coverage(const struct overview *page);
void overview_speed(const struct overview *page);
void overview_load(const struct overview *page);
void overview_open(const struct overview *page);
void overview_stale(const struct overview *page);
void overview_ends(const struct overview *page);

#endif
