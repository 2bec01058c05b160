/*
 * Patterns once more, slowly and straight from OWNERS(5): one pattern, one path, by trying everything. Shares no code
 * with the product. A pattern has no `!` and is well formed; patterns and names are shorter than SLOW_MAX.
 */
#ifndef TESTS_SLOW_PATTERN_H
#define TESTS_SLOW_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { SLOW_MAX = 300 };

struct slow_text {
	const char *at;
	size_t len;
};

static bool slow_is(struct slow_text text, const char *word)
{
	return text.len == strlen(word) && memcmp(text.at, word, text.len) == 0;
}

static bool slow_word_has(struct slow_text word, unsigned char byte)
{
	bool digit = byte >= '0' && byte <= '9';
	bool lower = byte >= 'a' && byte <= 'z';
	bool upper = byte >= 'A' && byte <= 'Z';
	bool visible = byte > ' ' && byte < 127;

	return (slow_is(word, "digit") && digit) || (slow_is(word, "lower") && lower) ||
	       (slow_is(word, "upper") && upper) || (slow_is(word, "alpha") && (lower || upper)) ||
	       (slow_is(word, "alnum") && (lower || upper || digit)) || (slow_is(word, "graph") && visible) ||
	       (slow_is(word, "print") && (visible || byte == ' ')) ||
	       (slow_is(word, "punct") && visible && !(lower || upper || digit)) ||
	       (slow_is(word, "blank") && (byte == ' ' || byte == '\t')) ||
	       (slow_is(word, "space") && (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r')) ||
	       (slow_is(word, "cntrl") && (byte < ' ' || byte == 127)) ||
	       (slow_is(word, "xdigit") && (digit || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F')));
}

/* One byte of a class, maybe escaped; moves behind it. */
static unsigned char slow_member(struct slow_text text, size_t *at)
{
	if (text.at[*at] == '\\')
		++*at;
	return (unsigned char)text.at[(*at)++];
}

/* Whether the class that begins at `*at` holds the byte; moves behind it. */
static bool slow_class(struct slow_text text, size_t *at, unsigned char byte)
{
	bool has = false;
	size_t i = *at + 1;
	bool negated = text.at[i] == '!' || text.at[i] == '^';

	i += negated;
	for (size_t first = i; i == first || text.at[i] != ']';) {
		const char *close = memchr(text.at + i, ']', text.len - i);
		if (text.at[i] == '[' && text.at[i + 1] == ':' && close - (text.at + i) > 2 && close[-1] == ':') {
			struct slow_text word = {text.at + i + 2, (size_t)(close - (text.at + i)) - 3};
			has |= slow_word_has(word, byte);
			i = (size_t)(close - text.at) + 1;
			continue;
		}
		unsigned char from = slow_member(text, &i);
		unsigned char to = from;
		has |= byte == from;
		if (text.at[i] == '-' && text.at[i + 1] != ']') {
			i++;
			to = slow_member(text, &i);
		}
		has |= byte >= from && byte <= to;
	}
	*at = i + 1;
	return has != negated;
}

/* Whether what is left of a component matches what is left of a name. `dead` remembers where it does not. */
static bool slow_glob_from(struct slow_text glob, size_t g, struct slow_text name, size_t n, bool (*dead)[SLOW_MAX])
{
	bool fits = false;

	if (g == glob.len)
		return n == name.len;
	if (dead[g][n])
		return false;
	if (glob.at[g] == '*') {
		fits = slow_glob_from(glob, g + 1, name, n, dead) ||
		       (n < name.len && slow_glob_from(glob, g, name, n + 1, dead));
	} else if (n < name.len) {
		unsigned char byte = (unsigned char)name.at[n];
		size_t next = g;
		bool one = glob.at[g] == '?';
		if (glob.at[g] == '[')
			one = slow_class(glob, &next, byte);
		else if (one)
			next++;
		else
			one = slow_member(glob, &next) == byte;
		fits = one && slow_glob_from(glob, next, name, n + 1, dead);
	}
	dead[g][n] = !fits;
	return fits;
}

static bool slow_glob(struct slow_text glob, struct slow_text name)
{
	static bool dead[SLOW_MAX][SLOW_MAX];

	for (size_t g = 0; g <= glob.len; g++)
		memset(dead[g], 0, name.len + 1);
	return slow_glob_from(glob, 0, name, 0, dead);
}

/* The first component; `rest` is what follows its slash, or of length 0. */
static struct slow_text slow_first(struct slow_text path, struct slow_text *rest)
{
	const char *slash = path.len > 0 ? memchr(path.at, '/', path.len) : NULL;
	size_t len = slash != NULL ? (size_t)(slash - path.at) : path.len;

	*rest = slash != NULL ? (struct slow_text){slash + 1, path.len - len - 1}
			      : (struct slow_text){path.at + len, 0};
	return (struct slow_text){path.at, len};
}

static bool slow_is_deep(struct slow_text component)
{
	for (size_t i = 0; i < component.len; i++) {
		if (component.at[i] != '*')
			return false;
	}
	return component.len >= 2;
}

/* Whether an anchored pattern (no slash at its ends) matches a path as a whole. */
static bool slow_components(struct slow_text pattern, struct slow_text path)
{
	struct slow_text pattern_rest, path_rest;

	if (pattern.len == 0 || path.len == 0)
		return pattern.len == 0 && path.len == 0;
	struct slow_text component = slow_first(pattern, &pattern_rest);
	struct slow_text name = slow_first(path, &path_rest);
	if (slow_is_deep(component)) {
		if (pattern_rest.len == 0)
			return true; /* something is left: it lies below */
		return slow_components(pattern_rest, path) || slow_components(pattern, path_rest);
	}
	return slow_glob(component, name) && slow_components(pattern_rest, path_rest);
}

/* Whether the pattern speaks of this very entry. */
static bool slow_entry(struct slow_text pattern, struct slow_text path, bool folder)
{
	bool slash_before = pattern.at[0] == '/';
	bool slash_behind = pattern.at[pattern.len - 1] == '/';
	struct slow_text rest, bare = {pattern.at + slash_before, pattern.len - slash_before - slash_behind};
	bool anchored = slash_before || memchr(bare.at, '/', bare.len) != NULL;
	bool star_behind_slash =
		!slash_behind && pattern.len >= 2 && memcmp(pattern.at + pattern.len - 2, "/*", 2) == 0;

	if ((slash_behind && !folder) || (star_behind_slash && folder))
		return false;
	if (anchored)
		return slow_components(bare, path);
	while (memchr(path.at, '/', path.len) != NULL) {
		slow_first(path, &rest);
		path = rest;
	}
	return slow_is_deep(bare) || slow_glob(bare, path);
}

/* Whether the pattern matches the path: speaks of it, or of a folder above. */
static inline bool slow_match(const char *pattern, size_t pattern_len, const char *path, size_t len, bool folder)
{
	struct slow_text text = {pattern, pattern_len};

	if (slow_entry(text, (struct slow_text){path, len}, folder))
		return true;
	for (size_t i = 1; i < len; i++) {
		if (path[i] == '/' && slow_entry(text, (struct slow_text){path, i}, true))
			return true;
	}
	return false;
}

#endif
