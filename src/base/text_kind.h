/* Files that are meant as plain text and are none: what an editor or a word processor saved instead. */
#ifndef MOW_BASE_TEXT_KIND_H
#define MOW_BASE_TEXT_KIND_H

#include <stddef.h>

/* What the bytes are, for the middle of a sentence: "UTF-16", "a document of a word processor …"; NULL: they may be
 * plain text in UTF-8, or are nothing that is known here. */
const char *text_kind_foreign(const char *bytes, size_t len);

#endif
