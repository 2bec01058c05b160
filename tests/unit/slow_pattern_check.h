/*
 * What is wrong with a pattern, once more and straight from OWNERS(5): from the left, one thing after the other, for
 * patterns that are neither too long nor too deep. Shares no code with the product.
 */
#ifndef TESTS_SLOW_PATTERN_CHECK_H
#define TESTS_SLOW_PATTERN_CHECK_H

#include "base/finding_codes.h"
#include "slow_pattern.h"

struct slow_fault {
	enum finding_code code; /* FINDING_COUNT: there is none */
	size_t at;
};

static inline struct slow_fault slow_fault(enum finding_code code, size_t at)
{
	return (struct slow_fault){code, at};
}

static bool slow_knows_word(struct slow_text word)
{
	static const char *const words[] = {"alnum", "alpha", "blank", "cntrl", "digit", "graph",
					    "lower", "print", "punct", "space", "upper", "xdigit"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slow_is(word, words[i]))
			return true;
	return false;
}

/* The first slash from `from` on and before `to`. */
static struct slow_fault slow_slash(struct slow_text text, size_t from, size_t to, struct slow_fault otherwise)
{
	const char *slash = memchr(text.at + from, '/', to - from);

	return slash != NULL ? slow_fault(FINDING_SLASH_IN_CLASS, (size_t)(slash - text.at)) : otherwise;
}

/* Behind a byte of a class that may be escaped; past the end where there is none. */
static size_t slow_behind(struct slow_text text, size_t at)
{
	return at + 1 + (at < text.len && text.at[at] == '\\');
}

/* The class that begins at `*at`; moves behind it. */
static struct slow_fault slow_check_class(struct slow_text text, size_t *at)
{
	size_t begin = *at;
	size_t i = begin + 1;

	i += i < text.len && (text.at[i] == '!' || text.at[i] == '^');
	for (size_t first = i; i < text.len && (i == first || text.at[i] != ']');) {
		if (i + 1 < text.len && text.at[i] == '[' && text.at[i + 1] == ':') {
			const char *close = memchr(text.at + i + 2, ']', text.len - i - 2);
			if (close == NULL)
				return slow_fault(FINDING_UNCLOSED_CLASS, begin);
			size_t end = (size_t)(close - text.at);
			if (end > i + 2 && text.at[end - 1] == ':') {
				if (!slow_knows_word((struct slow_text){text.at + i + 2, end - i - 3}))
					return slow_slash(text, begin, i, slow_fault(FINDING_UNKNOWN_CLASS, i));
				i = end + 1;
				continue;
			}
		}
		i = slow_behind(text, i);
		if (i + 1 < text.len && text.at[i] == '-' && text.at[i + 1] != ']')
			i = slow_behind(text, i + 1);
	}
	if (i >= text.len)
		return slow_fault(FINDING_UNCLOSED_CLASS, begin);
	*at = i + 1;
	return slow_slash(text, begin, i, slow_fault(FINDING_COUNT, 0));
}

static struct slow_fault slow_check_unit(struct slow_text text, size_t *at)
{
	if (text.at[*at] == '[')
		return slow_check_class(text, at);
	if (text.at[*at] == '\\' && *at + 1 == text.len)
		return slow_fault(FINDING_LONE_BACKSLASH, *at);
	if (text.at[*at] == '\\' && text.at[*at + 1] == '/')
		return slow_fault(FINDING_ESCAPED_SLASH, *at);
	*at = slow_behind(text, *at);
	return slow_fault(FINDING_COUNT, 0);
}

static struct slow_fault slow_check(struct slow_text text)
{
	size_t at = text.len > 0 && text.at[0] == '!';

	at += at < text.len && text.at[at] == '/';
	if (at == text.len)
		return slow_fault(FINDING_EMPTY_PATTERN, 0);
	while (at < text.len) {
		size_t begin = at;
		while (at < text.len && text.at[at] != '/') {
			struct slow_fault fault = slow_check_unit(text, &at);
			if (fault.code != FINDING_COUNT)
				return fault;
		}
		struct slow_text component = {text.at + begin, at - begin};
		if (component.len == 0)
			return slow_fault(FINDING_EMPTY_COMPONENT, begin);
		if (slow_is(component, ".") || slow_is(component, ".."))
			return slow_fault(FINDING_DOT_COMPONENT, begin);
		at += at < text.len;
	}
	return slow_fault(FINDING_COUNT, 0);
}

#endif
