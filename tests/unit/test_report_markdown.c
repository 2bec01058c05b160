/* report/markdown: what goes into code spans, and that nothing else gets out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/markdown.h"

/* ---- Rows --------------------------------------------------------------------------------------------------------- */

struct row {
	const char *text, *expected;
};

static const struct row sentences[] = {
	{"", ""},
	{"nothing to see here", "nothing to see here"},
	{"away until 5 January; @marc or @ines can act for her",
	 "away until 5 January; `@marc` or `@ines` can act for her"},
	{"1 of 2: @ines approved; @marc can", "1 of 2: `@ines` approved; `@marc` can"},
	{"any of @dana @omar", "any of `@dana @omar`"},
	{"made it (@lena, @marc).", "made it (`@lena`, `@marc`)."},
	{"on 2026-11-29 at 10:00 UTC", "on 2026-11-29 at 10:00 UTC"},
	{"the owner's well-known way", "the owner's well-known way"},
	{"see mowners-ci(1), or (git-config(1))", "see `mowners-ci(1)`, or (`git-config(1)`)"},
	/* what a forge makes a link or a picture of */
	{"fixes #1, GH-1, !2, $3, %4, ~bug, &5, JIRA-6",
	 "fixes `#1`, `GH-1`, `!2`, `$3`, `%4`, `~bug`, `&5`, `JIRA-6`"},
	{"commit 1a2b3c4d and deadbeef and 1234567", "commit `1a2b3c4d` and `deadbeef` and `1234567`"},
	{"decade, facade and 123456 stay", "decade, facade and 123456 stay"},
	{"mail a@example.com, www.example.com, https://example.com/",
	 "mail `a@example.com`, `www.example.com`, `https://example.com/`"},
	{"a :tada: and 1:2:3 a-1 1-a", "a `:tada`: and 1:2:3 `a-1 1-a`"},
	/* Markdown and HTML */
	{"*a* _b_ ~~c~~ [d](e) ![f](g) <b> &amp \\* | #", "`*a* _b_ ~~c~~ [d](e) ![f](g) <b> &amp \\* | #`"},
	{"<!-- mowners --> x", "`<\\x21--` mowners `-->` x"},
	{"a<!--b <!", "`a<\\x21--b <\\x21`"},
	{"one ` two `` three", "one `` ` `` two ``` `` ``` three"},
	{"`a` b", "`` `a` `` b"},
	{"a```b", "````a```b````"},
	/* CI runners */
	{"::error::x", "`\\x3A:error:\\x3Ax`"},
	{"a::b :: c:", "`a:\\x3Ab \\x3A`: c:"},
	{"##[error]x", "`#\\x23[error]x`"},
	{"word:: next", "word:\\x3A next"},
	/* control characters, and what is no UTF-8 */
	{"a\nb\r\tc\x1b[31m", "`a\\x0Ab\\x0D\\x09c\\x1B[31m`"},
	{"a\xff", "`a\\xFF`"},
	{"gr\xC3\xBC\xC3\x9F dich", "gr\xC3\xBC\xC3\x9F dich"},
	/* blanks */
	{"  two  blanks ", "  two  blanks "},
	{"@a  @b", "`@a`  `@b`"},
	{" @a ", " `@a` "},
};

static const struct row names[] = {
	{"", ""},
	{"@lena", "`@lena`"},
	{"plain", "`plain`"},
	{" both ", "`  both  `"},
	{" left", "` left`"},
	{"`", "`` ` ``"},
	{"a`", "`` a` ``"},
	{"`` ` ```", "```` `` ` ``` ````"},
	{"a|b</code><script>", "`a|b</code><script>`"},
};

static const struct row paths[] = {
	{"brand/logo.svg", "`brand/logo.svg`"},   {"a  b", "`\"a  b\"`"},   {"a\nb", "`\"a\\nb\"`"},
	{"::error::", "`\"\\072:error:\\x3A\"`"}, {"<!--x", "`<\\x21--x`"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		markdown_sentence(&out, sentences[i].text, 1000);
		assert_string_equal(out.data, sentences[i].expected);
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		markdown_name(&out, names[i].text);
		assert_string_equal(out.data, names[i].expected);
	}
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		markdown_path(&out, paths[i].text, strlen(paths[i].text));
		assert_string_equal(out.data, paths[i].expected);
	}
}

static void test_commands(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	char big[MARKDOWN_LONG + 2];

	(void)state;
	assert_true(markdown_command(&out, "mowners why 'a `b`'"));
	assert_string_equal(out.data, "``mowners why 'a `b`'``");
	buf_reset(&out);
	assert_false(markdown_command(&out, ""));
	assert_false(markdown_command(&out, "mowners why 'a::b'"));
	assert_false(markdown_command(&out, "mowners why '<!--'"));
	memset(big, 'x', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	assert_false(markdown_command(&out, big));
	assert_int_equal(out.len, 0);
	assert_true(markdown_command(&out, big + 1));
}

static void test_cut(void **state)
{
	char big[3 * MARKDOWN_LONG + 1];
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof big; i++)
		big[i] = "\xE2\x82\xAC"[i % 3]; /* the euro sign */
	big[sizeof big - 1] = '\0';
	markdown_name(&out, big);
	assert_int_equal(out.len, 2 + MARKDOWN_LONG + 3);
	buf_reset(&out);
	markdown_sentence(&out, "one two @three", 11);
	assert_string_equal(out.data, "one two `@th`\xE2\x80\xA6");
	buf_reset(&out);
	markdown_sentence(&out, "a \xE2\x82\xAC", 4);
	assert_string_equal(out.data, "a \xE2\x80\xA6");
}

/* ---- Whatever comes ----------------------------------------------------------------------------------------------- */

/* Walks over what was written as a reader of Markdown does; `outside` gets what stands in no span. */
static void read_back(struct buf *outside, const char *text)
{
	while (*text != '\0') {
		size_t fence = strspn(text, "`");
		if (fence == 0) {
			buf_addc(outside, *text++);
			continue;
		}
		text += fence;
		for (;;) {
			text += strcspn(text, "`");
			assert_int_not_equal(*text, '\0'); /* else the span has no end */
			size_t run = strspn(text, "`");
			text += run;
			if (run == fence)
				break;
		}
		buf_addc(outside, '.');
	}
}

static void test_whatever(void **state)
{
	static const char alphabet[] = "aG1@#`<!-: (.)/\\\n*_[]~&|\"'\xC3\xBC\xff ";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[24];
		MOW_AUTO(buf) out = BUF_INIT;
		MOW_AUTO(buf) outside = BUF_INIT;
		size_t len = (size_t)round % (sizeof text - 1);
		for (size_t i = 0; i < len; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		text[len] = '\0';
		markdown_sentence(&out, text, 1000);
		assert_null(strstr(out.data, "::"));
		assert_null(strstr(out.data, "<!"));
		assert_null(strchr(out.data, '\n'));
		read_back(&outside, out.data);
		assert_int_equal(strcspn(outside.data, "@#`<>!/*_[]~&|\""), outside.len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_whatever),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
