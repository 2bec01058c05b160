/* Letters of ASCII in lower case. All other bytes stay as they are, those of UTF-8 too, whatever the locale. */
#ifndef MOW_BASE_ASCII_H
#define MOW_BASE_ASCII_H

#include "base/buf.h"

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Copies a text in lower case into `out`, which has at least len + 1 bytes, NUL behind. true: nothing had to be
 * changed.
 */
bool ascii_copy_lower(char *out, const char *text, size_t len);

/* Appends a text in lower case. */
void ascii_add_lower(struct buf *out, const char *text, size_t len);

/* Whether two texts are equal in lower case. */
bool ascii_is_same(const char *a, const char *b);

#endif
