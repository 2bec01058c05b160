/* The smallest set that has enough of each list, against all sets that there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "base/buf.h"
#include "verdict/verdict.h"

enum { LISTS = 4, PEOPLE = 8 };

static const struct row {
	const char *name;
	struct verdict_list lists[LISTS];
	const char *chosen;
} rows[] = {
	{"nothing is wanted", {{0}}, ""},
	{"one of one", {{(const size_t[]){5}, 1, 1}}, "5"},
	{"the lowest of a list", {{(const size_t[]){2, 5, 7}, 3, 1}}, "2"},
	{"one who is in both", {{(const size_t[]){1, 5}, 2, 1}, {(const size_t[]){3, 5}, 2, 1}}, "5"},
	{"two of a list", {{(const size_t[]){1, 3, 5}, 3, 2}}, "1 3"},
	{"two of a list, one of them of another",
	 {{(const size_t[]){1, 3, 5}, 3, 2}, {(const size_t[]){5, 7}, 2, 1}},
	 "1 5"},
	{"a list that is too short is left out", {{(const size_t[]){1}, 1, 2}, {(const size_t[]){4}, 1, 1}}, "4"},
	{"the same list, of whom more are wanted once",
	 {{(const size_t[]){1, 2}, 2, 1}, {(const size_t[]){1, 2}, 2, 2}, {(const size_t[]){1, 2}, 2, 1}},
	 "1 2"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(buf) said = BUF_INIT;
	struct verdict_people found;

	assert_int_equal(verdict_cover(&found, row->lists, LISTS, &arena, NULL), 0);
	buf_adds(&said, "");
	for (size_t i = 0; i < found.count; i++)
		buf_addf(&said, "%s%zu", i > 0 ? " " : "", found.people[i]);
	assert_string_equal(said.data != NULL ? said.data : "", row->chosen);
	assert_true(found.exact);
}

static unsigned seed = 7;

static unsigned roll(unsigned most)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % most;
}

static bool has(unsigned set, size_t person)
{
	return (set >> person & 1) != 0;
}

/* Whether a set of people, as bits, has enough of each list that is long enough. */
static bool covers(unsigned set, const struct verdict_list *lists)
{
	for (size_t i = 0; i < LISTS; i++) {
		size_t in = 0;
		for (size_t k = 0; k < lists[i].count; k++)
			in += has(set, lists[i].people[k]);
		if (lists[i].count >= lists[i].want && in < lists[i].want)
			return false;
	}
	return true;
}

static size_t size_of(unsigned set)
{
	size_t size = 0;

	for (size_t i = 0; i < PEOPLE; i++)
		size += has(set, i);
	return size;
}

static void test_all_sets(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		MOW_AUTO(arena) arena = {0};
		struct verdict_list lists[LISTS];
		size_t people[LISTS][PEOPLE], smallest = PEOPLE;
		struct verdict_people found;
		unsigned chosen = 0;
		for (size_t i = 0; i < LISTS; i++) {
			unsigned set = roll(1U << PEOPLE);
			lists[i] = (struct verdict_list){people[i], 0, 1 + roll(3)};
			for (size_t k = 0; k < PEOPLE; k++)
				if (has(set, k))
					people[i][lists[i].count++] = k;
		}
		for (unsigned set = 0; set < 1U << PEOPLE; set++)
			if (covers(set, lists) && size_of(set) < smallest)
				smallest = size_of(set);
		assert_int_equal(verdict_cover(&found, lists, LISTS, &arena, NULL), 0);
		for (size_t i = 0; i < found.count; i++)
			chosen |= 1U << found.people[i];
		assert_true(covers(chosen, lists));
		assert_int_equal(found.count, smallest);
	}
}

int main(void)
{
	static struct CMUnitTest tests[sizeof rows / sizeof *rows + 1];
	size_t count = 0;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	tests[count] = (struct CMUnitTest)cmocka_unit_test(test_all_sets);
	return cmocka_run_group_tests_name("cover", tests, NULL, NULL);
}
