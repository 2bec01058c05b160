#include "rules/match/overlap.h"

#include <string.h>

#include "rules/match/glob.h"
#include "rules/match/pattern_set.h"

/* A pattern as components that follow each other. */
struct path_set {
	struct pattern_parts parts;
	bool below; /* all below what it names too */
};

static bool is_stars(const struct pattern_parts *parts, size_t at)
{
	const char *text = parts->items[at].text;

	for (size_t i = 0; i < parts->items[at].len; i++)
		if (text[i] != '*')
			return false;
	return parts->items[at].len > 1;
}

static bool is_star(const struct pattern_parts *parts, size_t at)
{
	return parts->items[at].len == 1 && parts->items[at].text[0] == '*';
}

static bool read_set(struct path_set *out, const char *text, size_t len)
{
	if (!pattern_split(&out->parts, text, len))
		return false;
	bool files = !out->parts.folder && out->parts.anchored && is_star(&out->parts, out->parts.count - 1);
	out->below = !files;
	return true;
}

/* ---- Components ----------------------------------------------------------------------------------------------------- */

/* The literal bytes from the one end (`back`: the other) up to the first wild card; `*all`: there is none. */
static size_t literal_edge(char *out, size_t room, const char *text, size_t len, bool *all)
{
	size_t count = 0;

	*all = true;
	for (size_t at = 0; at < len;) {
		struct glob_class class;
		unsigned unit;
		if (glob_unit(&unit, &class, text, len, &at) != GLOB_FINE || unit >= GLOB_ANY || count == room) {
			*all = false;
			break;
		}
		out[count++] = (char)unit;
	}
	return count;
}

/* The literal bytes behind the last wild card. */
static size_t literal_end(char *out, size_t room, const char *text, size_t len)
{
	size_t count = 0;

	for (size_t at = 0; at < len;) {
		struct glob_class class;
		unsigned unit;
		if (glob_unit(&unit, &class, text, len, &at) != GLOB_FINE)
			return 0;
		if (unit >= GLOB_ANY || count == room)
			count = 0;
		else
			out[count++] = (char)unit;
	}
	return count;
}

/* Whether some name can match both. */
static bool components_may(const struct pattern_parts *a, size_t i, const struct pattern_parts *b, size_t j)
{
	char one[256], two[256];
	bool all_one, all_two;
	size_t len_one = literal_edge(one, sizeof one, a->items[i].text, a->items[i].len, &all_one);
	size_t len_two = literal_edge(two, sizeof two, b->items[j].text, b->items[j].len, &all_two);
	size_t both = len_one < len_two ? len_one : len_two;

	if (memcmp(one, two, both) != 0 || (all_one && all_two && len_one != len_two) ||
	    (all_one && len_one < len_two) || (all_two && len_two < len_one))
		return false;
	len_one = literal_end(one, sizeof one, a->items[i].text, a->items[i].len);
	len_two = literal_end(two, sizeof two, b->items[j].text, b->items[j].len);
	both = len_one < len_two ? len_one : len_two;
	return memcmp(one + len_one - both, two + len_two - both, both) == 0;
}

/* ---- Patterns ------------------------------------------------------------------------------------------------------- */

/* Where the components of one are at an end: the path ends there too, or the other's rest lies below. */
static bool end_may(const struct path_set *ended, const struct path_set *other, size_t rest)
{
	bool other_ends = rest == other->parts.count;
	bool ends = other_ends && !ended->parts.folder && !other->parts.folder;
	bool goes_on = ended->below && (!other_ends || other->below);

	return ends || goes_on;
}

/*
 * By rows: row[j] tells whether the components of the one from i on and those of the other from j on can be of one
 * path.
 */
static bool rests_may(const struct path_set *a, const struct path_set *b)
{
	bool row[PATTERN_COMPONENTS_MAX + 1], below[PATTERN_COMPONENTS_MAX + 1];
	size_t rows = a->parts.count, columns = b->parts.count;

	for (size_t j = 0; j <= columns; j++)
		row[j] = end_may(a, b, j);
	/* What is not anchored may begin below any folder. */
	bool may = a->below && !b->parts.anchored;
	for (size_t i = rows; i-- > 0 && !may;) {
		memcpy(below, row, sizeof below);
		row[columns] = end_may(b, a, i);
		for (size_t j = columns; j-- > 0;)
			row[j] = is_stars(&a->parts, i) || is_stars(&b->parts, j)
					 ? below[j] || row[j + 1]
					 : components_may(&a->parts, i, &b->parts, j) && below[j + 1];
		may = row[0] && !b->parts.anchored;
	}
	for (size_t j = 0; j <= (a->parts.anchored ? 0 : columns); j++)
		may |= row[j];
	return may;
}

bool overlap_may(const char *a, size_t a_len, const char *b, size_t b_len)
{
	struct path_set one, two;

	if (!read_set(&one, a, a_len) || !read_set(&two, b, b_len))
		return true;
	return rests_may(&one, &two);
}

bool overlap_folders(struct buf *out, const char *text, size_t len)
{
	struct path_set set;

	if (!read_set(&set, text, len) || !set.parts.anchored)
		return false;
	for (size_t i = 0; i < set.parts.count; i++) {
		char name[PATTERN_LENGTH_MAX];
		bool all;
		size_t name_len =
			literal_edge(name, sizeof name, set.parts.items[i].text, set.parts.items[i].len, &all);
		if (!all)
			return false;
		buf_add(out, name, name_len);
		buf_addc(out, '/');
	}
	return true;
}
