#include <string.h>

#include "report/lint/lint.h"
#include "report/phrase.h"

enum { FIRST_SHOWN = 12 };

const char *lint_severity(enum mow_severity severity)
{
	return severity == MOW_ERROR ? "error" : "warning";
}

void report_lint_finding(struct buf *out, const struct mow_finding *finding, const char *nobody)
{
	bool has_file = finding->file[0] != '\0';

	if (has_file)
		phrase_path(out, finding->file, strlen(finding->file));
	else if (nobody != NULL)
		buf_adds(out, nobody);
	if (has_file || nobody != NULL) {
		if (finding->line > 0)
			buf_addf(out, ":%u", finding->line);
		if (finding->line > 0 && finding->column > 0)
			buf_addf(out, ":%u", finding->column);
		buf_adds(out, ": ");
	}
	buf_addf(out, "%s: ", lint_severity(finding->severity));
	phrase_text(out, finding->message);
	buf_addf(out, " [%s]\n", finding->code);
}

void report_lint_first(struct buf *out, const struct mow_finding *findings, size_t count)
{
	size_t shown = count > FIRST_SHOWN ? FIRST_SHOWN : count;

	for (size_t i = 0; i < shown; i++) {
		buf_adds(out, "  ");
		report_lint_finding(out, &findings[i], NULL);
	}
	if (count > shown)
		buf_addf(out, "  and %zu more\n", count - shown);
}
