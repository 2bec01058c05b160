/* Base64 (RFC 4648, section 4), in its one canonical form. */
#ifndef MOW_BASE_BASE64_H
#define MOW_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

void base64_encode(struct buf *out, const void *bytes, size_t len);

/* The reverse, appended; false, with `out` as before, where `text` is not exactly what base64_encode would have
 * written. */
bool base64_decode(struct buf *out, const char *text, size_t len);

/* The same of text in lines of any length, as in PEM: CR and LF are passed over. */
bool base64_decode_lines(struct buf *out, const char *text, size_t len);

#endif
