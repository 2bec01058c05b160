/*
 * Pages: one self-contained HTML file each, which asks nothing of any network, works with scripts off, and lets a
 * browser run and load nothing but what stands in it: the style and the script below, by their hashes.
 *
 *     html_begin(&out, &page);
 *     buf_adds(&out, "<h1>");
 *     html_text(&out, name);
 *     buf_adds(&out, "</h1>\n");
 *     html_end(&out, &page);
 *
 * The caller writes markup as it is, and everything else through html_text or html_path. There is no style="" and no
 * onclick="": the policy forbids them. Failures are those of the buffer.
 */
#ifndef MOW_REPORT_HTML_H
#define MOW_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "report/html/lang.h"

enum { HTML_PARTS = 4 };

/* Another page beside this one. */
struct html_link {
	const char *address; /* of characters that mean nothing in HTML and in addresses */
	enum phrase text;
};

struct html_page {
	const char *title; /* plain text */
	enum lang lang;
	const char *styles[HTML_PARTS];  /* CSS of this page, besides what all pages have; a NULL ends it */
	const char *scripts[HTML_PARTS]; /* alike */
	const char *framed;              /* styles that frames in it bring along: hashes, as in a policy; NULL: none */
	const char *policy;              /* as html_policy has it; NULL: it is found out */
	const char *loads;               /* what else the policy lets in: "img-src data:"; NULL: nothing */
	const struct html_link *links;   /* above all else, up to one of a NULL address; NULL: none */
	const char *here;                /* which of them this page is; NULL: none */
};

/* What the policy of such a page says of its styles and scripts: the same for all that have the same, and to be kept by
 * who writes many of them. */
void html_policy(struct buf *out, const struct html_page *page);

/* Up to <body>, which is open, and from </body>. */
void html_begin(struct buf *out, const struct html_page *page);
void html_end(struct buf *out, const struct html_page *page);

/* A text, as escape_text has it, between tags or in the quotes of an attribute. */
void html_text(struct buf *out, const char *text);
void html_bytes(struct buf *out, const char *bytes, size_t len);
/* A path, as escape_path has it. */
void html_path(struct buf *out, const char *path, size_t len);

#endif
