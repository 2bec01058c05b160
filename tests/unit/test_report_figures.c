/* report/report: what figures say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/report.h"

static void test_durations(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {
		{0, "0 s"},         {59, "59 s"},        {60, "1 min"},          {3599, "59 min"},
		{3600, "1 h"},      {3660, "1 h 1 min"}, {86399, "23 h 59 min"}, {86400, "1 d"},
		{90000, "1 d 1 h"}, {86460, "1 d"},      {864000, "10 d"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		report_duration(&out, rows[i].seconds);
		assert_string_equal(out.data, rows[i].text);
	}
}

static void test_values(void **state)
{
	static const int64_t values[] = {60, 60, 120, 180, 240, 300, 360, 3600};
	static const struct {
		struct mow_report_figure figure;
		const char *text;
	} rows[] = {
		{{.unit = MOW_REPORT_COUNT, .count = 0}, "0"},
		{{.unit = MOW_REPORT_SHARE, .count = 2, .of = 3}, "66% (2 of 3)"},
		{{.unit = MOW_REPORT_SHARE, .count = 0, .of = 3}, "0% (0 of 3)"},
		{{.unit = MOW_REPORT_SHARE, .gap = MOW_REPORT_NOTHING}, "n/a: there is nothing to count"},
		{{.unit = MOW_REPORT_SECONDS, .gap = MOW_REPORT_NO_REQUEST}, "n/a: no record asks for approval"},
		{{.unit = MOW_REPORT_NUMBERS, .values = values, .count = 3, .of = 9}, "60, 60, 120"},
		{{.unit = MOW_REPORT_SECONDS, .values = values, .count = 7},
		 "1 min, 1 min, 2 min, 3 min, 4 min, 5 min, 6 min"},
		{{.unit = MOW_REPORT_SECONDS, .values = values, .count = 8, .median = 180, .p90 = 3600},
		 "median 3 min, 90th percentile 1 h, of 8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		report_value(&out, &rows[i].figure);
		assert_string_equal(out.data, rows[i].text);
	}
}

static void test_decisions(void **state)
{
	static const struct {
		struct mow_report_decision decision;
		const char *words, *command;
	} rows[] = {
		{{MOW_REPORT_OWN, 1, NULL}, "1 file has no owner", "mowners files --unowned"},
		{{MOW_REPORT_ANSWER, 2, "@lena"},
		 "2 requests have waited for a week or longer",
		 "mowners agenda --owner @lena"},
		{{MOW_REPORT_ANSWER, 2, NULL}, "2 requests have waited for a week or longer", "mowners agenda"},
		{{MOW_REPORT_DEPUTISE, 3, "a;b@x.org"},
		 "3 files could be approved by nobody without a;b@x.org",
		 "mowners rehearse"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		MOW_AUTO(buf) words = BUF_INIT;
		MOW_AUTO(buf) command = BUF_INIT;
		report_advice(&words, &rows[i].decision);
		report_command(&command, &rows[i].decision);
		assert_string_equal(words.data, rows[i].words);
		assert_string_equal(command.data, rows[i].command);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_durations),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_decisions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
