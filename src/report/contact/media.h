/* What a file is to a browser: by its bytes, and where these could be several things by its name too. */
#ifndef MOW_REPORT_CONTACT_MEDIA_H
#define MOW_REPORT_CONTACT_MEDIA_H

#include <stdbool.h>
#include <stddef.h>

enum media_kind {
	MEDIA_OTHER, /* nothing that it shows */
	MEDIA_IMAGE,
	MEDIA_VIDEO,
	MEDIA_AUDIO,
	MEDIA_PDF,
	MEDIA_FONT,
	MEDIA_PAGE,     /* HTML, or MJML, which becomes that: shown, and as a text */
	MEDIA_MARKDOWN, /* shown, and as a text */
	MEDIA_TABLE,    /* CSV or TSV, perhaps */
	MEDIA_TEXT
};

struct media {
	enum media_kind kind;
	const char *type; /* "image/png"; NULL of OTHER, and from PAGE on */
	const char *name; /* "PNG", "text"; NULL: not known */
};

/* Whether files of that name may be MEDIA_PAGE. */
bool media_may_be_page(const char *path);

/* The path tells nothing that the bytes do not bear out. */
struct media media_of(const char *path, const char *bytes, size_t len);

#endif
