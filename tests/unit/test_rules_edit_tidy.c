/*
 * Lines that change nothing: which are taken out, and, of generated lists of patterns, that every path of every kind is
 * claimed, or not, as before.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "rules/edit/tidy.h"
#include "rules/match/pattern.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int tidy(struct buf *out, const char *bytes, const bool *dropped)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;

	assert_int_equal(edit_text_read(&text, bytes, strlen(bytes), NULL), MOW_OK);
	return edit_tidy(out, &text, dropped, NULL);
}

/* ---- What is taken out ---- */

/* Patterns with a blank between, `-`: a line of its own that stays. */
struct row {
	const char *name;
	const char *patterns;
	const char *left; /* NULL: all */
};

static const struct row rows[] = {
	{"twice: the earlier one", "/a /b /a", "/b /a"},
	{"twice, with and without the slash in front", "/a/b a/b", "a/b"},
	{"not the same without a slash in the middle", "/a a", NULL},
	{"a folder of that name, and the one here", "/a/ a/ c", "a/ c"},
	{"with and without a slash at the end", "/a/ /a", "/a"},
	{"not the other way round", "/a/** /a/ x", "/a/ x"},
	{"below a folder, after it", "/a/ /a/b/c.png /a/*.png a/**", "/a/"},
	{"below a folder, before it", "/a/b /x /a", "/x /a"},
	{"a folder of any place", "brand/ /x/brand/y */brand/*.png /brand", "brand/ /brand"},
	{"a name twice", "*.png x *.png", "x *.png"},
	{"an exception of a name twice", "** !*.png !x/y !*.png z", "** !x/y !*.png z"},
	{"below all of a folder", "/a/b /x a/**", "/x a/**"},
	{"below all of a deeper folder", "/ab/c/d /x /ab/c/**", "/x /ab/c/**"},
	{"all of a folder, twice", "/a/** /b /a/**", "/b /a/**"},
	{"the folder's own file is not below it", "/a /x /a/**", "/a /x"},
	{"a star alone is all", "/a b *", "*"},
	{"two stars with a slash in front are all", "/a b /**", "/**"},
	{"not what only begins alike", "/ab/ /a/b /abc/d", NULL},
	{"not below what has a star", "/a*/ /ab/c", NULL},
	{"not below a star alone, which has files directly there", "/a/* /a/b/c", NULL},
	{"everything, before", "/a *.png **", "**"},
	{"everything, before what there is", "* /a !/b /b/c /b", "*"},
	{"not where a file of that name is meant too", "/a/b !/a/b/ /c", NULL},
	{"not folders by a star that has files alone", "/a/*/ /a/*", NULL},
	{"everything directly there is not all", "/* /a/b", NULL},
	{"undone by a later exception", "/x /a/b !/a/", "/x !/a/"},
	{"an exception undone by a later line", "/a !/a/b /c /a/", "/a /c"},
	{"not with the other kind in between", "/a/ !/a/b /a/b/c", NULL},
	{"an exception twice", "* !/a !/a/b /x", "* !/a /x"},
	{"an exception does not come first", "/a/x !*.tmp /a/", NULL},
	{"an exception further on", "/a/x /a/ !b", "/a/ !b"},
	{"not below what has files alone", "/a/* /a/*/c", NULL},
	{"escaped signs are left alone", "/a/\\* /a/\\*x", NULL},
};

static void write_patterns(struct buf *out, const char *patterns)
{
	buf_adds(out, "[a]\npath = ");
	for (const char *c = patterns; *c != '\0'; c++)
		if (*c == ' ')
			buf_adds(out, "\n\t");
		else
			buf_addc(out, *c);
	buf_adds(out, "\nlevel = detailed\n");
}

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	write_patterns(&before, row->patterns);
	write_patterns(&expected, row->left != NULL ? row->left : row->patterns);
	assert_int_equal(tidy(&after, before.data, NULL) == 0, row->left == NULL);
	assert_string_equal(after.data, expected.data);
}

/* ---- What stays of the text ---- */

static void test_text(void **state)
{
	static const char before[] =
		"\xEF\xBB\xBF; a\r\n[a]\r\npath =  /a/b   ; one\r\n  ; two\r\n  /c ; three\r\n\r\n"
		"  /a/\r\naccept = unowned until 2026-01-01, x\r\n[b]\r\naccept = unowned until "
		"2026-01-01, x\r\n ; y\r\n  no-signer until 2026-01-01, z\r\npath =\r\n  /d\r\n  /d";
	static const char after[] =
		"\xEF\xBB\xBF; a\r\n[a]\r\npath =  /c ; three\r\n  ; two\r\n\r\n  /a/\r\n[b]\r\naccept = "
		"no-signer until 2026-01-01, z\r\n ; y\r\npath =\r\n  /d";
	bool dropped[16] = {[7] = true, [9] = true};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	assert_int_equal(tidy(&out, before, dropped), 4);
	assert_string_equal(out.data, after);
}

/* Nothing, and a byte order mark alone. */
static void test_nothing(void **state)
{
	static const char *const texts[] = {"", "\xEF\xBB\xBF", "\n", "; x", "[a]\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		assert_int_equal(tidy(&out, texts[i], NULL), 0);
		assert_string_equal(out.data, texts[i]);
	}
}

/* Keys above and below, and values that begin on the line below their key. */
static const struct around {
	const char *name, *before, *after;
	size_t dropped; /* a line, from 0; 0: none */
} arounds[] = {
	{"what stands above is no pattern", "[a]\nlevel = detailed\npath = /a\n  **\n",
	 "[a]\nlevel = detailed\npath = **\n", 0},
	{"what stands below is no pattern", "[a]\npath = **\nsummary = /a\n[b]\npath = /a\n",
	 "[a]\npath = **\nsummary = /a\n[b]\npath = /a\n", 0},
	{"an exception does not come first, below its key", "[a]\npath =\n\t/a/x\n\t!*.tmp\n\t/a/\n",
	 "[a]\npath =\n\t/a/x\n\t!*.tmp\n\t/a/\n", 0},
	{"twice, below their key", "[a]\npath =\n\t/a\n\t/b\n\t/a\n", "[a]\npath =\n\t/b\n\t/a\n", 0},
	{"all of a key, below it", "[b]\naccept =\n  unowned until 2026-01-01, x\nlevel = detailed\n",
	 "[b]\nlevel = detailed\n", 2},
	{"all of a key, and it is the last", "[b]\nlevel = detailed\naccept = unowned until 2026-01-01, x\n",
	 "[b]\nlevel = detailed\n", 2},
	{"the second of two", "[b]\naccept = unowned until 2026-01-01, x\n  no-signer until 2026-01-01, x\n",
	 "[b]\naccept = unowned until 2026-01-01, x\n", 2},
	{"a section line is none", "[b]\n[c]\npath = /a\n", "[b]\n[c]\npath = /a\n", 1},
};

static void test_around(void **state)
{
	const struct around *row = *state;
	bool dropped[16] = {false};
	MOW_AUTO(buf) out = BUF_INIT;

	dropped[row->dropped] = true;
	assert_true(tidy(&out, row->before, dropped) >= 0);
	assert_string_equal(out.data, row->after);
}

/* What just fits goes up. */
static void test_fits(void **state)
{
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	(void)state;
	buf_adds(&before, "[a]\npath = /a/\n\t/");
	buf_pad(&before, 'x', 190);
	buf_adds(&before, "\n\t/a\n");
	buf_adds(&expected, "[a]\npath = /");
	buf_pad(&expected, 'x', 190);
	buf_adds(&expected, "\n\t/a\n");
	assert_int_equal(tidy(&after, before.data, NULL), 1);
	assert_string_equal(after.data, expected.data);
}

/* Nor does it stay for the next key, however long that is. */
static void test_long_key(void **state)
{
	bool dropped[8] = {[1] = true};
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	(void)state;
	buf_adds(&expected, "[a]\npath = /");
	buf_pad(&expected, 'x', 190);
	buf_addf(&before, "[a]\naccept = unowned until 2026-01-01, x\n%s", expected.data + 4);
	assert_int_equal(tidy(&after, before.data, dropped), 1);
	assert_string_equal(after.data, expected.data);
}

/* The first item stays where the next one does not fit into its line. */
static void test_long(void **state)
{
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	(void)state;
	buf_adds(&before, "[a]\npath = /a/\n\t/x");
	for (int i = 0; i < 190; i++)
		buf_addc(&before, 'x');
	buf_adds(&before, "\n\t/a\n");
	assert_int_equal(tidy(&after, before.data, NULL), 0);
	assert_string_equal(after.data, before.data);
}

/* But a line between others is taken out, however long the next one is. */
static void test_long_below(void **state)
{
	MOW_AUTO(buf) before = BUF_INIT;
	MOW_AUTO(buf) expected = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	(void)state;
	for (int gone = 0; gone <= 1; gone++) {
		struct buf *text = gone ? &expected : &before;
		buf_adds(text, "[a]\npath = /y\n");
		buf_adds(text, gone ? "" : "                    /a/b\n");
		buf_adds(text, "\t/x");
		buf_pad(text, 'x', 190);
		buf_adds(text, "\n\t/a\n");
	}
	assert_int_equal(tidy(&after, before.data, NULL), 1);
	assert_string_equal(after.data, expected.data);
}

/* ---- Generated ---- */

enum { ROUNDS = 20000, PATTERNS = 6 };
static const char *const pieces[] = {"a", "b", "*", "**", "a*", "[ab]", "ab"};
static const char *const names[] = {"a", "b", "ab"};

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static void make_pattern(struct buf *out, unsigned *seed)
{
	unsigned parts = 1 + next(seed) % 3;

	if (next(seed) % 2)
		buf_addc(out, '/');
	for (unsigned i = 0; i < parts; i++)
		buf_addf(out, "%s%s", i > 0 ? "/" : "", pieces[next(seed) % COUNT(pieces)]);
	if (next(seed) % 3 == 0)
		buf_addc(out, '/');
}

/* Whether the area of a text claims a path. */
static bool claims(const char *bytes, const struct mow_path *path)
{
	MOW_AUTO(edit_text) text = EDIT_TEXT_INIT;
	MOW_AUTO_PTR(pattern_set) set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};
	bool exclude[PATTERNS] = {false};
	size_t count = 0;

	assert_int_equal(edit_text_read(&text, bytes, strlen(bytes), NULL), MOW_OK);
	assert_int_equal(pattern_set_new(&set, NULL), MOW_OK);
	for (size_t i = 0; i < text.lines.count; i++) {
		struct span value = text.lines.items[i].value;
		if (value.len == 0 || text.lines.items[i].rule->id != KEY_PATH)
			continue;
		exclude[count] = value.text[0] == '!';
		assert_int_equal(pattern_set_add(set, value.text + exclude[count], value.len - exclude[count], NULL),
				 MOW_OK);
		count++;
	}
	assert_int_equal(pattern_set_compile(set, NULL), MOW_OK);
	assert_int_equal(pattern_set_match(&matches, set, path), MOW_OK);
	return matches.count > 0 && !exclude[matches.items[matches.count - 1]];
}

static void compare(const char *before, const char *after, unsigned *seed)
{
	for (int i = 0; i < 12; i++) {
		MOW_AUTO(buf) path = BUF_INIT;
		unsigned parts = 1 + next(seed) % 4;
		for (unsigned k = 0; k < parts; k++)
			buf_addf(&path, "%s%s", k > 0 ? "/" : "", names[next(seed) % COUNT(names)]);
		const struct mow_path asked = {path.data, path.len, (enum mow_path_kind)(next(seed) % 3)};
		if (claims(before, &asked) != claims(after, &asked))
			fail_msg("%s of kind %d:\n%s\n%s", path.data, (int)asked.kind, before, after);
	}
}

static void test_generated(void **state)
{
	unsigned seed = 7, fewer = 0;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		MOW_AUTO(buf) before = BUF_INIT;
		MOW_AUTO(buf) after = BUF_INIT;
		unsigned count = 1 + next(&seed) % PATTERNS;
		buf_adds(&before, "[a]\npath = ");
		for (unsigned k = 0; k < count; k++) {
			buf_adds(&before, k > 0 ? "\n\t" : "");
			buf_adds(&before, k > 0 && next(&seed) % 3 == 0 ? "!" : "");
			make_pattern(&before, &seed);
		}
		buf_addc(&before, '\n');
		int lines = tidy(&after, before.data, NULL);
		assert_true(lines >= 0);
		fewer += lines > 0;
		if (lines > 0)
			compare(before.data, after.data, &seed);
		assert_int_equal(after.data[strlen("[a]\npath = ")] == '!', 0);
	}
	assert_in_range(fewer, ROUNDS / 10, ROUNDS);
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows) + COUNT(arounds) + 7] = {
		cmocka_unit_test(test_nothing),  cmocka_unit_test(test_text),     cmocka_unit_test(test_long),
		cmocka_unit_test(test_fits),     cmocka_unit_test(test_long_key), cmocka_unit_test(test_long_below),
		cmocka_unit_test(test_generated)};

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[i + 7] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	for (size_t i = 0; i < COUNT(arounds); i++)
		tests[COUNT(rows) + 7 + i] =
			(struct CMUnitTest){arounds[i].name, test_around, NULL, NULL, (void *)&arounds[i]};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
