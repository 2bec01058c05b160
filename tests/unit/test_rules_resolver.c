/* What the resolver keeps between look-ups, and where it says that things come from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "owners_fixture.h"

static void check_place(const struct place *place, const char *file, unsigned line)
{
	assert_string_equal(place->file, file);
	assert_int_equal(place->line, line);
}

/* Where each thing was set: the one that won; the first of lists that add up, of equal levels, of gates that are one.
 */
static void test_places(void **state)
{
	static const struct nested nested[3] = {
		{"x/OWNERS", B "accountable = @v\nresponsible = @v\nreview = 2 of @two\nconsulted = @v\n"
			       "informed = @v\nlevel = detailed\n"}};
	MOW_AUTO_PTR(rules) rules =
		parse(A "accountable = @u\nresponsible = @u\nreview = @two\nconsulted = @u\nlevel = detailed\n"
			"[otherwise]\naccountable = @w\nlevel = lightweight\n",
		      nested);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	const struct requirement *owners = owners_help_look_up(resolver, "x/y");
	check_place(&owners->accountable_place, "x/OWNERS", 3);
	check_place(&owners->responsible->place, "x/OWNERS", 4);
	assert_int_equal(owners->gate_count, 1);
	check_place(&owners->gates[0].place, "OWNERS", 18);
	check_place(&owners->consulted.place, "OWNERS", 19);
	check_place(&owners->informed.place, "x/OWNERS", 7);
	check_place(&owners->level_place, "OWNERS", 20);
	owners = owners_help_look_up(resolver, "OWNERS");
	check_place(&owners->accountable_place, "OWNERS", 2);
	assert_null(owners->level_place.file);

	MOW_AUTO_PTR(rules) other =
		parse("level = detailed\n[otherwise]\naccountable = @w\n[a]\npath = a\naccountable = @u\n"
		      "[b]\npath = b\nlevel = standard\n",
		      NULL);
	MOW_AUTO_PTR(resolver) second = NULL;
	assert_int_equal(resolver_new(&second, other, NULL), MOW_OK);
	check_place(&owners_help_look_up(second, "y")->level_place, "OWNERS", 14);
	check_place(&owners_help_look_up(second, "y")->accountable_place, "OWNERS", 16);
	check_place(&owners_help_look_up(second, "a")->level_place, "OWNERS", 14);
	check_place(&owners_help_look_up(second, "b")->level_place, "OWNERS", 22);
	MOW_AUTO_PTR(rules) light =
		parse("level = detailed\n[otherwise]\naccountable = @w\nlevel = lightweight\nconsulted = @u\n", NULL);
	MOW_AUTO_PTR(resolver) stepped_in = NULL;
	assert_int_equal(resolver_new(&stepped_in, light, NULL), MOW_OK);
	owners = owners_help_look_up(stepped_in, "y");
	check_place(&owners->level_place, "OWNERS", 17);
	check_place(&owners->consulted.place, "OWNERS", 18);
	assert_ptr_equal(owners->consulted.items, light->otherwise.consulted.items);
	MOW_AUTO_PTR(rules) bare = parse("", NULL);
	MOW_AUTO_PTR(resolver) third = NULL;
	assert_int_equal(resolver_new(&third, bare, NULL), MOW_OK);
	assert_null(owners_help_look_up(third, "y")->level_place.file);
}

/* What [rules] says itself: behind all areas, and its level. */
static void test_rules_keys(void **state)
{
	static const char text[] =
		"[mowners]\nversion = 1\n"
		"[rules]\naccountable = @t\nresponsible = @w\nreview = @u\n  2 of @three\n"
		"consulted = @w\ninformed = @v\nlevel = detailed\n"
		"[people]\n@t = T <t@example.com>\n@u = U <u@example.com>\n@v = V <v@example.com>\n"
		"@w = W <w@example.com>\n"
		"[teams]\n@three = @t @u @v\n"
		"[a]\npath = *\naccountable = @u\nreview = @v\n  @three\nconsulted = @u\nlevel = lightweight\n";
	MOW_AUTO_PTR(rules) rules = NULL;
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) got = BUF_INIT;
	(void)state;

	assert_int_equal(rules_parse(&rules, text, strlen(text), NULL, NULL), MOW_OK);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	owners_help_describe(&got, rules, owners_help_look_up(resolver, "a/.gitmodules"));
	assert_string_equal(
		got.data, "rules @t R@w Gv=1[@v]l;three=2[2 of @three]ls;u=1[@u]s C@u,@w I@v detailed rules : a rules");
}

/* Equal sets of areas are added up once, wherever the paths lie. */
static void test_shared(void **state)
{
	MOW_AUTO_PTR(rules) rules = parse("[a]\npath = *.png\n  *.psd\n  /all/\n[b]\npath = /x/\n  /y/\n", NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	const struct requirement *owners = owners_help_look_up(resolver, "x/a.png");
	assert_ptr_equal(owners_help_look_up(resolver, "y/deep/down/b.psd"), owners);
	assert_ptr_equal(owners_help_look_up(resolver, "x/z.png"), owners);
	assert_ptr_not_equal(owners_help_look_up(resolver, "x/z"), owners);
	assert_ptr_equal(owners_help_look_up(resolver, "x/z"), owners_help_look_up(resolver, "y/1/2/3"));
	assert_ptr_equal(owners_help_look_up(resolver, "all/1/2"), owners_help_look_up(resolver, "a.png"));
	assert_ptr_equal(owners_help_look_up(resolver, "1"), owners_help_look_up(resolver, "2/3"));
}

/*
 * Folders share what was resolved in one of them only where both files see them alike: below b/a/, the folder `a` is
 * for the root file what b/a/ was, and `d` is none of its names; for the file in b/ they are the same.
 */
static void test_not_shared(void **state)
{
	static const char nested[] = "[b]\npath = /a/y\n";
	MOW_AUTO_PTR(rules) rules = parse("[a]\npath = /**/a*/x\naccountable = @u\n", NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	(void)state;

	assert_int_equal(rules_add(rules, &(struct file_text){"b/OWNERS", nested, strlen(nested)}, NULL, NULL), MOW_OK);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	assert_non_null(owners_help_look_up(resolver, "b/a/a/x")->area);
	assert_null(owners_help_look_up(resolver, "b/a/d/x")->area);
	assert_non_null(owners_help_look_up(resolver, "b/a/a/x")->area);
}

/* A file that is added between look-ups counts from then on. */
static void test_added_later(void **state)
{
	MOW_AUTO_PTR(rules) rules = parse(A "accountable = @u\n", NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) text = BUF_INIT;
	static const char nested[] = "[b]\npath = y\naccountable = @v\nreview = new@example.com\n";
	static const char deeper[] = "[c]\npath = y\nbad = 1\n";
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	owners_help_describe(&text, rules, owners_help_look_up(resolver, "x/y"));
	assert_string_equal(text.data, "a @u R- G- C- I- standard : a");
	assert_int_equal(rules_add(rules, &(struct file_text){"x/OWNERS", nested, strlen(nested)}, NULL, NULL), MOW_OK);
	buf_reset(&text);
	owners_help_describe(&text, rules, owners_help_look_up(resolver, "x/y"));
	assert_string_equal(text.data, "b @v R- Gnew@example.com=1[new@example.com]s C- I- standard : a b");
	assert_int_equal(rules_add(rules, &(struct file_text){"x/z/OWNERS", deeper, strlen(deeper)}, NULL, NULL),
			 MOW_OK);
	assert_null(owners_help_look_up(resolver, "x/y")->broken);
	assert_string_equal(owners_help_look_up(resolver, "x/z/y")->broken->path, "x/z/OWNERS");
}

static void test_broken_otherwise(void **state)
{
	MOW_AUTO_PTR(rules) rules = NULL;
	MOW_AUTO_PTR(resolver) resolver = NULL;
	const struct mow_path asked = {"x/y", 3, false};
	MOW_AUTO(matched_areas) matched = {NULL, 9};
	(void)state;

	assert_int_equal(rules_broken(&rules, NULL), MOW_OK);
	assert_int_equal(rules_add_broken(rules, "x/OWNERS", NULL), MOW_OK);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	assert_string_equal(owners_help_look_up(resolver, "x/y")->broken->path, "OWNERS");
	assert_string_equal(owners_help_look_up(resolver, "")->broken->path, "OWNERS");
	assert_int_equal(resolver_explain(&matched, resolver, &asked, NULL), MOW_OK);
	assert_int_equal(matched.count, 0);

	MOW_AUTO_PTR(rules) good = parse(A "accountable = @u\n", NULL);
	MOW_AUTO_PTR(resolver) second = NULL;
	assert_int_equal(rules_add_broken(good, "x/OWNERS", NULL), MOW_OK);
	assert_int_equal(resolver_new(&second, good, NULL), MOW_OK);
	assert_string_equal(owners_help_look_up(second, "x/y")->broken->path, "x/OWNERS");
	assert_null(owners_help_look_up(second, "y")->broken);
}

/* As deep as folders may lie, and deeper; up and down again. */
static void test_deep(void **state)
{
	MOW_AUTO_PTR(rules) rules =
		parse("[a]\npath = **/x/**/y/**/z\naccountable = @u\n[b]\npath = /x/x/*\n  ?/\nconsulted = @v\n", NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) path = BUF_INIT;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	for (size_t i = 0; i < 2000; i++)
		buf_adds(&path, i % 7 == 3 ? "y/" : "x/");
	buf_adds(&path, "z");
	assert_non_null(owners_help_look_up(resolver, path.data)->area);
	assert_null(owners_help_look_up(resolver, "x/x/z")->area);
	assert_int_equal(owners_help_look_up(resolver, "x/x/z")->area_count, 1);
	assert_non_null(owners_help_look_up(resolver, path.data)->area);
	assert_null(owners_help_look_up(resolver, "z")->area);
}

/* Many areas that match everything: what they ask for together is added up once for all files, whatever else those
 * match. */
static void test_many_areas(void **state)
{
	enum { AREAS = 2000, FILES = 100000 };
	MOW_AUTO(buf) text = BUF_INIT;
	(void)state;

	for (size_t i = 0; i < AREAS; i++)
		buf_addf(&text, "[a%zu]\npath = *\nreview.g%zu = @u\nconsulted = a%zu@example.com\n", i, i, i);
	buf_adds(&text, "[png]\npath = *.png\n  !f.png/\ninformed = @v\n");
	MOW_AUTO_PTR(rules) rules = parse(text.data, NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	assert_false(rules->broken);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	const struct requirement *owners = owners_help_look_up(resolver, "a/b/c");
	const struct requirement *png = owners_help_look_up(resolver, "a/b/c.png");
	assert_int_equal(owners->area_count, AREAS);
	assert_int_equal(owners->gate_count, AREAS);
	assert_int_equal(owners->consulted.count, AREAS);
	assert_int_equal(png->area_count, AREAS + 1);
	assert_int_equal(png->informed.count, 1);
	for (size_t i = 0; i < FILES; i++) {
		char path[40];
		(void)snprintf(path, sizeof path, "%zu/%zu/%zu%s", i / 1000, i / 10, i, i % 2 ? ".png" : "");
		assert_ptr_equal(owners_help_look_up(resolver, path), i % 2 ? png : owners);
	}
	assert_int_equal(owners_help_look_up(resolver, "a.png/")->area_count, AREAS + 1);
	assert_int_equal(owners_help_look_up(resolver, "f.png")->area_count, AREAS + 1);
	assert_int_equal(owners_help_look_up(resolver, "f.png/")->area_count, AREAS);
	assert_int_equal(owners_help_look_up(resolver, "b.png/OWNERS")->area_count, AREAS + 2);
	assert_int_equal(owners_help_look_up(resolver, "b/OWNERS")->area_count, AREAS + 1);
}

/* Answers that take long to find are kept, up to a limit, and found again: many areas that match everything, and names
 * that match a few more each. */
static void test_kept(void **state)
{
	enum { ALWAYS = 70, LETTERS = 13 };
	MOW_AUTO(buf) text = BUF_INIT;
	(void)state;

	for (size_t i = 0; i < ALWAYS; i++)
		buf_addf(&text, "[always-%zu]\npath = *\n", i);
	for (char letter = 'a'; letter < 'a' + LETTERS; letter++)
		buf_addf(&text, "[%c]\npath = *%c*\n", letter, letter);
	MOW_AUTO_PTR(rules) rules = parse(text.data, NULL);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	const struct requirement *answers[1 << LETTERS];
	assert_false(rules->broken);
	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	for (size_t round = 0; round < 2; round++) {
		for (size_t letters = 1; letters < 1 << LETTERS; letters++) {
			char name[LETTERS + 1] = "";
			size_t len = 0;
			for (size_t i = 0; i < LETTERS; i++)
				if (letters >> i & 1)
					name[len++] = (char)('a' + i);
			const struct requirement *owners = owners_help_look_up(resolver, name);
			assert_int_equal(owners->area_count, ALWAYS + len);
			for (size_t i = 0; i < len; i++)
				assert_int_equal(owners->areas[ALWAYS + i]->name[0], name[i]);
			assert_true(round == 0 || owners == answers[letters]);
			answers[letters] = owners;
		}
	}
	/* What [rules] covers, and a folder, are other answers for the same hits. */
	assert_false(owners_help_look_up(resolver, "zz")->is_rules);
	assert_true(owners_help_look_up(resolver, "OWNERS")->is_rules);
	assert_ptr_equal(owners_help_look_up(resolver, "abc/"), answers[7]);
}

/* Answers are numbered from 1 without a gap, also where the root file is broken. */
static void test_numbers(void **state)
{
	MOW_AUTO_PTR(rules) rules = parse("[a]\npath = x\n[b]\npath = y\n", NULL);
	MOW_AUTO_PTR(rules) bad = parse("bad = 1\n", NULL);
	static const char *const paths[] = {"x", "y", "x/y", "", "OWNERS", "x/OWNERS", "y/OWNERS", "x/y/OWNERS"};
	static const size_t numbers[] = {1, 2, 3, 4, 5, 6, 7, 8};
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO_PTR(resolver) broken = NULL;
	(void)state;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	assert_int_equal(resolver_new(&broken, bad, NULL), MOW_OK);
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
			assert_int_equal(owners_help_look_up(resolver, paths[i])->number, numbers[i]);
	assert_int_equal(owners_help_look_up(broken, "x")->number, 1);
	assert_int_equal(owners_help_look_up(broken, "OWNERS")->number, 2);
	assert_int_equal(owners_help_look_up(broken, "")->number, 1);
	assert_int_equal(owners_help_look_up(broken, "y/z")->number, 1);
	assert_int_equal(owners_help_look_up(broken, "x/OWNERS")->number, 2);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),      cmocka_unit_test(test_rules_keys),
		cmocka_unit_test(test_shared),      cmocka_unit_test(test_not_shared),
		cmocka_unit_test(test_added_later), cmocka_unit_test(test_broken_otherwise),
		cmocka_unit_test(test_deep),        cmocka_unit_test(test_many_areas),
		cmocka_unit_test(test_kept),        cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests_name("rules_resolver", tests, NULL, NULL);
}
