/* Findings (mowners-lint(1)). */
#ifndef MOW_REPORT_LINT_LINT_H
#define MOW_REPORT_LINT_LINT_H

#include "base/buf.h"
#include "mowners.h"
#include "report/annotations.h"
#include "report/format.h"
#include "report/json.h"

/* The formats: a row here, a file that defines `report_lint_NAME` and a file of each golden input. Words for help as in
 * struct format. */
#define LINT_FORMATS(ROW)                                       \
	ROW(text, "text for people and editors (default)")      \
	ROW(github, "github for annotations in GitHub Actions") \
	ROW(sarif, "sarif for code scanning")                   \
	ROW(codequality, "codequality for GitLab")              \
	ROW(json, "or json")

/* Writes the whole answer: the findings, in their order. */
typedef void lint_format_fn(struct buf *out, const struct mow_finding *findings, size_t count);
#define LINT_DECLARE(name, help) lint_format_fn report_lint_##name;
LINT_FORMATS(LINT_DECLARE)
#undef LINT_DECLARE

extern const struct format lint_formats[];   /* their names; ends with a NULL name */
extern lint_format_fn *const lint_writers[]; /* in the same order */

/* "error", "warning". */
const char *lint_severity(enum mow_severity severity);

/* A finding as a JSON object, on a line of its own: file (null: none), line, column, severity, code, message. */
void lint_add_finding(struct json *json, const struct mow_finding *finding);

/* Adds the findings, which live as long as the list, in their order; a rule each code. */
void lint_annotate(struct annotations *list, const struct mow_finding *findings, size_t count);

/* "FILE:LINE:COLUMN: error: message [code]" and LF; the line and the column where there are any. `nobody` stands for
 * the file where there is none, NULL: nothing does. */
void report_lint_finding(struct buf *out, const struct mow_finding *finding, const char *nobody);

/* The first of what a change brings into the rules, a line each, indented; and how many more there are. */
void report_lint_first(struct buf *out, const struct mow_finding *findings, size_t count);

#endif
