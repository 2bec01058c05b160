/* What a line of Markdown may be. */
#ifndef MOW_REPORT_CONTACT_MARKDOWN_LINE_H
#define MOW_REPORT_CONTACT_MARKDOWN_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct md_line {
	const char *text;
	size_t len;
};

/* Columns of blanks that it begins with, a tab taken for four, and how many bytes these are. */
size_t line_indent(const struct md_line *line, size_t *bytes);
/* Without blanks at its ends. */
struct md_line line_trim(const struct md_line *line);
bool line_is_blank(const struct md_line *line);

/* "# ", up to six of them: how many; 0: it is no heading. */
size_t line_heading(const struct md_line *line);
/* How many of "`" or "~" begin a block of code; 0: none does. */
size_t line_fence(const struct md_line *line);
/* What marks an item: the bytes up to its text; 0: it is none. `ordered`: it is a number. */
size_t line_item(const struct md_line *line, bool *ordered);
/* Nothing but blanks and so many of a mark, or more. */
bool line_is_of(const struct md_line *line, char mark, size_t least);
bool line_is_rule(const struct md_line *line);
bool line_is_quote(const struct md_line *line);
/* "|---|:--:|", below the heading of a table. */
bool line_is_delimiter(const struct md_line *line);

#endif
