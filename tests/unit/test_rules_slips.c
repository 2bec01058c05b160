/* What people type by mistake in the form of OWNERS files: lines indented or not, blanks that are none, comments of
 * other formats. One error for each, and none for what only looks so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Seven lines; a row's text begins in line 8, below the keys of [mowners]. */
#define HEAD \
	"[rules]\naccountable = @t\n[people]\n@t = T <t@example.com>\n@u = U <u@example.com>\n[mowners]\nversion = 1\n"
#define TEN(x) x x x x x x x x x x
#define HUNDRED(x) TEN(TEN(x))

struct row {
	const char *name;
	const char *text;
	const char *found; /* "" : no error */
};

static const struct row rows[] = {
	/* ---- indented lines ---- */
	{"indented with no key above", "[a]\n  /x\npath = /x\n", "9:3 continuation"},
	{"indented key with no key above", "[a]\n  path = /x\n", "9:3 indented-key"},
	{"indented key", "[a]\npath = /x\n  review = @t\n", "10:3 indented-key"},
	{"indented key and its value", "[a]\npath = /x\n  review = @t\n  @nobody\n",
	 "10:3 indented-key, 11:3 undeclared"},
	{"indented key with a colon", "[a]\npath = /x\n  level: standard\n", "10:3 indented-key"},
	{"indented key of another section", "[a]\npath = /x\n  witness = @t\n", "10:3 indented-key, 10:3 unknown-key"},
	{"indented named gate", "[a]\npath = /x\n  review.legal = @t\n", "10:3 indented-key"},
	{"indented, a known word with more before =", "[a]\npath = /x\n  path one = y\n", ""},
	{"indented, no key", "[a]\npath = /x\n  a = b\n  @v = b\n", ""},
	{"indented, a key without =", "[a]\npath = /x\n  path\n", ""},
	{"indented, escaped", "[a]\npath = /x\n  \\path = y\n", ""},
	{"indented handle in people", "[teams]\n@v = @t\n  @w = @t\n", "10:3 indented-key"},
	{"indented deputy in people", "[teams]\n@v = @t\n  @u\n", ""},
	/* ---- one error for what was typed ---- */
	{"a section behind a blank goes on with no list", "[teams]\n@v = @t\n [a]\npath = /x\n",
	 "10:2 indented-section"},
	{"a section behind a blank goes on with no pattern", "[a]\npath = /x\n [b]\npath = /y\nlevel = standard\n",
	 "10:2 indented-section"},
	{"a section behind a blank, its path further down", "[a]\npath = /x\n\t[b]\nlevel = standard\n\npath = /y\n",
	 "10:2 indented-section"},
	{"a section behind a blank, and its keys", "[a]\npath = /x\n  [b]\n  path = /y\n  level = standard\n",
	 "10:3 indented-section"},
	{"a known section behind a blank", "[a]\npath = /x\n [teams]\n@v = @t\n", "10:2 indented-section"},
	{"a section behind a blank without its bracket", "[teams]\n@v = @t\n [a\npath = /x\n", "10:2 indented-section"},
	{"brackets among patterns", "[a]\nlevel = standard\npath = /x\n  [2024]\n  [b]\nsummary = s\n", ""},
	{"brackets in a text", "[a]\npath = /x\nsummary = the\n  [draft]\n", ""},
	{"no-break space before a value", "[a]\npath = /x\naccountable =\xc2\xa0@t\n", "10:14 no-break-space"},
	{"no-break space between names", "[a]\npath = /x\nconsulted = @t\xc2\xa0@u\n", "10:15 no-break-space"},
	{"no-break space behind a value", "[a]\npath = /x\nlevel = standard\xc2\xa0\n", "10:17 no-break-space"},
	{"no-break space behind a key", "[a]\npath\xc2\xa0= /x\n", "9:5 no-break-space"},
	{"no-break space inside a key", "[a]\npath = /x\nrights\xc2\xa0until = x\n", "10:7 no-break-space"},
	{"no-break spaces before a pattern", "[a]\npath = /x\n\xc2\xa0 \xc2\xa0/y\n", "10:1 no-break-space"},
	{"no-break space before a key", "[a]\n\xc2\xa0path = /x\n", "9:1 no-break-space"},
	{"no-break space before a section", "[teams]\n@v = @t\n\xc2\xa0[a]\npath = /x\n", "10:1 no-break-space"},
	{"no-break space behind a section", "[a]\xc2\xa0\npath = /x\n", "8:4 no-break-space"},
	{"no-break space in a section",
	 "[level\xc2\xa0"
	 "detailed]\npeople = 3\n",
	 "8:7 no-break-space"},
	{"no-break space alone in a line", "[a]\npath = /x\n\xc2\xa0\n", "10:1 no-break-space"},
	{"wide space between names", "[a]\npath = /x\nconsulted = @t\xe3\x80\x80@u\n", "10:15 no-break-space"},
	{"no-break space in a name", "[people]\n@v = V\xc2\xa0V <v@example.com>\n", "8:1 duplicate-section"},
	{"no-break space in a text and in a pattern",
	 "[a]\npath = /a\xc2\xa0"
	 "b/\nsummary = a\xc2\xa0"
	 "b\n",
	 ""},
	{"# behind a person", "[a]\npath = /x\naccountable = @t # the boss\n", "10:18 hash-comment"},
	{"# behind a list that goes on", "[a]\npath = /x\nconsulted = @t\n  @u #both\n", "11:6 hash-comment"},
	{"# behind a word", "[a]\npath = /x\nlevel = standard # usual\n", "10:18 hash-comment"},
	{"// behind a person", "[a]\npath = /x\naccountable = @t // the boss\n", "10:18 hash-comment"},
	{"# behind a team", "[teams]\n@v = @t @u # both\n", "9:12 hash-comment"},
	{"# behind a team without @", "[teams]\nv = @t # x\n", "9:1 bad-name"},
	{"# behind > in a text", "[a]\npath = /x\nsummary = a > b # c\n", ""},
	{"# in a text", "[a]\npath = /x\nsummary = our # 1 brand\n", ""},
	{"// in place of a comment", "[a]\n// note\npath = /x\n", "9:1 no-value"},
	/* ---- what an indented section line may be ---- */
	{"a section behind a blank, its path sixteen lines below",
	 "[a]\npath = /x\n [b]\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\npath = /y\n", "10:2 indented-section"},
	{"brackets and a path too far below to belong to them",
	 "[a]\npath = /x\n [b]\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\npath = /y\n", "27:1 duplicate-key"},
	{"brackets among patterns, before another section", "[a]\npath = /x\n  [b]\n[c]\npath = /y\n", ""},
	{"brackets with more behind them among patterns", "[a]\npath = /x\n  [b] c\npath = /y\n", "11:1 duplicate-key"},
	{"brackets before a key that may stand again",
	 "[a]\npath = /x\nreview.x = @t\nsummary = s\n  [b]\nreview.y = @u\n", ""},
	{"brackets before a word that is a key without =", "[a]\npath = /x\n  [b]\npath\n",
	 "11:1 no-value, 11:1 duplicate-key"},
	{"brackets with a long name among patterns", "[a]\npath = /x\n  [" TEN("level") "]\n", ""},
	{"a known section behind a blank, in upper case", "[a]\npath = /x\n\t[Teams]\n@v = @t\n",
	 "10:2 indented-section, 10:2 upper-case"},
	{"a known section with a name behind a blank", "[a]\npath = /x\n\t[level detailed]\npeople = 3\n",
	 "10:2 indented-section"},
	{"a known section that two tabs end", "[a]\npath = /x\n\t[freeze\tx]\npath = /x\nopens = 2026-01-01\n",
	 "10:2 indented-section, 10:2 bad-name"},
	{"keys behind a blank below such a section, and behind one that is none",
	 "[teams]\n@v = @t\n [b]\n path = /x\n[c]\npath = /x\n level = standard\n",
	 "10:2 indented-section, 14:2 indented-key"},
	{"brackets with a letter right behind", "[a]\npath = /x\n  [b]c\npath = /y\n", "11:1 duplicate-key"},
	{"[mowners] behind a blank", "[a]\npath = /x\n [mowners]\n",
	 "10:2 indented-section, 10:2 duplicate-section, 10:2 missing-version"},
	{"a section behind a blank, a level above and below",
	 "[a]\nlevel = standard\npath = /x\n [b]\nlevel = detailed\n", "11:2 indented-section, 11:2 missing-key"},
	{"a key of the section above, but not of this one",
	 "[a]\nreview = @t\npath = /x\n[b]\npath = /y\n  [c]\nreview = @u\n", ""},
	{"what lies ahead is told once", "[a]\npath = /x\n [b]\npath = /y\1\n",
	 "10:2 indented-section, 11:10 control-character"},
	{"empty brackets among patterns", "[a]\npath = /x\n  [ ]\n", ""},
	{"a known section between blanks", "[a]\npath = /x\n [teams]  \n@v = @t\n", "10:2 indented-section"},
	{"brackets in a text above the path", "[a]\nfoo = x\nsummary = a\n  [b]\npath = /y\n", "9:1 unknown-key"},
	{"a section that cannot be read may hold people", "[peo\1]\n@v = V <v@example.com>\n  @w = W <w@example.com>\n",
	 "8:5 control-character, 10:3 indented-key"},
	/* ---- indented handles ---- */
	{"an @ alone before = in people", "[teams]\n@v = @t\n  @ = @u\n", "10:3 indented-key, 10:3 bad-name"},
	{"an indented handle that cannot be read", "[teams]\n@v = @t\n  @w\1 = @u\n",
	 "10:3 indented-key, 10:5 control-character"},
	{"an indented handle that is too long", "[teams]\n@v = @t\n  @" TEN("abcd") "efghijklm = @u\n",
	 "10:3 indented-key, 10:3 name-too-long"},
	{"two words before = in people", "[teams]\n@v = @t\n  @u @w = x\n",
	 "10:6 undeclared, 10:9 bad-owner, 10:11 bad-owner"},
	/* ---- blanks that are none ---- */
	{"no-break space behind a key that is unknown", "[a]\npath = /x\nfoo\xc2\xa0= x\n",
	 "10:1 unknown-key, 10:4 no-break-space"},
	{"no-break space in a line without =", "[a]\npath = /x\nle\xc2\xa0vel\n", "10:1 no-value"},
	{"no-break space and ; in a key", "[a]\npath = /x\nle\xc2\xa0;vel = x\n", "10:3 no-break-space"},
	{"no-break space and ; in a section", "[a\xc2\xa0;b]\npath = /x\n", "8:3 no-break-space"},
	{"no-break space around the name of a section", "[\xc2\xa0teams \xc2\xa0]\n@v = @t # x\n",
	 "8:2 no-break-space, 9:9 hash-comment"},
	{"no-break space before and in a section", "[teams]\n@v = @t\n\xc2\xa0[a\xc2\xa0]\npath = /x\n",
	 "10:1 no-break-space, 10:3 bad-name"},
	{"no-break space and another error in a section", "[a\xc2\xa0\1]\npath = /x\n", "8:5 control-character"},
	{"no-break space alone in brackets", "[\xc2\xa0]\npath = /x\n", "8:2 no-break-space"},
	{"no-break space and a tab in a section", "[level\xc2\xa0\tdetailed]\npeople = x\n",
	 "8:7 no-break-space, 9:10 bad-value"},
	{"a long line behind a no-break space and [", "[a]\npath = /x\n\xc2\xa0[x = " HUNDRED("xx") "\n",
	 "10:1 no-break-space, 10:199 line-too-long"},
	{"a long line behind a no-break space and ;", "[a]\npath = /x\n\xc2\xa0;x = " HUNDRED("xx") "\n",
	 "10:1 no-break-space, 10:199 line-too-long"},
	{"a long line behind a no-break space and #", "[a]\npath = /x\n\xc2\xa0#x = " HUNDRED("xx") "\n",
	 "10:1 no-break-space, 10:199 line-too-long"},
	{"a long line behind a no-break space", "[a]\npath = /x\n\xc2\xa0summary = " HUNDRED("xx") "\n",
	 "10:1 no-break-space, 10:199 line-too-long"},
	{"no-break space behind many blanks", "[a]\npath = /x\n      \xc2\xa0/y\n", "10:7 no-break-space"},
	{"no-break spaces before a key", "[a]\n\xc2\xa0\xc2\xa0path = /x\n", "9:1 no-break-space"},
	{"no-break space and a space before a key", "[a]\n\xc2\xa0 path = /x\n", "9:1 no-break-space"},
	{"no-break spaces and a space before a key", "[a]\n\xc2\xa0 \t\xc2\xa0path = /x\n", "9:1 no-break-space"},
	{"no-break space between blanks before a comment", "[a]\npath = /x\n  \xc2\xa0 ; c\n", "10:3 no-break-space"},
	{"no-break space before a comment", "[a]\npath = /x\n\xc2\xa0; c\n", "10:1 no-break-space"},
	{"no-break spaces and others before a pattern", "[a]\npath = /x\n \xe3\x80\x80\t\xc2\xa0/x\n",
	 "10:2 no-break-space"},
	{"an umlaut before a pattern", "[a]\npath = /x\n \xc3\xa4/x\n", ""},
	{"a long name between no-break spaces", "[\xc2\xa0" TEN("abcd") "efg\xc2\xa0]\npath = /x\n",
	 "8:2 no-break-space"},
	{"a key of 49 bytes with one", "[a]\npath = /x\n" TEN("abcd") "efghijk\xc2\xa0= x\n",
	 "10:1 unknown-key, 10:48 no-break-space"},
	/* ---- comments of other formats ---- */
	{"# and a number", "[a]\npath = /x\nconsulted = @t #0\nreview = @t #9\n", "10:16 bad-owner, 11:13 bad-owner"},
	{"# and what is no number", "[a]\npath = /x\nconsulted = @t #:\n  @u #/\n",
	 "10:16 hash-comment, 11:6 hash-comment"},
	{"# right behind =", "[a]\npath = /x\nconsulted =# x\n", "10:12 hash-comment"},
	{"# behind a tab", "[a]\npath = /x\nconsulted = @t\t# x\n", "10:16 hash-comment"},
	{"# alone, and behind a comma", "[a]\npath = /x\nconsulted = @t #\nreview.x = 1 of @t, #x\n",
	 "10:16 hash-comment, 11:21 hash-comment"},
	{"/ alone is no comment", "[a]\npath = /x\nconsulted = @t /\n", "10:16 bad-owner"},
	{"// at the beginning of a value and inside a word", "[a]\npath = /x\nconsulted = // @t\ninformed = a//b\n",
	 "10:13 hash-comment, 11:12 bad-owner"},
	{"# on a line that goes on", "[a]\npath = /x\nconsulted = @t\n  #9\n  # note\n  @u # x\n", "13:6 hash-comment"},
	{"# behind what goes on with a person", "[people]\n@v = V\n", "8:1 duplicate-section, 9:6 bad-person"},
	/* ---- keys ---- */
	{"a handle of 48 bytes without =", "[teams]\n@" TEN("abcd") "efghijk @t\n", "9:1 no-value, 9:1 name-too-long"},
	{"a handle of 49 bytes without =", "[teams]\n@" TEN("abcd") "efghijkl @t\n", "9:1 no-value, 9:1 name-too-long"},
	{"a handle of 50 bytes without =", "[teams]\n@" TEN("abcd") "efghijklm @t\n", "9:1 no-value"},
	{"an @ alone without =", "[teams]\n@ @t\n", "9:1 no-value"},
	{"/ at the first column", "[a]\npath = /x\n/\n", "10:1 no-value"},
	{"a key with a tab behind it, without =", "[a]\npath\t/x\n", "9:1 no-value"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, "%s%s", HEAD, row->text);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, row->found);
	assert_int_equal(rules->broken, row->found[0] != '\0');
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows)];

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	return cmocka_run_group_tests_name("slips", tests, NULL, NULL);
}
