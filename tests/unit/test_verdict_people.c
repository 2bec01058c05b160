/* Verdicts about one person, and where there are many gates or many people; the smallest set of whom to ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict_people.h"

/* ---- What stands in files above; questions about one person ------------------------------------------------- */

static unsigned roles_of(struct scene *scene, size_t person)
{
	MOW_AUTO_PTR(judge) judge = NULL;

	assert_int_equal(judge_new(&judge, scene->rules, scene->now, NULL), 0);
	return judge_roles(judge, &scene->class, person);
}

static unsigned roles(struct scene *scene, const char *who)
{
	return roles_of(scene, scene_person(scene->rules, who, strlen(who)));
}

static bool in_gate(struct scene *scene, size_t gate, const char *who)
{
	MOW_AUTO_PTR(judge) judge = NULL;

	assert_int_equal(judge_new(&judge, scene->rules, scene->now, NULL), 0);
	return judge_in_gate(judge, &scene->class, gate, scene_person(scene->rules, who, strlen(who)));
}

static void test_broken_files(void **state)
{
	struct scene scene;
	MOW_AUTO(buf) told = BUF_INIT;

	(void)state;
	scene_open(&scene, ANN, "[x]\npath = \n", "brand/logo.svg", "2026-06-15");
	assert_non_null(scene.owners->broken);
	scene_say(&scene, "", "@ann", "@ann");
	scene_judge(&told, &scene);
	assert_string_equal(told.data, "impossible");
	assert_int_equal(roles(&scene, "@ann"), 0);
	scene_close(&scene);

	buf_reset(&told);
	scene_open(&scene, "[mowners]\nversion = 1\n", NULL, "brand/logo.svg", "2026-06-15");
	assert_true(scene.rules->broken);
	scene_judge(&told, &scene);
	assert_string_equal(told.data, "impossible");
	scene_close(&scene);
}

static void test_roles(void **state)
{
	struct scene scene;

	(void)state;
	scene_open(&scene, ANN "review = @away\n         @ext\n         all of @guild\nresponsible = @bob @ext @ann\n",
		   NULL, "brand/logo.svg", "2026-06-15");
	assert_false(scene.rules->broken);
	scene_say(&scene, "@cat @ann", "", "");
	assert_int_equal(roles(&scene, "@ann"), ROLE_AUTHOR);
	assert_int_equal(roles(&scene, "@dan"), ROLE_ACCOUNTABLE | ROLE_GATE | ROLE_RESPONSIBLE);
	assert_int_equal(roles(&scene, "@eve"), ROLE_GATE);
	assert_int_equal(roles(&scene, "@away"), ROLE_GATE);
	assert_int_equal(roles(&scene, "@bob"), ROLE_GATE | ROLE_RESPONSIBLE);
	assert_int_equal(roles(&scene, "@ext"), ROLE_GATE);
	assert_int_equal(roles(&scene, "@cat"), ROLE_AUTHOR);
	assert_int_equal(roles(&scene, "@gone"), 0);
	assert_int_equal(roles_of(&scene, RULES_NONE), 0);
	assert_true(in_gate(&scene, 0, "@away"));
	assert_true(in_gate(&scene, 0, "@eve"));
	assert_false(in_gate(&scene, 0, "@bob"));
	assert_true(in_gate(&scene, 1, "@ext"));
	assert_true(in_gate(&scene, 2, "@dan"));
	assert_false(in_gate(&scene, 2, "@ann"));
	assert_false(in_gate(&scene, 3, "@ann"));
	scene_close(&scene);
}

/* ---- Many gates, many people ------------------------------------------------------------------------------- */

static void write_people(struct buf *text, unsigned count)
{
	buf_adds(text, "[mowners]\nversion = 1\n[rules]\naccountable = @p0\n[people]\n");
	for (unsigned i = 0; i < count; i++)
		buf_addf(text, "@p%u = P <p%u@acme.example>\n", i, i);
}

static void write_team(struct buf *text, const char *name, unsigned from, unsigned to)
{
	buf_addf(text, "[teams]\n@%s =", name);
	for (unsigned i = from; i < to; i++)
		buf_addf(text, "\n    @p%u", i);
	buf_adds(text, "\n");
}

struct asked {
	size_t people[200], count;
	bool exact;
};

static struct asked ask_loaded(const struct scene *scene, const struct step_class *classes, size_t count,
			       verdict_loads_fn *loads)
{
	struct asked answer;
	const struct verdict_case about = {.rules = scene->rules,
					   .now = scene->now,
					   .classes = classes,
					   .class_count = count,
					   .approvals = &scene->gathered,
					   .loads = loads,
					   .context = scene->rules};
	struct verdict_people found;
	MOW_AUTO(arena) arena = {0};

	assert_int_equal(verdict_ask(&found, &about, &arena, NULL), 0);
	answer.count = found.count;
	answer.exact = found.exact;
	assert_in_range(answer.count, 0, 200);
	memcpy(answer.people, found.people, found.count * sizeof *found.people);
	return answer;
}

static struct asked ask(const struct scene *scene, const struct step_class *classes, size_t count)
{
	return ask_loaded(scene, classes, count, NULL);
}

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

/* Who helps most is not always who is needed: three people sit in 8, 4 and 2 of the 14 gates, two others in 7 each;
 * everybody else in one. */
static void test_smallest_set_is_not_greedy(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	struct scene scene;

	(void)state;
	write_people(&text, 20);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\n");
	for (unsigned i = 0; i < 14; i++)
		buf_addf(&text, "review.g%u = 1 of @p%u @p%u @p%u\n", i, i < 8 ? 1 : i < 12 ? 2 : 3, 4 + i % 2, 6 + i);
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	struct asked answer = ask(&scene, &scene.class, 1);
	assert_true(answer.exact);
	assert_int_equal(answer.count, 3);
	assert_int_equal(answer.people[0], 0);
	assert_int_equal(answer.people[1], 4);
	assert_int_equal(answer.people[2], 5);
	scene_close(&scene);
}

/* Of several smallest sets the one whose people come first in the rules, however gates list them. */
static void test_smallest_set_in_order(void **state)
{
	struct scene scene;

	(void)state;
	scene_open(&scene, AREA "accountable = @ann\nreview.x = 1 of @eve @cat @bob\nreview.y = 1 of @cat @dan @eve\n",
		   NULL, "brand/x", "2026-06-15");
	struct asked answer = ask(&scene, &scene.class, 1);
	assert_int_equal(answer.count, 2);
	assert_string_equal(people_label(scene.rules, answer.people[0]), "@ann");
	assert_string_equal(people_label(scene.rules, answer.people[1]), "@cat");
	scene_close(&scene);
}

/* ---- Least loaded first ------------------------------------------------------------------------------------ */

/* What each has to do: by their places in `loaded`; the others nothing. */
static const char *const *loaded;
static unsigned loads_asked;

static int look_at_loads(size_t *loads, void *context, struct mow_error *err)
{
	(void)err;
	loads_asked++;
	for (size_t i = 0; loaded[i] != NULL; i++)
		loads[scene_person(context, loaded[i], strlen(loaded[i]))] += 1;
	return MOW_OK;
}

struct loaded_row {
	const char *name, *needs, *expected;
	const char *loaded[8]; /* once for each that they have to do */
	unsigned asked;        /* how often loads are looked at */
};

static const struct loaded_row loaded_rows[] = {
	{"nobody has anything to do", "review = 1 of @bob @cat\n", "@ann @bob", {NULL}, 1},
	{"one has", "review = 1 of @bob @cat\n", "@ann @cat", {"@bob"}, 1},
	{"both alike", "review = 1 of @bob @cat\n", "@ann @bob", {"@cat", "@bob"}, 1},
	{"one has more", "review = 1 of @bob @cat\n", "@ann @bob", {"@cat", "@bob", "@cat"}, 1},
	{"nothing to choose", "review = all of @bob @cat\n", "@ann @bob @cat", {"@bob"}, 0},
	{"told in the order of the rules",
	 "review = 2 of @bob @cat @eve\n",
	 "@ann @cat @eve",
	 {"@bob", "@bob", "@eve"},
	 1},
	{"fewest people come first",
	 "review.x = 1 of @bob @cat\nreview.y = 1 of @bob @dan\n",
	 "@ann @bob",
	 {"@bob", "@bob", "@bob"},
	 1},
	{"whoever has to decide does", "review = 1 of @ann @bob\n", "@ann", {"@ann", "@ann"}, 1},
	{"the least loaded of all, then the next",
	 "review.x = 1 of @bob @cat\nreview.y = 1 of @dan @eve\n",
	 "@ann @cat @dan",
	 {"@bob", "@bob", "@cat", "@eve"},
	 1},
	{"a deputy for who is away", "review = 2 of @away @bob @cat\n", "@ann @cat @eve", {"@bob", "@dan"}, 1},
};

static void test_loaded(void **state)
{
	const struct loaded_row *row = *state;
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) told = BUF_INIT;
	struct scene scene;

	buf_addf(&text, "%s%s", ANN, row->needs);
	scene_open(&scene, text.data, NULL, "brand/x", "2026-06-15");
	assert_false(scene.rules->broken);
	loaded = row->loaded;
	loads_asked = 0;
	struct asked answer = ask_loaded(&scene, &scene.class, 1, look_at_loads);
	assert_true(answer.exact);
	for (size_t i = 0; i < answer.count; i++)
		buf_addf(&told, "%s%s", i > 0 ? " " : "", people_label(scene.rules, answer.people[i]));
	assert_string_equal(told.data, row->expected);
	assert_int_equal(loads_asked, row->asked);
	scene_close(&scene);
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
	const struct verdict_case about = {.rules = scene.rules,
					   .now = scene.now,
					   .classes = &scene.class,
					   .class_count = 1,
					   .approvals = &scene.gathered};
	assert_int_equal(judge_once(&judgement, &about, &arena), 0);
	assert_int_equal(judgement.state, MOW_MISSING);
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

/* What lists of large teams say must not depend on how they are kept. */
static void test_large_team(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) told = BUF_INIT;
	struct scene scene;

	(void)state;
	write_people(&text, 100);
	write_team(&text, "most", 20, 98);
	buf_adds(&text, "[a]\npath = **\naccountable = @p0\nreview = all of @most\n");
	scene_open(&scene, text.data, NULL, "x", "2026-06-15");
	scene_say(&scene, "", "@p0 @p19 @p20 @p27 @p28 @p63 @p64 @p97 @p98", "");
	scene_judge(&told, &scene);
	assert_non_null(strstr(told.data, "most 6/78 have @p20,@p27,@p28,@p63,@p64,@p97 ask @p21,@p22"));
	scene_close(&scene);
}

int main(void)
{
	enum { ROWS = sizeof loaded_rows / sizeof *loaded_rows };
	static const struct CMUnitTest single[] = {
		cmocka_unit_test(test_broken_files),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_smallest_set_is_not_greedy),
		cmocka_unit_test(test_smallest_set_in_order),
		cmocka_unit_test(test_too_many_ways),
		cmocka_unit_test(test_many_deputies_of_one_seat),
		cmocka_unit_test(test_crowds),
		cmocka_unit_test(test_equal_needs_are_one),
		cmocka_unit_test(test_large_team),
	};

	enum { SINGLE = sizeof single / sizeof *single };
	static struct CMUnitTest tests[SINGLE + ROWS];
	memcpy(tests, single, sizeof single);
	for (size_t i = 0; i < ROWS; i++)
		tests[SINGLE + i] = (struct CMUnitTest){loaded_rows[i].name, test_loaded, NULL, NULL,
							(void *)(uintptr_t)&loaded_rows[i]};
	return cmocka_run_group_tests_name("verdict_people", tests, NULL, NULL);
}
