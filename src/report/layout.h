/* Text laid out for people: paragraphs that fit the terminal. */
#ifndef MOW_REPORT_LAYOUT_H
#define MOW_REPORT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define LAYOUT_WIDTH 80 /* where there is no terminal */

/* A space in a text that is no place to break a line. */
#define LAYOUT_SPACE "\x1f"

/*
 * Appends a text, which is escaped already (phrase.h), as a paragraph of lines of at most `width` columns, each with
 * its LF; a word that is wider stands alone. `column` is where the line is already; the lines after the first begin
 * `indent` columns from the left.
 */
void layout_wrap(struct buf *out, const char *text, size_t column, size_t indent, size_t width);

/* Colours, as SGR parameters. Nothing is written where `on` is false. */
#define LAYOUT_BOLD "1"
#define LAYOUT_DIM "2"
#define LAYOUT_RED "31"
#define LAYOUT_GREEN "32"
#define LAYOUT_YELLOW "33"
#define LAYOUT_CYAN "36"
void layout_color(struct buf *out, bool on, const char *color);
void layout_plain(struct buf *out, bool on); /* back to none */

#endif
