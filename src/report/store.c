#include "report/store.h"

#include "report/phrase.h"

#define REF "refs/mowners/approvals"

void report_conversion(struct buf *out, const char *remote, const struct mow_conversion *conversion)
{
	if (!conversion->needed) {
		buf_adds(out, "mowners: there is nothing to convert: the approvals here are in the present layout\n");
		return;
	}
	buf_adds(out, "mowners: " REF " has ");
	phrase_count(out, conversion->records, "record");
	buf_adds(out, " in the present layout now\n");
	if (conversion->left_behind > 0) {
		buf_adds(out, "  Left     ");
		phrase_count(out, conversion->left_behind, "file");
		buf_adds(out, " that could not be read as records; git log -p " REF " shows them\n");
	}
	if (remote == NULL) {
		buf_adds(out, "  Clones   follow with their next mowners sync or approve\n");
		return;
	}
	buf_adds(out, "  Next     git push ");
	phrase_text(out, remote);
	buf_adds(out, " " REF "\n");
}
