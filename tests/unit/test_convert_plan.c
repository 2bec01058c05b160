/* OWNERS into CODEOWNERS: patterns as forges write them, the order of lines, and the lines of single files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "convert/say.h"

/* ---- Patterns: NULL where the forge has none -------------------------------------------------------------------- */

static const struct {
	const char *pattern, *github, *gitlab, *folder;
} said[] = {
	{"*", "*", "*", NULL},
	{"**", "*", "*", NULL},
	{"*.js", "*.js", "*.js", "*.js/"},
	{"/a/b", "/a/b", "/a/b", "/a/b/"},
	{"a/b", "/a/b", "/a/b", "/a/b/"},
	{"a/", "a/", "a/", NULL},
	{"/a/*", "/a/*", "/a/*", NULL},
	{"/a/**", "/a/**", "/a/**/*", NULL},
	{"**/**/a/b", "**/a/b", "**/a/b", "**/a/b/"},
	{"a b/c", "/a\\ b/c", "/a\\ b/c", "/a\\ b/c/"},
	{"a[ ]", "a\\ ", "a\\ ", "a\\ /"},
	{"\\*a\\;", "\\*a;", "\\*a;", "\\*a;/"},
	{"a[bc]?", NULL, "a[bc]?", "a[bc]?/"},
	{"a[[:digit:]]", NULL, NULL, NULL},
	{"a\\[1\\]", "a\\[1\\]", "a\\[1\\]", "a\\[1\\]/"},
	{"\\#a", NULL, "**/#a", "**/#a/"},
	{"\\!a", NULL, "**/!a", "**/!a/"},
	{"a***b", "a*b", "a*b", "a*b/"},
};

static void expect_said(const char *pattern, enum forge forge, bool folder, const char *expected)
{
	const struct plan_line line = {.pattern = pattern, .len = strlen(pattern)};
	MOW_AUTO(buf) out = BUF_INIT;
	bool sayable = say_pattern(&out, forge, &line, folder);

	if (sayable != (expected != NULL) || (sayable && strcmp(out.data, expected) != 0))
		fail_msg("%s for %s: %s", pattern, forge_names[forge], sayable ? out.data : "nothing");
}

static void test_patterns(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		const struct plan_line line = {
			.pattern = said[i].pattern, .len = strlen(said[i].pattern), .folders = true};
		expect_said(said[i].pattern, FORGE_GITHUB, false, said[i].github);
		expect_said(said[i].pattern, FORGE_GITLAB, false, said[i].gitlab);
		if (said[i].gitlab == NULL)
			continue;
		assert_int_equal(say_needs_folder(&line), said[i].folder != NULL);
		if (said[i].folder != NULL)
			expect_said(said[i].pattern, FORGE_GITLAB, true, said[i].folder);
	}
}

static void test_paths(void **state)
{
	static const struct {
		const char *path, *said;
	} paths[] = {
		{"a b/*.c", "/a\\ b/\\*.c"}, {"a[1]/", "/a\\[1\\]/"}, {"a\nb", NULL}, {"\xFF", NULL}, {"#a", "/#a"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		MOW_AUTO(buf) line = BUF_INIT;
		assert_int_equal(say_path(&line, paths[i].path, strlen(paths[i].path)), paths[i].said != NULL);
		if (paths[i].said != NULL)
			assert_string_equal(line.data, paths[i].said);
	}
}

/* ---- Lines ------------------------------------------------------------------------------------------------------ */

/* An area: the patterns of a list, `!` for what it leaves out; NULL ends. */
static void add_area(struct plan *plan, size_t section, size_t owner, const char *const *patterns)
{
	size_t list;

	assert_int_equal(plan_list(&list, plan, &owner, 1), 0);
	plan_begin(plan);
	for (; *patterns != NULL; patterns++) {
		bool exclude = **patterns == '!';
		const char *text = *patterns + exclude;
		assert_int_equal(plan_add(plan, section, text, strlen(text), exclude ? PLAN_NOBODY : list), 0);
	}
}

/* A file that wants that owner of the first section; PLAN_NOBODY: nobody. */
static void add_file(struct plan *plan, const char *path, size_t owner)
{
	const struct mow_path file = {path, strlen(path), MOW_PATH_FILE};
	struct plan_wanted *wanted = arena_array(&plan->arena, 1, sizeof *wanted);

	assert_non_null(wanted);
	if (owner != PLAN_NOBODY)
		assert_int_equal(plan_list(&wanted->list, plan, &owner, 1), 0);
	assert_int_equal(plan_add_file(plan, &file, wanted, owner != PLAN_NOBODY), 0);
}

static void expect_plan(struct plan *plan, const char *expected)
{
	MOW_AUTO(buf) out = BUF_INIT;

	assert_int_equal(plan_put_in_order(plan), 0);
	assert_int_equal(plan_except(plan), 0);
	for (size_t i = 0; i < plan->order.count; i++) {
		const struct plan_line *line = &plan->lines.items[plan->order.items[i]];
		if (!line->dead)
			buf_addf(&out, "%s ", line->pattern);
	}
	for (size_t i = 0; i < plan->exceptions.count; i++)
		buf_addf(&out, "+%.*s ", (int)plan->exceptions.items[i].len, plan->exceptions.items[i].path);
	assert_string_equal(out.data, expected);
}

static void test_order(void **state)
{
	MOW_AUTO(plan) plan = {.last = PLAN_NONE};

	(void)state;
	add_area(&plan, 0, 1, (const char *const[]){"*", "!/b/", "/b/c/", NULL});
	add_area(&plan, 0, 2, (const char *const[]){"/b/", "!/b/c/", NULL});
	add_area(&plan, 0, 3, (const char *const[]){"/z", "!/b/", NULL});
	expect_plan(&plan, "* /z /b/ /b/c/ ");
}

static void test_circle(void **state)
{
	MOW_AUTO(plan) plan = {.last = PLAN_NONE};

	(void)state;
	add_area(&plan, 0, 1, (const char *const[]){"a", "b", "c", NULL});
	add_area(&plan, 0, 2, (const char *const[]){"c", "a", NULL});
	expect_plan(&plan, "b c a ");
}

static void test_exceptions(void **state)
{
	MOW_AUTO(plan) plan = {.last = PLAN_NONE};

	(void)state;
	add_area(&plan, 0, 1, (const char *const[]){"/a/", NULL});
	add_area(&plan, 0, 2, (const char *const[]){"*.x", "/d/", NULL});
	add_file(&plan, "a/1.x", 1);
	add_file(&plan, "a/2", 1);
	add_file(&plan, "a/b/1.x", 3);
	add_file(&plan, "a/b/c/2", 3);
	add_file(&plan, "d/1", 4);
	add_file(&plan, "e", PLAN_NOBODY);
	add_file(&plan, "f.x", PLAN_NOBODY);
	expect_plan(&plan, "/a/ *.x +a/1.x +a/b/ +d/ +f.x ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns), cmocka_unit_test(test_paths),      cmocka_unit_test(test_order),
		cmocka_unit_test(test_circle),   cmocka_unit_test(test_exceptions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
