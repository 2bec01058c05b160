/* Part of mowners.h: the records of decisions. */
#ifndef MOWNERS_RECORD_H
#define MOWNERS_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a record says (mowners-approvals(5)). Texts are as they stand there, raw bytes. */
struct mow_record {
	const char *id;       /* the SHA-256 of its text, 64 hexadecimal digits */
	const char *decision; /* "approve", "stop", "withdraw", "override", "request" */
	const char *as;       /* "*", "accountable", "review.GATE" */
	const char *by;       /* the e-mail of who made it */
	const char *target;   /* a full ref name */
	const char *reason;   /* NULL: none */
	int64_t made;         /* when */
	int64_t expires;      /* when it counts no more; of stops and withdrawals without effect */
	const char *path;     /* the first of its steps, or of its patterns; NULL: it has neither */
	size_t path_len;      /* its bytes */
	size_t files;         /* how many steps or patterns */
	bool patterns;        /* whether it is patterns */
	const char *other;    /* what it takes back, or "OLD NEW" of a move; NULL */
	const char *witness; /* who carries a forge's approval, and which: "ci@example.com gitlab!42 review …"; NULL */
};

#ifdef __cplusplus
}
#endif

#endif
