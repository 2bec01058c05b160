/*
 * A judged push as text, for whoever pushed: why it is refused and what they can do now, ref by ref. The longest
 * refusal takes a few screens, however large the push.
 */
#ifndef MOW_REPORT_PUSH_H
#define MOW_REPORT_PUSH_H

#include "base/buf.h"
#include "mowners.h"
#include "report/check/check.h"

/* What a refusal refuses. */
enum push_scope {
	PUSH_WHOLE, /* pre-receive: all of the push */
	PUSH_REF    /* update: that ref alone */
};

/* What to advise for one ref: called for each one that is shown with its groups. */
typedef void report_push_fn(struct check_view *view, const struct mow_push_update *update, void *context);

/* What speaks against it, and whether that is why it is refused or only said (mode = advise); nothing where nothing
 * does. `advise` may be NULL. */
void report_push_text(struct buf *out, const struct mow_push *push, enum push_scope scope, report_push_fn *advise,
		      void *context);

/* What else is to be said where it is accepted: decisions that a claim of authorship took from their owners. Mostly
 * nothing.
 */
void report_push_accepted(struct buf *out, const struct mow_push *push);

#endif
