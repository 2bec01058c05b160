/* base/clock: a table of texts and what they mean, held against the C library's own calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

#define REFUSED INT64_MIN

enum kind { DAY, MOMENT, STRICT, DURATION };

struct row {
	const char *name;
	enum kind kind;
	const char *text;
	int64_t expected;
};

static const struct row rows[] = {
	{"day: the epoch", DAY, "1970-01-01", 0},
	{"day: the one before", DAY, "1969-12-31", -86400},
	{"day: the first", DAY, "0001-01-01", INT64_C(-62135596800)},
	{"day: the last", DAY, "9999-12-31", INT64_C(253402214400)},
	{"day: leap day of 2024", DAY, "2024-02-29", 1709164800},
	{"day: leap day of 2000, divisible by 400", DAY, "2000-02-29", 951782400},
	{"day: 1900 was no leap year", DAY, "1900-02-29", REFUSED},
	{"day: 2026 is no leap year", DAY, "2026-02-29", REFUSED},
	{"day: 30 February", DAY, "2024-02-30", REFUSED},
	{"day: 31 April", DAY, "2024-04-31", REFUSED},
	{"day: 31 December", DAY, "2024-12-31", 1735603200},
	{"day: 32 December", DAY, "2024-12-32", REFUSED},
	{"day: day 0", DAY, "2024-01-00", REFUSED},
	{"day: month 0", DAY, "2024-00-01", REFUSED},
	{"day: month 13", DAY, "2024-13-01", REFUSED},
	{"day: year 0", DAY, "0000-01-01", REFUSED},
	{"day: one digit", DAY, "2024-1-01", REFUSED},
	{"day: a space before", DAY, " 2024-01-1", REFUSED},
	{"day: a space behind", DAY, "2024-01-01 ", REFUSED},
	{"day: a sign", DAY, "+024-01-01", REFUSED},
	{"day: slashes", DAY, "2024/01/01", REFUSED},
	{"day: a time behind", DAY, "2024-01-01T00:00:00Z", REFUSED},
	{"day: nothing", DAY, "", REFUSED},
	{"moment: UTC", MOMENT, "2026-11-22T12:55:00Z", 1795352100},
	{"moment: lower case", MOMENT, "2026-11-22t12:55:00z", 1795352100},
	{"moment: east", MOMENT, "2026-11-22T13:55:00+01:00", 1795352100},
	{"moment: west", MOMENT, "2026-11-22T07:25:00-05:30", 1795352100},
	{"moment: offset unknown", MOMENT, "2026-11-22T12:55:00-00:00", 1795352100},
	{"moment: over midnight", MOMENT, "2024-12-31T23:30:00-01:00", 1735691400},
	{"moment: largest offset", MOMENT, "2026-11-23T12:54:00+23:59", 1795352100},
	{"moment: fraction", MOMENT, "2026-11-22T12:55:00.999999999999Z", 1795352100},
	{"moment: fraction and offset", MOMENT, "2026-11-22T13:55:00.5+01:00", 1795352100},
	{"moment: fraction without digits", MOMENT, "2026-11-22T12:55:00.Z", REFUSED},
	{"moment: fraction after a comma", MOMENT, "2026-11-22T12:55:00,5Z", REFUSED},
	{"moment: 23:59:59", MOMENT, "2024-12-31T23:59:59Z", 1735689599},
	{"moment: 24:00", MOMENT, "2024-12-31T24:00:00Z", REFUSED},
	{"moment: minute 60", MOMENT, "2024-12-31T23:60:00Z", REFUSED},
	{"moment: leap second", MOMENT, "2016-12-31T23:59:60Z", REFUSED},
	{"moment: 30 February", MOMENT, "2024-02-30T00:00:00Z", REFUSED},
	{"moment: no offset", MOMENT, "2026-11-22T12:55:00", REFUSED},
	{"moment: offset of 24 hours", MOMENT, "2026-11-22T12:55:00+24:00", REFUSED},
	{"moment: offset of 60 minutes", MOMENT, "2026-11-22T12:55:00+01:60", REFUSED},
	{"moment: offset without colon", MOMENT, "2026-11-22T12:55:00+0100", REFUSED},
	{"moment: offset cut", MOMENT, "2026-11-22T12:55:00+01:0", REFUSED},
	{"moment: something behind", MOMENT, "2026-11-22T12:55:00Z ", REFUSED},
	{"moment: a space for the T", MOMENT, "2026-11-22 12:55:00Z", REFUSED},
	{"moment: no seconds", MOMENT, "2026-11-22T12:55Z", REFUSED},
	{"moment: a day", MOMENT, "2026-11-22", REFUSED},
	{"moment: before the year 1", MOMENT, "0001-01-01T00:00:00+00:01", REFUSED},
	{"moment: after the year 9999", MOMENT, "9999-12-31T23:59:59-00:01", REFUSED},
	{"strict: exact", STRICT, "2026-11-22T12:55:00Z", 1795352100},
	{"strict: lower case", STRICT, "2026-11-22T12:55:00z", REFUSED},
	{"strict: lower case t", STRICT, "2026-11-22t12:55:00Z", REFUSED},
	{"strict: offset", STRICT, "2026-11-22T12:55:00+00:00", REFUSED},
	{"strict: fraction", STRICT, "2026-11-22T12:55:00.0Z", REFUSED},
	{"strict: 24:00", STRICT, "2026-11-22T24:00:00Z", REFUSED},
	{"strict: something behind", STRICT, "2026-11-22T12:55:00Z\n", REFUSED},
	{"duration: hours", DURATION, "24h", 86400},
	{"duration: days", DURATION, "7d", 604800},
	{"duration: weeks", DURATION, "2w", 1209600},
	{"duration: most", DURATION, "99999w", INT64_C(60479395200)},
	{"duration: too many", DURATION, "100000h", REFUSED},
	{"duration: none", DURATION, "0d", REFUSED},
	{"duration: leading zero", DURATION, "07d", REFUSED},
	{"duration: negative", DURATION, "-1d", REFUSED},
	{"duration: no unit", DURATION, "10", REFUSED},
	{"duration: no number", DURATION, "d", REFUSED},
	{"duration: unknown unit", DURATION, "10m", REFUSED},
	{"duration: upper case", DURATION, "10D", REFUSED},
	{"duration: a space", DURATION, "1 d", REFUSED},
	{"duration: two", DURATION, "1d2h", REFUSED},
	{"duration: nothing", DURATION, "", REFUSED},
};

static bool parse(enum kind kind, int64_t *out, const char *text, size_t len)
{
	switch (kind) {
	case DAY:
		return clock_parse_day(out, text, len);
	case MOMENT:
		return clock_parse_moment(out, text, len);
	case STRICT:
		return clock_parse_strict(out, text, len);
	default:
		return clock_parse_duration(out, text, len);
	}
}

/* The text stands without a NUL, so that a look behind its end is seen. */
static void test_row(void **state)
{
	const struct row *row = *state;
	size_t len = strlen(row->text);
	char *exact = malloc(len ? len : 1);
	int64_t value = REFUSED;

	assert_non_null(exact);
	memcpy(exact, row->text, len);
	bool good = parse(row->kind, &value, exact, len);
	free(exact);
	assert_int_equal(good, row->expected != REFUSED);
	assert_true(value == row->expected);
}

static void test_calendar_agrees_with_gmtime(void **state)
{
	(void)state;
	for (int64_t day = -719162; day <= 2932896; day += 97) {
		char text[CLOCK_TEXT];
		char expected[CLOCK_TEXT + 16];
		int64_t back = REFUSED;
		time_t moment = (time_t)(day * 86400 + (day * 7919 % 86400 + 86400) % 86400);
		struct tm tm;
		assert_non_null(gmtime_r(&moment, &tm));
		assert_true(strftime(expected, sizeof expected, "-%m-%dT%H:%M:%SZ", &tm) > 0);
		clock_format_moment(text, moment);
		assert_string_equal(text + 4, expected);
		assert_true(clock_parse_strict(&back, text, strlen(text)));
		assert_true(back == moment);
		clock_format_day(text, moment);
		assert_true(clock_parse_day(&back, text, strlen(text)));
		assert_true(back == day * 86400);
	}
}

static void test_format_at_the_ends(void **state)
{
	char text[CLOCK_TEXT];

	(void)state;
	clock_format_moment(text, INT64_MIN);
	assert_string_equal(text, "0001-01-01T00:00:00Z");
	clock_format_moment(text, INT64_MAX);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
	clock_format_day(text, INT64_MAX);
	assert_string_equal(text, "9999-12-31");
	clock_format_moment(text, -1);
	assert_string_equal(text, "1969-12-31T23:59:59Z");
}

static void test_now_is_now(void **state)
{
	int64_t before = (int64_t)time(NULL);
	int64_t now = clock_now();

	(void)state;
	assert_true(now >= before && now <= (int64_t)time(NULL));
}

static const struct CMUnitTest others[] = {
	cmocka_unit_test(test_calendar_agrees_with_gmtime),
	cmocka_unit_test(test_format_at_the_ends),
	cmocka_unit_test(test_now_is_now),
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
	return cmocka_run_group_tests_name("base_clock", tests, NULL, NULL);
}
