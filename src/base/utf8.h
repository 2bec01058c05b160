/* UTF-8 and Unicode, on utf8proc. */
#ifndef MOW_BASE_UTF8_H
#define MOW_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/* Eight bytes at once, the first one lowest: most texts are plain ASCII. */
#define UTF8_ONES UINT64_C(0x0101010101010101)
static inline uint64_t utf8_eight(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}
/* How many bytes come before the first that the two functions below mark; 8: none is marked. */
static inline size_t utf8_before(uint64_t marks)
{
	return marks != 0 ? (size_t)__builtin_ctzll(marks) / 8 : 8;
}
/* Zero where each byte is printable ASCII, from the space to `~`; else the first that is not is marked, and now and
 * then one behind it that is. */
static inline uint64_t utf8_not_plain(uint64_t eight)
{
	return (eight | (eight - UTF8_ONES * 0x20) | ((eight ^ UTF8_ONES * 0x7F) - UTF8_ONES)) & UTF8_ONES * 0x80;
}
/* The same for bytes that are this one, up to the first that is not printable ASCII. */
static inline uint64_t utf8_has(uint64_t eight, char byte)
{
	return ((eight ^ UTF8_ONES * (unsigned char)byte) - UTF8_ONES) & UTF8_ONES * 0x80;
}
/* Where each byte is ASCII: marks those from `A` to `Z`. Other bytes are marked too. */
static inline uint64_t utf8_not_lower(uint64_t eight)
{
	uint64_t from_a = eight + UTF8_ONES * (0x80 - 'A'), beyond_z = eight + UTF8_ONES * (0x7F - 'Z');

	return (eight | (from_a & ~beyond_z)) & UTF8_ONES * 0x80;
}

/* Decodes one character. Returns its bytes (1 to 4), or 0 where these are no valid UTF-8 (overlong, surrogate, cut). */
size_t utf8_next(uint32_t *code, const char *bytes, size_t len);

/* Whether all of it is UTF-8. */
bool utf8_is_valid(const char *bytes, size_t len);

/* Whether a character may go to a terminal as it is: all but the general categories Cc, Cf, Zl, Zp, Co, Cn (and Cs). */
bool utf8_printable(uint32_t code);

/* Where white space beyond ASCII's begins (the general categories Zs, Zl, Zp), such as the no-break space of a word
 * processor, and which it is; `len` where there is none. */
size_t utf8_find_space(uint32_t *code, const char *bytes, size_t len);

/* Columns that the text takes on a terminal after escape_text; each byte that this escapes takes 4 (\xHH). */
size_t utf8_width(const char *bytes, size_t len);

/* Whether HFS+ leaves the character out when it compares names. */
bool utf8_is_ignored(uint32_t code);

/* The name as macOS and Windows would compare it: Unicode NFC and full case folding, without what HFS+ leaves out;
 * other bytes stay as they are, and so do names over 4096 bytes, which neither of them can store. */
void utf8_fold_name(struct buf *out, const char *name, size_t len);

/* The text with its Latin letters as ASCII has them: `ä` is "ae", `é` is "e". Other characters stay as they are, and so
 * does a text that is no UTF-8 or over 4096 bytes. */
void utf8_add_ascii(struct buf *out, const char *text, size_t len);

#endif
