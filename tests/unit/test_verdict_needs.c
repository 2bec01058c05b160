/* The needs of a verdict: which are one, and which only look alike; classes that ask for other people, one beside the
 * other. */
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
	{"a gate that another level requires",
	 AREA "level = lightweight\naccountable = @ann\nreview = @bob\n[b]\npath = *.svg\nlevel = standard\n",
	 {{"", "@bob", "", false, false, NULL}, {"", "@bob", "", false, false, "brand/x"}},
	 4,
	 "@ann"},
	{"a gate of which another area asks for more",
	 ANN "review = 1 of @guild\n[b]\npath = *.svg\nreview = 2 of @guild\n",
	 {{"", "", "", false, false, NULL}, {"", "", "", false, false, "brand/x"}},
	 3,
	 "@ann @bob"},
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
				assert_in_range(judgement.needs[k]->number, i == 0 ? k : 0, judge_needs(judge) - 1);
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

/* ---- Needs that look alike ------------------------------------------------------------------------------------------ */

/* Two stops of one person are two. */
static void test_stops(void **state)
{
	struct scene scene;
	struct judgement judgement;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(arena) arena = {0};

	(void)state;
	scene_open(&scene, ANN, NULL, "brand/logo.svg", "2026-06-15");
	scene_say(&scene, "", "", "");
	scene_stop(&scene, "@ann @ann", "");
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	judge_heed(judge, &scene.gathered);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_int_equal(judgement.need_count, 3);
	assert_ptr_equal(judgement.needs[1]->stop, &scene.stops[0]);
	assert_ptr_equal(judgement.needs[2]->stop, &scene.stops[1]);
	scene_close(&scene);
}

/* Gates in one line of two files are two. */
static void test_files(void **state)
{
	MOW_AUTO(buf) nested = BUF_INIT;
	MOW_AUTO(buf) told = BUF_INIT;
	struct scene scene;

	(void)state;
	for (const char *at = ANN; (at = strchr(at, '\n')) != NULL; at++)
		buf_addc(&nested, '\n');
	buf_cut(&nested, nested.len - 2);
	buf_adds(&nested, "[b]\npath = *\nreview.y = @bob\n");
	scene_open(&scene, ANN "review.x = @bob\n", nested.data, "brand/logo.svg", "2026-06-15");
	assert_int_equal(scene.owners->gates[0].place.line, scene.owners->gates[1].place.line);
	scene_say(&scene, "", "@ann", "");
	scene_judge(&told, &scene);
	assert_string_equal(told.data, "missing; decision 1/1 have @ann; x 0/1 ask @bob; y 0/1 ask @bob; all @bob");
	scene_close(&scene);
}

static int load_second(size_t *loads, void *context, struct mow_error *err)
{
	(void)context;
	(void)err;
	loads[1] = 5;
	return MOW_OK;
}

#define AWAY ", away 2026-01-01..2026-12-31, deputy "
#define HERE                                                                                                            \
	"[mowners]\nversion = 1\n[rules]\naccountable = @root\n[people]\n@root = R <r@x>\n@a = A <a@x>\n@b = B <b@x>\n" \
	"@c = C <c@x>\n@h = H <h@x>\n"
#define AREA_OF(gates) "[area]\npath = **\naccountable = @root\n" gates

static const struct seating {
	const char *name, *rules, *holds, *asked;
} seatings[] = {
	/* As many of the same people open both, but not the same two: @b and @c share a seat of the second. */
	{"two gates of the same people",
	 HERE "@m = M <m@x>" AWAY "@a @b\n@n = N <n@x>" AWAY "@a @c\n@o = O <o@x>" AWAY "@a @b @c\n@p = P <p@x>" AWAY
	      "@a\n" AREA_OF("review.y = all of @m @n\nreview.z = all of @o @p\n"),
	 "", "@root @a @b"},
	/* @a and @b could take two seats, were it not for @h. */
	{"a seat that is taken",
	 HERE "@m = M <m@x>" AWAY "@a @b\n@n = N <n@x>" AWAY "@h @a @b\n@o = O <o@x>" AWAY
	      "@c\n" AREA_OF("review = all of @m @n @o\n"),
	 "@h", "@root @b @c"},
	{"two seats that are taken",
	 HERE "@d = D <d@x>\n@m = M <m@x>" AWAY "@a @b\n@n = N <n@x>" AWAY "@h @a @b\n@o = O <o@x>" AWAY
	      "@c @a\n@p = P <p@x>" AWAY "@d @b\n" AREA_OF("review = all of @m @n @o @p\n"),
	 "@c @h", "@root @b @d"},
};

static void test_seating(void **state)
{
	const struct seating *row = *state;
	MOW_AUTO(buf) told = BUF_INIT;
	struct scene scene;

	scene_open(&scene, row->rules, NULL, "x", "2026-06-15");
	assert_false(scene.rules->broken);
	scene_say(&scene, "", row->holds, "");
	struct asked answer = ask_loaded(&scene, &scene.class, 1, load_second);
	assert_true(answer.exact);
	for (size_t i = 0; i < answer.count; i++)
		buf_addf(&told, "%s%s", i > 0 ? " " : "", people_label(scene.rules, answer.people[i]));
	assert_string_equal(told.data, row->asked);
	scene_close(&scene);
}

/* No approvals are as good as none of them. */
static void test_no_approvals(void **state)
{
	MOW_AUTO(buf) none = BUF_INIT;
	MOW_AUTO(buf) empty = BUF_INIT;
	struct scene scene;

	(void)state;
	scene_open(&scene, ANN "review = @bob\n", NULL, "brand/logo.svg", "2026-06-15");
	scene_say(&scene, "", "", "");
	scene_judge(&empty, &scene);
	scene.class.approvals = NULL;
	scene_judge(&none, &scene);
	assert_string_equal(none.data, empty.data);
	assert_string_equal(none.data, "missing; decision 0/1 ask @ann; bob 0/1 ask @bob; all @ann,@bob");
	scene_close(&scene);
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
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_no_approvals),
		cmocka_unit_test(test_other_deputies),
	};
	static struct CMUnitTest tests[COUNT(pairs) + COUNT(seatings) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(pairs); i++)
		tests[count++] =
			(struct CMUnitTest){pairs[i].name, test_pair, NULL, NULL, (void *)(uintptr_t)&pairs[i]};
	for (size_t i = 0; i < COUNT(seatings); i++)
		tests[count++] = (struct CMUnitTest){seatings[i].name, test_seating, NULL, NULL,
						     (void *)(uintptr_t)&seatings[i]};
	memcpy(&tests[count], others, sizeof others);
	return cmocka_run_group_tests_name("verdict_needs", tests, NULL, NULL);
}
