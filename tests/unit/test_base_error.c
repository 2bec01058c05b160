/* base/error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"

static void test_error_says_what(void **state)
{
	struct mow_error err = {0};

	(void)state;
	assert_int_equal(mow_fail(&err, MOW_EGIT, "cannot read %s", "HEAD"), MOW_EGIT);
	assert_int_equal(err.code, MOW_EGIT);
	assert_string_equal(err.message, "cannot read HEAD");
	assert_int_equal(mow_fail_memory(&err), MOW_ENOMEM);
	assert_string_equal(err.message, "out of memory");
}

static void test_error_may_be_null(void **state)
{
	(void)state;
	assert_int_equal(mow_fail(NULL, MOW_EINVAL, "x %d", 1), MOW_EINVAL);
	assert_int_equal(mow_fail_errno(NULL, "x"), MOW_ESYSTEM);
	assert_int_equal(mow_fail_memory(NULL), MOW_ENOMEM);
}

static void test_error_names_errno(void **state)
{
	struct mow_error err = {0};
	char expected[128];

	(void)state;
	(void)snprintf(expected, sizeof expected, "cannot open x: %s", strerror(EACCES));
	errno = EACCES;
	assert_int_equal(mow_fail_errno(&err, "cannot open %s", "x"), MOW_ESYSTEM);
	assert_string_equal(err.message, expected);
}

static void test_error_takes_its_own_message(void **state)
{
	struct mow_error err = {0};

	(void)state;
	(void)mow_fail(&err, MOW_EGIT, "inner");
	(void)mow_fail(&err, MOW_EGIT, "outer: %s", err.message);
	assert_string_equal(err.message, "outer: inner");
}

static void test_error_stays_one_line(void **state)
{
	struct mow_error err = {0};

	(void)state;
	(void)mow_fail(&err, MOW_EGIT, "one\ntwo\x1b[0m\r\n");
	assert_string_equal(err.message, "one two [0m");
}

/* Messages of every length around the limit, of one-, two-, three- and four-byte characters, end at a character. */
static void test_error_cut_at_a_character(void **state)
{
	static const char *const characters[] = {"a", "ö", "€", "😀"};

	(void)state;
	for (size_t kind = 0; kind < 4; kind++) {
		size_t size = strlen(characters[kind]);
		for (size_t shift = 0; shift < 5; shift++) {
			struct mow_error err = {0};
			MOW_AUTO(buf) text = BUF_INIT;
			buf_pad(&text, '.', shift);
			while (!text.failed && text.len < 2 * MOW_ERROR_SIZE)
				buf_adds(&text, characters[kind]);
			(void)mow_fail(&err, MOW_EGIT, "%s", text.data);
			size_t len = strlen(err.message);
			assert_int_equal((len - shift) % size, 0);
			assert_true(len < MOW_ERROR_SIZE && len + size >= MOW_ERROR_SIZE);
			assert_memory_equal(err.message, text.data, len);
		}
	}
}

static void test_error_that_just_fits_is_whole(void **state)
{
	struct mow_error err = {0};
	char text[MOW_ERROR_SIZE] = "";

	(void)state;
	memset(text, 'a', sizeof text - 1);
	memcpy(text + sizeof text - 3, "ö", 2);
	(void)mow_fail(&err, MOW_EGIT, "%s", text);
	assert_string_equal(err.message, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_error_says_what),
		cmocka_unit_test(test_error_may_be_null),
		cmocka_unit_test(test_error_names_errno),
		cmocka_unit_test(test_error_takes_its_own_message),
		cmocka_unit_test(test_error_stays_one_line),
		cmocka_unit_test(test_error_cut_at_a_character),
		cmocka_unit_test(test_error_that_just_fits_is_whole),
	};

	return cmocka_run_group_tests_name("base_error", tests, NULL, NULL);
}
