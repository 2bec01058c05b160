#include "base/levenshtein.h"

#include <string.h>

/* No name that is looked for is longer. */
#define WORD_MAX 64
#define FARTHEST 2

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Levenshtein's distance, two letters that changed places counted as one error (optimal string alignment), or FARTHEST
 * + 1 where it is more; row by row, given up where a whole row is too far.
 */
static size_t distance(const char *one, size_t one_len, const char *two, size_t two_len)
{
	size_t rows[3][WORD_MAX + 1];

	if (one_len > two_len + FARTHEST || two_len > one_len + FARTHEST || two_len > WORD_MAX)
		return FARTHEST + 1;
	for (size_t k = 0; k <= two_len; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= one_len; i++) {
		const size_t *above = rows[(i - 1) % 3];
		const size_t *higher = rows[(i + 1) % 3];
		size_t *row = rows[i % 3];
		size_t best = row[0] = i;
		for (size_t k = 1; k <= two_len; k++) {
			row[k] = least(least(above[k], row[k - 1]) + 1, above[k - 1] + (one[i - 1] != two[k - 1]));
			if (i > 1 && k > 1 && one[i - 1] == two[k - 2] && one[i - 2] == two[k - 1])
				row[k] = least(row[k], higher[k - 2] + 1);
			best = least(best, row[k]);
		}
		if (best > FARTHEST)
			return FARTHEST + 1;
	}
	return rows[one_len % 3][two_len];
}

const char *levenshtein_nearest(const char *word, const char *const *words, size_t count)
{
	size_t len = strlen(word);
	size_t nearest = FARTHEST + 1;
	const char *found = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t far = distance(word, len, words[i], strlen(words[i]));
		if (far < nearest && 2 * far < len) {
			nearest = far;
			found = words[i];
		}
	}
	return found;
}
