/* In which words two lines differ. */
#ifndef MOW_REPORT_CONTACT_WORDS_H
#define MOW_REPORT_CONTACT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"

/* A word, blanks, or one byte of another kind; UTF-8 is not cut. */
struct word {
	const char *bytes;
	size_t len;
	bool differs;
};
struct words {
	struct word *items;
	size_t count, capacity;
};
void words_release(struct words *words);
MOW_AUTO_DEFINE(words)

/* Takes a line apart; false: no memory. */
bool words_split(struct words *out, const char *line, size_t len);

/* Marks what one has and the other has not, as few words as can be, or all between where the lines are long; what
 * blanks alone keep apart is one. False: no memory. */
bool words_compare(struct words *before, struct words *after);

#endif
