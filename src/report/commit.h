/*
 * What is said before a commit: who will have to approve it, what of the rules it breaks, and why it is not made.
 *
 *     mowners: before this reaches main, it needs (advice only):
 *       brand/logo.svg  brand/logo@2x.png: @lena, 2 of @brand-guild and @legal
 */
#ifndef MOW_REPORT_COMMIT_H
#define MOW_REPORT_COMMIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"

/* Why a commit is not made. */
enum commit_refusal {
	COMMIT_GOES_ON,      /* it is made */
	COMMIT_BREAKS_RULES, /* it brings errors into OWNERS files or keys */
	COMMIT_RULES_BROKEN, /* those that decide about it have errors */
	COMMIT_UNOWNED,      /* nobody could approve some of it */
	COMMIT_STOPPED,      /* somebody has stopped it */
	COMMIT_FROZEN,       /* nor could it land now, whoever approves it in the usual way */
	COMMIT_REQUIRED      /* approvals are missing, and are asked for before the commit */
};

struct commit_view {
	const struct mow_verdict *verdict;
	bool require; /* approvals are asked for before the commit */
	enum commit_refusal refusal;
};

void report_commit_text(struct buf *out, const struct commit_view *view);

/* Of that who will have to approve, and nothing else; nothing where nothing is missing. */
void report_commit_needs(struct buf *out, const struct mow_verdict *verdict, bool require);

/* Advice that could not be given, and why: a sentence without its end. */
void report_commit_unseen(struct buf *out, const char *why);

#endif
