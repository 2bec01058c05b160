#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"

/* No file system stores a longer name; beyond it, putting combining marks into order would take quadratic time. */
#define FOLD_MAX 4096

size_t utf8_next(uint32_t *code, const char *bytes, size_t len)
{
	utf8proc_int32_t decoded;

	if (len == 0)
		return 0;
	utf8proc_ssize_t size =
		utf8proc_iterate((const utf8proc_uint8_t *)bytes, len < 4 ? (utf8proc_ssize_t)len : 4, &decoded);
	if (size <= 0 || decoded < 0)
		return 0;
	*code = (uint32_t)decoded;
	return (size_t)size;
}

bool utf8_is_valid(const char *bytes, size_t len)
{
	uint32_t code;

	for (size_t at = 0; at < len;) {
		size_t size = utf8_next(&code, bytes + at, len - at);
		if (size == 0)
			return false;
		at += size;
	}
	return true;
}

bool utf8_printable(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CS:
		return false;
	default:
		return true;
	}
}

size_t utf8_find_space(uint32_t *code, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		if (len - at >= 8 && utf8_not_plain(utf8_eight(bytes + at)) == 0) {
			at += 8;
			continue;
		}
		size_t size = utf8_next(code, bytes + at, len - at);
		utf8proc_category_t category =
			size > 1 ? utf8proc_category((utf8proc_int32_t)*code) : UTF8PROC_CATEGORY_CN;

		if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
		    category == UTF8PROC_CATEGORY_ZP)
			return at;
		at += size ? size : 1;
	}
	return len;
}

size_t utf8_width(const char *bytes, size_t len)
{
	size_t width = 0;

	for (size_t at = 0; at < len;) {
		uint32_t code = 0;
		if (bytes[at] >= ' ' && bytes[at] < 0x7F) {
			width++;
			at++;
			continue;
		}
		size_t size = utf8_next(&code, bytes + at, len - at);
		if (size == 0)
			width += 4;
		else if (!utf8_printable(code))
			width += 4 * size;
		else
			width += (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
		at += size ? size : 1;
	}
	return width;
}

/* A run of valid UTF-8 through one form of normalisation; the result is a block of malloc, NULL: no memory. */
static char *map_run(size_t *out_len, const char *bytes, size_t len, utf8proc_option_t form)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t size =
		utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)len, &mapped, form | UTF8PROC_STABLE);

	if (size < 0)
		return NULL;
	*out_len = (size_t)size;
	return (char *)mapped;
}

bool utf8_is_ignored(uint32_t code)
{
	return (code >= 0x200C && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x206A && code <= 0x206F) || code == 0xFEFF;
}

static void add_compared(struct buf *out, const char *run, size_t len)
{
	uint32_t code = 0;

	for (size_t at = 0, size; at < len; at += size) {
		size = utf8_next(&code, run + at, len - at);
		if (!utf8_is_ignored(code))
			buf_add(out, run + at, size);
	}
}

/* Unicode's canonical caseless match (chapter 3.13, D145), with the composed form at the end: NFC(fold(NFD(run))). */
static void fold_run(struct buf *out, const char *run, size_t len)
{
	MOW_AUTO(buf) compared = BUF_INIT;
	size_t apart_len = 0;
	size_t folded_len = 0;

	add_compared(&compared, run, len);
	if (buf_check(&compared, NULL) != 0) {
		out->failed = true;
		return;
	}
	MOW_AUTO_FREE char *apart = map_run(&apart_len, compared.data, compared.len, UTF8PROC_DECOMPOSE);
	MOW_AUTO_FREE char *folded =
		apart != NULL ? map_run(&folded_len, apart, apart_len, UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE) : NULL;

	if (folded == NULL)
		out->failed = true;
	else
		buf_add(out, folded, folded_len);
}

/* Bytes of ASCII at the beginning, but for one that a mark may follow. */
static size_t count_ascii(const char *name, size_t len)
{
	size_t count = 0;

	while (count < len && (unsigned char)name[count] < 0x80)
		count++;
	return count < len && count > 0 ? count - 1 : count;
}

void utf8_fold_name(struct buf *out, const char *name, size_t len)
{
	if (len > FOLD_MAX) {
		buf_add(out, name, len);
		return;
	}
	size_t at = count_ascii(name, len);
	size_t run = at; /* where the present run of valid characters began */
	ascii_add_lower(out, name, at);
	while (at < len) {
		uint32_t code;
		size_t size = utf8_next(&code, name + at, len - at);
		if (size > 0) {
			at += size;
			continue;
		}
		if (at > run)
			fold_run(out, name + run, at - run);
		buf_addc(out, name[at++]);
		run = at;
	}
	if (at > run)
		fold_run(out, name + run, at - run);
}

/* What Unicode does not take apart, or German not into letter and mark. */
static const char *spell_letter(uint32_t code)
{
	static const struct {
		uint32_t code;
		const char *ascii;
	} letters[] = {
		{0xC4, "Ae"}, {0xC5, "A"},  {0xC6, "Ae"}, {0xD6, "Oe"},  {0xD8, "Oe"},  {0xDC, "Ue"},   {0xDF, "ss"},
		{0xE4, "ae"}, {0xE6, "ae"}, {0xF6, "oe"}, {0xF8, "oe"},  {0xFC, "ue"},  {0x110, "D"},   {0x111, "d"},
		{0x131, "i"}, {0x141, "L"}, {0x142, "l"}, {0x152, "Oe"}, {0x153, "oe"}, {0x1E9E, "SS"},
	};

	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].code == code)
			return letters[i].ascii;
	return NULL;
}

static void add_letter(struct buf *out, uint32_t code, const char *bytes, size_t len)
{
	utf8proc_int32_t apart[8] = {0};
	const char *ascii = spell_letter(code);
	utf8proc_ssize_t count =
		utf8proc_decompose_char((utf8proc_int32_t)code, apart, sizeof apart / sizeof *apart,
					UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STABLE, NULL);

	if (ascii != NULL)
		buf_adds(out, ascii);
	else if (count == 1 && apart[0] > 0 && apart[0] < 0x80)
		buf_addc(out, (char)apart[0]);
	else if (count != 0)
		buf_add(out, bytes, len);
}

void utf8_add_ascii(struct buf *out, const char *text, size_t len)
{
	size_t whole_len = 0;

	if (len > FOLD_MAX || !utf8_is_valid(text, len)) {
		buf_add(out, text, len);
		return;
	}
	MOW_AUTO_FREE char *whole = map_run(&whole_len, text, len, UTF8PROC_COMPOSE);
	if (whole == NULL) {
		out->failed = true;
		return;
	}
	for (size_t at = 0, size; at < whole_len; at += size) {
		uint32_t code = 0;
		size = utf8_next(&code, whole + at, whole_len - at);
		add_letter(out, code, whole + at, size);
	}
}
