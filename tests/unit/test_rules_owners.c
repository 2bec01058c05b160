/* rules/owners: the cascade, case by case; test_rules_owners_slow.c has the generated ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "owners_help.h"
#include "rules/read/read.h"

struct nested {
	const char *path;
	const char *text;
};

/* A path that ends in a slash is a folder's; "" is the root folder. */
struct row {
	const char *name;
	const char *text;
	const char *path;
	const char *expected; /* as of describe */
	struct nested nested[3];
};

#define A "[a]\npath = *\n"
#define B "[b]\npath = *\n"
#define C "[c]\npath = *\n"

static const struct row rows[] = {
	/* ---- What wins ---- */
	{"nobody", "[a]\npath = x\naccountable = @u\n", "y", "- - R- G- C- I- standard :", {{0}}},
	{"one area", A "accountable = @u\n", "y", "a @u R- G- C- I- standard : a", {{0}}},
	{"accountable: the last wins",
	 A "accountable = @u\n" B "accountable = @v\n" C,
	 "y",
	 "b @v R- G- C- I- standard : a b c",
	 {{0}}},
	{"accountable: an e-mail",
	 A "accountable = Who@Example.com\n",
	 "y",
	 "a who@example.com R- G- C- I- standard : a",
	 {{0}}},
	{"responsible: the last wins",
	 A "responsible = @u @v\n" B "responsible = @three, @w\n" C,
	 "y",
	 "- - R@three,@w G- C- I- standard : a b c",
	 {{0}}},
	{"responsible and accountable apart",
	 A "accountable = @u\n" B "responsible = @v\n",
	 "y",
	 "a @u R@v G- C- I- standard : a b",
	 {{0}}},
	{"level: the strictest, first",
	 A "level = detailed\n" B "level = lightweight\n",
	 "y",
	 "- - R- G- C- I- detailed : a b",
	 {{0}}},
	{"level: the strictest, last",
	 A "level = lightweight\n" B "level = standard\n",
	 "y",
	 "- - R- G- C- I- standard : a b",
	 {{0}}},
	{"level: lightweight alone", A B "level = lightweight\n", "y", "- - R- G- C- I- lightweight : a b", {{0}}},
	{"level: of [mowners]", "level = detailed\n" A, "y", "- - R- G- C- I- detailed : a", {{0}}},
	{"level: an area's below that of [mowners]",
	 "level = detailed\n" A "level = lightweight\n",
	 "y",
	 "- - R- G- C- I- lightweight : a",
	 {{0}}},
	/* ---- What adds up ---- */
	{"gates add up",
	 A "review = @u\n @v\n" B "review = 2 of @u @v @w\n",
	 "y",
	 "- - R- Gu=1[@u]s;v=1[@v]s;b=2[2 of @u @v @w]s C- I- standard : a b",
	 {{0}}},
	{"gates: the same is one",
	 A "review = @u\n" B "review = @u\n",
	 "y",
	 "- - R- Gu=1[@u]s C- I- standard : a b",
	 {{0}}},
	{"gates: one with the highest N",
	 A "review = @three\n" B "review = 2 of @three\n" C "review = @three\n",
	 "y",
	 "- - R- Gthree=2[2 of @three]s C- I- standard : a b c",
	 {{0}}},
	{"gates: the highest N first",
	 A "review = 2 of @three\n" B "review = @three\n",
	 "y",
	 "- - R- Gthree=2[2 of @three]s C- I- standard : a b",
	 {{0}}},
	{"gates: the highest N by all of",
	 A "review = @three\n" B "review = all of @three\n",
	 "y",
	 "- - R- Gthree=3[3 of @three]s C- I- standard : a b",
	 {{0}}},
	{"gates: all of first",
	 A "review = all of @three\n" B "review = 2 of @three\n",
	 "y",
	 "- - R- Gthree=3[all of @three]s C- I- standard : a b",
	 {{0}}},
	{"gates: whatever order, the first one's is shown",
	 A "review.q = 1 of @v @u\n" B "review.q = 2 of @u @v\n",
	 "y",
	 "- - R- Gq=2[2 of @v @u]s C- I- standard : a b",
	 {{0}}},
	{"gates: whatever case",
	 A "review = @U\n" B "review = @u\n",
	 "y",
	 "- - R- Gu=1[@U]s C- I- standard : a b",
	 {{0}}},
	{"gates: one name, different lists",
	 A "review.q = @u\n" B "review.q = @v\n" C "review.q = 1 of @u @v\n",
	 "y",
	 "- - R- Gq=1[@u]s;q=1[@v]s;q=1[1 of @u @v]s C- I- standard : a b c",
	 {{0}}},
	{"gates: one list, different names",
	 A "review.q = @u\n" B "review.r = @u\n",
	 "y",
	 "- - R- Gq=1[@u]s;r=1[@u]s C- I- standard : a b",
	 {{0}}},
	{"gates: a team is not its members",
	 A "review.q = 1 of @two\n" B "review.q = 1 of @t @u\n",
	 "y",
	 "- - R- Gq=1[1 of @two]s;q=1[1 of @t @u]s C- I- standard : a b",
	 {{0}}},
	{"gates: an e-mail is not the handle",
	 A "review.q = @u\n" B "review.q = u@example.com\n",
	 "y",
	 "- - R- Gq=1[@u]s;q=1[u@example.com]s C- I- standard : a b",
	 {{0}}},
	{"consulted and informed add up",
	 A "consulted = @u @two\ninformed = @w\n" B "consulted = @v @U\ninformed = @u @w\n",
	 "y",
	 "- - R- G- C@u,@two,@v I@w,@u standard : a b",
	 {{0}}},
	{"consulted of one area", A B "consulted = @v @u\n", "y", "- - R- G- C@v,@u I- standard : a b", {{0}}},
	/* ---- Gates of lightweight areas ---- */
	{"light: the area says so itself",
	 A "level = lightweight\nreview = @u\n",
	 "y",
	 "- - R- Gu=1[@u]l C- I- lightweight : a",
	 {{0}}},
	{"light: not by another area's level",
	 A "level = lightweight\n" B "review = @u\n",
	 "y",
	 "- - R- Gu=1[@u]s C- I- lightweight : a b",
	 {{0}}},
	{"light: not by that of [mowners]",
	 "level = lightweight\n" A "review = @u\n",
	 "y",
	 "- - R- Gu=1[@u]s C- I- lightweight : a",
	 {{0}}},
	{"light: set by both",
	 A "level = lightweight\nreview = @u\n" B "review = @u\n",
	 "y",
	 "- - R- Gu=1[@u]ls C- I- lightweight : a b",
	 {{0}}},
	{"light: outdone by a stricter area",
	 A "level = lightweight\nreview = @u\n" B "level = detailed\nreview = @v\n",
	 "y",
	 "- - R- Gu=1[@u]l;v=1[@v]s C- I- detailed : a b",
	 {{0}}},
	/* ---- [otherwise] ---- */
	{"otherwise: steps in",
	 "[otherwise]\naccountable = @u\nresponsible = @v\nreview = @w\nconsulted = @t\n"
	 "informed = @two\nlevel = lightweight\n",
	 "y",
	 "otherwise @u R@v Gw=1[@w]l C@t I@two lightweight : otherwise",
	 {{0}}},
	{"otherwise: as an area before every other",
	 A "responsible = @w\nreview = @v\nconsulted = @v\n[otherwise]\naccountable = @u\n"
	   "responsible = @v\nreview = @w\nconsulted = @t\n",
	 "y",
	 "otherwise @u R@w Gw=1[@w]s;v=1[@v]s C@t,@v I- standard : otherwise a",
	 {{0}}},
	{"otherwise: nothing of it where an area is accountable",
	 A "accountable = @v\n[otherwise]\naccountable = @u\nresponsible = @v\nreview = @w\n"
	   "consulted = @t\nlevel = detailed\n",
	 "y",
	 "a @v R- G- C- I- standard : a",
	 {{0}}},
	{"otherwise: its level where no area sets one",
	 A "review = @v\n[otherwise]\naccountable = @u\nlevel = detailed\n",
	 "y",
	 "otherwise @u R- Gv=1[@v]s C- I- detailed : otherwise a",
	 {{0}}},
	{"otherwise: an area's level outdoes its stricter one",
	 A "level = lightweight\n[otherwise]\naccountable = @u\nlevel = detailed\n",
	 "y",
	 "otherwise @u R- G- C- I- lightweight : otherwise a",
	 {{0}}},
	{"otherwise: its level before that of [mowners]",
	 "level = detailed\n[otherwise]\naccountable = @u\nlevel = lightweight\n",
	 "y",
	 "otherwise @u R- G- C- I- lightweight : otherwise",
	 {{0}}},
	{"otherwise: without a level, that of [mowners]",
	 "level = detailed\n[otherwise]\naccountable = @u\n",
	 "y",
	 "otherwise @u R- G- C- I- detailed : otherwise",
	 {{0}}},
	{"otherwise: its gates are light as it says, not as an area does",
	 A "level = lightweight\n[otherwise]\naccountable = @u\nreview = @v\n",
	 "y",
	 "otherwise @u R- Gv=1[@v]s C- I- lightweight : otherwise a",
	 {{0}}},
	{"otherwise: its gates stay light below a stricter area",
	 A "level = detailed\n[otherwise]\naccountable = @u\nreview = @v\nlevel = lightweight\n",
	 "y",
	 "otherwise @u R- Gv=1[@v]l C- I- detailed : otherwise a",
	 {{0}}},
	{"otherwise: accountable to nobody",
	 "[otherwise]\nreview = @u\nlevel = detailed\n",
	 "y",
	 "- - R- Gu=1[@u]s C- I- detailed : otherwise",
	 {{0}}},
	/* ---- [rules] ---- */
	{"rules: alone", "[x]\npath = /x\n", "OWNERS", "rules @t R- G- C- I- standard rules : rules", {{0}}},
	{"rules: nobody else is accountable or responsible",
	 A "accountable = @u\nresponsible = @v\nlevel = detailed\n",
	 "a/OWNERS",
	 "rules @t R- G- C- I- standard rules : a rules",
	 {{0}}},
	{"rules: gates, consulted, informed add up",
	 A "review = @u\nconsulted = @v\ninformed = @w\n",
	 ".gitattributes",
	 "rules @t R- Gu=1[@u]s C@v I@w standard rules : a rules",
	 {{0}}},
	{"rules: no [otherwise]",
	 "[otherwise]\naccountable = @u\nreview = @u\nconsulted = @v\nlevel = detailed\n",
	 "OWNERS",
	 "rules @t R- G- C- I- standard rules : rules",
	 {{0}}},
	{"rules: no level of [mowners]",
	 "level = lightweight\n",
	 "OWNERS",
	 "rules @t R- G- C- I- standard rules : rules",
	 {{0}}},
	{"rules: light gates stay light",
	 A "level = lightweight\nreview = @u\n",
	 "OWNERS",
	 "rules @t R- Gu=1[@u]l C- I- standard rules : a rules",
	 {{0}}},
	{"rules: a workflow",
	 A "review = @u\n",
	 ".github/workflows/x/y.yml",
	 "rules @t R- Gu=1[@u]s C- I- standard rules : a rules",
	 {{0}}},
	/* ---- Patterns of an area ---- */
	{"taken back", "[a]\npath = /x/\n  !/x/y/\naccountable = @u\n", "x/y/z", "- - R- G- C- I- standard :", {{0}}},
	{"not taken back beside",
	 "[a]\npath = /x/\n  !/x/y/\naccountable = @u\n",
	 "x/z",
	 "a @u R- G- C- I- standard : a",
	 {{0}}},
	{"given again",
	 "[a]\npath = /x/\n  !/x/y/\n  /x/y/z\naccountable = @u\n",
	 "x/y/z/1",
	 "a @u R- G- C- I- standard : a",
	 {{0}}},
	{"taken back by what matches above",
	 "[a]\npath = /x/y/z\n  !/x/\naccountable = @u\n",
	 "x/y/z",
	 "- - R- G- C- I- standard :",
	 {{0}}},
	{"taken back in that area alone",
	 "[a]\npath = /x/\naccountable = @u\n[b]\npath = /y\n  !/x/\naccountable = @v\n",
	 "x/y",
	 "a @u R- G- C- I- standard : a",
	 {{0}}},
	{"taken back everywhere but one",
	 "[a]\npath = *\n  !*.png\n  /keep/*.png\naccountable = @u\n",
	 "keep/a.png",
	 "a @u R- G- C- I- standard : a",
	 {{0}}},
	{"taken back everywhere, another",
	 "[a]\npath = *\n  !*.png\n  /keep/*.png\naccountable = @u\n",
	 "keep/x/a.png",
	 "- - R- G- C- I- standard :",
	 {{0}}},
	/* ---- Folders ---- */
	{"folder: /brand", "[a]\npath = /brand\naccountable = @u\n", "brand/", "a @u R- G- C- I- standard : a", {{0}}},
	{"folder: brand/",
	 "[a]\npath = brand/\naccountable = @u\n",
	 "x/brand/",
	 "a @u R- G- C- I- standard : a",
	 {{0}}},
	{"folder: brand/ is no file",
	 "[a]\npath = brand/\naccountable = @u\n",
	 "brand",
	 "- - R- G- C- I- standard :",
	 {{0}}},
	{"folder: brand/** is what lies below",
	 "[a]\npath = brand/**\naccountable = @u\n",
	 "brand/",
	 "- - R- G- C- I- standard :",
	 {{0}}},
	{"folder: its own OWNERS is silent",
	 A "accountable = @u\n",
	 "brand/",
	 "a @u R- G- C- I- standard : a",
	 {{"brand/OWNERS", B "accountable = @v\n"}}},
	{"folder: the OWNERS above is not",
	 A "accountable = @u\n",
	 "brand/x/",
	 "b @v R- G- C- I- standard : a b",
	 {{"brand/OWNERS", B "accountable = @v\n"}}},
	{"root folder: nothing matches", A "accountable = @u\n", "", "- - R- G- C- I- standard :", {{0}}},
	{"root folder: otherwise",
	 "[otherwise]\naccountable = @u\n" A "accountable = @v\n",
	 "",
	 "otherwise @u R- G- C- I- standard : otherwise",
	 {{0}}},
	/* ---- Nested files ---- */
	{"nested: a nearer owner",
	 A "accountable = @u\nreview = @w\n",
	 "x/y",
	 "b @v R- Gw=1[@w]s C- I- standard : a b",
	 {{"x/OWNERS", B "accountable = @v\n"}}},
	{"nested: only below",
	 A "accountable = @u\n",
	 "y",
	 "a @u R- G- C- I- standard : a",
	 {{"x/OWNERS", B "accountable = @v\n"}}},
	{"nested: only below, whole names",
	 A "accountable = @u\n",
	 "xy/z",
	 "a @u R- G- C- I- standard : a",
	 {{"x/OWNERS", B "accountable = @v\n"}}},
	{"nested: patterns begin at its folder",
	 A,
	 "x/y/z",
	 "b @v R- G- C- I- standard : a b",
	 {{"x/OWNERS", "[b]\npath = /y/z\naccountable = @v\n[c]\npath = /x/y\naccountable = @w\n"}}},
	{"nested: order by depth, whatever was read first",
	 A "accountable = @u\n",
	 "x/y/z",
	 "c @w R- G- C- I- standard : a b c",
	 {{"x/y/OWNERS", C "accountable = @w\n"}, {"x/OWNERS", B "accountable = @v\n"}}},
	{"nested: same names are areas apart",
	 A "consulted = @u\n",
	 "x/y",
	 "- - R- G- C@u,@v I- standard : a a",
	 {{"x/OWNERS", A "consulted = @v\n"}}},
	{"nested: gates meet those above",
	 A "review = @two\n",
	 "x/y",
	 "- - R- Gtwo=2[2 of @two]s C- I- standard : a b",
	 {{"x/OWNERS", B "review = 2 of @two\n"}}},
	{"nested: of its own file",
	 A,
	 "x/OWNERS",
	 "rules @t R- Gu=1[@u]s C- I- standard rules : a b rules",
	 {{"x/OWNERS", B "accountable = @v\nreview = @u\n"}}},
	{"nested: otherwise steps in by what it says",
	 "[otherwise]\naccountable = @u\n",
	 "x/y",
	 "b @v R- G- C- I- standard : b",
	 {{"x/OWNERS", B "accountable = @v\n"}}},
	/* ---- Broken files ---- */
	{"broken: nothing below can be decided",
	 A "accountable = @u\n",
	 "x/y/z",
	 "a @u R- G- C- I- standard broken(x/OWNERS) : a",
	 {{"x/OWNERS", B "bad = 1\n"}}},
	{"broken: beside it, all as ever",
	 A "accountable = @u\n",
	 "y/z",
	 "a @u R- G- C- I- standard : a",
	 {{"x/OWNERS", B "bad = 1\n"}}},
	{"broken: its folder, as a folder",
	 A "accountable = @u\n",
	 "x/",
	 "a @u R- G- C- I- standard : a",
	 {{"x/OWNERS", B "bad = 1\n"}}},
	{"broken: its own repair",
	 A "review = @u\n",
	 "x/OWNERS",
	 "rules @t R- Gu=1[@u]s C- I- standard rules : a rules",
	 {{"x/OWNERS", B "bad = 1\nreview = @w\n"}}},
	{"broken: a folder of that name is no repair",
	 A,
	 "x/OWNERS/",
	 "rules @t R- G- C- I- standard broken(x/OWNERS) rules : a rules",
	 {{"x/OWNERS", B "bad = 1\n"}}},
	{"broken: another file of rules beside it",
	 A,
	 "x/.gitattributes",
	 "rules @t R- G- C- I- standard broken(x/OWNERS) rules : a rules",
	 {{"x/OWNERS", B "bad = 1\n"}}},
	{"broken: a good one below it",
	 A,
	 "x/y/z",
	 "c @v R- G- C- I- standard broken(x/OWNERS) : a c",
	 {{"x/OWNERS", B "bad = 1\n"}, {"x/y/OWNERS", C "accountable = @v\n"}}},
	{"broken: two, the outer one counts",
	 A,
	 "x/y/OWNERS",
	 "rules @t R- G- C- I- standard broken(x/OWNERS) rules : a rules",
	 {{"x/y/OWNERS", C "bad = 1\n"}, {"x/OWNERS", B "bad = 1\n"}}},
	{"broken: a good one above",
	 A,
	 "x/y/z",
	 "b @v R- G- C- I- standard broken(x/y/OWNERS) : a b",
	 {{"x/OWNERS", B "accountable = @v\n"}, {"x/y/OWNERS", C "bad = 1\n"}}},
	{"broken: the root", A "accountable = @u\nbad = 1\n", "y", "- - R- G- C- I- standard broken(OWNERS) :", {{0}}},
	{"broken: the root, and itself",
	 A "accountable = @u\nbad = 1\n",
	 "OWNERS",
	 "- - R- G- C- I- standard broken(OWNERS) rules :",
	 {{0}}},
	{"broken: the root, below a good one",
	 A "accountable = @u\nbad = 1\n",
	 "x/y",
	 "- - R- G- C- I- standard broken(OWNERS) :",
	 {{"x/OWNERS", B "accountable = @v\n"}}},
};

/* ---- By hand ---- */

static struct rules *parse(const char *text, const struct nested *nested)
{
	struct rules *rules = NULL;
	MOW_AUTO(buf) whole = BUF_INIT;

	buf_addf(&whole, "%s%s", OWNERS_HELP_HEAD, text);
	assert_int_equal(rules_parse(&rules, whole.data, whole.len, NULL, NULL), MOW_OK);
	for (size_t i = 0; i < 3 && nested != NULL && nested[i].path != NULL; i++)
		assert_int_equal(rules_add(rules,
					   &(struct file_text){nested[i].path, nested[i].text, strlen(nested[i].text)},
					   NULL, NULL),
				 MOW_OK);
	return rules;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO_PTR(rules) rules = parse(row->text, row->nested);
	MOW_AUTO_PTR(resolver) resolver = NULL;
	MOW_AUTO(buf) text = BUF_INIT;

	assert_int_equal(resolver_new(&resolver, rules, NULL), MOW_OK);
	const struct requirement *owners = owners_help_look_up(resolver, row->path);
	owners_help_describe(&text, rules, owners);
	assert_string_equal(text.data, row->expected);
	assert_ptr_equal(owners_help_look_up(resolver, row->path), owners);
	if (!rules->broken)
		owners_help_explain(resolver, rules, row->path, owners);
}

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

int main(void)
{
	enum { ROWS = sizeof rows / sizeof rows[0] };
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_places),           cmocka_unit_test(test_rules_keys),
		cmocka_unit_test(test_shared),           cmocka_unit_test(test_added_later),
		cmocka_unit_test(test_broken_otherwise), cmocka_unit_test(test_deep),
		cmocka_unit_test(test_many_areas),       cmocka_unit_test(test_not_shared),
	};
	enum { OTHERS = sizeof others / sizeof others[0] };
	static struct CMUnitTest tests[ROWS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&rows[i]};
	memcpy(tests + ROWS, others, sizeof others);
	return cmocka_run_group_tests_name("rules_owners", tests, NULL, NULL);
}
