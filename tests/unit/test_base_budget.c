/* base/budget. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/budget.h"
#include "base/error.h"

static void test_budget_is_spent(void **state)
{
	struct budget budget;
	struct mow_error err = {0};

	(void)state;
	budget_init(&budget, 100, (uint64_t)3 << 20);
	assert_int_equal(budget_work(&budget, 60, &err), MOW_OK);
	assert_int_equal(budget_work(&budget, 40, &err), MOW_OK);
	assert_int_equal(budget_work(&budget, 1, &err), MOW_ETOOBIG);
	assert_string_equal(
		err.message,
		"judging it takes more work than a push may (0 KiB, mowners.maxWork); push it in smaller parts");
	budget_init(&budget, 100, (uint64_t)3 << 20);
	assert_int_equal(budget_memory(&budget, UINT64_MAX, &err), MOW_ETOOBIG);
	assert_string_equal(
		err.message,
		"judging it takes more memory than a push may (3 MiB, mowners.maxMemory); push it in smaller parts");
}

static void test_budget_takes_memory_back(void **state)
{
	struct budget budget;

	(void)state;
	budget_init(&budget, 100, 100);
	assert_int_equal(budget_memory(&budget, 70, NULL), MOW_OK);
	assert_int_equal(budget_kept(&budget), 70);
	budget_free(&budget, 50);
	assert_int_equal(budget_memory(&budget, 80, NULL), MOW_OK);
	assert_int_equal(budget_kept(&budget), 100);
	budget_free(&budget, UINT64_MAX);
	assert_int_equal(budget_kept(&budget), 0);
}

static void test_budget_used_up_stays_so(void **state)
{
	struct budget budget;

	(void)state;
	budget_init(&budget, 100, 100);
	assert_int_equal(budget_memory(&budget, 101, NULL), MOW_ETOOBIG);
	assert_int_equal(budget_memory(&budget, 1, NULL), MOW_ETOOBIG);
	assert_int_equal(budget_work(&budget, 1, NULL), MOW_ETOOBIG);
}

static void test_budget_share_may_run_out_alone(void **state)
{
	struct budget budget;
	struct budget share;

	(void)state;
	budget_init(&budget, 100, 100);
	budget_share(&share, &budget);
	assert_int_equal(budget_work(&share, 40, NULL), MOW_OK);
	assert_int_equal(budget_work(&share, 11, NULL), MOW_ETOOBIG);
	budget_settle(&budget, &share);
	assert_int_equal(budget_work(&budget, 60, NULL), MOW_OK);
	assert_int_equal(budget_work(&budget, 1, NULL), MOW_ETOOBIG);
}

static void test_budget_without_limit(void **state)
{
	(void)state;
	assert_int_equal(budget_work(NULL, UINT64_MAX, NULL), MOW_OK);
	assert_int_equal(budget_memory(NULL, UINT64_MAX, NULL), MOW_OK);
	budget_free(NULL, 1);
	assert_int_equal(budget_kept(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_budget_is_spent),         cmocka_unit_test(test_budget_takes_memory_back),
		cmocka_unit_test(test_budget_used_up_stays_so), cmocka_unit_test(test_budget_share_may_run_out_alone),
		cmocka_unit_test(test_budget_without_limit),
	};

	return cmocka_run_group_tests_name("base_budget", tests, NULL, NULL);
}
