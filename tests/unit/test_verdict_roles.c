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
	for (size_t i = 0; i <= class->requirement->gate_count; i++)
		if (judge_in_gate(judge, class, i, person)) {
			const char *name = class->requirement->gates[i].name;
			buf_addf(out, "in:%s ", name);
			assert_true(
				judge_may_count(judge, class, &holder, &(struct role){.as = AS_GATE, .gate = name}));
		}
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
	{"it is over", ANN FREEZE("2026-06-01", "2026-06-14"), "", NULL, "@bob", "possible"},
	{"accepts", HEAD, "", "@ann", "@ann", "accept * accept:0 possible"},
	{"releases", HEAD, "", "-@ann", "@ann", "release * release:0 possible"},
	{"both ways", HEAD, "", "@ann -@ann", "@ann", "accept release * accept:0 release:1 possible"},
	{"of two who accept the second", HEAD, "", "@ann @bob", "@bob", "accept * accept:1 possible"},
	{"consents of others", HEAD, "", "@ann -@bob", "@cat", "possible"},
	{"by who owns the rules", HEAD, "", "@ann", "@root", "accountable * decides possible"},
	{"broken rules", ANN "[b\n", "@bob", NULL, "@bob", "author -"},
	{"broken rules, accountable", ANN "[b\n", "", NULL, "@ann", "-"},
};

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

#define ROWS (sizeof rows / sizeof *rows)

int main(void)
{
	static struct CMUnitTest tests[ROWS + 1] = {cmocka_unit_test(needs_authors)};

	for (size_t i = 0; i < ROWS; i++)
		tests[i + 1] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&rows[i]};
	return cmocka_run_group_tests_name("verdict_roles", tests, NULL, NULL);
}
