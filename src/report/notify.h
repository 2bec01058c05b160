/* What a program is told that informs people (mowners-hooks(7), "NOTIFICATIONS"): one JSON document. */
#ifndef MOW_REPORT_NOTIFY_H
#define MOW_REPORT_NOTIFY_H

#include "base/buf.h"
#include "mowners.h"

/* Of a push that has landed and of which somebody is to be informed. */
void report_notify_landed(struct buf *out, const struct mow_push *push, int64_t now);

/* Of requests for approval; `pusher`: NULL where no platform says who it is, or nobody pushes. */
struct notify_asked {
	const struct mow_asked *items;
	size_t count;
	const char *pusher;
};
void report_notify_asked(struct buf *out, const struct notify_asked *asked, int64_t now);

#endif
