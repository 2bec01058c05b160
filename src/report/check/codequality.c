#include "report/codequality.h"

#include "report/check/annotate.h"
#include "report/check/check.h"

static void write_list(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view)
{
	MOW_AUTO(annotations) list = {.most = ANNOTATIONS_MOST, .all = "mowners check --format json"};

	(void)view;
	check_annotate(&list, verdict);
	codequality_write(out, &list);
}

const struct check_format check_codequality = {write_list, false};
