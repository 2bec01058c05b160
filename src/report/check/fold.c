#include "report/check/fold.h"

#include <inttypes.h>

#include "report/github.h"

#define MARK_END "\r\033[0K" /* what is before it is not shown */

void fold_begin(struct buf *out, struct fold *fold, const struct buf *title)
{
	fold->number++;
	if (fold->kind == CHECK_FOLD_SECTIONS) {
		buf_addf(out, "section_start:%" PRId64 ":mowners_%zu[collapsed=true]" MARK_END, fold->now,
			 fold->number);
		buf_add(out, title->data, title->len);
	} else {
		buf_adds(out, "::group::");
		github_data(out, title->data, title->len);
	}
	buf_addc(out, '\n');
	out->failed = out->failed || title->failed;
}

void fold_end(struct buf *out, const struct fold *fold)
{
	if (fold->kind == CHECK_FOLD_SECTIONS)
		buf_addf(out, "section_end:%" PRId64 ":mowners_%zu" MARK_END "\n", fold->now, fold->number);
	else
		buf_adds(out, "::endgroup::\n");
}
