/* The raw lines of an OWNERS file: ends, byte order mark and comments taken off, characters and lengths checked
 * (OWNERS(5), "FILES"). */
#ifndef MOW_RULES_READ_LINES_H
#define MOW_RULES_READ_LINES_H

#include "rules/file_findings.h"

/* So many line feeds must follow the last byte, which is as if there were none: then it can be read by eights. */
#define LINES_PADDING 8

struct lines {
	char *bytes;
	size_t len;
	struct file_findings *found;
	size_t at;       /* where the next line begins */
	unsigned number; /* of the last line */
};

/*
 * A line without its end, comment and the white space before that. White space is the space and the tab. Offsets count
 * from the beginning of `text`; a column is an offset plus one.
 */
struct line {
	char *text;
	size_t len;
	size_t raw;       /* the same with its comment */
	size_t start;     /* offset of what is no white space; `len` in a blank line */
	size_t separator; /* of the first `=` or `:` behind that; `len`: there is none */
	unsigned number;
	bool ascii;   /* all of it is printable ASCII or tabs; false: it may be */
	bool damaged; /* too long, or with a character that is an error; reported */
	size_t sound; /* bytes from the beginning that hold no such character */
};

/* A piece of a line. */
struct span {
	const char *text;
	size_t len;
};

/* Without white space around it. */
struct span lines_trim(const char *text, size_t len);

/* The next word of a value from `*at` on, or a comma that stands between words; false: there is none. */
static inline bool lines_word(struct span *word, struct span value, size_t *at)
{
	while (*at < value.len && (value.text[*at] == ' ' || value.text[*at] == '\t'))
		++*at;
	size_t from = *at;
	if (from == value.len)
		return false;
	while (*at < value.len && value.text[*at] != ' ' && value.text[*at] != '\t' && value.text[*at] != ',')
		++*at;
	*at += *at == from;
	*word = (struct span){value.text + from, *at - from};
	return true;
}

/* The next line; false: there is none. Whatever is wrong with its bytes, comments included, has then been reported. */
bool lines_next(struct lines *lines, struct line *line);

#endif
