/* What stands in brackets and before `=`: names of sections and keys, known, unknown, twice, nearly right, unreadable.
 */
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
#define TEXT(literal) literal, sizeof(literal) - 1
#define TEN(x) x x x x x x x x x x

struct row {
	const char *name;
	const char *text;
	size_t len;
	const char *found; /* "" : no error */
};

static const struct row rows[] = {
	/* ---- sections ---- */
	{"unclosed", TEXT("[a\npath = /x\n"), "8:1 unclosed-section"},
	{"unclosed, its keys do not fall into the section above", TEXT("[a\npath = /x\nversion = 1\n"),
	 "8:1 unclosed-section, 10:1 unknown-key"},
	{"unclosed with a comment", TEXT("[a ; ]\npath = /x\n"), "8:1 unclosed-section"},
	{"unclosed and no name to be guessed", TEXT("[level = x\nfoo = /x\n"), "8:1 unclosed-section, 9:1 unknown-key"},
	{"text behind", TEXT("[a] b\npath = /x\n"), "8:5 text-after-section"},
	{"a key behind", TEXT("[a] path = /x\npath = /x\n"), "8:5 text-after-section"},
	{"a comment without white space behind", TEXT("[a];c\npath = /x\n"), "8:4 text-after-section"},
	{"no name", TEXT("[]\npath = /x\n"), "8:1 bad-name"},
	{"white space for a name", TEXT("[ ]\npath = /x\n"), "8:1 bad-name"},
	{"white space inside", TEXT("[ a ]\npath = /x\n"), "8:1 bad-name"},
	{"a name in two words", TEXT("[a b]\npath = /x\n"), "8:1 bad-name"},
	{"upper case", TEXT("[A]\npath = /x\n"), "8:1 upper-case"},
	{"upper case of a section that is known", TEXT("[Teams]\n@v = @t\n"), "8:1 upper-case"},
	{"brackets in brackets", TEXT("[[a]]\npath = /x\n"), "8:1 bad-name, 8:5 text-after-section"},
	{"40 letters", TEXT("[" TEN("abcd") "]\npath = /x\n"), ""},
	{"41 letters", TEXT("[" TEN("abcd") "e]\npath = /x\n"), "8:1 name-too-long"},
	{"49 letters", TEXT("[" TEN("abcd") "efghijklm]\npath = /x\n"), "8:1 name-too-long"},
	{"50 letters", TEXT("[" TEN("abcde") "]\npath = /x\n"), "8:2 name-too-long"},
	{"names of all characters", TEXT("[0a-_z9]\npath = /x\n"), ""},
	{"a name that begins with -", TEXT("[-a]\npath = /x\n"), "8:1 bad-name"},
	{"a name beyond ASCII", TEXT("[größe]\npath = /x\n"), "8:1 bad-name"},
	{"a NUL in a name hides no key", TEXT("[a\0]\npath = /x\nversion = 1\n"), "8:3 nul"},
	{"an error in a section's comment leaves the section", TEXT("[a] ; \x01\nfoo = /x\n"),
	 "8:1 missing-key, 8:7 control-character, 9:1 unknown-key"},
	{"twice", TEXT("[a]\npath = /x\n[b]\npath = /x\n[a]\npath = /y\n"), "12:1 duplicate-section"},
	{"twice, by another case", TEXT("[a]\npath = /x\n[A]\npath = /y\n"), "10:1 upper-case, 10:1 duplicate-section"},
	{"[people] twice declares all", TEXT("[people]\n@v = V <v@example.com>\n[a]\npath = /x\nreview = @v\n"),
	 "8:1 duplicate-section"},
	{"level twice", TEXT("[level detailed]\npeople = 3\n[level detailed]\npeople = 3\n"), "10:1 duplicate-section"},
	{"level and area are apart", TEXT("[level detailed]\npeople = 3\n[detailed]\npath = /x\n"), ""},
	{"level and freeze are apart",
	 TEXT("[level detailed]\npeople = 3\n[freeze detailed]\npath = /x\nopens = 2026-01-01\n"), ""},
	{"unclosed, and nearly a name", TEXT("[poeple\n@v = V <v@example.com>\n"), "8:1 unclosed-section"},
	{"a known section and a word", TEXT("[teams x]\n@v = @nobody\n"), "8:1 unknown-section"},
	{"a section with a name, nearly, and without one", TEXT("[freez]\nfoo = /x\n"), "8:1 unknown-section"},
	{"level alone", TEXT("[level]\npeople = 3\n"), "8:1 bad-name"},
	{"freeze alone", TEXT("[freeze]\npath = /x\nopens = 2026-01-01\n"), "8:1 bad-name"},
	{"level of two spaces", TEXT("[level  detailed]\npeople = 3\n"), "8:1 bad-name"},
	{"level and a tab", TEXT("[level\tdetailed]\npeople = 3\n"), "8:1 bad-name"},
	{"another level", TEXT("[level heavy]\npeople = 3\n"), "8:1 unknown-section"},
	{"another level, nearly one", TEXT("[level standart]\npeople = 0\n"), "8:1 unknown-section, 9:10 bad-value"},
	{"level with a slip", TEXT("[levle standard]\npeople = 3\n"), "8:1 unknown-section"},
	{"an area that is a known section with a slip", TEXT("[tems]\n@v = @t\n[a]\npath = /x\nreview = @v\n"),
	 "8:1 unknown-section"},
	{"a section with a slip that is there as well", TEXT("[poeple]\n@v = V <v@example.com>\n"),
	 "8:1 unknown-section"},
	{"an area may have such a name, its path first", TEXT("[team]\npath = /team/\n"), ""},
	{"an area may have such a name", TEXT("[team]\nsummary = s\npath = /team/\n"), ""},
	{"twice what is unknown", TEXT("[levle x]\n[levle x]\n"), "8:1 unknown-section, 9:1 unknown-section"},
	{"indented", TEXT("[a]\n  [b]\npath = /x\n"), "8:1 missing-key, 9:3 indented-section"},
	{"indented below a value is a pattern", TEXT("[a]\npath = /x\n  [b]\n"), ""},
	/* ---- keys ---- */
	{"colon", TEXT("[a]\npath: /x\nreview.legal: @t\n"), ""},
	{"the first of = and :", TEXT("[a]\npath = a:b\nsummary: a = b\n"), ""},
	{"no white space", TEXT("[a]\npath=/x\n"), ""},
	{"no =", TEXT("[a]\npath = /x\nfoo\n"), "10:1 no-value"},
	{"no = behind a key that is needed", TEXT("[a]\npath /x\n"), "9:1 no-value"},
	{"no = in people declares", TEXT("[teams]\n@v @t\n[a]\npath = /x\nreview = @v\n"), "9:1 no-value"},
	{"a pattern at the first column", TEXT("[a]\npath = /x\n!/x/y\n  /z\n"), "10:1 no-value"},
	{"no key", TEXT("[a]\npath = /x\n= v\n"), "10:1 no-key"},
	{"no key, colon", TEXT("[a]\npath = /x\n: v\n  more\n"), "10:1 no-key"},
	{"49 letters of a key", TEXT("[a]\npath = /x\n" TEN("abcd") "efghijklm = x\n"), "10:1 unknown-key"},
	{"50 letters of a key", TEXT("[a]\npath = /x\n" TEN("abcde") " = x\n  more\n"), "10:1 name-too-long"},
	{"before any section is below", TEXT(""), ""},
	{"empty", TEXT("[a]\npath =\n"), "9:1 empty-value"},
	{"empty, with comments", TEXT("[a]\npath = ; c\n  ; d\n\n"), "9:1 empty-value"},
	{"on the next line", TEXT("[a]\npath =\n  /x\n  /x\n"), "11:3 duplicate-pattern"},
	{"keys: twice", TEXT("[a]\npath = /x\nlevel = standard\npath = /y\n"), "11:1 duplicate-key"},
	{"three times", TEXT("[a]\npath = /x\npath = /y\npath = /z\n"), "10:1 duplicate-key, 11:1 duplicate-key"},
	{"a named gate twice", TEXT("[a]\npath = /x\nreview.l = @t\nreview.l = @u\n"), "11:1 duplicate-key"},
	{"a named gate twice, above all else", TEXT("[a]\nreview.l = @t\nreview.l = @u\npath = /x\n"),
	 "10:1 duplicate-key"},
	{"a named gate twice in two areas", TEXT("[a]\npath = /x\nreview.l = @t\n[b]\npath = /x\nreview.l = @u\n"), ""},
	{"keys: upper case", TEXT("[a]\nPath = /x\n"), "9:1 upper-case"},
	{"upper case of review", TEXT("[a]\npath = /x\nReview.legal = @t\n"), "10:1 upper-case"},
	{"upper case of a gate", TEXT("[a]\npath = /x\nreview.Legal = @t\n"), "10:1 bad-name"},
	{"unknown", TEXT("[a]\npath = /x\nowner = @t\n  @u\n"), "10:1 unknown-key"},
	{"unknown, and needed when spelt well", TEXT("[a]\npaht = /x\n"), "9:1 unknown-key"},
	{"unknown with white space", TEXT("[a]\npath = /x\nconfirm by = 2027-01-01\n"), "10:1 unknown-key"},
	{"of another section", TEXT("[a]\npath = /x\nversion = 1\n"), "10:1 unknown-key"},
	{"a person in an area", TEXT("[a]\npath = /x\n@v = V <v@example.com>\n"), "10:1 unknown-key"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, HEAD);
	buf_add(&text, row->text, row->len);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, row->found);
	assert_int_equal(rules->broken, row->found[0] != '\0');
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows)];

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	return cmocka_run_group_tests_name("sections", tests, NULL, NULL);
}
