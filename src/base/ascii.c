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
	if (len == 0 || !buf_grow(out, len))
		return;
	ascii_copy_lower(out->data + out->len, text, len);
	out->len += len;
}

bool ascii_is_same(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return ascii_lower(*a) == ascii_lower(*b);
}
