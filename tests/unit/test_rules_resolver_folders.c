/* What the resolver tells of patterns and of folders, beside answers for paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "owners_fixture.h"

/* What each file's patterns matched, as "FILE:NUMBERS". */
static int note_matched(const struct rules_file *file, const uint32_t *patterns, size_t count, void *context)
{
	struct buf *text = context;

	buf_addf(text, "%s:", file->path);
	for (size_t i = 0; i < count; i++)
		buf_addf(text, " %u", (unsigned)patterns[i]);
	buf_addc(text, ';');
	return 0;
}

static int refuse_matched(const struct rules_file *file, const uint32_t *patterns, size_t count, void *context)
{
	(void)file, (void)patterns, (void)count, (void)context;
	return MOW_ENOMEM;
}

static void test_watched(void **state)
{
	static const struct nested nested[3] = {{"x/OWNERS", "[c]\npath = *.png\n  /a.png\n  y/\n"}};
	MOW_AUTO_PTR(rules) rules = parse("[a]\npath = *.png\n  !a*\n[b]\npath = /x/\n  /y/\n", nested);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) told = BUF_INIT;
	const struct requirement *owners;
	const struct mow_path path = {"z/z.png", 7, MOW_PATH_FILE};
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	(void)owners_help_look_up(resolver, "x/a.png"); /* told nevertheless when it is asked again */
	resolver_watch(resolver, note_matched, &told);
	(void)owners_help_look_up(resolver, "x/a.png");
	assert_string_equal(told.data, "OWNERS: 0 1 2;x/OWNERS: 0 1;");
	buf_reset(&told);
	(void)owners_help_look_up(resolver, "y/b.png");
	assert_string_equal(told.data, "OWNERS: 0 3;");
	resolver_watch(resolver, refuse_matched, NULL);
	assert_int_equal(resolver_look_up(&owners, resolver, &path, NULL), MOW_ENOMEM);
	resolver_watch(resolver, NULL, NULL);
	assert_int_equal(owners_help_look_up(resolver, "z/z.png")->area_count, 1);
}

/* A path lies among other bytes: what stands before it is no folder. */
static void test_before(void **state)
{
	static const char bytes[] = "c/a/b/x";
	MOW_AUTO_PTR(rules) rules = parse("[b]\npath = /a/b/\n[c]\npath = /a/c/\n", NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	(void)owners_help_look_up(resolver, "a/c/y");
	assert_string_equal(owners_help_look_up(resolver, bytes + 2)->areas[0]->name, "b");
	assert_string_equal(owners_help_look_up(resolver, "a/c/y")->areas[0]->name, "c");
}

/* All patterns of one file above the folder that match, also those that take back; whatever was expected before. */
static void test_match_file(void **state)
{
	static const struct nested nested[3] = {{"x/OWNERS", "[c]\npath = *.png\n  /a.png\n  y/\n"}};
	MOW_AUTO_PTR(rules) rules = parse("[a]\npath = *.png\n  !a*\n[b]\npath = /x/\n  /y/\n", nested);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(pattern_matches) matches = {0};
	const struct mow_path first = {"q", 1, MOW_PATH_FILE}, name = {"a.png", 5, MOW_PATH_FILE};
	static const uint32_t root[] = {0, 1, 2}, below[] = {0, 2};
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	assert_int_equal(resolver_expect(resolver, &first, NULL), MOW_OK);
	assert_int_equal(owners_help_look_up(resolver, "q")->area_count, 0);
	assert_int_equal(resolver_enter(resolver, "x/y/", 4, NULL, NULL), MOW_OK);
	assert_int_equal(resolver_match_file(&matches, resolver, rules->files[0], &name, NULL), MOW_OK);
	assert_int_equal(matches.count, 3);
	assert_memory_equal(matches.items, root, sizeof root);
	assert_int_equal(resolver_match_file(&matches, resolver, rules->files[1], &name, NULL), MOW_OK);
	assert_int_equal(matches.count, 2);
	assert_memory_equal(matches.items, below, sizeof below);
	assert_int_equal(owners_help_look_up(resolver, "x/y/a.png")->area_count, 2);
	assert_int_equal(resolver_enter(resolver, "y/", 2, NULL, NULL), MOW_OK);
	assert_int_equal(resolver_match_file(&matches, resolver, rules->files[1], &name, NULL), MOW_OK);
	assert_int_equal(matches.count, 0);
}

/* Where nothing below a folder can add to what it has, its answer is that of all below it; elsewhere there is none. */
static void test_all_below(void **state)
{
	static const struct {
		const char *folder;
		const char *area; /* NULL: no answer for all */
	} folders[] = {
		{"", NULL},   {"a/", "a"},  {"a/x/y/", "a"}, {"b/", NULL}, {"b/c/", "b"},
		{"b/d/", ""}, {"n/", NULL}, {"n/m/", "m"},   {"q/", ""},   {"q/.github/workflows/", "rules"},
	};
	static const struct nested nested[3] = {{"n/OWNERS", "[m]\npath = /m/\naccountable = @u\n"}};
	MOW_AUTO_PTR(rules) rules =
		parse("[a]\npath = /a/\naccountable = @u\n[b]\npath = /b/c/\naccountable = @v\n", nested);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *path = folders[i].folder;
		const struct requirement *all = NULL;
		const struct mow_path name = {"z", 1, MOW_PATH_FILE};
		const struct requirement *one;
		assert_int_equal(resolver_enter(resolver, path, strlen(path), NULL, NULL), MOW_OK);
		assert_int_equal(resolver_enter(resolver, path, strlen(path), &all, NULL), MOW_OK);
		assert_int_equal(resolver_name(&one, resolver, &name, NULL), MOW_OK);
		if (folders[i].area == NULL) {
			assert_null(all);
			continue;
		}
		assert_ptr_equal(all, one);
		assert_string_equal(all->area != NULL ? all->area->name : "", folders[i].area);
	}
}

/* Where all is said of the root already, that is the answer for everything below it. */
static void test_all(void **state)
{
	MOW_AUTO_PTR(rules) rules = parse(A "accountable = @u\n", NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	const struct requirement *all = NULL;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	assert_int_equal(resolver_enter(resolver, "", 0, &all, NULL), MOW_OK);
	assert_ptr_equal(all, owners_help_look_up(resolver, "x/y"));
}

/* Folders that so much is said of that their memory is given back when they are left: what is said of the next one is
 * its own. */
static void test_large(void **state)
{
	enum { AREAS = 3000 };
	MOW_AUTO(buf) text = BUF_INIT;
	(void)state;

	for (size_t i = 0; i < AREAS; i++)
		buf_addf(&text, "[x%zu]\npath = /%s/\n", i, i % 2 ? "x" : "y");
	MOW_AUTO_PTR(rules) rules = parse(text.data, NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	assert_false(rules->broken);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	for (size_t round = 0; round < 3; round++) {
		const struct requirement *x = owners_help_look_up(resolver, "x/1");
		const struct requirement *y = owners_help_look_up(resolver, "y/1");
		assert_int_equal(x->area_count, AREAS / 2);
		assert_string_equal(x->areas[0]->name, "x1");
		assert_int_equal(y->area_count, AREAS / 2);
		assert_string_equal(y->areas[0]->name, "x0");
		assert_int_equal(owners_help_look_up(resolver, "z/x/1")->area_count, 0);
	}
}

/* What was never made is let go of all the same. */
static void test_nothing(void **state)
{
	(void)state;
	resolver_free(NULL);
	pattern_set_free(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_watched),   cmocka_unit_test(test_before), cmocka_unit_test(test_match_file),
		cmocka_unit_test(test_all_below), cmocka_unit_test(test_all),    cmocka_unit_test(test_large),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("rules_resolver_folders", tests, NULL, NULL);
}
