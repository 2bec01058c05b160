/* One pattern of a CODEOWNERS file as OWNERS writes it. */
#ifndef MOW_CONVERT_CARRY_H
#define MOW_CONVERT_CARRY_H

#include "convert/codeowners.h"

/* A pattern of a line, without the `!` of GitLab. */
struct carry {
	struct codeowners *codeowners;
	unsigned line;
	const char *text;
	size_t len;
};

/*
 * Appends the pattern, of GitHub or GitLab. 1: it says the same; 0: it cannot, which has been told; MOW_ENOMEM. What
 * others read in another way is noted.
 */
int carry_pattern(struct buf *out, const struct carry *carry, struct mow_error *err);

/* Appends the patterns of a regular expression of Gitea, each with a NUL behind. Returns the same. */
int carry_regexp(struct buf *out, const struct carry *carry, struct mow_error *err);

/* Tells that it is not carried over, and why. 0 or MOW_ENOMEM. */
int carry_lose(const struct carry *carry, const char *why, struct mow_error *err);

/* Appends a pattern that is right but for what a line of OWNERS reads in another way; tells why where it may not stand
 * in one. Returns the same. */
int carry_line(struct buf *out, const struct carry *carry, const struct buf *pattern, struct mow_error *err);

#endif
