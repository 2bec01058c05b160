/* report/csv: which cells say that they are text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/csv.h"

/* What a spreadsheet leaves as it is. */
static const char *const plain[] = {"",
				    "lena",
				    "/brand/",
				    "2 of brand-guild",
				    "1 of 2",
				    "q4-launch",
				    "brand-2026",
				    "may",
				    "maybe-1",
				    "e",
				    "e-mail",
				    "a@example.com",
				    "10:30\n/x",
				    "2026/plan",
				    "2026-w03",
				    "marching-4",
				    "\xC3\xBC-1",
				    "0x10",
				    "2026-10-20T07:00:00Z"};

/* What it would take for something else: formulas, numbers, days; and what begins with the sign for that. */
static const char *const taken[] = {
	"=1+1", "+49",        "-",       "@lena",    "\tx",   "\rx",          "'x",      "'",     "1",
	"007",  "1e5",        "1E-3",    "1.000",    "1,5",   ".5",           "1 000",   "10:30", "1/2",
	"1-2",  "2026-10-20", "2026-10", "may-2026", "3 May", "Sept 1, 2026", "oct2026", "1dec"};

static void check(const char *const *texts, size_t count, const char *mark)
{
	for (size_t i = 0; i < count; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		MOW_AUTO(buf) expected = BUF_INIT;
		struct csv csv = CSV_INIT(&out);
		csv_cell(&csv, texts[i], strlen(texts[i]));
		buf_addf(&expected, "\"%s%s\"", mark, texts[i]);
		assert_string_equal(out.data, expected.data);
	}
}

static void test_cells(void **state)
{
	(void)state;
	check(plain, sizeof plain / sizeof *plain, "");
	check(taken, sizeof taken / sizeof *taken, "'");
}

static void test_rows(void **state)
{
	MOW_AUTO(buf) out = BUF_INIT;
	struct csv csv = CSV_INIT(&out);

	(void)state;
	csv_cell(&csv, "say \"hi\"\nor not", 15);
	csv_number(&csv, 7);
	csv_end(&csv);
	csv_number(&csv, 8);
	csv_end(&csv);
	assert_string_equal(out.data, "\"say \"\"hi\"\"\nor not\",7\n8\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
