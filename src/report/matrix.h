/*
 * The responsibilities matrix (mowners-matrix(1)), for people:
 *
 *     Area            Path                Level     A      Review             R
 *     brand-identity  /brand/             detailed  @lena  2 of @brand-guild  @studio-north
 *                     !/brand/sketches/                    @legal
 *
 * and, as text, where that is wider than the terminal:
 *
 *     brand-identity, detailed
 *       Path    /brand/, !/brand/sketches/
 *       A       @lena
 *       Review  2 of @brand-guild, @legal
 */
#ifndef MOW_REPORT_MATRIX_H
#define MOW_REPORT_MATRIX_H

#include "base/buf.h"
#include "mowners.h"
#include "report/format.h"
#include "report/html/html.h"

/* The formats: a row here and a function `report_matrix_NAME`. */
#define MATRIX_FORMATS(ROW)                    \
	ROW(text, "text for people (default)") \
	ROW(tsv, "tsv")                        \
	ROW(csv, "csv for spreadsheets")       \
	ROW(markdown, "markdown")              \
	ROW(html, "html, a page to look at")   \
	ROW(json, "json")                      \
	ROW(ndjson, "or ndjson")

struct matrix_output {
	struct buf *out;
	enum mow_matrix_by by;
	bool color;   /* text */
	size_t width; /* text: columns that there are for it */
	bool nul;     /* tsv: every field ends in NUL */
	/* html: */
	enum lang lang;
	const char *name;                   /* of the repository */
	const char *under, *rev;            /* what it is of; NULL */
	int64_t now;                        /* the day */
	const struct mow_matrix *load;      /* by person; NULL */
	const struct mow_finding *findings; /* of lint */
	size_t finding_count;
	const struct html_link *links; /* as of struct html_page */
	const char *here;
};
typedef void matrix_format_fn(const struct matrix_output *output, const struct mow_matrix *matrix);
#define MATRIX_DECLARE(name, help) matrix_format_fn report_matrix_##name;
MATRIX_FORMATS(MATRIX_DECLARE)
#undef MATRIX_DECLARE

/* What a page about the matrix has below its head, for another page that has its style and its script: the areas by
 * people, `load` and `findings`. */
void report_matrix_sections(const struct matrix_output *output, const struct mow_matrix *matrix);

extern const struct format matrix_formats[];     /* their names; ends with a NULL name */
extern matrix_format_fn *const matrix_writers[]; /* in the same order */

#endif
