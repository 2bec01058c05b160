/*
 * Markdown as a reader sees it: headings, paragraphs, lists, quotes, tables, code; in them emphasis, code and links.
 * What it writes are these elements and text, whatever the file holds: HTML stays text, a link is no link but says
 * where it leads, and of a picture there is what stands for it. What goes beyond CommonMark's everyday part stays as it
 * is written; the source is beside it.
 */
#ifndef MOW_REPORT_CONTACT_MARKDOWN_H
#define MOW_REPORT_CONTACT_MARKDOWN_H

#include <stddef.h>

#include "base/buf.h"

#define MARKDOWN_MOST (64 << 10) /* bytes; a longer one is a text */

/* Time linear in the bytes. Failures are those of the buffer. */
void markdown_html(struct buf *out, const char *text, size_t len);

/* A paragraph's bytes, in which a line end is where a new line has to begin (markdown_inline.c). */
void markdown_inline(struct buf *out, const char *text, size_t len);

#endif
