/* The word that a mistyped one was meant to be. */
#ifndef MOW_BASE_LEVENSHTEIN_H
#define MOW_BASE_LEVENSHTEIN_H

#include <stddef.h>

/*
 * The nearest of `words`, the first of several, or NULL where none is near: edit distance at most 2 and less than half
 * of the word's length; two letters that changed places are one edit. Words of more than 64 bytes are near to none.
 */
const char *levenshtein_nearest(const char *word, const char *const *words, size_t count);

#endif
