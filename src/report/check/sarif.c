#include "report/sarif.h"

#include "report/check/annotate.h"
#include "report/check/check.h"

static void write_log(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(annotations) list = {
		.most = ANNOTATIONS_MOST, .all = "mowners check --format json", .page = "mowners-check(1)"};

	(void)view;
	check_annotate(&list, verdict);
	sarif_write(out, &list);
}

const struct check_format check_sarif = {write_log, false};
