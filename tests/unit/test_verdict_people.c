/* Verdicts about one person, and where there are many gates or many people; the smallest set of whom to ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict_ask.h"
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

#define BREAK "[mowners]\nversion = 1\noverride = @bob\n[rules]\naccountable = @root\n" PEOPLE
#define ANN_AREA "[a]\npath = /brand/\naccountable = @ann\n"

/* Nobody has a say, and nobody can change that. */
static void expect_nothing(struct scene *scene, const char *who)
{
	size_t person = scene_person(scene->rules, who, strlen(who));
	const struct stop stop = {.person = person, .made = scene->now};
	const struct approval override = {.person = person, .made = scene->now};
	bool possible = true;
	MOW_AUTO_PTR(judge) judge = NULL;

	assert_int_equal(judge_new(&judge, scene->rules, scene->now, NULL), 0);
	assert_false(verdict_needs_authors(scene->rules, scene->owners));
	assert_false(in_gate(scene, 0, who));
	assert_false(judge_stands(judge, &scene->class, &stop));
	assert_false(judge_passes(judge, &scene->class, &override));
	assert_int_equal(judge_possible(&possible, judge, &scene->class, NULL), 0);
	assert_false(possible);
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
	expect_nothing(&scene, "@ann");
	scene_close(&scene);

	buf_reset(&told);
	scene_open(&scene, BREAK ANN_AREA "review = @bob\n", "[x]\npath = \n", "brand/logo.svg", "2026-06-15");
	assert_non_null(scene.owners->broken);
	scene_judge(&told, &scene);
	assert_string_equal(told.data, "impossible");
	expect_nothing(&scene, "@bob");
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

/* Whoever has approved keeps a seat: of two more the one must take the seat that only one of the others can. */
static void test_seats_that_are_taken(void **state)
{
	static const char text[] =
		"[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n@t = T <t@x>\n@p = P <p@x>\n@q = Q <q@x>\n"
		"@r = R <r@x>\n@s = S <s@x>\n@x = X <x@x>, away 2026-01-01..2026-12-31, deputy @p @q @r\n"
		"@y = Y <y@x>, away 2026-01-01..2026-12-31, deputy @q @r\n"
		"@z = Z <z@x>, away 2026-01-01..2026-12-31, deputy @s\n"
		"[a]\npath = **\naccountable = @t\nreview = 3 of @x @y @z\n";
	struct scene scene;

	(void)state;
	scene_open(&scene, text, NULL, "x", "2026-06-15");
	scene_say(&scene, "", "@t @p", "");
	struct asked answer = ask(&scene, &scene.class, 1);
	assert_int_equal(answer.count, 2);
	assert_string_equal(people_label(scene.rules, answer.people[0]), "@q");
	assert_string_equal(people_label(scene.rules, answer.people[1]), "@s");
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

/* Files are read when a path below them is asked about, by rules that have judged before: a judge knows those whom they
 * name by an e-mail. */
static void test_named_later(void **state)
{
	enum { LATER = 14 };
	MOW_AUTO(buf) nested = BUF_INIT;
	MOW_AUTO(buf) told = BUF_INIT;
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO_PTR(judge) judge = NULL;
	struct judgement judgement;
	struct scene scene;
	bool possible = false;

	(void)state;
	scene_open(&scene, BREAK ANN_AREA, NULL, "brand/logo.svg", "2026-06-15");
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	buf_addf(&nested, "[b]\npath = *\nreview = %d of", LATER);
	for (int i = 0; i < LATER; i++)
		buf_addf(&nested, " p%d@x.org", i);
	buf_addc(&nested, '\n');
	assert_int_equal(rules_add(scene.rules, &(struct file_text){"brand/OWNERS", nested.data, nested.len},
				   &(const struct mow_finding_sink){scene_complain, NULL}, NULL),
			 0);
	resolver_free(scene.resolver);
	assert_int_equal(resolver_new(&scene.resolver, scene.rules, NULL), 0);
	assert_int_equal(resolver_look_up(&scene.owners, scene.resolver,
					  &(const struct mow_path){"brand/logo.svg", 14, false}, NULL),
			 0);
	scene.class.requirement = scene.owners;
	scene_say(&scene, "", "p12@x.org", "");
	judge_heed(judge, &scene.gathered);
	assert_true(judge_in_gate(judge, &scene.class, 0, scene_person(scene.rules, "p13@x.org", 9)));
	assert_int_equal(judge_possible(&possible, judge, &scene.class, NULL), 0);
	assert_true(possible);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_int_equal(judgement.state, MOW_MISSING);
	scene_tell(&told, scene.rules, &judgement, &scene.gathered);
	assert_non_null(strstr(told.data, " 1/14 have p12@x.org ask p0@x.org,"));
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
		cmocka_unit_test(test_seats_that_are_taken),
		cmocka_unit_test(test_large_team),
		cmocka_unit_test(test_named_later),
	};

	enum { SINGLE = sizeof single / sizeof *single };
	static struct CMUnitTest tests[SINGLE + ROWS];
	memcpy(tests, single, sizeof single);
	for (size_t i = 0; i < ROWS; i++)
		tests[SINGLE + i] = (struct CMUnitTest){loaded_rows[i].name, test_loaded, NULL, NULL,
							(void *)(uintptr_t)&loaded_rows[i]};
	return cmocka_run_group_tests_name("verdict_people", tests, NULL, NULL);
}
