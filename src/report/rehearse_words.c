#include "report/rehearse.h"

void rehearse_lack(struct buf *out, const struct mow_rehearsal_lack *lack)
{
	switch (lack->kind) {
	case MOW_NEED_GATE:
		buf_addf(out, "the review of %s", lack->who);
		break;
	case MOW_NEED_FREEZE:
		buf_addf(out, "the end of freeze %s", lack->who);
		break;
	case MOW_NEED_RIGHTS:
		buf_adds(out, "rights, which have ended");
		break;
	case MOW_NEED_PEOPLE:
		buf_adds(out, "enough different people");
		break;
	default:
		if (lack->who != NULL)
			buf_addf(out, "the decision of %s", lack->who);
		else
			buf_adds(out, "somebody accountable");
		break;
	}
}
