/* What a file of another format says and OWNERS cannot, and what other programs read in another way: told with its
 * line, as warnings. */
#ifndef MOW_CONVERT_LOSSES_H
#define MOW_CONVERT_LOSSES_H

#include <stdbool.h>
#include <stddef.h>

#include "mowners.h"

/* What programs read in different ways. Each is told once, for its first line, and how many there are. */
enum other_reading {
	READING_COMMENT,       /* a comment behind owners */
	READING_LAST_STAR,     /* docs/ and a star */
	READING_BLANK,         /* a blank behind a backslash */
	READING_ANYWHERE,      /* GitLab: a slash in the middle does not anchor */
	READING_LAST_STARS,    /* GitLab: two stars at the end are one */
	READING_COMMENT_NAMES, /* GitLab: names in a comment behind owners count */
	READING_ROOT,          /* Gitea: a slash in front */
	READING_COUNT
};

struct losses {
	const char *file;
	const struct mow_finding_sink *sink;
	unsigned first[READING_COUNT]; /* the line; 0: none */
	size_t count[READING_COUNT];
};

/* A line, or a part of it, that is not carried over, as a sentence; escaped by the caller. [not-carried] */
void losses_tell(struct losses *losses, unsigned line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A line that others read in another way. */
void losses_note(struct losses *losses, unsigned line, enum other_reading reading);
/* Tells what was noted. [read-otherwise] */
void losses_tell_noted(const struct losses *losses);

#endif
