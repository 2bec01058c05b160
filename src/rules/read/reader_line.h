/*
 * What a line of an OWNERS file is, what is kept of it, and what inih is to say of it. Internal to the reader.
 */
#ifndef MOW_RULES_READ_READER_LINE_H
#define MOW_RULES_READ_READER_LINE_H

#include "rules/read/lines.h"
#include "rules/read/reader.h"

enum line_kind { LINE_NOTHING, LINE_SECTION, LINE_KEY, LINE_MORE };

struct reader {
	struct reader_file *file;
	struct lines lines;
	bool people;   /* the section holds handles as keys, or may do so */
	bool teams;    /* it is [teams] */
	bool indented; /* the section line was, and so its keys may be */
	bool free;     /* so far the value at hand is text, or patterns, of any words */
	bool told;     /* of the line at hand there is an error already */
	bool remarked; /* the line before has a comment behind a value: it is `last` */
	struct line last;
	bool no_section;                 /* that there is none above a key has been said */
	uint64_t seen;                   /* keys of the section: a bit for each enum key_id */
	bool has_section;                /* a header has been seen */
	bool has_key;                    /* a key has been seen below it */
	char section[KEYS_NAME_MAX + 1]; /* what inih has been told */
	char key[KEYS_NAME_MAX + 1];
	/* What inih is to say of the line that it has just been given. */
	bool waiting;
	enum line_kind kind;
	bool new_key;
	struct reader_key new; /* if it is one */
	struct reader_item item;
	/* Where NULs are put once inih has the line: behind what is kept of it. */
	char *ends[2];
	size_t end_count;
	int result;
};

/* Takes the section, key or value of a line, and what it is into `kind`; errors of its form are reported. 0 or
 * MOW_ENOMEM. */
int reader_line_take(struct reader *reader, const struct line *line);

#endif
