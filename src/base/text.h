/* Small questions to texts, by bytes, whatever the locale. */
#ifndef MOW_BASE_TEXT_H
#define MOW_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool text_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* As git's own isspace: no vertical tab, no form feed. */
static inline bool text_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether the bytes are that word. */
static inline bool text_is(const char *bytes, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(bytes, word, len) == 0;
}

/* What stands behind the prefix; NULL: the text does not begin with it. */
static inline const char *text_after(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

static inline bool text_begins(const char *text, const char *prefix)
{
	return text_after(text, prefix) != NULL;
}

#endif
