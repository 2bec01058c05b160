/* Bytes of unknown origin on their way out, and percent-encoded ones on their way in. */
#ifndef MOW_BASE_ESCAPE_H
#define MOW_BASE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * For people on a terminal: printable UTF-8 stays; every control and format character (C0, C1, DEL, bidi and zero width
 * ones, line and paragraph separators, everything of general category Cc, Cf, Zl, Zp, Co, Cn) and every byte that is no
 * UTF-8 becomes \xHH (upper case), per byte. A backslash stays as it is.
 */
void escape_text(struct buf *out, const char *bytes, size_t len);

/* A path for people: as it is, or in double quotes with git's C escapes where it holds a control or format character,
 * quote, backslash, leading or trailing space, or is no UTF-8. Printable UTF-8 stays. */
void escape_path(struct buf *out, const char *path, size_t len);

/* A path for programs: exactly what git prints with core.quotePath on (octal for bytes from 0x80). */
void escape_path_git(struct buf *out, const char *path, size_t len);

/* A JSON string with its quotes. A byte that is no UTF-8 becomes U+FFFD; what escape_text would escape, \uHHHH, and so
 * does the second `#` in a row: CI runners look for "##[" and "##vso[" in all of a line. */
void escape_json(struct buf *out, const char *bytes, size_t len);

void escape_hex(struct buf *out, const void *bytes, size_t len); /* lower case */

/* Percent-encoding of the records: %XX in upper case except for A-Za-z0-9._~/- . */
void escape_percent(struct buf *out, const char *bytes, size_t len);
/* The reverse; false, with `out` as before, where `text` is not exactly what escape_percent would have written. */
bool escape_percent_undo(struct buf *out, const char *text, size_t len);

#endif
