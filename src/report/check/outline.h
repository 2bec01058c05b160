/* What a verdict comes to, in pieces that the formats for people share. */
#ifndef MOW_REPORT_CHECK_OUTLINE_H
#define MOW_REPORT_CHECK_OUTLINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "mowners.h"
#include "report/check/check.h"

/* How many files are not approved. */
size_t outline_count_blocked(const struct mow_verdict *verdict);

/* "2 of 3 changed files cannot land yet", "3 changed files can land"; "approved by @lena and @marc". */
void outline_blocked(struct buf *out, const struct mow_verdict *verdict);
void outline_approved(struct buf *out, const struct mow_verdict *verdict);
void outline_approvers(struct buf *out, const struct mow_verdict *verdict);

/* Who approved it, each once, the first few; whether there are more of them. */
#define OUTLINE_NAMES 3
struct outline_people {
	const char *names[OUTLINE_NAMES];
	size_t count;
	bool more;
};
struct outline_people outline_people(const struct mow_verdict *verdict);

/* Whether the people to ask complete all of it. */
bool outline_can_complete(const struct mow_verdict *verdict);

/* Whether the sentence about a group (words_why) is of use: where the needs do not say it all, and to those who asked
 * for it. */
bool outline_says_why(const struct mow_group *group, bool explain);

/* Commands to copy: what those who are asked run; `mowners why` for the first path that people can type; how it goes
 * through by an override. False, and nothing appended: there is none. */
bool outline_approve(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view);
bool outline_why(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view);
bool outline_override(struct buf *out, const struct mow_verdict *verdict, const struct check_view *view);

#endif
