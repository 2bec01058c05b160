/* The needs of a verdict: which are one, how many people each of them tells, what they take; and classes that ask for
 * other people, one beside the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/people.h"
#include "verdict_ask.h"
#include "verdict_people.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- Two classes of a path ----------------------------------------------------------------------------------------- */

/* What they differ in. */
struct half {
	const char *authors, *holds, *consents;
	bool escalated, deletes;
	const char *path; /* NULL: brand/logo.svg */
};

struct pair {
	const char *name, *rules;
	struct half halves[2];
	size_t needs;      /* of both, those that are the same once */
	const char *asked; /* the smallest set for both */
};

static const struct pair pairs[] = {
	{"the same", ANN, {{"", "", "", false, false, NULL}, {"", "", "", false, false, NULL}}, 1, "@ann"},
	{"an author who has no say",
	 ANN,
	 {{"@bob", "", "", false, false, NULL}, {"@cat", "", "", false, false, NULL}},
	 1,
	 "@ann"},
	{"an author", ANN, {{"", "", "", false, false, NULL}, {"@ann", "", "", false, false, NULL}}, 2, "@ann @dan"},
	{"authors that are not proved",
	 ANN,
	 {{"@bob ?", "", "", false, false, NULL}, {"@bob", "", "", false, false, NULL}},
	 2,
	 "@ann"},
	{"approved, and not", ANN, {{"", "@ann", "", false, false, NULL}, {"", "", "", false, false, NULL}}, 2, "@ann"},
	{"it waited for long",
	 AREA "accountable = @lone\nescalate = @cat after 2d\n",
	 {{"", "", "", false, false, NULL}, {"", "", "", true, false, NULL}},
	 2,
	 "@cat"},
	{"who decides for a long time is the author",
	 ANN "escalate = @cat after 2d\n",
	 {{"", "@cat", "", true, false, NULL}, {"@ann", "@cat", "", true, false, NULL}},
	 2,
	 ""},
	{"other files",
	 ANN "[b]\npath = /docs/\naccountable = @bob\n",
	 {{"", "", "", false, false, NULL}, {"", "", "", false, false, "docs/x"}},
	 2,
	 "@ann @bob"},
	{"other files that ask for the same",
	 ANN "[b]\npath = /docs/\naccountable = @ann\n",
	 {{"", "", "", false, false, NULL}, {"", "", "", false, false, "docs/x"}},
	 1,
	 "@ann"},
	{"taken away, after its rights have ended",
	 ANN "rights-until = 2026-06-01\n",
	 {{"", "", "", false, false, NULL}, {"", "", "", false, true, NULL}},
	 2,
	 "@ann"},
	{"hand-overs to others",
	 ANN,
	 {{"", "", "@bob", false, false, NULL}, {"", "", "@cat", false, false, NULL}},
	 3,
	 "@ann @bob @cat"},
	{"approved by others",
	 ANN "review = 1 of @bob @cat\n",
	 {{"", "@bob", "", false, false, NULL}, {"", "@cat", "", false, false, NULL}},
	 3,
	 "@ann"},
	{"others are left",
	 ANN "review = 1 of @bob @cat\n",
	 {{"@bob", "", "", false, false, NULL}, {"@cat", "", "", false, false, NULL}},
	 3,
	 "@ann @bob @cat"},
	{"approved by the same, who fill more seats",
	 AREA "accountable = @bob\nreview = all of @away @ann @lone\n",
	 {{"", "@bob @away @dan", "", false, false, NULL}, {"@ann", "@bob @away @dan", "", false, false, NULL}},
	 3,
	 ""},
	{"gates of one list and two names",
	 ANN "review.x = @bob\nreview.y = @bob\n",
	 {{"", "", "", false, false, NULL}, {"", "", "", false, false, NULL}},
	 3,
	 "@ann @bob"},
	{"freezes that let the same people through",
	 ANN
	 "[freeze e]\npath = *\nopens = 2026-07-01\nallow = @bob\n[freeze f]\npath = *\nopens = 2026-07-01\nallow = @bob\n",
	 {{"", "", "", false, false, NULL}, {"", "@bob", "", false, false, NULL}},
	 5,
	 "@ann @bob"},
};

static void open_pair(const struct pair *pair, struct scene scenes[2])
{
	for (size_t i = 0; i < 2; i++) {
		const struct half *half = &pair->halves[i];
		scene_open(&scenes[i], pair->rules, NULL, "brand/logo.svg", "2026-06-15");
		assert_false(scenes[i].rules->broken);
		scene_say(&scenes[i], half->authors, half->holds, "");
		scene_consents(&scenes[i], half->consents);
		scenes[i].class.escalated = half->escalated;
		scenes[i].class.deletes = half->deletes;
		/* Both are of the first one's rules, and have in common what they have alike. */
		const char *path = half->path != NULL ? half->path : "brand/logo.svg";
		assert_int_equal(resolver_look_up(&scenes[i].class.requirement, scenes[0].resolver,
						  &(const struct mow_path){path, strlen(path), false}, NULL),
				 0);
		if (strcmp(half->consents, pair->halves[0].consents) == 0)
			scenes[i].class.consents = scenes[0].class.consents;
		if (strcmp(half->holds, pair->halves[0].holds) == 0)
			scenes[i].class.approvals = scenes[0].class.approvals;
	}
	for (size_t i = 0; i < scenes[1].set.count; i++)
		scenes[1].holds[i] += scenes[0].approval_count;
}

/* What each of them is told alone, they are told together, in either order. */
static void test_pair(void **state)
{
	const struct pair *pair = *state;

	for (size_t first = 0; first < 2; first++) {
		struct scene scenes[2];
		struct approval approvals[2 * SCENE_MAX];
		struct judgement judgement;
		MOW_AUTO_PTR(judge) judge = NULL;
		MOW_AUTO(arena) arena = {0};
		MOW_AUTO(buf) told = BUF_INIT;
		open_pair(pair, scenes);
		memcpy(approvals, scenes[0].approvals, scenes[0].approval_count * sizeof *approvals);
		memcpy(approvals + scenes[0].approval_count, scenes[1].approvals,
		       scenes[1].approval_count * sizeof *approvals);
		scenes[0].gathered.items = approvals;
		scenes[0].gathered.count = scenes[0].approval_count + scenes[1].approval_count;
		const struct step_class classes[] = {scenes[first].class, scenes[1 - first].class};
		assert_int_equal(judge_new(&judge, scenes[0].rules, scenes[0].now, NULL), 0);
		judge_heed(judge, &scenes[0].gathered);
		for (size_t i = 0; i < 2; i++) {
			MOW_AUTO(buf) alone = BUF_INIT;
			MOW_AUTO(buf) beside = BUF_INIT;
			struct judgement own;
			MOW_AUTO_PTR(judge) other = NULL;
			assert_int_equal(judge_class(&judgement, judge, &classes[i], &arena, NULL), 0);
			assert_int_equal(judge_new(&other, scenes[0].rules, scenes[0].now, NULL), 0);
			judge_heed(other, &scenes[0].gathered);
			assert_int_equal(judge_class(&own, other, &classes[i], &arena, NULL), 0);
			scene_tell(&beside, scenes[0].rules, &judgement, &scenes[0].gathered);
			scene_tell(&alone, scenes[0].rules, &own, &scenes[0].gathered);
			assert_string_equal(beside.data, alone.data);
			for (size_t k = 0; k < judgement.need_count; k++)
				assert_in_range(judgement.needs[k]->number, 0, judge_needs(judge) - 1);
		}
		assert_int_equal(judge_needs(judge), pair->needs);
		struct asked answer = ask(&scenes[0], classes, 2);
		buf_adds(&told, "");
		for (size_t i = 0; i < answer.count; i++)
			buf_addf(&told, "%s%s", i > 0 ? " " : "", people_label(scenes[0].rules, answer.people[i]));
		assert_string_equal(answer.count > 0 ? told.data : "", pair->asked);
		scene_close(&scenes[0]);
		scene_close(&scenes[1]);
	}
}

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

/* ---- Deputies who may not be ---------------------------------------------------------------------------------------- */

/* Rules that name a bot or an external as a deputy of somebody accountable are none; where one is tried as such, it
 * has no say either. */
static void test_other_deputies(void **state)
{
	struct scene scene;
	size_t deputies[3];
	static const char *const names[] = {"@robo", "@ext", "@bob"};

	(void)state;
	scene_open(&scene, ANN, NULL, "brand/logo.svg", "2026-06-15");
	scene_say(&scene, "@ann", "", "");
	for (size_t i = 0; i < 3; i++)
		deputies[i] = scene_person(scene.rules, names[i], strlen(names[i]));
	people_take_deputies(scene.rules, scene_person(scene.rules, "@ann", 4), deputies, 3);
	MOW_AUTO_PTR(judge) judge = NULL;
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	assert_int_equal(judge_roles(judge, &scene.class, deputies[0]), 0);
	assert_int_equal(judge_roles(judge, &scene.class, deputies[1]), 0);
	assert_int_equal(judge_roles(judge, &scene.class, deputies[2]), ROLE_ACCOUNTABLE);
	scene_close(&scene);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_other_deputies),
	};
	static struct CMUnitTest tests[COUNT(pairs) + COUNT(lists) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(pairs); i++)
		tests[count++] =
			(struct CMUnitTest){pairs[i].name, test_pair, NULL, NULL, (void *)(uintptr_t)&pairs[i]};
	for (size_t i = 0; i < COUNT(lists); i++)
		tests[count++] =
			(struct CMUnitTest){lists[i].name, test_list, NULL, NULL, (void *)(uintptr_t)&lists[i]};
	memcpy(&tests[count], others, sizeof others);
	return cmocka_run_group_tests_name("verdict_needs", tests, NULL, NULL);
}
