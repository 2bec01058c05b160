/* base/map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

#define MANY 100000

static void test_map_of_many_keys(void **state)
{
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(map) map = {0};
	char **keys = calloc(MANY, sizeof *keys);
	size_t value = 0;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		keys[i] = arena_printf(&arena, "folder/%zu/file", i);
		assert_int_equal(map_put(&map, keys[i], strlen(keys[i]), i), 0);
	}
	assert_int_equal(map.count, MANY);
	for (size_t i = 0; i < MANY; i++) {
		char key[64];
		int len = snprintf(key, sizeof key, "folder/%zu/file", i);
		assert_true(map_get(&map, key, (size_t)len, &value));
		assert_int_equal(value, i);
		assert_false(map_get(&map, key, (size_t)len - 1, &value));
	}
	free(keys);
}

static void test_map_replaces(void **state)
{
	MOW_AUTO(map) map = {0};
	size_t value = 0;

	(void)state;
	assert_int_equal(map_put(&map, "key", 3, 1), 0);
	assert_int_equal(map_put(&map, "key", 3, 2), 0);
	assert_int_equal(map.count, 1);
	assert_true(map_get(&map, "key", 3, &value));
	assert_int_equal(value, 2);
	assert_true(map_get(&map, "key", 3, NULL));
}

/* Each length up to three words, and keys of NULs alone, are keys of their own. */
static void test_map_tells_lengths_apart(void **state)
{
	static const char zeros[32];
	MOW_AUTO(map) map = {0};
	size_t value = 0;

	(void)state;
	for (size_t len = 0; len <= sizeof zeros; len++)
		assert_int_equal(map_put(&map, len ? zeros : NULL, len, len + 100), 0);
	assert_int_equal(map.count, 33);
	for (size_t len = 0; len <= sizeof zeros; len++) {
		assert_true(map_get(&map, zeros, len, &value));
		assert_int_equal(value, len + 100);
	}
}

static void test_map_empty(void **state)
{
	struct map map = {0};
	size_t value = 7;

	(void)state;
	assert_false(map_get(&map, "x", 1, &value));
	assert_int_equal(value, 7);
	map_release(&map);
	assert_int_equal(map_put(&map, "x", 1, 1), 0);
	map_release(&map);
	assert_false(map_get(&map, "x", 1, &value));
}

static void test_map_seeds_differ(void **state)
{
	MOW_AUTO(map) one = {0};
	MOW_AUTO(map) two = {0};

	(void)state;
	assert_int_equal(map_put(&one, "x", 1, 1), 0);
	assert_int_equal(map_put(&two, "x", 1, 1), 0);
	assert_true(one.seed[0] != 0 || one.seed[1] != 0);
	assert_memory_not_equal(one.seed, two.seed, sizeof one.seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_map_of_many_keys),        cmocka_unit_test(test_map_replaces),
		cmocka_unit_test(test_map_tells_lengths_apart), cmocka_unit_test(test_map_empty),
		cmocka_unit_test(test_map_seeds_differ),
	};

	return cmocka_run_group_tests_name("base_map", tests, NULL, NULL);
}
