/* rules/pattern_list: all small sets, of each other and against bits; their items end where the memory does. */
#include "edge_text.h"

#include <stdlib.h>

#include "rules/match/pattern_list.h"

enum { NUMBERS = 6, SETS = 1 << NUMBERS };

/* The set of those bits, at an end of the memory; NULL where it is empty. */
static struct pattern_list make(char *end, unsigned bits)
{
	uint32_t items[NUMBERS];
	size_t count = 0;

	for (uint32_t i = 0; i < NUMBERS; i++)
		if (bits >> i & 1)
			items[count++] = 2 * i;
	const char *text = edge_put(end, (const char *)items, count * sizeof *items);
	return (struct pattern_list){count > 0 ? (const uint32_t *)(const void *)text : NULL, count};
}

static unsigned bits_of(const uint32_t *items, size_t count)
{
	unsigned bits = 0;

	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || items[i - 1] < items[i]);
		bits |= 1U << items[i] / 2;
	}
	return bits;
}

static void test_pairs(void **state)
{
	char *one = edge_make(), *two = edge_make();
	(void)state;

	for (unsigned a = 0; a < SETS; a++) {
		struct pattern_list first = make(one, a);
		for (uint32_t number = 0; number < 2 * NUMBERS + 1; number++)
			assert_int_equal(pattern_list_has(&first, number), number % 2 == 0 && a >> number / 2 & 1);
		for (unsigned b = 0; b < SETS; b++) {
			struct pattern_list second = make(two, b);
			uint32_t both[2 * NUMBERS];
			size_t count = pattern_list_merge(both, &first, &second);
			assert_int_equal(bits_of(both, count), a | b);
			assert_int_equal(pattern_list_equal(&first, &second), a == b);
			assert_int_equal(pattern_list_within(&first, &second), (a & ~b) == 0);
		}
	}
}

/* Whatever order they are collected in, and how often. */
static void sort_all(size_t count, const uint32_t *numbers, uint32_t different)
{
	char *end = edge_make();
	uint32_t *items = (uint32_t *)(void *)(end - count * sizeof *items);
	struct pattern_matches collected = {items, count, count};
	unsigned bits = 0;

	memcpy(items, numbers, count * sizeof *items);
	for (size_t i = 0; i < count; i++)
		bits |= 1U << numbers[i];
	struct pattern_list list = pattern_list_sort(&collected);
	assert_ptr_equal(list.items, items);
	assert_int_equal(list.count, collected.count);
	assert_int_equal(list.count, different);
	for (size_t i = 0; i < list.count; i++) {
		assert_true(i == 0 || items[i - 1] < items[i]);
		assert_true(bits >> items[i] & 1);
	}
}

static void test_sort(void **state)
{
	(void)state;
	for (unsigned code = 0; code < 256; code++) {
		uint32_t numbers[40];
		for (size_t i = 0; i < 40; i++)
			numbers[i] = code >> 2 * (i % 4) & 3;
		for (size_t count = 0; count <= 4; count++) {
			unsigned bits = 0;
			for (size_t i = 0; i < count; i++)
				bits |= 1U << numbers[i];
			sort_all(count, numbers, (uint32_t)__builtin_popcount(bits));
		}
	}
}

/* So many that they are sorted otherwise: each twice, from the last to the first. */
static void test_sort_many(void **state)
{
	(void)state;
	for (size_t count = 15; count <= 20; count++) {
		uint32_t numbers[20];
		for (size_t i = 0; i < count; i++)
			numbers[i] = (uint32_t)(count - i) / 2;
		sort_all(count, numbers, (uint32_t)count / 2 + 1 - (uint32_t)(count == 0));
	}
}

/* One at a time and several at once. */
static void test_collect(void **state)
{
	MOW_AUTO(pattern_matches) collected = {0};
	uint32_t more[40];
	(void)state;

	for (uint32_t i = 0; i < 40; i++)
		more[i] = i;
	assert_int_equal(pattern_list_append(&collected, NULL, 0), MOW_OK);
	assert_int_equal(pattern_list_push(&collected, 7), MOW_OK);
	for (size_t count = 0; count <= 40; count++) {
		size_t before = collected.count;
		assert_int_equal(pattern_list_append(&collected, more, count), MOW_OK);
		assert_int_equal(collected.count, before + count);
		assert_memory_equal(collected.items + before, more, count * sizeof *more);
	}
	assert_int_equal(collected.items[0], 7);
	pattern_matches_release(&collected);
	assert_int_equal(pattern_list_push(&collected, 8), MOW_OK);
	assert_int_equal(collected.count, 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_sort_many),
		cmocka_unit_test(test_collect),
	};

	return cmocka_run_group_tests_name("rules_pattern_list", tests, NULL, NULL);
}
