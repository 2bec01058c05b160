/* A line each, as compilers write them. */
#include "report/lint/lint.h"

void report_lint_text(struct buf *out, const struct mow_finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		report_lint_finding(out, &findings[i], NULL);
}
