#include "report/sarif.h"

#include "report/lint/lint.h"

void report_lint_sarif(struct buf *out, const struct mow_finding *findings, size_t count)
{
	MOW_AUTO(annotations) list = {
		.most = ANNOTATIONS_MOST, .all = "mowners lint --format json", .page = "mowners-lint(1)"};

	lint_annotate(&list, findings, count);
	sarif_write(out, &list);
}
