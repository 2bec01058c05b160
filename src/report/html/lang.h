/*
 * The language of a page: its words (phrases.h), and how it writes numbers. Days are written as 2026-12-01 in each,
 * since nobody reads that in two ways.
 *
 *     html_say(&out, LANG_DE, PHRASE_MATRIX_UNDER, "brand", NULL);     " für <code>brand</code>"
 *     html_count(&out, LANG_FR, NOUN_FILE, 1204);                      "1 204 fichiers"
 */
#ifndef MOW_REPORT_HTML_LANG_H
#define MOW_REPORT_HTML_LANG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "report/html/phrases.h"

enum lang { LANG_EN, LANG_DE, LANG_FR, LANGS };

#define LANG_PHRASE(name, en, de, fr) PHRASE_##name,
enum phrase { PHRASES(LANG_PHRASE) PHRASE_COUNT };
#undef LANG_PHRASE
#define LANG_NOUN(name, en, ens, de, des, fr, frs) NOUN_##name,
enum noun { NOUNS(LANG_NOUN) NOUN_COUNT };
#undef LANG_NOUN

/* What --lang takes and <html lang> has: "en", "de", "fr". */
extern const char *const lang_codes[LANGS];
/* The one of a code; false: there is none. */
bool lang_find(enum lang *out, const char *code);

/* A phrase or a noun as it stands in the table. */
const char *lang_phrase(enum lang lang, enum phrase phrase);
const char *lang_noun(enum lang lang, enum noun noun, uint64_t count);

/* A phrase with texts, which are escaped, in the places of {0} and {1}; NULL: it has no such place. */
void html_say(struct buf *out, enum lang lang, enum phrase phrase, const char *first, const char *second);
/* The same as plain text, for a phrase without markup. */
void lang_say(struct buf *out, enum lang lang, enum phrase phrase, const char *first, const char *second);
/* "12,345", "12.345", "12 345". */
void html_number(struct buf *out, enum lang lang, uint64_t number);
/* A number and what there are so many of. */
void html_count(struct buf *out, enum lang lang, enum noun noun, uint64_t count);

/* "512 bytes", "31.0 KiB", "31,0 Kio" */
void html_size(struct buf *out, enum lang lang, uint64_t size);

/* What scripts say, as attributes of an element: data-sort="sort by {0}" and so on. */
void html_script_words(struct buf *out, enum lang lang);

#endif
