/* What is found in a file: in which order it is told, how much of it, and what a message quotes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/file_findings.h"
#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TEN(x) x x x x x x x x x x

/* ---- Quotes: 80 bytes, and whole characters ---- */

static const struct quote {
	const char *name, *bytes, *quoted;
} quotes[] = {
	{"nothing", "", ""},
	{"a name", "brand", "brand"},
	{"what would not be seen", "a\x1b\n", "a\\x1B\\x0A"},
	{"80 bytes", TEN("12345678"), TEN("12345678")},
	{"81 bytes", TEN("12345678") "9", TEN("12345678") "…"},
	{"80 bytes, and a character of two", TEN("1234567") "12345678ä", TEN("1234567") "12345678ä"},
	{"a character over the end", TEN("1234567") "123456789ä", TEN("1234567") "123456789…"},
	{"a character of four over the end", TEN("1234567") "1234567\xF0\x9F\x98\x80", TEN("1234567") "1234567…"},
	{"its last byte behind the end", TEN("1234567") "12345678\xE6\x9C\xA8", TEN("1234567") "12345678…"},
	{"bytes of no character", TEN("1234567") TEN("\x80\x80"), TEN("1234567") "\\x80\\x80\\x80\\x80\\x80\\x80…"},
};

static void test_quote(void **state)
{
	const struct quote *row = *state;
	MOW_AUTO(file_findings) found = {0};

	assert_string_equal(file_findings_quote(&found, row->bytes, strlen(row->bytes)), row->quoted);
}

/* What stands behind the quote is no part of it. */
static void test_quote_of_more(void **state)
{
	static const char bytes[] = TEN("1234567") "123456\xC3\xA4\xA4\xA4\xA4";
	MOW_AUTO(file_findings) found = {0};

	(void)state;
	assert_string_equal(file_findings_quote(&found, bytes, 78), TEN("1234567") "123456ä");
	assert_string_equal(file_findings_quote(&found, bytes, 70), TEN("1234567"));
}

/* ---- Order ---- */

static void deliver(struct rules_text *told, const struct file_findings *found)
{
	assert_int_equal(file_findings_deliver(found, "brand/OWNERS", RULES_TEXT_SINK(told), NULL), MOW_OK);
}

static void look_at_file(const struct mow_finding *finding, void *context)
{
	size_t *told = context;

	assert_string_equal(finding->file, "brand/OWNERS");
	++*told;
}

/* By line and column; of one place as they were found. */
static void test_order(void **state)
{
	static const struct {
		unsigned line, column;
		const char *message;
	} found_at[] = {{3, 1, "e"}, {1, 9, "b"}, {10, 1, "f"}, {1, 2, "a"}, {2, 7, "c"}, {2, 7, "d"}};
	MOW_AUTO(file_findings) found = {0};
	size_t count = 0;
	MOW_AUTO(rules_text) told = RULES_TEXT_INIT;

	(void)state;
	deliver(&told, &found);
	assert_int_equal(told.count, 0);
	for (size_t i = 0; i < COUNT(found_at); i++)
		file_findings_add(&found, found_at[i].line, found_at[i].column, FINDING_UNKNOWN_KEY, "%s",
				  found_at[i].message);
	assert_int_equal(file_findings_deliver(&found, "brand/OWNERS",
					       &(const struct mow_finding_sink){look_at_file, &count}, NULL),
			 MOW_OK);
	assert_int_equal(count, COUNT(found_at));
	deliver(&told, &found);
	assert_string_equal(told.messages.data, "1:2 unknown-key: a\n1:9 unknown-key: b\n2:7 unknown-key: c\n"
						"2:7 unknown-key: d\n3:1 unknown-key: e\n10:1 unknown-key: f");
}

/* No more than so many of one file, and how many there were; what is not told needs no quotes. */
static void test_most(void **state)
{
	MOW_AUTO(file_findings) found = {0};
	MOW_AUTO(rules_text) told = RULES_TEXT_INIT;

	(void)state;
	for (unsigned i = 0; i < FILE_FINDINGS_MAX; i++) {
		assert_string_equal(file_findings_quote(&found, "x", 1), "x");
		file_findings_add(&found, i + 1, 1, FINDING_UNKNOWN_KEY, "x");
	}
	assert_string_equal(file_findings_quote(&found, "x", 1), "");
	file_findings_add(&found, 1, 2, FINDING_UNKNOWN_KEY, "y");
	deliver(&told, &found);
	assert_int_equal(told.count, FILE_FINDINGS_MAX + 1);
	assert_null(strstr(told.places.data, "1:2"));
	assert_non_null(
		strstr(told.messages.data, "\n0:0 too-many-errors: 1 further errors are not listed; mend these first"));
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(quotes) + 3] = {cmocka_unit_test(test_quote_of_more),
							     cmocka_unit_test(test_order), cmocka_unit_test(test_most)};

	for (size_t i = 0; i < COUNT(quotes); i++)
		tests[3 + i] = (struct CMUnitTest){quotes[i].name, test_quote, NULL, NULL, (void *)&quotes[i]};
	return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
