/* rules/owners: what goes with who is accountable, when rights end, and what freezes cover. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "owners_fixture.h"

struct row {
	const char *name;
	const char *text; /* from line 14 on */
	const char *path;
	const char *expected; /* as of describe */
};

#define FREEZE(name, pattern) "[freeze " name "]\npath = " pattern "\nfrom = 2026-01-01\nuntil = 2026-02-01\n"

static const struct row rows[] = {
	/* ---- escalate: with the winning accountable, and only with it ---- */
	{"escalate", A "accountable = @u\nescalate = @v after 2d\n", "y", "a @v after 2d; -;"},
	{"escalate: of no area that lost", A "accountable = @u\nescalate = @v after 2d\n" B "accountable = @w\n", "y",
	 "b -; -;"},
	{"escalate: of the one that won",
	 A "accountable = @u\nescalate = @v after 2d\n" B "accountable = @w\nescalate = @t after 1w\n", "y",
	 "b @t after 1w; -;"},
	{"escalate: another area may add to the rest",
	 A "accountable = @u\nescalate = @v after 2d\n" B "responsible = @w\nreview = @w\n", "y", "a @v after 2d; -;"},
	{"escalate: of [otherwise]", A "[otherwise]\naccountable = @u\nescalate = @v after 3h\n", "y",
	 "otherwise @v after 3h; -;"},
	{"escalate: not of [otherwise] beside an owner",
	 A "accountable = @w\n[otherwise]\naccountable = @u\nescalate = @v after 3h\n", "y", "a -; -;"},
	{"escalate: not of an area where [rules] covers", A "accountable = @u\nescalate = @v after 2d\n", "OWNERS",
	 "rules -; -;"},
	/* ---- rights-until: the earliest ---- */
	{"rights: unset", A "accountable = @u\n", "y", "a -; -;"},
	{"rights", A "rights-until = 2027-03-31\n", "y", "- -; 2027-03-31 OWNERS:16;"},
	{"rights: the earliest, first", A "rights-until = 2027-03-31\n" B "rights-until = 2027-04-01\n", "y",
	 "- -; 2027-03-31 OWNERS:16;"},
	{"rights: the earliest, last", A "rights-until = 2027-04-01\n" B "rights-until = 2027-03-31\n", "y",
	 "- -; 2027-03-31 OWNERS:19;"},
	{"rights: of equals, the first", A "rights-until = 2027-04-01\n" B "rights-until = 2027-04-01\n", "y",
	 "- -; 2027-04-01 OWNERS:16;"},
	{"rights: of [otherwise] where it steps in",
	 A "rights-until = 2027-04-02\n[otherwise]\naccountable = @u\nrights-until = 2027-04-01\n", "y",
	 "otherwise -; 2027-04-01 OWNERS:19;"},
	{"rights: not of [otherwise] beside an owner",
	 A "accountable = @v\n[otherwise]\naccountable = @u\nrights-until = 2027-04-01\n", "y", "a -; -;"},
	{"rights: not of an area where [rules] covers", A "rights-until = 2027-04-01\n", "OWNERS", "rules -; -;"},
	/* ---- Freezes ---- */
	{"freeze: nobody may", FREEZE("q4", "*"), "y", "- -; -; freeze q4 OWNERS:14 1[] -"},
	{"freeze: some may", FREEZE("q4", "/y/") "allow = @u @two\n", "y/z",
	 "- -; -; freeze q4 OWNERS:14 1[@u @two] @u,@two"},
	{"freeze: elsewhere", FREEZE("q4", "/y/"), "z", "- -; -;"},
	{"freeze: taken back", FREEZE("q4", "/y/\n  !/y/z"), "y/z", "- -; -;"},
	{"freeze: all that cover, in order",
	 FREEZE("z", "*.psd") A "accountable = @u\n" FREEZE("b", "*") "allow = @v\n" FREEZE("a", "/x/"), "y/a.psd",
	 "a -; -; freeze z OWNERS:14 1[] - freeze b OWNERS:21 1[@v] @v"},
	{"freeze: never what [rules] covers", FREEZE("q4", "*"), "x/OWNERS", "rules -; -;"},
	{"freeze: [otherwise] steps in all the same", FREEZE("q4", "*") "[otherwise]\naccountable = @u\n", "y",
	 "otherwise -; -; freeze q4 OWNERS:14 1[] -"},
	{"freeze: beside areas that say everything",
	 A "accountable = @u\nrights-until = 2027-04-01\n" FREEZE("q4", "*"), "y",
	 "a -; 2027-04-01 OWNERS:17; freeze q4 OWNERS:18 1[] -"},
};

/* "AREA ESCALATE; RIGHTS;" and each freeze: its name and place, how many of whom, as written and as read. */
static void describe(struct buf *out, const struct rules *rules, const struct requirement *owners)
{
	char day[16];
	time_t last = (time_t)owners->rights_end - 1;
	struct tm tm;

	buf_addf(out, "%s %s; ", owners->area != NULL ? owners->area->name : "-",
		 owners->escalate != NULL ? owners->escalate->text : "-");
	if (owners->rights_end == INT64_MAX) {
		assert_null(owners->rights_place.file);
		buf_adds(out, "-;");
	} else {
		(void)strftime(day, sizeof day, "%Y-%m-%d", gmtime_r(&last, &tm));
		buf_addf(out, "%s %s:%u;", day, owners->rights_place.file, owners->rights_place.line);
	}
	for (size_t i = 0; i < owners->freeze_count; i++) {
		const struct required_gate *allow = &owners->freezes[i].allow;
		assert_string_equal(allow->name, owners->freezes[i].area->name);
		assert_true(allow->strict && !allow->light);
		buf_addf(out, " %s %s:%u %u[%s] ", allow->name, allow->place.file, allow->place.line, allow->need,
			 allow->text != NULL ? allow->text : "");
		for (size_t k = 0; k < allow->of_count; k++)
			buf_addf(out, "%s%s", k > 0 ? "," : "", rules->owners[allow->of[k]].text);
		buf_adds(out, allow->of_count == 0 ? "-" : "");
	}
}

/* Explaining tells the areas of the answer and its freezes, each by a pattern of its own. */
static void explain(struct resolver *resolver, const struct rules *rules, const char *text,
		    const struct requirement *owners)
{
	const struct mow_path path = {text, strlen(text), MOW_PATH_FILE};
	MOW_AUTO(matched_areas) matched = {NULL, 9};
	size_t freezes = 0, areas = 0;

	assert_int_equal(resolver_explain(&matched, resolver, &path, NULL), MOW_OK);
	assert_int_equal(matched.count, owners->area_count + owners->freeze_count);
	for (size_t i = 0; i < matched.count; i++) {
		const struct area *area = matched.items[i].area;
		bool without = area == &rules->otherwise || area == &rules->rules_area;
		assert_ptr_equal(matched.items[i].file, rules->files[0]);
		assert_int_equal(matched.items[i].pattern == NULL, without);
		if (area->freeze != NULL)
			assert_ptr_equal(area, owners->freezes[freezes++].area);
		else
			assert_ptr_equal(area, owners->areas[areas++]);
	}
}

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO_PTR(rules) rules = parse(row->text, NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) text = BUF_INIT;

	assert_false(rules->broken);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	const struct requirement *owners = owners_help_look_up(resolver, row->path);
	describe(&text, rules, owners);
	assert_string_equal(text.data, row->expected);
	explain(resolver, rules, row->path, owners);
}

/* What [rules] says of them itself holds for what it covers, and for nothing else. */
static void test_rules_own(void **state)
{
	static const char text[] = "[mowners]\nversion = 1\n"
				   "[rules]\naccountable = @t\nescalate = @u after 1d\nrights-until = 2027-05-01\n"
				   "[people]\n@t = T <t@example.com>\n@u = U <u@example.com>\n"
				   "[a]\npath = *\naccountable = @u\nrights-until = 2027-04-01\n";
	MOW_AUTO_PTR(rules) rules = NULL;
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) got = BUF_INIT;
	(void)state;

	assert_int_equal(rules_parse(&rules, text, strlen(text), NULL, NULL), MOW_OK);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	describe(&got, rules, owners_help_look_up(resolver, "OWNERS"));
	assert_string_equal(got.data, "rules @u after 1d; 2027-05-01 OWNERS:6;");
	buf_reset(&got);
	describe(&got, rules, owners_help_look_up(resolver, "x"));
	assert_string_equal(got.data, "a -; 2027-04-01 OWNERS:13;");
}

int main(void)
{
	enum { ROWS = sizeof rows / sizeof rows[0] };
	static struct CMUnitTest tests[ROWS + 1];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&rows[i]};
	tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(test_rules_own);
	return cmocka_run_group_tests_name("rules_owners_dates", tests, NULL, NULL);
}
