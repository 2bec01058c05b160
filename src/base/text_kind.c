#include "base/text_kind.h"

#include <stdbool.h>
#include <string.h>

/* As much as is looked at where there is no byte order mark. */
#define PROBE_MAX 256

static bool begins(const char *bytes, size_t len, const char *with, size_t with_len)
{
	return len >= with_len && memcmp(bytes, with, with_len) == 0;
}
#define BEGINS(bytes, len, literal) begins((bytes), (len), (literal), sizeof(literal) - 1)

/* Of the code units of two bytes, each has one that is zero, and always the same one: ASCII in UTF-16. */
static bool has_every_second_zero(const char *bytes, size_t len)
{
	size_t units = (len < PROBE_MAX ? len : PROBE_MAX) / 2;
	size_t low = 0, high = 0;

	for (size_t i = 0; i < units; i++) {
		low += bytes[2 * i] == '\0' && bytes[2 * i + 1] != '\0';
		high += bytes[2 * i] != '\0' && bytes[2 * i + 1] == '\0';
	}
	return units >= 4 && (low > units / 4 * 3 || high > units / 4 * 3);
}

const char *text_kind_foreign(const char *bytes, size_t len)
{
	if (BEGINS(bytes, len, "\xFF\xFE\0\0") || BEGINS(bytes, len, "\0\0\xFE\xFF"))
		return "UTF-32";
	if (BEGINS(bytes, len, "\xFF\xFE") || BEGINS(bytes, len, "\xFE\xFF") || has_every_second_zero(bytes, len))
		return "UTF-16";
	if (BEGINS(bytes, len, "PK\3\4") || BEGINS(bytes, len, "{\\rtf") ||
	    BEGINS(bytes, len, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
		return "a document of a word processor or a spreadsheet";
	return NULL;
}
