/*
 * The one table of the decisions that a record can carry (mowners-approvals(5), "THE RECORD"): what the record of each
 * must and may say, and how it is dealt with. It drives the reader, the guard of the store, and gathering; what a
 * decision does to a change is a file of gather/.
 */
#ifndef MOW_EVIDENCE_RECORD_DECISIONS_H
#define MOW_EVIDENCE_RECORD_DECISIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum record_decision { RECORD_APPROVE, RECORD_STOP, RECORD_WITHDRAW, RECORD_OVERRIDE, RECORD_REQUEST };
enum { RECORD_DECISIONS = 5 };

/* The kinds of lines that say what is decided about. */
enum record_line { RECORD_LINE_STEP, RECORD_LINE_PATH, RECORD_LINE_MOVE, RECORD_LINE_RECORD };
enum { RECORD_LINES = 4 };
extern const char *const record_lines[RECORD_LINES]; /* "step" */

/* A set of them. */
#define RECORD_LINE_BIT(line) (1u << (line))

struct decision {
	const char *name; /* "approve" */
	unsigned lines;   /* which it may have, as a set: one kind in a record */
	bool reason;      /* it needs a reason */
	bool expires;     /* it counts no more from its `expires` on */
	bool witness;     /* a witness may carry it */
};
extern const struct decision decisions[RECORD_DECISIONS];

/* The decision of that name; false: there is none. */
bool decisions_find(enum record_decision *out, const char *name, size_t len);

/* For messages: the names of all, "approve, stop, … or request"; the lines of one, "a `step` or `path` line". */
void decisions_add_names(struct buf *out);
void decisions_add_lines(struct buf *out, enum record_decision decision);

#endif
