/* What a judge is asked about somebody and a path: their roles, which gates they open, what they consent to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict_people.h"

struct row {
	const char *name;
	const char *rules;
	const char *authors;
	const char *consents; /* that are wanted */
	const char *who;
	const char *expected; /* "possible" stands there where everybody together can approve it */
};

static void tell_roles(struct buf *out, unsigned roles)
{
	static const char *const words[] = {"accountable", "gate",   "responsible", "author",
					    "allow",       "accept", "release"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (roles & 1u << i)
			buf_addf(out, "%s ", words[i]);
}

/* One gate and one consent more than there are: nobody is in them. */
static void tell(struct buf *out, const struct scene *scene, struct judge *judge, size_t person)
{
	const struct step_class *class = &scene->class;
	unsigned roles = judge_roles(judge, class, person);
	const struct judge_holder holder = {.person = person, .roles = roles};
	bool possible = false;

	tell_roles(out, roles);
	if (judge_may_count(judge, class, &holder, &(struct role){.as = AS_ALL}))
		buf_adds(out, "* ");
	if (judge_may_count(judge, class, &holder, &(struct role){.as = AS_ACCOUNTABLE}))
		buf_adds(out, "decides ");
	for (size_t i = 0; i < class->requirement->gate_count; i++) {
		const char *name = class->requirement->gates[i].name;
		const struct role role = {.as = AS_GATE, .gate = name};
		bool in = judge_in_gate(judge, class, i, person);
		assert_int_equal(judge_may_count(judge, class, &holder, &role), in);
		if (in)
			buf_addf(out, "in:%s ", name);
	}
	assert_false(judge_in_gate(judge, class, class->requirement->gate_count, person));
	for (size_t i = 0; i <= class->consent_count; i++)
		if (judge_consents(judge, class, i, person))
			buf_addf(out, "%s:%zu ", class->consents[i].who.name, i);
	assert_int_equal(judge_possible(&possible, judge, class, NULL), 0);
	buf_adds(out, possible ? "possible" : "-");
}

static void test_row(void **state)
{
	const struct row *row = *state;
	const char *path = row->consents != NULL ? "OWNERS" : "brand/logo.svg";
	struct scene scene;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(buf) told = BUF_INIT;

	scene_open(&scene, row->rules, NULL, path, "2026-06-15");
	scene_say(&scene, row->authors, "", "");
	scene_consents(&scene, row->consents);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	judge_heed(judge, &scene.gathered);
	size_t person =
		row->who != NULL ? scene_person(scene.rules, row->who, strlen(row->who)) : scene.rules->people_count;
	tell(&told, &scene, judge, person);
	assert_string_equal(told.data, row->expected);
	scene_close(&scene);
}

#define GATES ANN "review.legal = 1 of @bob @cat\nreview.brand = 1 of @cat\n"
#define FREEZE(from, until) "[freeze f]\npath = *\nfrom = " from "\nuntil = " until "\nallow = @bob\n"

static const struct row rows[] = {
	{"the accountable owner", ANN, "", NULL, "@ann", "accountable * decides possible"},
	{"somebody else", ANN, "", NULL, "@bob", "possible"},
	{"nobody the rules know", ANN, "", NULL, NULL, "possible"},
	{"an author", ANN, "@bob", NULL, "@bob", "author possible"},
	{"an author who is accountable", ANN, "@ann", NULL, "@ann", "author possible"},
	{"nobody can approve it", AREA "accountable = @both\n", "", NULL, "@both", "accountable * decides -"},
	{"nobody can decide, though the gate is open", AREA "accountable = @both\nreview = @bob\n", "", NULL, "@bob",
	 "gate * in:bob -"},
	{"the first of many authors", ANN, "@ann @bob @cat @dan @eve @away", NULL, "@ann", "author -"},
	{"the last of many authors", ANN, "@ann @bob @cat @dan @eve @ext", NULL, "@ext", "author -"},
	{"none of many authors", ANN, "@bob @cat @dan @eve @ext @far", NULL, "@away", "possible"},
	{"responsible", ANN "responsible = @bob\n[level standard]\npeople = 2\n", "", NULL, "@bob",
	 "responsible * possible"},
	{"responsible people are too few", ANN "responsible = @bob\n[level standard]\npeople = 3\n", "", NULL, "@ann",
	 "accountable * decides -"},
	{"a deputy of who is here", ANN, "", NULL, "@dan", "possible"},
	{"a deputy of who is away", AREA "accountable = @away\n", "", NULL, "@eve", "accountable * decides possible"},
	{"in one gate", GATES, "", NULL, "@bob", "gate * in:legal possible"},
	{"in both gates", GATES, "", NULL, "@cat", "gate * in:legal in:brand possible"},
	{"in none", GATES, "", NULL, "@ann", "accountable * decides possible"},
	{"lets it through a freeze", ANN FREEZE("2026-06-01", "2026-06-20"), "", NULL, "@bob", "allow * possible"},
	{"from this second on", ANN FREEZE("2026-06-15T12:00:00Z", "2026-06-20"), "", NULL, "@bob", "allow * possible"},
	{"a second later", ANN FREEZE("2026-06-15T12:00:01Z", "2026-06-20"), "", NULL, "@bob", "possible"},
	{"over since this second", ANN "[freeze f]\npath = *\nopens = 2026-06-15T12:00:00Z\nallow = @bob\n", "", NULL,
	 "@bob", "possible"},
	{"lets it through the second freeze",
	 ANN "[freeze e]\npath = *\nopens = 2026-07-01\nallow = @cat\n" FREEZE("2026-06-01", "2026-06-20"), "", NULL,
	 "@bob", "allow * possible"},
	{"it is over", ANN FREEZE("2026-06-01", "2026-06-14"), "", NULL, "@bob", "possible"},
	{"accepts", HEAD, "", "@ann", "@ann", "accept * accept:0 possible"},
	{"releases", HEAD, "", "-@ann", "@ann", "release * release:0 possible"},
	{"both ways", HEAD, "", "@ann -@ann", "@ann", "accept release * accept:0 release:1 possible"},
	{"of two who accept the second", HEAD, "", "@ann @bob", "@bob", "accept * accept:1 possible"},
	{"the last of many who accept", HEAD, "", "@ann @bob @cat @dan @eve @ext", "@ext",
	 "accept * accept:5 possible"},
	{"the first of many who accept", HEAD, "", "@ann @bob @cat @dan @eve @ext", "@ann",
	 "accept * accept:0 possible"},
	{"none of many who accept", HEAD, "", "@ann @bob @cat @dan @ext @far", "@eve", "possible"},
	{"consents of others", HEAD, "", "@ann -@bob", "@cat", "possible"},
	{"consents, of somebody whom the rules do not know", HEAD, "", "@ann", NULL, "possible"},
	{"by who owns the rules", HEAD, "", "@ann", "@root", "accountable * decides possible"},
	{"a gate in broken rules", GATES "[b\n", "", NULL, "@bob", "-"},
	{"broken rules", ANN "[b\n", "@bob", NULL, "@bob", "author -"},
	{"broken rules, accountable", ANN "[b\n", "", NULL, "@ann", "-"},
};

/* ---- One approval, stop or override ---------------------------------------------------------------------------- */

struct one {
	const char *name;
	const char *rules, *authors, *vote;
	const char *expected; /* "holds": as a stop or an override */
	const char *path, *consents;
};

static void open_one(struct scene *scene, const struct one *row)
{
	scene_open(scene, row->rules, NULL, row->path != NULL ? row->path : "brand/logo.svg", "2026-06-15");
	scene_say(scene, row->authors, row->vote, "");
	scene_consents(scene, row->consents);
}

static void test_approval(void **state)
{
	static const char *const lacks[] = {"", "kind ", "carried ", "age "};
	const struct one *row = *state;
	struct scene scene;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(buf) told = BUF_INIT;

	open_one(&scene, row);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	buf_adds(&told, lacks[judge_lack(judge, &scene.class, &scene.approvals[0])]);
	buf_adds(&told, judge_counts(judge, &scene.class, &scene.approvals[0]) ? "counts" : "-");
	assert_string_equal(told.data, row->expected);
	scene_close(&scene);
}

#define MAX_AGE "[level standard]\nmax-age = 2d\n"

static const struct one approvals[] = {
	{"an approval", ANN, "", "@ann", "counts", NULL, NULL},
	{"whatever role they hold", ANN, "", "@bob", "counts", NULL, NULL},
	{"by nobody the rules know", ANN, "", "new@x.example", "-", NULL, NULL},
	{"of their own work", ANN, "@ann", "@ann", "-", NULL, NULL},
	{"by who has left", ANN, "", "@gone", "-", NULL, NULL},
	{"of a kind that does not count", ANN, "", "@ann+pusher", "kind -", NULL, NULL},
	{"of a forge", ANN, "", "@ann+forge", "counts", NULL, NULL},
	{"carried by a witness", ANN, "", "@ann+carried", "counts", NULL, NULL},
	{"carried by a witness, for rules files", ANN, "", "@root+carried", "carried -", "OWNERS", NULL},
	{"of a forge, for rules files", ANN, "", "@root+forge", "counts", "OWNERS", NULL},
	{"as old as can be", ANN MAX_AGE, "", "@ann-2d", "counts", NULL, NULL},
	{"a moment too old", ANN MAX_AGE, "", "@ann-49h", "age -", NULL, NULL},
	{"a second is an age", ANN "[level standard]\nmax-age = 1h\n", "", "@ann-2h", "age -", NULL, NULL},
	{"any age", ANN, "", "@ann-900d", "counts", NULL, NULL},
	{"a consent, of their own work", HEAD, "@ann", "@ann", "counts", "OWNERS", "@ann"},
	{"a consent of somebody else", HEAD, "@bob", "@bob", "-", "OWNERS", "@ann"},
	{"a consent of a kind that does not count", HEAD, "@ann", "@ann+pusher", "kind -", "OWNERS", "@ann"},
	{"a consent in one role", HEAD, "@ann", "@ann/accountable", "-", "OWNERS", "@ann"},
};

static void test_stop_and_override(void **state)
{
	const struct one *row = *state;
	struct scene scene;
	MOW_AUTO_PTR(judge) judge = NULL;
	const char *told;

	open_one(&scene, row);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	const struct approval *vote = &scene.approvals[0];
	const struct stop stop = {.person = vote->person, .role = vote->role, .made = vote->made};
	told = judge_stands(judge, &scene.class, &stop)  ? "stands"
	       : judge_passes(judge, &scene.class, vote) ? "passes"
							 : "-";
	assert_string_equal(told, row->expected);
	scene_close(&scene);
}

#define GLASS(gate) "[mowners]\nversion = 1\noverride = " gate "\n[rules]\naccountable = @root\n" PEOPLE
#define BREAK(gate) GLASS(gate) "[a]\npath = /brand/\naccountable = @ann\n"

static const struct one stops[] = {
	{"a stop by the owner", ANN, "", "@ann", "stands", NULL, NULL},
	{"a stop by somebody else", ANN, "", "@bob", "-", NULL, NULL},
	{"a stop where rules are broken", ANN "[b\n", "", "@ann", "-", NULL, NULL},
	{"an override by one of them", BREAK("2 of @guild"), "", "@bob", "passes", NULL, NULL},
	{"an override by somebody else", BREAK("2 of @guild"), "", "@dan", "-", NULL, NULL},
	{"an override where there is none", ANN, "", "@bob", "-", NULL, NULL},
	{"an override where rules are broken", BREAK("@bob") "[b\n", "", "@bob", "-", NULL, NULL},
	{"an override of 24 hours ago", BREAK("@bob"), "", "@bob-24h", "passes", NULL, NULL},
	{"an override of 25 hours ago", BREAK("@bob"), "", "@bob-25h", "-", NULL, NULL},
	{"an override of rules files by one", BREAK("@bob"), "", "@bob", "-", "OWNERS", NULL},
	{"an override of rules files by two", BREAK("2 of @guild"), "", "@bob", "passes", "OWNERS", NULL},
};

/* ---- What it takes ------------------------------------------------------------------------------------------------ */

struct cost {
	const char *name, *rules, *consents, *stops, *overrides;
	uint64_t more; /* needs than of an owner alone */
};

static const struct cost costs[] = {
	{"the owner", ANN, "", "", "", 0},
	{"gates", ANN "review = @bob\n  @cat\n  @dan\n", "", "", "", 3},
	{"a freeze", ANN FREEZE("2026-06-01", "2026-06-20"), "", "", "", 1},
	{"consents", ANN, "@bob @cat", "", "", 2},
	{"stops", ANN "review = @bob\n", "", "@ann @bob", "", 3},
	{"an override", BREAK("2 of @bob @cat"), "", "", "@bob @cat", 1},
};

/* What the judge takes of a budget with these approvals; both ways of asking take the same. */
static uint64_t cost_of(const struct cost *row, const char *holds, const char *stale)
{
	struct scene scene;
	struct judgement judgement;
	struct budget budget;
	bool possible;
	MOW_AUTO_PTR(judge) judge = NULL;
	MOW_AUTO(arena) arena = {0};

	scene_open(&scene, row->rules, NULL, "brand/logo.svg", "2026-06-15");
	assert_false(scene.rules->broken);
	scene_say(&scene, "", holds, stale);
	scene_consents(&scene, row->consents);
	scene_stop(&scene, row->stops, "");
	scene_override(&scene, row->overrides);
	assert_int_equal(judge_new(&judge, scene.rules, scene.now, NULL), 0);
	judge_heed(judge, &scene.gathered);
	budget_init(&budget, UINT64_MAX, UINT64_MAX);
	judge_spend(judge, &budget);
	assert_int_equal(judge_possible(&possible, judge, &scene.class, NULL), 0);
	uint64_t work = UINT64_MAX - budget.work;
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_true(UINT64_MAX - budget.work == 2 * work);
	budget_init(&budget, 2 * work - 1, UINT64_MAX);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), 0);
	assert_int_equal(judge_possible(&possible, judge, &scene.class, NULL), MOW_ETOOBIG);
	budget_init(&budget, UINT64_MAX, 0);
	assert_int_equal(judge_class(&judgement, judge, &scene.class, &arena, NULL), MOW_ETOOBIG);
	scene_close(&scene);
	return work;
}

/* It grows with the needs, and with the approvals of each of them. */
static void test_cost(void **state)
{
	const struct cost *row = *state;
	uint64_t none = cost_of(row, "", ""), owner = cost_of(&costs[0], "", "");
	uint64_t two = cost_of(row, "@ann @bob", ""), owner_two = cost_of(&costs[0], "@ann @bob", "");

	assert_true(none > 0 && none - owner == row->more * (none / (row->more + 4)));
	assert_true(two - none == owner_two - owner + 2 * row->more * BUDGET_LOOK);
	assert_true(cost_of(row, "@ann", "@bob") == two);
}

/* Whether it matters who made a change. */
static void needs_authors(void **state)
{
	static const struct {
		const char *rules;
		bool expected;
	} cases[] = {
		{HEAD "[a]\npath = /docs/\naccountable = @ann\n", false},
		{ANN, true},
		{AREA "responsible = @ann\n", true},
		{AREA "review.legal = 1 of @bob\n", true},
		{ANN "[b\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene scene;
		scene_open(&scene, cases[i].rules, NULL, "brand/logo.svg", "2026-06-15");
		if (verdict_needs_authors(scene.rules, scene.owners) != cases[i].expected)
			fail_msg("%s", cases[i].rules);
		scene_close(&scene);
	}
}

#define ROWS(table) (sizeof(table) / sizeof *(table))
#define TEST(table, i, test) ((struct CMUnitTest){table[i].name, test, NULL, NULL, (void *)(uintptr_t)&table[i]})

int main(void)
{
	static struct CMUnitTest tests[ROWS(rows) + ROWS(approvals) + ROWS(stops) + ROWS(costs) + 1];
	size_t count = 0;

	tests[count++] = (struct CMUnitTest)cmocka_unit_test(needs_authors);
	for (size_t i = 0; i < ROWS(rows); i++)
		tests[count++] = TEST(rows, i, test_row);
	for (size_t i = 0; i < ROWS(approvals); i++)
		tests[count++] = TEST(approvals, i, test_approval);
	for (size_t i = 0; i < ROWS(stops); i++)
		tests[count++] = TEST(stops, i, test_stop_and_override);
	for (size_t i = 0; i < ROWS(costs); i++)
		tests[count++] = TEST(costs, i, test_cost);
	return cmocka_run_group_tests_name("verdict_roles", tests, NULL, NULL);
}
