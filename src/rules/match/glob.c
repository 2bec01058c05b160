#include "rules/match/glob.h"

#include <string.h>

#include "base/text.h"
#include "mowners.h"

static void hold(struct glob_class *class, unsigned byte)
{
	class->bits[byte / 8] |= (unsigned char)(1U << byte % 8);
}

static bool holds(const struct glob_class *class, unsigned byte)
{
	return class->bits[byte / 8] >> byte % 8 & 1;
}

static void hold_range(struct glob_class *class, unsigned first, unsigned last)
{
	for (unsigned byte = first; byte <= last; byte++)
		hold(class, byte);
}

/*
 * The [:words:], ASCII alone, as git has them whatever the locale: [:space:] without vertical tab and form feed.
 */
static const struct word {
	const char *name;
	struct {
		unsigned char first, last;
	} ranges[5]; /* last 0: no more */
} words[] = {
	{"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
	{"alpha", {{'A', 'Z'}, {'a', 'z'}}},
	{"blank", {{'\t', '\t'}, {' ', ' '}}},
	{"cntrl", {{0, 31}, {127, 127}}},
	{"digit", {{'0', '9'}}},
	{"graph", {{33, 126}}},
	{"lower", {{'a', 'z'}}},
	{"print", {{32, 126}}},
	{"punct", {{33, 47}, {58, 64}, {91, 96}, {123, 126}}},
	{"space", {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}}},
	{"upper", {{'A', 'Z'}}},
	{"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
	{NULL, {{0, 0}}},
};

static bool hold_word(struct glob_class *class, const char *name, size_t len)
{
	for (const struct word *word = words; word->name != NULL; word++) {
		if (!text_is(name, len, word->name))
			continue;
		for (size_t i = 0; word->ranges[i].last != 0; i++)
			hold_range(class, word->ranges[i].first, word->ranges[i].last);
		return true;
	}
	return false;
}

/*
 * The end of "[:word:]" whose '[' is at `at`: the place of its ']', or 0 where the bytes are no such thing and '[' is a
 * member like any other.
 */
static size_t word_end(const char *text, size_t len, size_t at)
{
	if (at + 1 >= len || text[at + 1] != ':')
		return 0;
	const char *close = memchr(text + at + 2, ']', len - at - 2);
	return close != NULL && close > text + at + 2 && close[-1] == ':' ? (size_t)(close - text) : 0;
}

/*
 * The members, as git's wildmatch.c reads them: a ']' that comes first is a member, a '-' is one where it has nothing
 * before or behind it, and the end of a range begins no other.
 */
static enum glob_fault read_members(struct glob_class *class, const char *text, size_t len, size_t *at)
{
	unsigned before = 0; /* what a range would begin with; 0: nothing */
	size_t i = *at;
	size_t first = i;

	for (; i < len && (text[i] != ']' || i == first); i++) {
		unsigned byte = (unsigned char)text[i];
		size_t end = byte == '[' ? word_end(text, len, i) : 0;
		if (byte == '\\') {
			if (++i == len)
				return GLOB_UNCLOSED;
			byte = (unsigned char)text[i];
			hold(class, byte);
		} else if (byte == '-' && before != 0 && i + 1 < len && text[i + 1] != ']') {
			if (text[++i] == '\\' && ++i == len)
				return GLOB_UNCLOSED;
			hold_range(class, before, (unsigned char)text[i]);
			byte = 0;
		} else if (end != 0) {
			*at = i;
			if (!hold_word(class, text + i + 2, end - i - 3))
				return GLOB_UNKNOWN_CLASS;
			i = end;
			byte = 0;
		} else {
			hold(class, byte);
		}
		before = byte;
	}
	if (i >= len)
		return GLOB_UNCLOSED;
	*at = i + 1;
	return GLOB_FINE;
}

static enum glob_fault read_class(struct glob_class *class, const char *text, size_t len, size_t *at)
{
	size_t members = *at + 1;
	bool negated = members < len && (text[members] == '!' || text[members] == '^');

	memset(class, 0, sizeof *class);
	members += negated;
	enum glob_fault fault = read_members(class, text, len, &members);
	if (fault != GLOB_UNCLOSED)
		*at = members;
	for (size_t i = 0; negated && i < sizeof class->bits; i++)
		class->bits[i] = (unsigned char)~class->bits[i];
	class->bits['/' / 8] &= (unsigned char)~(1U << '/' % 8);
	return fault;
}

enum glob_fault glob_unit(unsigned *unit, struct glob_class *class, const char *text, size_t len, size_t *at)
{
	unsigned char c = (unsigned char)text[*at];

	if (c == '[') {
		*unit = GLOB_CLASS;
		return read_class(class, text, len, at);
	}
	if (c == '\\') {
		if (*at + 1 == len)
			return GLOB_LONE_ESCAPE;
		*unit = (unsigned char)text[*at + 1];
		*at += 2;
		return GLOB_FINE;
	}
	*unit = c == '*' ? GLOB_STAR : c == '?' ? GLOB_ANY : c;
	++*at;
	return GLOB_FINE;
}

int glob_compile(struct glob *out, const char *text, size_t len, struct arena *arena)
{
	struct glob glob = {0};
	size_t classes = 0;
	unsigned unit;

	for (size_t i = 0; i < len; i++)
		classes += text[i] == '[';
	if (len > UINT16_MAX / 2)
		return MOW_EINVAL;
	glob.units = arena_array(arena, len, sizeof *glob.units);
	glob.classes = arena_array(arena, classes, sizeof *glob.classes);
	if (glob.units == NULL || glob.classes == NULL)
		return MOW_ENOMEM;
	classes = 0;
	for (size_t at = 0; at < len;) {
		struct glob_class class = {0};
		if (glob_unit(&unit, &class, text, len, &at) != GLOB_FINE)
			return MOW_EINVAL;
		if (unit == GLOB_CLASS) {
			glob.classes[classes] = class;
			unit += (unsigned)classes++;
		}
		glob.star |= unit == GLOB_STAR;
		glob.least += unit != GLOB_STAR;
		if (unit != GLOB_STAR || glob.count == 0 || glob.units[glob.count - 1] != GLOB_STAR)
			glob.units[glob.count++] = (uint16_t)unit;
	}
	*out = glob;
	return MOW_OK;
}

static bool fits(const struct glob *glob, unsigned unit, unsigned char byte)
{
	if (unit < GLOB_ANY)
		return unit == byte;
	return unit == GLOB_ANY || holds(&glob->classes[unit - GLOB_CLASS], byte);
}

/*
 * Greedy: where the units behind a star do not fit, that star takes one byte more. It never pays to go back to an
 * earlier star: whatever an earlier one could take, the later one can take too.
 */
bool glob_match(const struct glob *glob, const char *name, size_t len)
{
	size_t unit = 0;
	size_t at = 0;
	size_t star = SIZE_MAX; /* the unit behind the last star */
	size_t taken = 0;       /* where the bytes behind what it took begin */

	if (len < glob->least || (!glob->star && len > glob->least))
		return false;
	while (at < len) {
		if (unit < glob->count && glob->units[unit] == GLOB_STAR) {
			star = ++unit;
			taken = at;
		} else if (unit < glob->count && fits(glob, glob->units[unit], (unsigned char)name[at])) {
			unit++;
			at++;
		} else if (star != SIZE_MAX) {
			unit = star;
			at = ++taken;
		} else {
			return false;
		}
	}
	while (unit < glob->count && glob->units[unit] == GLOB_STAR)
		unit++;
	return unit == glob->count;
}
