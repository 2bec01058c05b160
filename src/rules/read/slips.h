/* What looks like something that OWNERS files know and is something else. */
#ifndef MOW_RULES_READ_SLIPS_H
#define MOW_RULES_READ_SLIPS_H

#include "rules/read/lines.h"

/* Reports the first blank between two offsets that looks like a space and is none; false: there is none. */
bool slips_find_space(struct file_findings *found, const struct line *line, size_t from, size_t to);
static inline bool slips_report_space(struct file_findings *found, const struct line *line, size_t from, size_t to)
{
	return !line->ascii && slips_find_space(found, line, from, to);
}

/* The same, and then the first # or // that is meant to begin a comment, all of a value that is no free text. */
bool slips_report(struct file_findings *found, const struct line *line, size_t from, size_t to);

/* Copies a name with plain spaces for such blanks, and without any around it; returns its length. `out` has room for as
 * many bytes. */
size_t slips_plain(char *out, const char *text, size_t len);

/* Blanks at the beginning of a line that only look like spaces are reported and then taken for white space; false:
 * there are none. */
bool slips_take_indentation(struct file_findings *found, struct line *line);
static inline bool slips_mend_indentation(struct file_findings *found, struct line *line)
{
	return !line->ascii && slips_take_indentation(found, line);
}

#endif
