/* The smallest set that has enough of each list, against all sets that there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "verdict/verdict.h"

enum { LISTS = 6, PEOPLE = 8 };

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

/* ---- All sets ---------------------------------------------------------------------------------------------------- */

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

static int size_of(unsigned set)
{
	return __builtin_popcount(set);
}

/* Smaller; or as small, with the lowest of those whom only one of the two has. */
static bool is_better(unsigned set, unsigned than)
{
	unsigned differ = set ^ than;

	return size_of(set) < size_of(than) || (size_of(set) == size_of(than) && (set & differ & -differ) != 0);
}

static void test_all_sets(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		MOW_AUTO(arena) arena = {0};
		struct verdict_list lists[LISTS];
		size_t people[LISTS][PEOPLE];
		struct verdict_people found;
		unsigned chosen = 0, best = (1U << PEOPLE) - 1;
		for (size_t i = 0; i < LISTS; i++) {
			unsigned set = roll(1U << PEOPLE) & (roll(2) ? roll(1U << PEOPLE) : ~0U);
			lists[i] = (struct verdict_list){people[i], 0, 1 + roll(3)};
			for (size_t k = 0; k < PEOPLE; k++)
				if (has(set, k))
					people[i][lists[i].count++] = k;
		}
		for (unsigned set = 0; set < 1U << PEOPLE; set++)
			if (is_better(set, best) && covers(set, lists))
				best = set;
		assert_int_equal(verdict_cover(&found, lists, LISTS, &arena, NULL), 0);
		for (size_t i = 0; i < found.count; i++)
			chosen |= 1U << found.people[i];
		assert_int_equal(chosen, best);
		assert_int_equal(found.count, size_of(best));
		assert_true(found.exact);
	}
}

/* ---- Many lists -------------------------------------------------------------------------------------------------- */

enum { MANY = 600 };

/* A puzzle of many lists, and what is to come of it. */
struct puzzle {
	struct verdict_list lists[MANY];
	size_t count;
	size_t people[100000], people_count;
	size_t expected[MANY], expected_count;
};

static struct puzzle puzzle;

static void start(void)
{
	puzzle.count = puzzle.people_count = puzzle.expected_count = 0;
}

/* `count` people from one on, of whom so many are wanted. */
static void want_range(size_t want, size_t from, size_t count)
{
	size_t *people = puzzle.people + puzzle.people_count;

	for (size_t i = 0; i < count; i++)
		people[i] = from + i;
	puzzle.lists[puzzle.count++] = (struct verdict_list){people, count, want};
	puzzle.people_count += count;
}

/* One of two, or of three with `always`, of whom then two are wanted. */
static void want_one(size_t a, size_t b, bool always)
{
	size_t *people = puzzle.people + puzzle.people_count;

	people[0] = 0;
	people[always] = a;
	people[1 + always] = b;
	puzzle.lists[puzzle.count++] = (struct verdict_list){people, 2 + (size_t)always, 1 + (size_t)always};
	puzzle.people_count += 3;
}

/* One of each two of three people: two are needed, though no two of the lists share nobody. */
static void want_triangle(size_t from, bool always)
{
	want_one(from, from + 1, always);
	want_one(from + 1, from + 2, always);
	want_one(from, from + 2, always);
	puzzle.expected[puzzle.expected_count++] = from;
	puzzle.expected[puzzle.expected_count++] = from + 1;
}

static void solve(bool exact)
{
	MOW_AUTO(arena) arena = {0};
	struct verdict_people found;

	assert_int_equal(verdict_cover(&found, puzzle.lists, puzzle.count, &arena, NULL), 0);
	assert_int_equal(found.count, puzzle.expected_count);
	assert_memory_equal(found.people, puzzle.expected, found.count * sizeof *found.people);
	assert_int_equal(found.exact, exact);
}

/* Lists that share nobody are searched each for itself, so that many of them are no more than one; nor does it bind
 * them together that somebody who is needed anyway is in all of them, or has met another list of all. */
static void test_apart(void **state)
{
	(void)state;
	for (int always = 0; always < 2; always++) {
		start();
		want_range(1, 0, 1);
		puzzle.expected[puzzle.expected_count++] = 0;
		if (!always)
			want_range(1, 0, 301);
		for (size_t i = 0; i < 100; i++)
			want_triangle(1 + 3 * i, always);
		solve(true);
	}
}

/* More people than are searched for: nobody is taken whom the others make superfluous, as the first of each five is,
 * whom most lists have; but that it is the smallest set is not told. */
static void test_too_many(void **state)
{
	enum { PARTS = 40 };

	(void)state;
	start();
	want_range(1, 0, 8 * PARTS);
	for (size_t i = 0; i < 8 * PARTS; i += 8) {
		want_one(i + 1, i + 3, false);
		want_one(i, i + 1, false);
		want_one(i, i + 2, false);
		want_one(i + 2, i + 4, false);
		puzzle.expected[puzzle.expected_count++] = i + 1;
		puzzle.expected[puzzle.expected_count++] = i + 2;
		want_triangle(i + 5, false);
	}
	solve(false);
}

/* ---- Too much to be searched ------------------------------------------------------------------------------------- */

enum { MOST = 400 };

/* What search.h says of such puzzles, in so many words. */
struct greedy {
	int lack[MANY];
	bool in[MOST];
	size_t picked[MOST], picked_count;
};

static int compare(const void *one, const void *other)
{
	size_t a = *(const size_t *)one, b = *(const size_t *)other;

	return a < b ? -1 : a > b;
}

static bool names(const struct verdict_list *list, size_t person)
{
	return bsearch(&person, list->people, list->count, sizeof person, compare) != NULL;
}

static void take(struct greedy *greedy, size_t person, bool in)
{
	greedy->in[person] = in;
	for (size_t i = 0; i < puzzle.count; i++)
		if (names(&puzzle.lists[i], person))
			greedy->lack[i] += in ? -1 : 1;
}

/* How many of the person's lists lack somebody. */
static int gain_of(const struct greedy *greedy, size_t person)
{
	int gain = 0;

	for (size_t i = 0; i < puzzle.count; i++)
		gain += greedy->lack[i] > 0 && names(&puzzle.lists[i], person);
	return gain;
}

/* Lists of which nobody can be spared come first. */
static void take_certain(struct greedy *greedy)
{
	for (size_t i = 0; i < puzzle.count; i++) {
		const struct verdict_list *list = &puzzle.lists[i];
		int live = 0;
		for (size_t k = 0; k < list->count; k++)
			live += !greedy->in[list->people[k]];
		for (size_t k = 0; greedy->lack[i] > 0 && greedy->lack[i] == live && k < list->count; k++)
			if (!greedy->in[list->people[k]]) {
				take(greedy, list->people[k], true);
				live--;
			}
	}
}

static void take_greedily(struct greedy *greedy)
{
	for (;;) {
		size_t best = 0;
		int gain = 0;
		for (size_t person = 0; person < MOST; person++) {
			int own = greedy->in[person] ? 0 : gain_of(greedy, person);
			best = own > gain ? person : best;
			gain = own > gain ? own : gain;
		}
		if (gain == 0)
			break;
		take(greedy, best, true);
		greedy->picked[greedy->picked_count++] = best;
	}
	for (size_t i = greedy->picked_count; i-- > 0;) {
		bool needed = false;
		take(greedy, greedy->picked[i], false);
		for (size_t k = 0; k < puzzle.count; k++)
			needed = needed || greedy->lack[k] > 0;
		if (needed)
			take(greedy, greedy->picked[i], true);
	}
}

/* One list that everybody is in, so that nothing falls apart, and some of two to five people. */
static void want_at_random(void)
{
	start();
	want_range(60, 0, 300);
	for (size_t i = 0; i < 260; i++) {
		size_t *people = puzzle.people + puzzle.people_count;
		size_t count = 0, person = roll(300);
		for (; count < 2 + i % 4 && person < 300; count++, person += 1 + roll(20))
			people[count] = person;
		bool new = count > 1;
		for (size_t k = 1; new &&k < puzzle.count; k++)
			new = puzzle.lists[k].count != count ||
			      memcmp(puzzle.lists[k].people, people, count * sizeof *people) != 0;
		if (!new)
			continue;
		puzzle.lists[puzzle.count++] =
			(struct verdict_list){people, count, roll(6) && i > 3 ? 1 : count - (i > 3)};
		puzzle.people_count += count;
	}
}

/* Whoever helps most, until all is met; then, the last one first, without those who turn out not to be needed. */
static void test_greedy(void **state)
{
	(void)state;
	for (int round = 0; round < 2; round++) {
		static struct greedy greedy;
		memset(&greedy, 0, sizeof greedy);
		want_at_random();
		for (size_t i = 0; i < puzzle.count; i++)
			greedy.lack[i] = (int)puzzle.lists[i].want;
		take_certain(&greedy);
		take_greedily(&greedy);
		for (size_t person = 0; person < MOST; person++)
			if (greedy.in[person])
				puzzle.expected[puzzle.expected_count++] = person;
		assert_in_range(greedy.picked_count, 65, MOST);
		solve(false);
	}
}

/* As many are needed as no search would find; it is plain that there is no smaller set. */
static void test_many_of_one(void **state)
{
	(void)state;
	start();
	want_range(70, 0, 100);
	want_one(98, 99, false);
	for (size_t i = 0; i < 69; i++)
		puzzle.expected[puzzle.expected_count++] = i;
	puzzle.expected[puzzle.expected_count++] = 98;
	solve(true);
}

/* So many lists of three people who lie near each other. */
static void want_puzzle(size_t lists, size_t people)
{
	for (size_t i = 0; i < lists; i++) {
		size_t first = roll((unsigned)people - 8), second = first + 1 + roll(3);
		size_t *list = puzzle.people + puzzle.people_count;
		list[0] = first;
		list[1] = second;
		list[2] = second + 1 + roll(4);
		puzzle.lists[puzzle.count++] = (struct verdict_list){list, 3, 1};
		puzzle.people_count += 3;
	}
}

/* A puzzle that is too much leaves an easier one what it takes: who is in most lists there is none of the two that are
 * needed. */
static void test_hard_and_easy(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct verdict_people found;

	(void)state;
	start();
	want_puzzle(300, 100);
	for (size_t i = 0; i < 14; i++) {
		size_t *list = puzzle.people + puzzle.people_count;
		list[0] = i < 8 ? 200 : i < 12 ? 201 : 202;
		list[1] = 203 + i % 2;
		list[2] = 205 + i;
		puzzle.lists[puzzle.count++] = (struct verdict_list){list, 3, 1};
		puzzle.people_count += 3;
	}
	assert_int_equal(verdict_cover(&found, puzzle.lists, puzzle.count, &arena, NULL), 0);
	assert_false(found.exact);
	assert_int_equal(found.people[found.count - 2], 203);
	assert_int_equal(found.people[found.count - 1], 204);
	assert_in_range(found.people[found.count - 3], 0, 100);
}

int main(void)
{
	static struct CMUnitTest tests[sizeof rows / sizeof *rows + 6];
	size_t count = 0;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_all_sets);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_apart);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_too_many);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_many_of_one);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_hard_and_easy);
	tests[count] = (struct CMUnitTest)cmocka_unit_test(test_greedy);
	return cmocka_run_group_tests_name("cover", tests, NULL, NULL);
}
