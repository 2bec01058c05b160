#include "report/layout.h"

#include <string.h>

#include "base/utf8.h"

/* The columns of a word; LAYOUT_SPACE counts as the one space that it becomes. */
static size_t word_width(const char *word, size_t len)
{
	size_t width = 0;
	size_t start = 0;

	for (size_t at = 0; at <= len; at++) {
		if (at < len && word[at] != LAYOUT_SPACE[0])
			continue;
		width += utf8_width(word + start, at - start) + (at < len);
		start = at + 1;
	}
	return width;
}

static void add_word(struct buf *out, const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_addc(out, word[i] == LAYOUT_SPACE[0] ? ' ' : word[i]);
}

void layout_wrap(struct buf *out, const char *text, size_t column, size_t indent, size_t width)
{
	bool begun = false; /* a word stands in this line */

	for (;;) {
		size_t gap = strspn(text, " ");
		text += gap;
		size_t len = strcspn(text, " ");
		size_t needed = word_width(text, len);
		if (len == 0)
			break;
		if (begun && column + gap + needed > width) {
			buf_addc(out, '\n');
			buf_pad(out, ' ', indent);
			column = indent;
		} else if (begun) {
			buf_pad(out, ' ', gap);
			column += gap;
		}
		add_word(out, text, len);
		column += needed;
		text += len;
		begun = true;
	}
	buf_addc(out, '\n');
}

void layout_color(struct buf *out, bool on, const char *color)
{
	if (on)
		buf_addf(out, "\x1b[%sm", color);
}

void layout_plain(struct buf *out, bool on)
{
	if (on)
		buf_adds(out, "\x1b[m");
}
