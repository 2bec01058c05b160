/* What may stand in the lines of records and signers' files. Private to record.h and signers.h. */
#ifndef MOW_EVIDENCE_FIELD_H
#define MOW_EVIDENCE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/buf.h"

/*
 * Whether a character may not stand in a text that people read: C0 (tab included), DEL, C1, the line and paragraph
 * separators, and the format characters that OWNERS(5) refuses, which turn text round or hide. A fixed list, not a
 * table of Unicode's: a record that is valid today must be valid with every later version of the tables.
 */
bool field_is_control(uint32_t code);

/* One line of valid UTF-8 without such characters, and not blank. */
bool field_text(const char *bytes, size_t len);

/* The same without white space of any kind (U+0020, U+0085, U+00A0, U+1680, U+2000 to U+200A, U+202F, U+205F, U+3000).
 */
bool field_word(const char *bytes, size_t len);

/* An e-mail as a signers' file can name it: a field_word with one `@`, not at an end, and none of ,"*?! and no # at its
 * start. */
bool field_email(const char *bytes, size_t len);

/* Foreign bytes for a message: escaped, and cut with "…" after about 60. */
void field_quote(struct buf *out, const char *bytes, size_t len);

#endif
