#include "base/base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Two characters for 12 bits at once take half the time of one for six; a page may hold a gigabyte of pictures. */
/* clang-format off */
#define ROW(a) \
	{a, 'A'}, {a, 'B'}, {a, 'C'}, {a, 'D'}, {a, 'E'}, {a, 'F'}, {a, 'G'}, {a, 'H'}, \
	{a, 'I'}, {a, 'J'}, {a, 'K'}, {a, 'L'}, {a, 'M'}, {a, 'N'}, {a, 'O'}, {a, 'P'}, \
	{a, 'Q'}, {a, 'R'}, {a, 'S'}, {a, 'T'}, {a, 'U'}, {a, 'V'}, {a, 'W'}, {a, 'X'}, \
	{a, 'Y'}, {a, 'Z'}, {a, 'a'}, {a, 'b'}, {a, 'c'}, {a, 'd'}, {a, 'e'}, {a, 'f'}, \
	{a, 'g'}, {a, 'h'}, {a, 'i'}, {a, 'j'}, {a, 'k'}, {a, 'l'}, {a, 'm'}, {a, 'n'}, \
	{a, 'o'}, {a, 'p'}, {a, 'q'}, {a, 'r'}, {a, 's'}, {a, 't'}, {a, 'u'}, {a, 'v'}, \
	{a, 'w'}, {a, 'x'}, {a, 'y'}, {a, 'z'}, {a, '0'}, {a, '1'}, {a, '2'}, {a, '3'}, \
	{a, '4'}, {a, '5'}, {a, '6'}, {a, '7'}, {a, '8'}, {a, '9'}, {a, '+'}, {a, '/'},
static const char pairs[64 * 64][2] = {
	ROW('A') ROW('B') ROW('C') ROW('D') ROW('E') ROW('F') ROW('G') ROW('H')
	ROW('I') ROW('J') ROW('K') ROW('L') ROW('M') ROW('N') ROW('O') ROW('P')
	ROW('Q') ROW('R') ROW('S') ROW('T') ROW('U') ROW('V') ROW('W') ROW('X')
	ROW('Y') ROW('Z') ROW('a') ROW('b') ROW('c') ROW('d') ROW('e') ROW('f')
	ROW('g') ROW('h') ROW('i') ROW('j') ROW('k') ROW('l') ROW('m') ROW('n')
	ROW('o') ROW('p') ROW('q') ROW('r') ROW('s') ROW('t') ROW('u') ROW('v')
	ROW('w') ROW('x') ROW('y') ROW('z') ROW('0') ROW('1') ROW('2') ROW('3')
	ROW('4') ROW('5') ROW('6') ROW('7') ROW('8') ROW('9') ROW('+') ROW('/')
};
#undef ROW
/* clang-format on */

/* Four characters for three bytes. */
static inline void encode_group(char *four, const unsigned char *three)
{
	uint32_t word = (uint32_t)three[0] << 16 | (uint32_t)three[1] << 8 | three[2];

	memcpy(four, pairs[word >> 12], 2);
	memcpy(four + 2, pairs[word & 4095], 2);
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
