/* The needs of a verdict where there are many people: how many each of them tells, and what they take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict_ask.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- Lists of many people ------------------------------------------------------------------------------------------ */

enum { CROWD = 600 };

struct list {
	const char *name, *rules;
	unsigned extra_gates;
	size_t asked[4]; /* of each need; a gate has one more, who tells that there are others */
	size_t needs;
};

/* As many as lack, and 200 more; fewer, 8 at least, where there are many gates. */
static const struct list lists[] = {
	{"who may decide", "level = lightweight\nresponsible = @all\n", 0, {201}, 1},
	{"a gate", "review = 3 of @all\n", 0, {1, 204}, 2},
	{"people", "level = detailed\nresponsible = @all\n", 0, {1, 202}, 2},
	{"a freeze", "[freeze f]\npath = **\nopens = 2027-01-01\nallow = @all\n", 0, {1, 201}, 2},
	{"of 8 gates", "review = 3 of @all\n", 7, {1, 204}, 9},
	{"of 18 gates", "review = 3 of @all\n", 17, {1, 104}, 19},
	{"of 300 gates", "review = 3 of @all\n", 299, {1, 12}, 301},
};

static void test_list(void **state)
{
	const struct list *row = *state;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO_PTR(judge) judge = NULL;
	struct judgement judgement;
	struct scene scene;
	size_t at_first[4] = {0};
	bool possible = false;

	write_people(&text, CROWD);
	write_team(&text, "all", 0, CROWD);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\n");
	buf_adds(&text, row->rules);
	for (unsigned i = 0; i < row->extra_gates; i++)
		buf_addf(&text, "review.z%u = @p0\n", i);
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	assert_false(scene.rules->broken);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	judge_heed(judge, &scene.gathered);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_int_equal(judgement.need_count, row->needs);
	for (size_t i = 0; i < row->needs && row->asked[i] > 0; i++)
		assert_int_equal(judgement.needs[i]->ask_count, row->asked[i]);
	for (size_t i = 0; i < row->needs && row->asked[i] > 0; i++)
		at_first[i] = judgement.needs[i]->ask_count;
	enum mow_state state_at_first = judgement.state;
	judge_briefly(judge);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_int_equal(judgement.state, state_at_first);
	for (size_t i = 0; i < row->needs && row->asked[i] > 0; i++) {
		const struct class_need *need = judgement.needs[i];
		size_t spare = need->role == NEED_GATE && at_first[i] > need->need;
		assert_int_equal(need->ask_count, need->need - need->got + spare);
	}
	/* Whoever is not listed counts all the same. */
	assert_int_equal(judge_possible(&possible, judge, &scene.class, NULL), 0);
	assert_true(possible);
	scene_close(&scene);
}

/* Of so many who could give it not all are looked at, which is told. */
static void test_cut(void **state)
{
	(void)state;
	for (unsigned people = 900; people <= 1100; people += 200) {
		MOW_AUTO(buf) text = BUF_INIT;
		struct scene scene;
		write_people(&text, people);
		write_team(&text, "all", 0, people);
		buf_adds(&text, "[a]\npath = **\naccountable = @p0\nlevel = lightweight\nresponsible = @all\n");
		scene_open(&scene, text.data, NULL, "x", "2026-06-15");
		struct asked answer = ask(&scene, &scene.class, 1);
		assert_int_equal(answer.count, 1);
		assert_int_equal(answer.people[0], 0);
		assert_int_equal(answer.exact, people < 1000);
		scene_close(&scene);
	}
}

/* What needs are kept for takes memory: three places for each of their people, but once for equal ones. */
static uint64_t kept_of(unsigned people, unsigned times)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO_PTR(judge) judge = NULL;
	struct judgement judgement;
	struct budget budget;
	struct scene scene;

	write_people(&text, CROWD);
	write_team(&text, "some", 0, people);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\nreview = 1 of @some\n");
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	budget_init(&budget, UINT64_MAX, UINT64_MAX);
	judge_spend(judge, &budget);
	for (unsigned i = 0; i < times; i++)
		assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	uint64_t kept = UINT64_MAX - budget.memory;
	if (times == 1) {
		judge_free(judge);
		assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
		budget_init(&budget, UINT64_MAX, kept - 1);
		judge_spend(judge, &budget);
		assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), MOW_ETOOBIG);
	}
	scene_close(&scene);
	return kept;
}

static void test_kept(void **state)
{
	uint64_t few = kept_of(10, 1), many = kept_of(110, 1), twice = kept_of(110, 2), thrice = kept_of(110, 3);

	(void)state;
	assert_true(many - few == 100 * 3 * sizeof(size_t));
	assert_true(twice - many == thrice - twice && twice - many < few);
	judge_free(NULL);
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(lists) + 2] = {cmocka_unit_test(test_cut), cmocka_unit_test(test_kept)};

	for (size_t i = 0; i < COUNT(lists); i++)
		tests[2 + i] = (struct CMUnitTest){lists[i].name, test_list, NULL, NULL, (void *)(uintptr_t)&lists[i]};
	return cmocka_run_group_tests_name("verdict_lists", tests, NULL, NULL);
}
