/* Verdicts where there are very many gates, people or ways: what they may take, and that they are right all the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict_ask.h"

/* Whether the people's approvals complete the path, and none of them is one too many. */
static void expect_complete(struct scene *scene, const struct asked *answer)
{
	struct judgement judgement;
	MOW_AUTO(arena) arena = {0};
	static struct approval votes[200];
	static size_t numbers[200];
	struct approval_set set = {.items = numbers, .count = answer->count};
	struct approvals gathered = {.items = votes, .count = answer->count};
	struct step_class class = scene->class;
	const struct verdict_case about = {
		.rules = scene->rules, .now = scene->now, .classes = &class, .class_count = 1, .approvals = &gathered};

	class.approvals = &set;
	for (size_t i = 0; i < answer->count; i++) {
		votes[i] = (struct approval){
			.kind = EVIDENCE_SIGNED, .person = answer->people[i], .made = scene->now, .id = ""};
		numbers[i] = i;
	}
	assert_int_equal(judge_once(&judgement, &about, &arena), 0);
	assert_int_equal(judgement.state, MOW_APPROVED);
	for (size_t left_out = 0; left_out < answer->count; left_out++) {
		set.count = 0;
		for (size_t i = 0; i < answer->count; i++)
			if (i != left_out)
				numbers[set.count++] = i;
		assert_int_equal(judge_once(&judgement, &about, &arena), 0);
		assert_int_equal(judgement.state, MOW_MISSING);
	}
}

/* Three hundred gates, four people in each: past the bound the answer is still good, and says that it may not be the
 * best. */
static void test_too_many_ways(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct scene scene;
	unsigned seed = 1;

	(void)state;
	write_people(&text, 100);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\n");
	for (unsigned i = 0; i < 300; i++) {
		buf_addf(&text, "review.g%u = 1 of", i);
		for (unsigned j = 0, last = 0; j < 4; j++) {
			seed = seed * 1103515245u + 12345u;
			last = (last + 1 + seed / 65536 % 24) % 100;
			buf_addf(&text, " @p%u", last);
		}
		buf_adds(&text, "\n");
	}
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	assert_false(scene.rules->broken);
	struct asked answer = ask(&scene, &scene.class, 1);
	assert_false(answer.exact);
	assert_in_range(answer.count, 20, 60);
	expect_complete(&scene, &answer);
	scene_close(&scene);
}

/* Each of 250 deputies could take the first seat, and none of them another: that must not hide who can. */
static void test_many_deputies_of_one_seat(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO_PTR(judge) judge = NULL;
	struct judgement judgement;
	struct scene scene;

	(void)state;
	buf_adds(&text, "[mowners]\nversion = 1\n[rules]\naccountable = @p0\n[people]\n");
	for (unsigned i = 0; i < 260; i++)
		buf_addf(&text, "@p%u = P <p%u@acme.example>\n", i, i);
	buf_adds(&text, "@x = X <x@acme.example>, away 2026-01-01..2026-12-31, deputy");
	for (unsigned i = 1; i <= 250; i++)
		buf_addf(&text, "\n    @p%u", i);
	buf_adds(&text, "\n@y = Y <y@acme.example>, away 2026-01-01..2026-12-31, deputy @p255\n");
	buf_adds(&text, "@z = Z <z@acme.example>, away 2026-01-01..2026-12-31, deputy @p1 @p256\n");
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\nreview = 3 of @x @y @z\n");
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	assert_false(scene.rules->broken);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	judge_heed(judge, &scene.gathered);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_int_equal(judgement.state, MOW_MISSING);
	/* The list is cut, and names the only one for the second seat all the same. */
	const struct class_need *gate = judgement.needs[1];
	size_t told = 0;
	for (size_t i = 0; i < gate->ask_count; i++)
		told += gate->ask[i] == 255;
	assert_in_range(gate->ask_count, 203, 249);
	assert_int_equal(told, 1);
	struct asked answer = ask(&scene, &scene.class, 1);
	assert_true(answer.exact);
	assert_int_equal(answer.count, 4);
	assert_int_equal(answer.people[1], 1);
	assert_int_equal(answer.people[2], 2);
	assert_int_equal(answer.people[3], 255);
	expect_complete(&scene, &answer);
	scene_close(&scene);
}

/* A hundred gates of three thousand people, and a change by so many authors that three hundred classes differ. */
static void test_crowds(void **state)
{
	enum { CROWD = 3000, GATES = 100, SUBJECTS = 300 };
	static struct step_class classes[SUBJECTS];
	static size_t authors[SUBJECTS];
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO_PTR(judge) judge = NULL;
	struct judgement judgement;
	struct scene scene;

	(void)state;
	write_people(&text, CROWD);
	write_team(&text, "all", 0, CROWD);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\n");
	for (unsigned i = 0; i < GATES; i++)
		buf_addf(&text, "review.g%u = 2 of @all\n", i);
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	assert_false(scene.rules->broken);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	judge_heed(judge, &scene.gathered);
	for (size_t i = 0; i < SUBJECTS; i++) {
		authors[i] = i + 1;
		classes[i] =
			(struct step_class){.requirement = scene.owners, .authors = &authors[i], .author_count = 1};
		assert_int_equal(judge_class(&judgement, judge, &classes[i], &arena, NULL), 0);
		assert_int_equal(judgement.state, MOW_MISSING);
		assert_int_equal(judgement.need_count, GATES + 1);
		assert_in_range(judgement.needs[1]->ask_count, 8, 30);
	}
	/* Whoever made one of them cannot help with that one: three are needed. */
	struct asked answer = ask(&scene, classes, SUBJECTS);
	assert_int_equal(answer.count, 3);
	scene_close(&scene);
}

/* A thousand gates of five hundred kinds of paths, each with a decision of its own. */
static void test_equal_needs_are_one(void **state)
{
	enum { GATES = 1000, KINDS = 500 };
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO_PTR(judge) judge = NULL;
	struct judgement judgement;
	struct budget budget;
	struct scene scene;

	(void)state;
	write_people(&text, KINDS + 50);
	write_team(&text, "all", KINDS, KINDS + 50);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\n");
	for (unsigned i = 0; i < GATES; i++)
		buf_addf(&text, "review.g%u = 2 of @all\n", i);
	for (unsigned i = 0; i < KINDS; i++)
		buf_addf(&text, "[k%u]\npath = /k%u\naccountable = @p%u\n", i, i, i);
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	assert_false(scene.rules->broken);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	budget_init(&budget, UINT64_MAX, (uint64_t)32 << 20);
	judge_spend(judge, &budget);
	for (unsigned i = 0; i < KINDS; i++) {
		struct step_class class = {.approvals = NULL};
		buf_reset(&path);
		buf_addf(&path, "k%u", i);
		assert_int_equal(resolver_look_up(&class.requirement, scene.resolver,
						  &(const struct mow_path){path.data, path.len, false}, NULL),
				 0);
		assert_int_equal(judge_class(&judgement, judge, &class, &arena, NULL), 0);
		assert_int_equal(judgement.need_count, GATES + 1);
	}
	assert_int_equal(judge_needs(judge), GATES + KINDS);
	scene_close(&scene);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_too_many_ways),
		cmocka_unit_test(test_many_deputies_of_one_seat),
		cmocka_unit_test(test_crowds),
		cmocka_unit_test(test_equal_needs_are_one),
	};

	return cmocka_run_group_tests_name("verdict_crowds", tests, NULL, NULL);
}
