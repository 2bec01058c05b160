/*
 * An OWNERS file as it is written: each line with its parts, comments and blank lines too, so that it can be laid out
 * anew or changed in places. A line is here what it is for the reader (rules/read/) in a file without errors; in one
 * with errors that is a guess.
 */
#ifndef MOW_RULES_EDIT_TEXT_H
#define MOW_RULES_EDIT_TEXT_H

#include "base/buf.h"
#include "rules/keys.h"
#include "rules/read/lines.h"

enum edit_kind {
	EDIT_BLANK,
	EDIT_COMMENT,
	EDIT_SECTION,
	EDIT_KEY,
	EDIT_MORE /* goes on with the value above */
};

/* Pieces point into the text. */
struct edit_line {
	enum edit_kind kind;
	struct span whole;           /* without its end */
	struct span section;         /* between the brackets above; of no length above the first */
	struct span name;            /* of the key; of EDIT_MORE the one that it goes on with */
	const struct key_rule *rule; /* of that name, in whatever section; NULL: it is a handle, or unknown */
	struct span value;           /* of a key, or one line of it, without white space around it */
	struct span comment;         /* from its `;` or `#` on, without white space behind it */
};

struct edit_text {
	struct buf bytes; /* padded as struct lines has it */
	size_t len;       /* of the file */
	bool bom;         /* it begins with a byte order mark */
	bool crlf;        /* its first line ends in CRLF */
	struct {
		struct edit_line *items;
		size_t count, capacity;
	} lines;
};
#define EDIT_TEXT_INIT            \
	{                         \
		.bytes = BUF_INIT \
	}
void edit_text_release(struct edit_text *text);
MOW_AUTO_DEFINE(edit_text)

/* Copies and cuts up a file. MOW_ENOMEM. */
int edit_text_read(struct edit_text *out, const char *bytes, size_t len, struct mow_error *err);

#endif
