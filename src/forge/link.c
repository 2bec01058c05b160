#include "forge/link.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

static bool is_word(const char *text, size_t len, const char *word)
{
	return len == strlen(word) && strncasecmp(text, word, len) == 0;
}

/* A value in quotes or a token; NULL: neither. Appends it. */
static const char *take_value(struct buf *out, const char *at)
{
	if (*at != '"') {
		size_t len = strcspn(at, " \t;,\"");
		buf_add(out, at, len);
		return at + len;
	}
	for (at++; *at != '"'; at++) {
		if (*at == '\\')
			at++;
		if (*at == '\0')
			return NULL;
		buf_addc(out, *at);
	}
	return at + 1;
}

/* Whether one of the words is "next": rel="prev next" is allowed. */
static bool says_next(const char *relations)
{
	while (*relations != '\0') {
		relations = skip_blanks(relations);
		size_t len = strcspn(relations, " \t");
		if (is_word(relations, len, "next"))
			return true;
		relations += len;
	}
	return false;
}

/* The parameters of one link, up to the comma behind it or the end; NULL: they cannot be read. Of several rel the first
 * counts. */
static const char *take_parameters(bool *next, const char *at)
{
	bool seen = false;

	*next = false;
	for (at = skip_blanks(at); *at == ';'; at = skip_blanks(at)) {
		MOW_AUTO(buf) value = BUF_INIT;
		const char *name = skip_blanks(at + 1);
		size_t len = strcspn(name, " \t=;,");
		at = skip_blanks(name + len);
		if (*at == '=')
			at = take_value(&value, skip_blanks(at + 1));
		if (at == NULL || value.failed)
			return NULL;
		if (!seen && is_word(name, len, "rel")) {
			seen = true;
			*next = says_next(value.data);
		}
	}
	return *at == ',' || *at == '\0' ? at : NULL;
}

int link_next(struct buf *out, const char *header)
{
	const char *at = header + strspn(header, " \t,");

	while (*at != '\0') {
		bool next;
		const char *end = *at == '<' ? strchr(at, '>') : NULL;
		if (end == NULL || end == at + 1)
			return MOW_EINVAL;
		const char *address = at + 1;
		at = take_parameters(&next, end + 1);
		if (at == NULL)
			return MOW_EINVAL;
		at += strspn(at, " \t,");
		if (next) {
			buf_reset(out);
			buf_add(out, address, (size_t)(end - address));
			return out->failed ? MOW_ENOMEM : 1;
		}
	}
	return 0;
}
