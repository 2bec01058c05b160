/* base/buf, array, arena. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/error.h"

/* ---- buffers ---- */

static void test_buf_builds(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	assert_string_equal(text.data, "");
	buf_adds(&text, "one ");
	buf_addc(&text, '2');
	buf_addf(&text, " %d-%s", 3, "x");
	buf_pad(&text, '.', 3);
	buf_add(&text, "\0z", 2);
	assert_int_equal(text.len, 14);
	assert_memory_equal(text.data, "one 2 3-x...\0z", 15);
	assert_int_equal(text.data[text.len], 0);
	assert_int_equal(buf_check(&text, NULL), 0);
	buf_reset(&text);
	for (unsigned long long number = 0; number < 200; number += 99)
		buf_addu(&text, number);
	buf_addu(&text, ULLONG_MAX);
	assert_string_equal(text.data, "09919818446744073709551615");
}

static void test_buf_large_format(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	buf_addf(&text, "%0100000d", 7);
	assert_int_equal(text.len, 100000);
	assert_int_equal(text.data[99999], '7');
	assert_int_equal(text.data[100000], 0);
}

/* Reads go behind what is there, stop at the end, and leave the buffer alone where there is nothing to read. */
static void test_buf_reads(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	ssize_t size, total = 0;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	buf_adds(&text, "before ");
	assert_int_equal(write(ends[1], "here", 4), 4);
	assert_int_equal(buf_read(&text, ends[0], 0), 4);
	assert_string_equal(text.data, "before here");
	for (int i = 0; i < 3000; i++)
		assert_int_equal(write(ends[1], "0123456789", 10), 10);
	close(ends[1]);
	while ((size = buf_read(&text, ends[0], 0)) > 0)
		total += size;
	assert_int_equal(size, 0);
	assert_int_equal(total, 30000);
	assert_int_equal(text.len, 30011);
	assert_string_equal(text.data + 30001, "0123456789");
	close(ends[0]);
	assert_int_equal(buf_read(&text, ends[0], 0), -1);
	assert_int_equal(errno, EBADF);
	assert_int_equal(text.len, 30011);
	assert_int_equal(buf_check(&text, NULL), 0);
	assert_int_equal(buf_read(&text, ends[0], SIZE_MAX), -1);
	assert_int_equal(errno, ENOMEM);
	assert_int_equal(buf_check(&text, NULL), MOW_ENOMEM);
}

/* One read for a file whose size is known. */
static void test_buf_reads_at_once(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 3000; i++)
		assert_int_equal(write(ends[1], "0123456789", 10), 10);
	assert_int_equal(buf_read(&text, ends[0], 30000), 30000);
	close(ends[0]);
	close(ends[1]);
}

static void test_buf_cut_and_reset(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	buf_reset(&text);
	buf_cut(&text, 5);
	assert_string_equal(text.data, "");
	buf_adds(&text, "abcdef");
	buf_cut(&text, 9);
	assert_string_equal(text.data, "abcdef");
	buf_cut(&text, 2);
	assert_string_equal(text.data, "ab");
	buf_reset(&text);
	assert_string_equal(text.data, "");
	assert_int_equal(text.len, 0);
	assert_true(text.capacity > 0);
}

static void test_buf_detach(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO_FREE char *empty = buf_detach(&text);

	(void)state;
	assert_non_null(empty);
	assert_string_equal(empty, "");
	buf_adds(&text, "abc");
	MOW_AUTO_FREE char *full = buf_detach(&text);
	assert_string_equal(full, "abc");
	assert_string_equal(text.data, "");
	buf_adds(&text, "next");
	assert_string_equal(text.data, "next");
}

static void test_buf_failure_is_told_once(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct mow_error err = {0};

	(void)state;
	buf_adds(&text, "abc");
	buf_pad(&text, 'x', SIZE_MAX - 8);
	buf_adds(&text, "def");
	assert_int_equal(buf_check(&text, &err), MOW_ENOMEM);
	assert_int_equal(err.code, MOW_ENOMEM);
	assert_string_equal(text.data, "abc");
	buf_reset(&text);
	assert_int_equal(buf_check(&text, NULL), MOW_ENOMEM);
	assert_null(buf_detach(&text));
	assert_int_equal(buf_check(&text, NULL), 0);
}

static void test_buf_shared_empty_string_stays(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;

	(void)state;
	buf_add(&text, NULL, 0);
	buf_pad(&text, 'x', 0);
	buf_addf(&text, "%s", "");
	buf_adds(&text, "");
	assert_ptr_equal(text.data, buf_empty);
	assert_int_equal(buf_empty[0], 0);
}

/* ---- arrays ---- */

struct numbers {
	uint32_t *items;
	size_t count;
	size_t capacity;
};

static void test_array_grows(void **state)
{
	struct numbers list = {0};

	(void)state;
	for (uint32_t i = 0; i < 100000; i++) {
		assert_int_equal(array_reserve(&list, 1), 0);
		list.items[list.count++] = i;
	}
	for (uint32_t i = 0; i < 100000; i++)
		assert_int_equal(list.items[i], i);
	assert_true(list.capacity < 200001);
	free(list.items);
}

static void test_array_reserves_at_once(void **state)
{
	struct numbers list = {0};

	(void)state;
	assert_int_equal(array_reserve(&list, 1000), 0);
	assert_true(list.capacity >= 1000);
	uint32_t *before = list.items;
	assert_int_equal(array_reserve(&list, 1000), 0);
	assert_ptr_equal(list.items, before);
	free(list.items);
}

static void test_array_refuses_overflow(void **state)
{
	struct numbers list = {0};

	(void)state;
	assert_int_equal(array_reserve(&list, 1), 0);
	list.items[list.count++] = 42;
	struct numbers before = list;
	assert_int_equal(array_reserve(&list, SIZE_MAX), MOW_ENOMEM);
	assert_int_equal(array_reserve(&list, SIZE_MAX / 4), MOW_ENOMEM);
	assert_memory_equal(&before, &list, sizeof list);
	assert_int_equal(list.items[0], 42);
	free(list.items);
}

/* ---- arenas ---- */

static void test_arena_pieces_are_zeroed_and_aligned(void **state)
{
	MOW_AUTO(arena) arena = {0};

	(void)state;
	for (size_t size = 0; size < 3000; size += 7) {
		unsigned char *piece = arena_alloc(&arena, size);
		assert_non_null(piece);
		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(piece[i], 0);
		memset(piece, 0xAB, size);
	}
}

static void test_arena_keeps_what_it_gave(void **state)
{
	MOW_AUTO(arena) arena = {0};
	char *pieces[2000];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		pieces[i] = i % 100 == 0 ? arena_alloc(&arena, 50000) : arena_printf(&arena, "piece %d", i);
		assert_non_null(pieces[i]);
		if (i % 100 == 0)
			memset(pieces[i], 'x', 50000);
	}
	for (int i = 0; i < 2000; i++) {
		char expected[32];
		(void)snprintf(expected, sizeof expected, "piece %d", i);
		if (i % 100 == 0)
			assert_int_equal(pieces[i][49999], 'x');
		else
			assert_string_equal(pieces[i], expected);
	}
}

static void test_arena_dup(void **state)
{
	MOW_AUTO(arena) arena = {0};

	(void)state;
	assert_memory_equal(arena_dup(&arena, "a\0b", 3), "a\0b\0", 4);
	assert_string_equal(arena_dup(&arena, NULL, 0), "");
	assert_string_equal(arena_dup(&arena, "abcdef", 2), "ab");
}

static void test_arena_copy(void **state)
{
	static const long numbers[] = {1, -2, 3};
	MOW_AUTO(arena) arena = {0};

	(void)state;
	long *copy = arena_copy(&arena, numbers, 3, sizeof *numbers);
	assert_ptr_not_equal(copy, numbers);
	assert_memory_equal(copy, numbers, sizeof numbers);
	assert_non_null(arena_copy(&arena, NULL, 0, 8));
	assert_null(arena_copy(&arena, numbers, SIZE_MAX / 2, 4));
}

static void test_arena_refuses_overflow(void **state)
{
	MOW_AUTO(arena) arena = {0};

	(void)state;
	assert_null(arena_array(&arena, SIZE_MAX / 2, 4));
	assert_null(arena_array(&arena, 4, SIZE_MAX / 2));
	assert_null(arena_alloc(&arena, SIZE_MAX));
	assert_null(arena_dup(&arena, "", SIZE_MAX));
	assert_non_null(arena_array(&arena, 0, 8));
	assert_non_null(arena_array(&arena, 8, 0));
}

static void test_arena_released_is_empty(void **state)
{
	struct arena arena = {0};

	(void)state;
	arena_release(&arena);
	assert_non_null(arena_alloc(&arena, 10));
	arena_release(&arena);
	assert_null(arena.blocks);
	assert_non_null(arena_alloc(&arena, 10));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buf_builds),
		cmocka_unit_test(test_buf_large_format),
		cmocka_unit_test(test_buf_reads),
		cmocka_unit_test(test_buf_reads_at_once),
		cmocka_unit_test(test_buf_cut_and_reset),
		cmocka_unit_test(test_buf_detach),
		cmocka_unit_test(test_buf_failure_is_told_once),
		cmocka_unit_test(test_buf_shared_empty_string_stays),
		cmocka_unit_test(test_array_grows),
		cmocka_unit_test(test_array_reserves_at_once),
		cmocka_unit_test(test_array_refuses_overflow),
		cmocka_unit_test(test_arena_pieces_are_zeroed_and_aligned),
		cmocka_unit_test(test_arena_keeps_what_it_gave),
		cmocka_unit_test(test_arena_dup),
		cmocka_unit_test(test_arena_copy),
		cmocka_unit_test(test_arena_refuses_overflow),
		cmocka_unit_test(test_arena_released_is_empty),
	};

	return cmocka_run_group_tests_name("base_memory", tests, NULL, NULL);
}
