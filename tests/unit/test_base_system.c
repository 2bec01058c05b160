/* What Linux has, and its other way (make PORTABLE=1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/system.h"

static int compare_backwards(const void *one, const void *two, void *context)
{
	const unsigned *a = one;
	const unsigned *b = two;

	(*(size_t *)context)++;
	return *a > *b ? -1 : *a < *b;
}

static void sorts(size_t count, unsigned modulus)
{
	unsigned items[1000], sum = 0;
	size_t calls = 0;

	for (size_t i = 0; i < count; i++) {
		items[i] = (unsigned)(i * 7919 + 13) % modulus;
		sum += items[i];
	}
	system_sort(items, count, sizeof *items, compare_backwards, &calls);
	for (size_t i = 0; i < count; i++) {
		sum -= items[i];
		assert_true(i == 0 || items[i - 1] >= items[i]);
	}
	assert_int_equal(sum, 0);
	/* 2 n log2 n, and some. */
	assert_true(calls <= 25 * count);
}

static void test_sort(void **state)
{
	(void)state;
	for (size_t count = 0; count < 40; count++)
		sorts(count, 1000);
	sorts(1000, 1009);
	sorts(1000, 3);
	sorts(1000, 1);
}

static void test_random(void **state)
{
	unsigned char one[16] = {0}, two[16] = {0}, many[257];

	(void)state;
	assert_true(system_random(one, sizeof one));
	assert_true(system_random(two, sizeof two));
	assert_memory_not_equal(one, two, sizeof one);
	assert_false(system_random(many, sizeof many));
}

/* Of any size, as structs are. */
static int compare_texts(const void *one, const void *two, void *context)
{
	return strncmp(one, two, *(size_t *)context);
}

static void test_sort_odd_sizes(void **state)
{
	char texts[] = "delalphagambetasigeps";
	size_t size = 3;

	(void)state;
	system_sort(texts, 7, size, compare_texts, &size);
	assert_string_equal(texts, "alpambdelepsetahagsig");
}

static void test_last(void **state)
{
	static const char bytes[] = "a/b/c\0/";

	(void)state;
	assert_ptr_equal(system_last(bytes, '/', 5), bytes + 3);
	assert_ptr_equal(system_last(bytes, '/', 3), bytes + 1);
	assert_ptr_equal(system_last(bytes, '/', 7), bytes + 6);
	assert_ptr_equal(system_last(bytes, 'a', 7), bytes);
	assert_null(system_last(bytes, 'x', 7));
	assert_null(system_last(bytes, 'a', 0));
}

static char *started;

static void test_program(void **state)
{
	char *found = system_program(started);

	(void)state;
	assert_non_null(found);
	assert_int_equal(found[0], '/');
	assert_int_equal(access(found, X_OK), 0);
	assert_non_null(strstr(found, "test_base_system"));
	free(found);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random), cmocka_unit_test(test_sort),    cmocka_unit_test(test_sort_odd_sizes),
		cmocka_unit_test(test_last),   cmocka_unit_test(test_program),
	};

	started = argc > 0 ? argv[0] : NULL;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
