#include "report/contact/words.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

enum { CELLS_MOST = 1 << 16 }; /* of a table of all pairs */

void words_release(struct words *words)
{
	free(words->items);
	*words = (struct words){0};
}

/* ---- Words --------------------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static size_t span(const char *bytes, size_t len, bool (*is_kind)(char c))
{
	size_t at = 0;

	while (at < len && is_kind(bytes[at]))
		at++;
	return at;
}

bool words_split(struct words *out, const char *line, size_t len)
{
	for (size_t at = 0, size; at < len; at += size) {
		size = span(line + at, len - at, is_letter);
		if (size == 0)
			size = span(line + at, len - at, text_is_blank);
		if (size == 0)
			size = 1;
		if (array_reserve(out, 1) != 0)
			return false;
		out->items[out->count++] = (struct word){line + at, size, false};
	}
	return true;
}

/* ---- What differs -------------------------------------------------------------------------------------------------- */

static bool is_same(const struct word *a, const struct word *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

/* Those between what both begin with and what both end with. */
struct middle {
	struct word *before, *after;
	size_t before_count, after_count;
};

static struct middle find_middle(const struct words *before, const struct words *after)
{
	struct middle middle = {before->items, after->items, before->count, after->count};

	while (middle.before_count > 0 && middle.after_count > 0 && is_same(middle.before, middle.after)) {
		middle.before++;
		middle.after++;
		middle.before_count--;
		middle.after_count--;
	}
	while (middle.before_count > 0 && middle.after_count > 0 &&
	       is_same(&middle.before[middle.before_count - 1], &middle.after[middle.after_count - 1])) {
		middle.before_count--;
		middle.after_count--;
	}
	return middle;
}

/* The longest sequence that both have, by the table of its lengths for all ends of the two. */
static bool mark_middle(const struct middle *middle)
{
	size_t rows = middle->before_count, columns = middle->after_count, width = columns + 1;
	MOW_AUTO_FREE uint16_t *lengths = calloc((rows + 1) * width, sizeof *lengths);

	if (lengths == NULL)
		return false;
	for (size_t i = rows; i-- > 0;)
		for (size_t j = columns; j-- > 0;) {
			uint16_t down = lengths[(i + 1) * width + j], right = lengths[i * width + j + 1];
			lengths[i * width + j] = is_same(&middle->before[i], &middle->after[j])
							 ? (uint16_t)(lengths[(i + 1) * width + j + 1] + 1)
						 : down > right ? down
								: right;
		}
	for (size_t i = 0, j = 0; i < rows || j < columns;) {
		if (i < rows && j < columns && is_same(&middle->before[i], &middle->after[j])) {
			i++;
			j++;
		} else if (j == columns || (i < rows && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
			middle->before[i++].differs = true;
		} else {
			middle->after[j++].differs = true;
		}
	}
	return true;
}

static void mark_all(struct word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		words[i].differs = true;
}

static void join(struct words *words)
{
	for (size_t i = 1; i + 1 < words->count; i++)
		if (text_is_blank(words->items[i].bytes[0]) && words->items[i - 1].differs &&
		    words->items[i + 1].differs)
			words->items[i].differs = true;
}

bool words_compare(struct words *before, struct words *after)
{
	const struct middle middle = find_middle(before, after);
	bool good = true;

	if (middle.before_count < CELLS_MOST / (middle.after_count + 1)) {
		good = mark_middle(&middle);
	} else {
		mark_all(middle.before, middle.before_count);
		mark_all(middle.after, middle.after_count);
	}
	join(before);
	join(after);
	return good;
}
