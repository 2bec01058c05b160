#include "base/base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Four characters for three bytes. */
static inline void encode_group(char *four, const unsigned char *three)
{
	uint32_t word = (uint32_t)three[0] << 16 | (uint32_t)three[1] << 8 | three[2];

	four[0] = alphabet[word >> 18];
	four[1] = alphabet[word >> 12 & 63];
	four[2] = alphabet[word >> 6 & 63];
	four[3] = alphabet[word & 63];
}

void base64_encode(struct buf *out, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	size_t whole = len - len % 3;

	if (len == 0 || !buf_grow(out, (len + 2) / 3 * 4))
		return;
	char *to = out->data + out->len;
	for (size_t at = 0; at < whole; at += 3, to += 4)
		encode_group(to, from + at);
	if (whole < len) {
		const unsigned char rest[3] = {from[whole], len - whole > 1 ? from[whole + 1] : 0, 0};
		encode_group(to, rest);
		to[2] = len - whole > 1 ? to[2] : '=';
		to[3] = '=';
		to += 4;
	}
	*to = '\0';
	out->len = (size_t)(to - out->data);
}

/* The value of a digit; 64 for what is none. */
static uint32_t digit(char c)
{
	const char *found = c != '\0' ? strchr(alphabet, c) : NULL;

	return found != NULL ? (uint32_t)(found - alphabet) : 64;
}

/* Four characters. The bits that a final group does not use must be zero, or two texts would mean the same bytes. */
static bool decode_group(struct buf *out, const char *four, bool last)
{
	size_t size = last && four[3] == '=' ? (four[2] == '=' ? 1 : 2) : 3;
	uint32_t word = 0;

	for (size_t i = 0; i < 4; i++) {
		uint32_t value = i <= size ? digit(four[i]) : 0;
		if (value > 63)
			return false;
		word = word << 6 | value;
	}
	if ((size == 1 && (word & 0xFFFF) != 0) || (size == 2 && (word & 0xFF) != 0))
		return false;
	const unsigned char three[3] = {(unsigned char)(word >> 16), (unsigned char)(word >> 8), (unsigned char)word};
	buf_add(out, three, size);
	return true;
}

bool base64_decode(struct buf *out, const char *text, size_t len)
{
	size_t before = out->len;

	if (len % 4 != 0)
		return false;
	for (size_t at = 0; at < len; at += 4) {
		if (!decode_group(out, text + at, at + 4 == len)) {
			buf_cut(out, before);
			return false;
		}
	}
	return true;
}

bool base64_decode_lines(struct buf *out, const char *text, size_t len)
{
	MOW_AUTO(buf) rows = BUF_INIT;

	for (size_t i = 0; i < len; i++)
		if (text[i] != '\n' && text[i] != '\r')
			buf_addc(&rows, text[i]);
	bool good = !rows.failed && base64_decode(out, rows.data, rows.len);
	out->failed |= rows.failed;
	return good;
}
