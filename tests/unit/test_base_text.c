/* base/escape, utf8, digest. Quoting is held against git itself, digests against published vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/digest.h"
#include "base/escape.h"
#include "base/file_format.h"
#include "base/file_temp.h"
#include "base/utf8.h"

typedef void escape_fn(struct buf *out, const char *bytes, size_t len);

static void escape_hex_bytes(struct buf *out, const char *bytes, size_t len)
{
	escape_hex(out, bytes, len);
}

/* A text may hold NULs: sizes come from the literals. */
#define TEXT(literal) literal, sizeof(literal) - 1

struct row {
	const char *name;
	escape_fn *escape;
	const char *in;
	size_t in_len;
	const char *out;
};

static const struct row rows[] = {
	{"text: plain", escape_text, TEXT("abc \"'`$\\"), "abc \"'`$\\"},
	{"text: printable UTF-8", escape_text, TEXT("Zoë 木 😀"), "Zoë 木 😀"},
	{"text: C0", escape_text, TEXT("a\0\n\r\t\x1b[31m"), "a\\x00\\x0A\\x0D\\x09\\x1B[31m"},
	{"text: DEL and C1", escape_text, TEXT("\x7f\xc2\x9b"), "\\x7F\\xC2\\x9B"},
	{"text: no-break space stays", escape_text, TEXT("a\xc2\xa0z"), "a\xc2\xa0z"},
	{"text: bidi override", escape_text, TEXT("a\xe2\x80\xaez"), "a\\xE2\\x80\\xAEz"},
	{"text: bidi isolate", escape_text, TEXT("\xe2\x81\xa6"), "\\xE2\\x81\\xA6"},
	{"text: zero width space", escape_text, TEXT("\xe2\x80\x8b"), "\\xE2\\x80\\x8B"},
	{"text: byte order mark", escape_text, TEXT("\xef\xbb\xbf"), "\\xEF\\xBB\\xBF"},
	{"text: line separator", escape_text, TEXT("\xe2\x80\xa8"), "\\xE2\\x80\\xA8"},
	{"text: paragraph separator", escape_text, TEXT("\xe2\x80\xa9"), "\\xE2\\x80\\xA9"},
	{"text: soft hyphen", escape_text, TEXT("\xc2\xad"), "\\xC2\\xAD"},
	{"text: private use", escape_text, TEXT("\xee\x80\x80"), "\\xEE\\x80\\x80"},
	{"text: unassigned", escape_text, TEXT("\xcd\xb8"), "\\xCD\\xB8"},
	{"text: tag character", escape_text, TEXT("\xf3\xa0\x81\xa1"), "\\xF3\\xA0\\x81\\xA1"},
	{"text: lone continuation", escape_text, TEXT("a\x80z"), "a\\x80z"},
	{"text: overlong slash", escape_text, TEXT("\xc0\xaf"), "\\xC0\\xAF"},
	{"text: surrogate", escape_text, TEXT("\xed\xa0\x80"), "\\xED\\xA0\\x80"},
	{"text: beyond Unicode", escape_text, TEXT("\xf4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80"},
	{"text: cut at the end", escape_text, TEXT("a\xe2\x82"), "a\\xE2\\x82"},
	{"text: cut by a letter", escape_text, TEXT("\xe2\x82z"), "\\xE2\\x82z"},
	{"path: plain", escape_path, TEXT("src/a b.c"), "src/a b.c"},
	{"path: UTF-8 stays", escape_path, TEXT("src/Zoë"), "src/Zoë"},
	{"path: nothing", escape_path, TEXT(""), ""},
	{"path: newline", escape_path, TEXT("a\nb"), "\"a\\nb\""},
	{"path: escape", escape_path, TEXT("a\x1b[0m"), "\"a\\033[0m\""},
	{"path: quote", escape_path, TEXT("a\"b"), "\"a\\\"b\""},
	{"path: backslash", escape_path, TEXT("a\\b"), "\"a\\\\b\""},
	{"path: leading space", escape_path, TEXT(" a"), "\" a\""},
	{"path: trailing space", escape_path, TEXT("a "), "\"a \""},
	{"path: no UTF-8", escape_path, TEXT("a\xff\x62"), "\"a\\377b\""},
	{"path: no UTF-8 beside UTF-8", escape_path, TEXT("ö\xff"), "\"ö\\377\""},
	{"path: bidi", escape_path, TEXT("\xe2\x80\xae"), "\"\\342\\200\\256\""},
	{"path: all letters", escape_path, TEXT("\a\b\t\n\v\f\r"), "\"\\a\\b\\t\\n\\v\\f\\r\""},
	{"git: plain", escape_path_git, TEXT(" a b "), " a b "},
	{"git: UTF-8", escape_path_git, TEXT("Zoë"), "\"Zo\\303\\253\""},
	{"git: DEL", escape_path_git, TEXT("\x7f"), "\"\\177\""},
	{"json: plain", escape_json, TEXT("a/b c"), "\"a/b c\""},
	{"json: nothing", escape_json, TEXT(""), "\"\""},
	{"json: letters", escape_json, TEXT("\b\f\n\r\t\"\\"), "\"\\b\\f\\n\\r\\t\\\"\\\\\""},
	{"json: NUL and control", escape_json, TEXT("\0\x1b"), "\"\\u0000\\u001b\""},
	{"json: UTF-8", escape_json, TEXT("Zoë"), "\"Zoë\""},
	{"json: no UTF-8, per byte", escape_json, TEXT("\xe2\x82z\xff"), "\"\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\""},
	{"json: a command of a runner", escape_json, TEXT("# ##[x]###"), "\"# #\\u0023[x]#\\u0023\\u0023\""},
	{"json: bidi", escape_json, TEXT("\xe2\x80\xae"), "\"\\u202e\""},
	{"json: tag, two units", escape_json, TEXT("\xf3\xa0\x81\xa1"), "\"\\udb40\\udc61\""},
	{"hex", escape_hex_bytes, TEXT("\0\x0f\xaf"), "000faf"},
	{"percent: kept", escape_percent, TEXT("AZaz09._~/-"), "AZaz09._~/-"},
	{"percent: others", escape_percent, TEXT("a b%\0\xff+:@"), "a%20b%25%00%FF%2B%3A%40"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	char *exact = malloc(row->in_len ? row->in_len : 1);
	MOW_AUTO(buf) out = BUF_INIT;

	assert_non_null(exact);
	memcpy(exact, row->in, row->in_len);
	row->escape(&out, exact, row->in_len);
	free(exact);
	assert_string_equal(out.data, row->out);
}

static void test_nothing_raw_gets_out(void **state)
{
	(void)state;
	for (unsigned value = 0; value < 65536; value++) {
		const char bytes[2] = {(char)(value >> 8), (char)value};
		MOW_AUTO(buf) out = BUF_INIT;
		escape_text(&out, bytes, 2);
		escape_path(&out, bytes, 2);
		escape_path_git(&out, bytes, 2);
		escape_json(&out, bytes, 2);
		for (size_t at = 0; at < out.len;) {
			uint32_t code = 0;
			size_t size = utf8_next(&code, out.data + at, out.len - at);
			assert_true(size > 0 && utf8_printable(code));
			at += size;
		}
	}
}

static void test_json_is_read_back(void **state)
{
	(void)state;
	for (unsigned code = 1; code < 0x3000; code++) {
		char text[8] = "";
		char *end = text;
		if (code < 0x80) {
			*end++ = (char)code;
		} else if (code < 0x800) {
			*end++ = (char)(0xC0 | code >> 6);
			*end++ = (char)(0x80 | (code & 0x3F));
		} else {
			*end++ = (char)(0xE0 | code >> 12);
			*end++ = (char)(0x80 | (code >> 6 & 0x3F));
			*end++ = (char)(0x80 | (code & 0x3F));
		}
		MOW_AUTO(buf) out = BUF_INIT;
		escape_json(&out, text, (size_t)(end - text));
		json_t *value = json_loads(out.data, JSON_DECODE_ANY, NULL);
		assert_non_null(value);
		assert_string_equal(json_string_value(value), text);
		json_decref(value);
	}
}

/* ---- git's own quoting ---- */

/* A file for every byte but NUL and slash between two letters, and some mixed ones, as update-index -z reads them. */
static void add_entries(struct buf *entries)
{
	static const char *const mixed[] = {" lead",      "trail ",    "-dash", "a\"b\\c",
					    "Zoë/木.txt", "tab\there", "\xc3",  "\xed\xa0\x80"};

	for (int byte = 1; byte < 256; byte++) {
		if (byte == '/')
			continue;
		buf_addf(entries, "100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\ta%cb", byte);
		buf_addc(entries, '\0');
	}
	for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++) {
		buf_addf(entries, "100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\t%s", mixed[i]);
		buf_addc(entries, '\0');
	}
}

static void run_in(const char *folder, const char *const *argv, const struct buf *input, struct buf *output)
{
	const char *const extra[] = {"HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1", NULL};
	struct child child = {.argv = argv, .extra = extra, .directory = folder, .output = output};
	struct mow_error err = {0};

	if (input != NULL) {
		child.input = input->data;
		child.input_len = input->len;
	}
	assert_int_equal(child_run(&child, &err), 0);
	assert_int_equal(child.status, 0);
}

static void test_quotes_as_git_does(void **state)
{
	const char *const init[] = {"git", "init", "-q", ".", NULL};
	const char *const stage[] = {"git", "update-index", "-z", "--index-info", NULL};
	const char *const list[] = {"git", "ls-files", NULL};
	const char *const list_raw[] = {"git", "ls-files", "-z", NULL};
	const char *const clean[] = {"rm", "-rf", ".git", NULL};
	MOW_AUTO(file_temp) temp = {0};
	MOW_AUTO(buf) entries = BUF_INIT;
	MOW_AUTO(buf) names = BUF_INIT;
	MOW_AUTO(buf) quoted = BUF_INIT;
	MOW_AUTO(buf) ours = BUF_INIT;
	size_t count = 0;

	(void)state;
	add_entries(&entries);
	assert_int_equal(file_temp_init(&temp, NULL), 0);
	run_in(temp.path, init, NULL, NULL);
	run_in(temp.path, stage, &entries, NULL);
	run_in(temp.path, list, NULL, &quoted);
	run_in(temp.path, list_raw, NULL, &names);
	run_in(temp.path, clean, NULL, NULL);
	for (size_t at = 0; at < names.len; at += strlen(names.data + at) + 1) {
		escape_path_git(&ours, names.data + at, strlen(names.data + at));
		buf_addc(&ours, '\n');
		count++;
	}
	assert_int_equal(count, 254 + 8);
	assert_string_equal(ours.data, quoted.data);
}

/* Whatever stands next to a byte, and wherever in a longer path it is, it is quoted as it is alone. */
static void test_quotes_alike_in_long_paths(void **state)
{
	(void)state;
	for (unsigned byte = 1; byte < 256; byte++) {
		const char alone[1] = {(char)byte};
		MOW_AUTO(buf) piece = BUF_INIT;
		escape_path_git(&piece, alone, 1);
		for (size_t place = 0; place < 20; place++) {
			char path[20];
			MOW_AUTO(buf) expected = BUF_INIT;
			MOW_AUTO(buf) ours = BUF_INIT;
			memset(path, 0x21 + (int)place % 2 * 0x5d,
			       sizeof path); /* `!` and `~`: the nearest to others */
			path[place] = alone[0];
			buf_addc(&expected, '"');
			buf_add(&expected, path, place);
			buf_add(&expected, piece.data + (piece.len > 1), piece.len > 1 ? piece.len - 2 : 1);
			buf_add(&expected, path + place + 1, sizeof path - place - 1);
			buf_addc(&expected, '"');
			escape_path_git(&ours, path, sizeof path);
			if (piece.len > 1)
				assert_string_equal(ours.data, expected.data);
			else
				assert_memory_equal(ours.data, path, sizeof path);
		}
	}
}

/* ---- percent-encoding, the way back ---- */

static void test_files_are_known_by_their_first_bytes(void **state)
{
	(void)state;
	assert_string_equal(file_format("\x89PNG\r\n\x1A\n\0", 9), "PNG");
	assert_string_equal(file_format("RIFF\1\2\3\4WEBPVP8", 15), "WebP");
	assert_string_equal(file_format("\0\0\0\x18"
					"ftypmp42",
					12),
			    "MP4");
	assert_string_equal(file_format("\0\0\0\x18"
					"ftypavif",
					12),
			    "AVIF");
	assert_null(file_format("\x89PN", 3));
	assert_null(file_format("", 0));
	assert_null(file_format("a plain text\n", 13));
}

static void test_percent_and_back(void **state)
{
	char bytes[512];
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) back = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7);
	escape_percent(&text, bytes, sizeof bytes);
	assert_true(escape_percent_undo(&back, text.data, text.len));
	assert_int_equal(back.len, sizeof bytes);
	assert_memory_equal(back.data, bytes, sizeof bytes);
}

static void test_percent_refuses_other_spellings(void **state)
{
	static const char *const wrong[] = {"%",      "%2",  "a%2",  "%zz",  "%2f", "%2F", "%41", "%7E",
					    "%c3%a9", "a b", "a+b:", "%%20", "ö",   "%GG", "% 20"};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	buf_adds(&out, "before");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_false(escape_percent_undo(&out, wrong[i], strlen(wrong[i])));
		assert_string_equal(out.data, "before");
	}
	assert_false(escape_percent_undo(&out, "a\0b", 3));
	assert_true(escape_percent_undo(&out, "", 0));
	assert_true(escape_percent_undo(&out, "/%C3%A9", 7));
	assert_string_equal(out.data, "before/é");
}

/* ---- UTF-8 ---- */

static void test_every_character_is_decoded(void **state)
{
	(void)state;
	for (uint32_t code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 13) {
		const char bytes[4] = {(char)(0xF0 | code >> 18), (char)(0x80 | (code >> 12 & 0x3F)),
				       (char)(0x80 | (code >> 6 & 0x3F)), (char)(0x80 | (code & 0x3F))};
		const char three = (char)(0xE0 | code >> 12);
		const char two = (char)(0xC0 | code >> 6);
		const char one = (char)code;
		char text[4];
		size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
		uint32_t back = 0;
		memcpy(text, bytes + 4 - size, size);
		text[0] = size == 1 ? one : size == 2 ? two : size == 3 ? three : bytes[0];
		size_t expected = code >= 0xD800 && code < 0xE000 ? 0 : size;
		assert_int_equal(utf8_next(&back, text, size), expected);
		assert_int_equal(utf8_next(&back, text, size - 1), 0);
		if (expected > 0)
			assert_int_equal(back, code);
	}
}

static void test_width_is_that_of_the_escaped_text(void **state)
{
	static const struct {
		const char *text;
		size_t width;
	} table[] = {{"", 0},  {"abc", 3},  {"Zoë", 3},  {"Zoe\xcc\x88", 3},  {"木", 2},
		     {"😀", 2}, {"\xff", 4}, {"\x1b", 4}, {"\xe2\x80\xae", 12}};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_int_equal(utf8_width(table[i].text, strlen(table[i].text)), table[i].width);
}

static void assert_fold(const char *name, const char *expected)
{
	MOW_AUTO(buf) out = BUF_INIT;

	utf8_fold_name(&out, name, strlen(name));
	assert_string_equal(out.data, expected);
}

static void test_latin_letters_as_ascii(void **state)
{
	static const char *const table[][2] = {
		{"", ""},
		{"Ann", "Ann"},
		{"Übergröße", "Uebergroesse"},
		{"u\xcc\x88", "ue"},
		{"Chloé Łącka", "Chloe Lacka"},
		{"木", "木"},
		{"x\xcc\x8c", "x"},
		{"ä\xff", "ä\xff"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		utf8_add_ascii(&out, table[i][0], strlen(table[i][0]));
		assert_string_equal(out.data, table[i][1]);
	}
}

static void test_fold_makes_twins_equal(void **state)
{
	(void)state;
	assert_fold("OWNERS", "owners");
	assert_fold("owners", "owners");
	assert_fold("E\xcc\x81tude", "\xc3\xa9tude");
	assert_fold("\xc3\x89tude", "\xc3\xa9tude");
	assert_fold("Straße", "strasse");
	assert_fold("STRASSE", "strasse");
	assert_fold("\xe2\x84\xaa", "k");
	assert_fold("\xcf\x82", "\xcf\x83");
	assert_fold("A\xff\xc3\x89", "a\xff\xc3\xa9");
	assert_fold("\xff", "\xff");
	assert_fold("Lo\xe2\x80\x8cgo\xef\xbb\xbf", "logo");
	assert_fold("e\xe2\x80\x8d\xcc\x81", "\xc3\xa9");
	assert_fold("a\xe2\x80\x8b", "a\xe2\x80\x8b");
	assert_fold("\xe2\x81\xaf", "");
	assert_fold("", "");
}

/* A name that is folded once more must not change: or two twins could differ by who was folded how often. */
static void test_fold_is_stable(void **state)
{
	(void)state;
	for (uint32_t code = 0x80; code < 0x3000; code++) {
		char name[5] = {0};
		size_t at = 0;
		if (code >= 0x800)
			name[at++] = (char)(0xE0 | code >> 12);
		name[at] = (char)(code >= 0x800 ? 0x80 | (code >> 6 & 0x3F) : 0xC0 | code >> 6);
		name[at + 1] = (char)(0x80 | (code & 0x3F));
		MOW_AUTO(buf) once = BUF_INIT;
		MOW_AUTO(buf) twice = BUF_INIT;
		utf8_fold_name(&once, name, strlen(name));
		utf8_fold_name(&twice, once.data, once.len);
		assert_string_equal(once.data, twice.data);
	}
}

static void test_escapes_alike_in_long_texts(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		const char alone[1] = {(char)byte};
		for (size_t place = 0; place < 20; place++) {
			char text[20];
			MOW_AUTO(buf) expected = BUF_INIT;
			MOW_AUTO(buf) ours = BUF_INIT;
			memset(text, ' ' + (int)place % 2 * ('~' - ' '), sizeof text); /* the nearest to others */
			text[place] = alone[0];
			buf_add(&expected, text, place);
			escape_text(&expected, alone, 1);
			buf_add(&expected, text + place + 1, sizeof text - place - 1);
			escape_text(&ours, text, sizeof text);
			assert_string_equal(ours.data, expected.data);
		}
	}
}

static void test_eights_with_capitals_are_marked(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		bool odd = (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
		for (size_t place = 0; place < 8; place++) {
			char text[8];
			memset(text, place % 2 ? '[' : '@', sizeof text);
			text[place] = (char)byte;
			assert_int_equal(utf8_not_lower(utf8_eight(text)) != 0, odd);
		}
	}
}

/* A megabyte of marks in the wrong order: stays as it is, and takes no time. */
static void test_fold_leaves_endless_names(void **state)
{
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	for (int i = 0; i < 250000; i++)
		buf_adds(&name, "\xcc\x81\xcc\xa3");
	utf8_fold_name(&out, name.data, name.len);
	assert_int_equal(out.len, name.len);
	assert_memory_equal(out.data, name.data, name.len);
}

/* ---- SHA-256: FIPS 180-2, appendix B ---- */

static void test_digest(void **state)
{
	char hex[DIGEST_HEX];
	MOW_AUTO(buf) million = BUF_INIT;

	(void)state;
	digest_hex(hex, NULL, 0);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_hex(hex, "abc", 3);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	buf_pad(&million, 'a', 1000000);
	digest_hex(hex, million.data, million.len);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static const struct CMUnitTest others[] = {
	cmocka_unit_test(test_nothing_raw_gets_out),
	cmocka_unit_test(test_json_is_read_back),
	cmocka_unit_test(test_quotes_as_git_does),
	cmocka_unit_test(test_quotes_alike_in_long_paths),
	cmocka_unit_test(test_files_are_known_by_their_first_bytes),
	cmocka_unit_test(test_percent_and_back),
	cmocka_unit_test(test_percent_refuses_other_spellings),
	cmocka_unit_test(test_every_character_is_decoded),
	cmocka_unit_test(test_width_is_that_of_the_escaped_text),
	cmocka_unit_test(test_latin_letters_as_ascii),
	cmocka_unit_test(test_fold_makes_twins_equal),
	cmocka_unit_test(test_fold_is_stable),
	cmocka_unit_test(test_fold_leaves_endless_names),
	cmocka_unit_test(test_escapes_alike_in_long_texts),
	cmocka_unit_test(test_eights_with_capitals_are_marked),
	cmocka_unit_test(test_digest),
};

#define ROWS (sizeof rows / sizeof rows[0])
#define OTHERS (sizeof others / sizeof others[0])

int main(void)
{
	struct CMUnitTest tests[ROWS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].name, .test_func = test_row, .initial_state = (void *)&rows[i]};
	memcpy(tests + ROWS, others, sizeof others);
	return cmocka_run_group_tests_name("base_text", tests, NULL, NULL);
}
