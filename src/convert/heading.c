#include "convert/heading.h"

#include <string.h>

#include "base/text.h"

#define NEED_MAX 1000000

/* `[2]` at `*at`, if it is there, blanks in it or not; GitLab takes what is no number, or none above zero, for 1. */
static unsigned read_need(const char *text, size_t len, size_t *at)
{
	const char *end = *at < len && text[*at] == '[' ? memchr(text + *at, ']', len - *at) : NULL;
	unsigned need = 0;

	if (end == NULL || text + *at + 1 + strspn(text + *at + 1, " \t0123456789") != end)
		return 1;
	for (const char *c = text + *at + 1 + strspn(text + *at + 1, " \t"); *c >= '0' && *c <= '9'; c++)
		need = need < NEED_MAX ? need * 10 + (unsigned)(*c - '0') : need;
	*at = (size_t)(end - text) + 1;
	return need > 0 ? need : 1;
}

static bool is_of_names(char c)
{
	return text_is_blank(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("@_.-/+", c) != NULL);
}

bool heading_read(struct heading *out, const char *text, size_t len)
{
	size_t at = len > 0 && text[0] == '^';
	const char *end = at < len && text[at] == '[' ? memchr(text + at, ']', len - at) : NULL;

	if (end == NULL)
		return false;
	*out = (struct heading){
		.name = text + at + 1, .name_len = (size_t)(end - text) - at - 1, .optional = text[0] == '^'};
	at = (size_t)(end - text) + 1;
	out->need = read_need(text, len, &at);
	out->owners = text + at;
	/* GitLab reads people up to the first sign that no name has. */
	while (at + out->owners_len < len && is_of_names(out->owners[out->owners_len]))
		out->owners_len++;
	return true;
}
