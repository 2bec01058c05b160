/* Calendars: lines, folds, escapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/ics.h"

#define A10 "aaaaaaaaaa"
#define A70 A10 A10 A10 A10 A10 A10 A10

static const struct row {
	const char *name, *text, *line; /* of X:TEXT */
} rows[] = {
	{"plain", "Freeze: xmas", "X:Freeze: xmas\r\n"},
	{"nothing", "", "X:\r\n"},
	{"comma, semicolon, backslash", "a,b;c\\d", "X:a\\,b\\;c\\\\d\r\n"},
	{"a line break, and the two characters that stand for one", "a\nb\\n", "X:a\\nb\\\\n\r\n"},
	{"quotes and colons stay", "\"a\": b", "X:\"a\": b\r\n"},
	{"75 bytes", A70 "bcd", "X:" A70 "bcd\r\n"},
	{"76 bytes", A70 "bcde", "X:" A70 "bcd\r\n e\r\n"},
	{"a fold before a blank keeps it", A70 "bcd e", "X:" A70 "bcd\r\n  e\r\n"},
	{"a blank counts in the lines behind", A70 "bcd" A70 "efghi", "X:" A70 "bcd\r\n " A70 "efgh\r\n i\r\n"},
	{"not inside a character of two bytes", A70 "bc\xc3\xa9", "X:" A70 "bc\r\n \xc3\xa9\r\n"},
	{"nor of four", A70 "b\xf0\x9f\x8e\x84", "X:" A70 "b\r\n \xf0\x9f\x8e\x84\r\n"},
	{"that ends where a line does",
	 A70 "b\xc3\xa9"
	     "c",
	 "X:" A70 "b\xc3\xa9\r\n c\r\n"},
	{"an escape may be folded", A70 "bc,", "X:" A70 "bc\\\r\n ,\r\n"},
};

static void test_text(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(buf) out = BUF_INIT;

	ics_text(&out, "X", row->text);
	assert_string_equal(out.data, row->line);
}

static void test_times(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	ics_day(&out, "DTSTART", 1798070400);
	ics_moment(&out, "DTSTAMP", 1798113900);
	ics_day(&out, "DTEND", INT64_MAX);
	ics_line(&out, "END", "VEVENT");
	assert_string_equal(out.data, "DTSTART;VALUE=DATE:20261224\r\nDTSTAMP:20261224T120500Z\r\n"
				      "DTEND;VALUE=DATE:99991231\r\nEND:VEVENT\r\n");
}

int main(void)
{
	static struct CMUnitTest tests[sizeof rows / sizeof *rows + 1];
	size_t count = 0;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_text, NULL, NULL, (void *)&rows[i]};
	tests[count] = (struct CMUnitTest)cmocka_unit_test(test_times);
	return cmocka_run_group_tests_name("ics", tests, NULL, NULL);
}
