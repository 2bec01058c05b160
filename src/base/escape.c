#include "base/escape.h"

#include <string.h>

#include "base/utf8.h"

static const char hex_lower[] = "0123456789abcdef";
static const char hex_upper[] = "0123456789ABCDEF";

/*
 * The bytes of the next character, or 1 for a byte that is none. `printable`: a character that may go out as it is.
 * ASCII, which nearly everything is, does not ask the tables.
 */
static size_t next_piece(bool *printable, uint32_t *code, const char *bytes, size_t len)
{
	unsigned char first = (unsigned char)bytes[0];

	*code = first;
	*printable = first >= 0x20 && first < 0x7F;
	if (first < 0x80)
		return 1;
	size_t size = utf8_next(code, bytes, len);
	*printable = size > 0 && utf8_printable(*code);
	return size ? size : 1;
}

/* How many bytes at the beginning surely are printable ASCII, by eights. */
static size_t skip_printable(const char *bytes, size_t len)
{
	size_t at = 0;

	while (at + 8 <= len && utf8_not_plain(utf8_eight(bytes + at)) == 0)
		at += 8;
	return at;
}

void escape_text(struct buf *out, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t skipped = skip_printable(bytes + at, len - at);
		bool printable = true;
		uint32_t code;
		size_t size = skipped > 0 ? skipped : next_piece(&printable, &code, bytes + at, len - at);
		if (printable) {
			buf_add(out, bytes + at, size);
		} else {
			for (size_t i = 0; i < size; i++) {
				unsigned char byte = (unsigned char)bytes[at + i];
				const char escaped[4] = {'\\', 'x', hex_upper[byte >> 4], hex_upper[byte & 15]};
				buf_add(out, escaped, sizeof escaped);
			}
		}
		at += size;
	}
}

/* As in git's quote.c: the letters of C where there are any, else three octal digits. */
static void add_c_escape(struct buf *out, unsigned char byte)
{
	static const char from[] = "\a\b\t\n\v\f\r\"\\";
	static const char to[] = "abtnvfr\"\\";
	const char *found = memchr(from, byte, sizeof from - 1);
	const char octal[4] = {'\\', (char)('0' + (byte >> 6)), (char)('0' + (byte >> 3 & 7)),
			       (char)('0' + (byte & 7))};
	const char letter[2] = {'\\', found != NULL ? to[found - from] : '\0'};

	if (found != NULL)
		buf_add(out, letter, sizeof letter);
	else
		buf_add(out, octal, sizeof octal);
}

/* Whether a piece stands in a quoted path as it is. `eight`: bytes from 0x80 may, where they are printable UTF-8. */
static size_t next_plain(bool *plain, const char *bytes, size_t len, bool eight)
{
	uint32_t code;
	size_t size = next_piece(plain, &code, bytes, len);

	if (code == '"' || code == '\\' || ((unsigned char)bytes[0] >= 0x80 && !eight))
		*plain = false;
	return size;
}

/* Whether eight bytes surely stand in a quoted path as they are. */
static bool eight_plain(const char *bytes)
{
	uint64_t eight = utf8_eight(bytes);

	return (utf8_not_plain(eight) | utf8_has(eight, '"') | utf8_has(eight, '\\')) == 0;
}

/* How many bytes at the beginning surely are plain ASCII, by eights; the last eight may overlap those before. */
static size_t skip_plain(const char *bytes, size_t len)
{
	size_t at = 0;

	while (at + 8 <= len && eight_plain(bytes + at))
		at += 8;
	return len >= 8 && at + 8 > len && eight_plain(bytes + len - 8) ? len : at;
}

static bool all_plain(const char *path, size_t len, bool eight)
{
	bool plain = true;

	for (size_t at = skip_plain(path, len); at < len && plain;)
		at += next_plain(&plain, path + at, len - at, eight);
	return plain;
}

static void add_quoted(struct buf *out, const char *path, size_t len, bool eight)
{
	buf_addc(out, '"');
	for (size_t at = 0; at < len;) {
		bool plain;
		size_t size = next_plain(&plain, path + at, len - at, eight);
		if (plain) {
			buf_add(out, path + at, size);
		} else {
			for (size_t i = 0; i < size; i++)
				add_c_escape(out, (unsigned char)path[at + i]);
		}
		at += size;
	}
	buf_addc(out, '"');
}

void escape_path(struct buf *out, const char *path, size_t len)
{
	bool spaced = len > 0 && (path[0] == ' ' || path[len - 1] == ' ');

	if (!spaced && all_plain(path, len, true))
		buf_add(out, path, len);
	else
		add_quoted(out, path, len, true);
}

void escape_path_git(struct buf *out, const char *path, size_t len)
{
	if (all_plain(path, len, false))
		buf_add(out, path, len);
	else
		add_quoted(out, path, len, false);
}

static void add_json_unit(struct buf *out, uint32_t unit)
{
	const char escaped[6] = {'\\',
				 'u',
				 hex_lower[unit >> 12 & 15],
				 hex_lower[unit >> 8 & 15],
				 hex_lower[unit >> 4 & 15],
				 hex_lower[unit & 15]};

	buf_add(out, escaped, sizeof escaped);
}

/* RFC 8259, section 7: UTF-16 units, two of them beyond the basic plane. */
static void add_json_escape(struct buf *out, uint32_t code)
{
	static const char from[] = "\b\f\n\r\t\"\\";
	static const char to[] = "bfnrt\"\\";
	const char *found = code < 0x80 ? memchr(from, (int)code, sizeof from - 1) : NULL;
	const char letter[2] = {'\\', found != NULL ? to[found - from] : '\0'};

	if (found != NULL) {
		buf_add(out, letter, sizeof letter);
	} else if (code < 0x10000) {
		add_json_unit(out, code);
	} else {
		add_json_unit(out, 0xD800 + ((code - 0x10000) >> 10));
		add_json_unit(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
	}
}

void escape_json(struct buf *out, const char *bytes, size_t len)
{
	buf_addc(out, '"');
	for (size_t at = 0; at < len;) {
		bool printable;
		uint32_t code;
		size_t size = next_piece(&printable, &code, bytes + at, len - at);
		if (size == 1 && (unsigned char)bytes[at] >= 0x80)
			buf_adds(out, "\xEF\xBF\xBD");
		else if (printable && code != '"' && code != '\\' && !(code == '#' && at > 0 && bytes[at - 1] == '#'))
			buf_add(out, bytes + at, size);
		else
			add_json_escape(out, code);
		at += size;
	}
	buf_addc(out, '"');
}

void escape_hex(struct buf *out, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;

	for (size_t i = 0; i < len; i++) {
		const char pair[2] = {hex_lower[from[i] >> 4], hex_lower[from[i] & 15]};
		buf_add(out, pair, sizeof pair);
	}
}

static bool is_unreserved(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("._~/-", c) != NULL);
}

void escape_percent(struct buf *out, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		const char escaped[3] = {'%', hex_upper[byte >> 4], hex_upper[byte & 15]};
		if (is_unreserved(bytes[i]))
			buf_addc(out, bytes[i]);
		else
			buf_add(out, escaped, sizeof escaped);
	}
}

/* The value of an upper-case hexadecimal digit, or -1. */
static int hex_value(char c)
{
	const char *found = c != '\0' ? strchr(hex_upper, c) : NULL;

	return found != NULL ? (int)(found - hex_upper) : -1;
}

bool escape_percent_undo(struct buf *out, const char *text, size_t len)
{
	size_t before = out->len;
	bool exact = true;

	for (size_t at = 0; at < len && exact;) {
		int high = text[at] == '%' && len - at >= 3 ? hex_value(text[at + 1]) : -1;
		int low = high >= 0 ? hex_value(text[at + 2]) : -1;
		if (is_unreserved(text[at])) {
			buf_addc(out, text[at]);
			at++;
		} else if (low >= 0 && !is_unreserved((char)(high << 4 | low))) {
			buf_addc(out, (char)(high << 4 | low));
			at += 3;
		} else {
			exact = false;
		}
	}
	if (!exact)
		buf_cut(out, before);
	return exact;
}
