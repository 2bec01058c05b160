/* UTF-8 and Unicode, on utf8proc. */
#ifndef MOW_BASE_UTF8_H
#define MOW_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Decodes one character. Returns its bytes (1 to 4), or 0 where these are no valid UTF-8 (overlong, surrogate, cut). */
size_t utf8_next(uint32_t *code, const char *bytes, size_t len);

/* Whether a character may go to a terminal as it is: all but the general categories Cc, Cf, Zl, Zp, Co, Cn (and Cs). */
bool utf8_printable(uint32_t code);

/* Whether a text holds white space beyond ASCII's (the general categories Zs, Zl, Zp), such as the no-break space of a
 * word processor. */
bool utf8_has_space(const char *bytes, size_t len);

/* Columns that the text takes on a terminal after escape_text; each byte that this escapes takes 4 (\xHH). */
size_t utf8_width(const char *bytes, size_t len);

/* The name as macOS and Windows would compare it: Unicode NFC and full case folding; other bytes stay as they are,
 * and so do names over 4096 bytes, which neither of them can store. */
void utf8_fold_name(struct buf *out, const char *name, size_t len);

#endif
