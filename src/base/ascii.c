#include "base/ascii.h"

bool ascii_copy_lower(char *out, const char *text, size_t len)
{
	bool same = true;

	for (size_t i = 0; i < len; i++) {
		out[i] = ascii_lower(text[i]);
		same = same && out[i] == text[i];
	}
	out[len] = '\0';
	return same;
}

void ascii_add_lower(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_addc(out, ascii_lower(text[i]));
}

bool ascii_is_same(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return ascii_lower(*a) == ascii_lower(*b);
}
