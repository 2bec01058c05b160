/* Texts of unknown origin on their way into markup. */
#include <string.h>

#include "base/escape.h"
#include "report/html/html.h"

/* What HTML gives a meaning to, between tags and in attributes. */
static void add_escaped(struct buf *out, const struct buf *plain)
{
	for (size_t i = 0; i < plain->len; i++) {
		switch (plain->data[i]) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		case '\'':
			buf_adds(out, "&#39;");
			break;
		default:
			buf_addc(out, plain->data[i]);
			break;
		}
	}
	out->failed = out->failed || plain->failed;
}

void html_bytes(struct buf *out, const char *bytes, size_t len)
{
	MOW_AUTO(buf) plain = BUF_INIT;

	escape_text(&plain, bytes, len);
	add_escaped(out, &plain);
}

void html_text(struct buf *out, const char *text)
{
	html_bytes(out, text, strlen(text));
}

void html_path(struct buf *out, const char *path, size_t len)
{
	MOW_AUTO(buf) plain = BUF_INIT;

	escape_path(&plain, path, len);
	add_escaped(out, &plain);
}
