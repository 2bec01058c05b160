#include "report/sync.h"

#include "report/phrase.h"

void report_sync_left_out(struct buf *out, const char *note)
{
	buf_adds(out, "  Left out ");
	phrase_text(out, note);
	buf_adds(out, "; where it is still needed, mowners approve again\n");
}

void report_sync(struct buf *out, const char *remote, const struct mow_sync *sync)
{
	buf_adds(out, "mowners: ");
	phrase_text(out, remote);
	if (sync->received == 0 && sync->sent == 0 && sync->left_out_count == 0) {
		buf_adds(out, ": the same approvals there and here\n");
		return;
	}
	buf_adds(out, ": ");
	phrase_count(out, sync->received, "approval");
	buf_addf(out, " came, %zu went\n", sync->sent);
	for (size_t i = 0; i < sync->left_out_count; i++)
		report_sync_left_out(out, sync->left_out[i]);
}
