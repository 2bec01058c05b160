#include "report/sync.h"

#include "report/phrase.h"

void report_sync(struct buf *out, const char *remote, const struct mow_sync *sync)
{
	buf_adds(out, "mowners: ");
	phrase_text(out, remote);
	if (sync->received == 0 && sync->sent == 0) {
		buf_adds(out, ": the same approvals there and here\n");
		return;
	}
	buf_adds(out, ": ");
	phrase_count(out, sync->received, "approval");
	buf_addf(out, " came, %zu went\n", sync->sent);
}
