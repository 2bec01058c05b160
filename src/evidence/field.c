#include "evidence/field.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

#define QUOTE_MAX 60

struct range {
	uint32_t first, last;
};

/* Ascending. */
static const struct range controls[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0x61C, 0x61C},
					{0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E},
					{0x2060, 0x2060}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}};

static const struct range spaces[] = {{0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
				      {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool within(uint32_t code, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count && code >= ranges[i].first; i++)
		if (code <= ranges[i].last)
			return true;
	return false;
}

bool field_is_control(uint32_t code)
{
	return within(code, controls, COUNT(controls));
}

/* Whether all is plain; counts the characters that are no white space. */
static bool scan(size_t *words, size_t *blanks, const char *bytes, size_t len)
{
	*words = *blanks = 0;
	for (size_t at = 0; at < len;) {
		uint32_t code;
		size_t size = utf8_next(&code, bytes + at, len - at);
		if (size == 0 || field_is_control(code))
			return false;
		if (within(code, spaces, COUNT(spaces)))
			++*blanks;
		else
			++*words;
		at += size;
	}
	return true;
}

bool field_text(const char *bytes, size_t len)
{
	size_t words, blanks;

	return scan(&words, &blanks, bytes, len) && words > 0;
}

bool field_word(const char *bytes, size_t len)
{
	size_t words, blanks;

	return scan(&words, &blanks, bytes, len) && words > 0 && blanks == 0;
}

bool field_email(const char *bytes, size_t len)
{
	size_t ats = 0;

	if (!field_word(bytes, len) || bytes[0] == '#')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (strchr(",\"*?!", bytes[i]) != NULL)
			return false;
		ats += bytes[i] == '@';
	}
	return ats == 1 && bytes[0] != '@' && bytes[len - 1] != '@';
}

/* The cut falls between characters, so that escaping does not take the halves of one apart. */
void field_quote(struct buf *out, const char *bytes, size_t len)
{
	size_t end = 0;

	while (end < len && end < QUOTE_MAX) {
		uint32_t code;
		size_t size = utf8_next(&code, bytes + end, len - end);
		end += size ? size : 1;
	}
	escape_text(out, bytes, end);
	if (end < len)
		buf_adds(out, "…");
}
