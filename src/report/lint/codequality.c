#include "report/codequality.h"

#include "report/lint/lint.h"

void report_lint_codequality(struct buf *out, const struct mow_finding *findings, size_t count)
{
	MOW_AUTO(annotations) list = {.most = ANNOTATIONS_MOST, .all = "mowners lint --format json"};

	lint_annotate(&list, findings, count);
	codequality_write(out, &list);
}
