/*
 * Every error that an OWNERS file can have, as people read it: where it is, its code, and what the message says. Which
 * rules there are is told by the tables beside this one; here are the words, and what they name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Nine lines; a row's text begins in line 10, in [people]. */
#define HEAD                                                            \
	"[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n" \
	"@t = Tomas <t@x>\n@u = Una <u@x>\n@ext = Eva <e@x>, external\n@bot = Bot <b@x>, bot\n"
#define TEN(x) x x x x x x x x x x
#define HUNDRED(x) TEN(TEN(x))
#define A "[a]\npath = /x\n" /* its keys begin in line 12 */
#define TEXT(literal) literal, sizeof(literal) - 1

struct row {
	const char *text;
	size_t len;
	const char *found;
};

static const struct row rows[] = {
	/* ---- bytes ---- */
	{TEXT(A "summary = a\0b\n"), "12:12 nul: a NUL byte; OWNERS is a text file"},
	{TEXT(A "summary = a\rb\n"), "12:12 lone-cr: a lone carriage return; end lines with LF or CRLF"},
	{TEXT(A "summary = a\xff"
		"b\n"),
	 "12:12 invalid-utf8: no UTF-8 from here; save the file as UTF-8"},
	{TEXT(A "summary = a\1b\n"), "12:12 control-character: the control character U+0001; remove it"},
	{TEXT(A "summary = a\x7f"
		"b\n"),
	 "12:12 control-character: the control character U+007F; remove it"},
	{TEXT(A "summary = a\xe2\x80\x8b"
		"b\n"),
	 "12:12 invisible-character: the invisible character U+200B; remove it"},
	{TEXT(A "summary = " HUNDRED("x") TEN("xxxxxxxx") "xxxxxxxxx\n"),
	 "12:199 line-too-long: a line of 199 bytes; at most 198 are read, the comment not counted: split it"},
	/* ---- lines ---- */
	{TEXT("[a\npath = /x\n"), "10:1 unclosed-section: this section line has no \"]\""},
	{TEXT("[a] b\npath = /x\n"),
	 "10:5 text-after-section: text behind \"]\"; move it to a line of its own, or put \" ; \" before a comment"},
	{TEXT("[" TEN("aaaaa") "]\npath = /x\n"),
	 "10:2 name-too-long: a section name of 50 bytes; at most 49 are read"},
	{TEXT("[" TEN("aaaa") "a]\npath = /x\n"),
	 "10:1 name-too-long: a name of 41 characters; at most 40 are allowed"},
	{TEXT(A "review\n"),
	 "12:1 no-value: this line has no \"=\"; a line that goes on with the value above must be indented"},
	{TEXT(A "// c\n"), "12:1 no-value: \"//\" begins no comment; begin the line with \";\" or \"#\" instead"},
	{TEXT(A "= @t\n"), "12:1 no-key: nothing stands before this; write a key there"},
	{TEXT(A TEN("aaaaa") " = x\n"), "12:1 name-too-long: a key of 50 bytes; at most 49 are read"},
	{TEXT("[a]\n  /x\n"),
	 "10:1 missing-key: [a] needs the key \"path\"\n"
	 "11:3 continuation: an indented line goes on with the value above, and no key is above it"},
	{TEXT(A "  level = standard\n"),
	 "12:3 indented-key: a key must begin at the first column; a pattern that looks like one begins with \"\\\""},
	{TEXT(A "consulted = @t\n  [b]\npath = /x\n"),
	 "13:3 indented-section: a section line must begin at the first column; take the blanks before \"[\" out"},
	{TEXT(A "consulted = @t\xc2\xa0@u\n"),
	 "12:15 no-break-space: a no-break space (U+00A0) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "foo\xc2\xa0= @t\n"),
	 "12:1 unknown-key: [a] knows no key \"foo\"\n"
	 "12:4 no-break-space: a no-break space (U+00A0) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "consulted = @t\xe3\x80\x80@u\n"),
	 "12:15 no-break-space: an unusual blank (U+3000) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "consulted = @t\xe2\x80\x87@u\n"),
	 "12:15 no-break-space: a no-break space (U+2007) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "consulted = @t\xe2\x80\xaf@u\n"),
	 "12:15 no-break-space: a no-break space (U+202F) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "consulted = @t\xe2\x80\x88@u\n"),
	 "12:15 no-break-space: an unusual blank (U+2008) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "consulted = @t\xe2\x80\x83@u\n"),
	 "12:15 no-break-space: an unusual blank (U+2003) stands here; it looks like a space and is none: delete it and type a space"},
	{TEXT(A "consulted = @t # both\n"),
	 "12:16 hash-comment: behind a value \"#\" begins no comment; write \" ; \" in its place"},
	{TEXT(A "consulted = @t // both\n"),
	 "12:16 hash-comment: behind a value \"//\" begins no comment; write \" ; \" in its place"},
	/* ---- sections ---- */
	{TEXT("[users]\n@v = V <v@x>\n"), "10:1 unknown-section: unknown section [users]; did you mean [people]?"},
	{TEXT("[pople]\n@v = V\n"),
	 "10:1 unknown-section: unknown section [pople]; did you mean [people]?\n"
	 "11:6 bad-person: write the name and one e-mail, such as Lena Fischer <lena@example.com>; more comes after a comma"},
	{TEXT("[people x]\n@v = V <v@x>\n[a]\npath = /x\nreview = @v\n"),
	 "10:1 unknown-section: unknown section [people x]; did you mean [people]?"},
	{TEXT("[freez x]\npath = /x\n"),
	 "10:1 unknown-section: unknown section [freez x]; did you mean [freeze NAME]?"},
	{TEXT("[Brand]\npath = /x\n"), "10:1 upper-case: names of sections are in lower case: [brand]"},
	{TEXT("[Brand Identity]\npath = /x\n"),
	 "10:1 upper-case: names of sections are in lower case: [brand identity]\n"
	 "10:1 bad-name: [Brand Identity]: names are made of a-z, 0-9, - and _; write [brand-identity]"},
	{TEXT("[brand identity]\npath = /x\n"),
	 "10:1 bad-name: [brand identity]: names are made of a-z, 0-9, - and _; write [brand-identity]"},
	{TEXT("[-]\npath = /x\n"), "10:1 bad-name: [-]: names are made of a-z, 0-9, - and _, a letter or digit first"},
	{TEXT("[brand. ]\npath = /x\n"),
	 "10:1 bad-name: white space inside the brackets; write [brand.]\n"
	 "10:1 bad-name: [brand. ]: names are made of a-z, 0-9, - and _; write [brand]"},
	{TEXT("[ /brand/\tprint..de-]\npath = /x\n"),
	 "10:1 bad-name: white space inside the brackets; write [/brand/\\x09print..de-]\n"
	 "10:1 bad-name: [ /brand/\\x09print..de-]: names are made of a-z, 0-9, - and _; write [brand-print-de]"},
	{TEXT("[abcdabcdabcdabcdabcdabcdabcdabcdabcdabcd ]\npath = /x\n"),
	 "10:1 bad-name: white space inside the brackets; write [abcdabcdabcdabcdabcdabcdabcdabcdabcdabcd]"},
	{TEXT("[abcdabcdabcdabcdabcdabcdabcdabcdabcdabcd.]\npath = /x\n"),
	 "10:1 name-too-long: a name of 41 characters; at most 40 are allowed"},
	{TEXT("[abcdabcdabcdabcdabcdabcdabcdabcdabcdab.x]\npath = /x\n"),
	 "10:1 bad-name: [abcdabcdabcdabcdabcdabcdabcdabcdabcdab.x]: names are made of a-z, 0-9, - and _; write [abcdabcdabcdabcdabcdabcdabcdabcdabcdab-x]"},
	{TEXT("[\xc3\xa4]\npath = /x\n"),
	 "10:1 bad-name: [\xc3\xa4]: names are made of a-z, 0-9, - and _, a letter or digit first"},
	{TEXT("[ brand ]\npath = /x\n"), "10:1 bad-name: white space inside the brackets; write [brand]"},
	{TEXT("[]\npath = /x\n"), "10:1 bad-name: a section without a name"},
	{TEXT("[level]\npeople = 1\n"), "10:1 bad-name: [level] needs a name behind it, such as [level detailed]"},
	{TEXT("[freeze]\npath = /x\nopens = 2026-01-01\n"),
	 "10:1 bad-name: [freeze] needs a name behind it, such as [freeze summer-launch]"},
	{TEXT("[level  detailed]\npeople = 1\n"), "10:1 bad-name: one space stands in [level detailed]"},
	{TEXT("[level standart]\npeople = 1\n"),
	 "10:1 unknown-section: there is no level \"standart\"; did you mean \"standard\"?"},
	{TEXT("[level x]\npeople = 1\n"),
	 "10:1 unknown-section: there is no level \"x\"; the levels are lightweight, standard and detailed"},
	{TEXT("[freeze a b]\npath = /x\nopens = 2026-01-01\n"),
	 "10:1 bad-name: [freeze a b]: names are made of a-z, 0-9, - and _; write [freeze a-b]"},
	{TEXT(A "[a]\npath = /y\n"), "12:1 duplicate-section: [a] is in line 10 already; make one section of both"},
	{TEXT("[level detailed]\n[level detailed]\n"),
	 "11:1 duplicate-section: [level detailed] is in line 10 already; make one section of both"},
	{TEXT("[freeze x]\npath = /x\nopens = 2026-01-01\n[freeze x]\npath = /x\nopens = 2026-01-01\n"),
	 "13:1 duplicate-section: [freeze x] is in line 10 already; make one section of both"},
	/* ---- keys ---- */
	{TEXT(A "Level = standard\nlevel = detailed\n"), "12:1 upper-case: keys are in lower case: write \"level\""},
	{TEXT(A "version = 1\n"), "12:1 unknown-key: [a] takes no \"version\"; that is a key of [mowners]"},
	{TEXT(A "people = 1\n"), "12:1 unknown-key: [a] takes no \"people\"; that is a key of [level NAME]"},
	{TEXT(A "allow = @t\n"), "12:1 unknown-key: [a] takes no \"allow\"; that is a key of [freeze NAME]"},
	{TEXT("[level detailed]\nlevel = standard\n"),
	 "11:1 unknown-key: [level detailed] takes no \"level\"; that is a key of an area"},
	{TEXT(A "owner = @t\n"),
	 "12:1 unknown-key: [a] knows no key \"owner\"; the one who decides is called \"accountable\""},
	{TEXT(A "Approvers = @t\n"),
	 "12:1 unknown-key: [a] knows no key \"Approvers\"; those who must agree are called \"review\", such as: review = 1 of @lena @marc"},
	{TEXT("[a]\nfolder = /x\n"),
	 "11:1 unknown-key: [a] knows no key \"folder\"; the files are called \"path\", one pattern a line"},
	{TEXT(A "acountable = @t\n"),
	 "12:1 unknown-key: [a] knows no key \"acountable\"; did you mean \"accountable\"?"},
	{TEXT(A "reveiw.legal-and-finance = @t\n"),
	 "12:1 unknown-key: [a] knows no key \"reveiw.legal-and-finance\"; did you mean \"review.NAME\"?"},
	{TEXT(A "revw.legal = @t\n"),
	 "12:1 unknown-key: [a] knows no key \"revw.legal\"; did you mean \"review.NAME\"?"},
	{TEXT(A "@v = V\n"), "12:1 unknown-key: [a] knows no key \"@v\"; people go into [people], teams into [teams]"},
	{TEXT(A "colour = red\n"), "12:1 unknown-key: [a] knows no key \"colour\""},
	{TEXT(A "accountable = @t\naccountable = @u\n"),
	 "13:1 duplicate-key: \"accountable\" is in line 12 of this section already; exactly one person decides: keep one line, and name the others in \"review\""},
	{TEXT(A "path = /y\n"),
	 "12:1 duplicate-key: \"path\" is in line 11 of this section already; write one more line below its value, indented, without the key"},
	{TEXT(A "review = @t\nreview = @u\n"),
	 "13:1 duplicate-key: \"review\" is in line 12 of this section already; write one more line below its value, indented, without the key"},
	{TEXT(A "review.x = @t\nreview.x = @u\n"),
	 "13:1 duplicate-key: \"review.x\" is in line 12 of this section already; keep one of the two"},
	{TEXT(A "consulted = @t\nconsulted = @u\n"),
	 "13:1 duplicate-key: \"consulted\" is in line 12 of this section already; make one line of both"},
	{TEXT(A "summary = a\nsummary = b\n"),
	 "13:1 duplicate-key: \"summary\" is in line 12 of this section already; make one line of both"},
	{TEXT(A "level = standard\nlevel = detailed\n"),
	 "13:1 duplicate-key: \"level\" is in line 12 of this section already; keep one of the two"},
	{TEXT(A "accept = unowned until 2026-12-01, a\naccept = unowned until 2026-12-01, a\n"),
	 "13:1 duplicate-key: \"accept\" is in line 12 of this section already; write one more line below its value, indented, without the key"},
	{TEXT(A "level =\n"), "12:1 empty-value: \"level\" has no value; write one, or take the line out"},
	{TEXT("[a]\nlevel = standard\n"), "10:1 missing-key: [a] needs the key \"path\""},
	/* ---- patterns ---- */
	{TEXT("[a]\npath = !/x\n"),
	 "11:8 exclude-first: the first pattern cannot take back anything with \"!\"; write what is meant first"},
	{TEXT(A "  /x\n"), "12:3 duplicate-pattern: \"/x\" is in line 11 of this area already; keep one"},
	{TEXT(A "  a//b\n"), "12:5 empty-component: two slashes with nothing between them match nothing"},
	/* ---- people ---- */
	{TEXT("lena = L\n"), "10:1 bad-name: the handle of a person begins with @; write \"@lena\""},
	{TEXT("@" TEN("aaaa") " = L <l@x>\n"),
	 "10:1 name-too-long: a handle of 40 characters behind its @; at most 39 are allowed"},
	{TEXT("@a b = L <l@x>\n"),
	 "10:1 bad-name: \"@a b\" is no handle of a person: @, a letter or digit, then A-Z a-z 0-9 . _ / -"},
	{TEXT("@T = L\n"), "10:1 duplicate-person: \"@t\" is in line 6 already"},
	{TEXT("@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\xc3\xa4 = L <l@x>\n"),
	 "10:1 bad-name: \"@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\xc3\xa4\" is no handle of a person: @, a letter or digit, then A-Z a-z 0-9 . _ / -"},
	{TEXT("[teams]\n@t = @u\n"),
	 "11:1 duplicate-handle: \"@t\" is a person already, in line 6; a handle is one of both"},
	{TEXT("[teams]\n@a = @t\n@a = @t\n"), "12:1 duplicate-team: \"@a\" is in line 11 already"},
	{TEXT("[teams]\na = @t\n"), "11:1 bad-name: the handle of a team begins with @; write \"@a\""},
	{TEXT("[teams]\n@-a = @t\n"),
	 "11:1 bad-name: \"@-a\" is no handle of a team: @, a letter or digit, then A-Z a-z 0-9 . _ / -"},
	{TEXT("@l = Lena\n"),
	 "10:6 bad-person: write the name and one e-mail, such as Lena Fischer <lena@example.com>; more comes after a comma"},
	{TEXT("@l = Lena<l@x> <m@x>\n"),
	 "10:6 bad-person: write the name and one e-mail, such as Lena Fischer <lena@example.com>; more comes after a comma"},
	{TEXT("@l = Lena l@x>\n"),
	 "10:6 bad-person: write the name and one e-mail, such as Lena Fischer <lena@example.com>; more comes after a comma"},
	{TEXT("@l = Lena <lena>\n"), "10:12 bad-email: \"lena\" is no e-mail"},
	{TEXT("@l = Lena <T@x>\n"), "10:12 duplicate-email: \"T@x\" is an e-mail of @t in line 6 already"},
	{TEXT("@l = Lena <l@x>, github a\n@m = M <m@x>, github A\n@n = N <n@x>, github a\n"),
	 "11:22 duplicate-account: \"github A\" is an account of @l in line 10 already\n"
	 "12:22 duplicate-account: \"github a\" is an account of @l in line 10 already"},
	{TEXT("@l = L <lena>\n@m = M <lena>\n"), "10:9 bad-email: \"lena\" is no e-mail\n"
						 "11:9 bad-email: \"lena\" is no e-mail"},
	{TEXT("@l = Lena <l@x>, phone 1\n"),
	 "10:18 unknown-attribute: \"phone\" cannot be said of a person; OWNERS(5) lists what can"},
	{TEXT("@l = Lena <l@x>, gihub a\n"),
	 "10:18 unknown-attribute: \"gihub\" cannot be said of a person; did you mean \"github\"?"},
	{TEXT("@l = Lena <l@x>, deputy @t, @u\n"),
	 "10:29 unknown-attribute: \"@u\" stands behind a comma; write several deputies as: deputy @lena @marc"},
	{TEXT("@l = Lena <l@x>, github\n"), "10:18 bad-attribute: write \"github NAME\""},
	{TEXT("@l = Lena <l@x>, external bot\n"),
	 "10:27 bad-attribute: put a comma before \"bot\"; \"external\" is all that is taken together"},
	{TEXT("@l = Lena <l@x>, github a bot\n"),
	 "10:27 bad-attribute: put a comma before \"bot\"; \"github NAME\" is all that is taken together"},
	{TEXT("@l = Lena <l@x>, bot, bot\n"), "10:23 duplicate-attribute: \"bot\" is said twice; keep one"},
	{TEXT("@l = Lena <l@x>, github @l\n"),
	 "10:25 bad-attribute: \"@l\" is no account of github; write the name without @"},
	{TEXT("@l = Lena <l@x>, from soon\n"), "10:23 bad-date: \"soon\" is no date; write one such as 2027-03-31"},
	{TEXT("@l = Lena <l@x>, away soon\n"),
	 "10:23 bad-date: write the first and the last day, such as away 2026-12-20..2027-01-05"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02 to 2026-02-03\n"),
	 "10:23 bad-date: two dots join the first and the last day, without blanks: write away 2026-01-02..2026-02-03"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02-2026-02-03\n"),
	 "10:23 bad-date: two dots join the first and the last day, without blanks: write away 2026-01-02..2026-02-03"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02 \xe2\x80\x93 2026-02-03\n"),
	 "10:23 bad-date: two dots join the first and the last day, without blanks: write away 2026-01-02..2026-02-03"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02\xe2\x80\x93"
	      "2026-02-03\n"),
	 "10:23 bad-date: two dots join the first and the last day, without blanks: write away 2026-01-02..2026-02-03"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02\n"),
	 "10:23 bad-date: write the first and the last day, such as away 2026-12-20..2027-01-05"},
	{TEXT("@l = Lena <l@x>, away soon - 2026-02-03\n"),
	 "10:23 bad-date: write the first and the last day, such as away 2026-12-20..2027-01-05"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02 until easter-day\n"),
	 "10:23 bad-date: write the first and the last day, such as away 2026-12-20..2027-01-05"},
	{TEXT("@l = Lena <l@x>, away never to 2026-02-03\n"),
	 "10:23 bad-date: write the first and the last day, such as away 2026-12-20..2027-01-05"},
	{TEXT("@l = Lena <l@x>, away 2026-01-022026-02-03\n"),
	 "10:23 bad-date: two dots join the first and the last day, without blanks: write away 2026-01-02..2026-02-03"},
	{TEXT("@l = Lena <l@x>, away 2026-01-02..soon\n"),
	 "10:35 bad-date: \"soon\" is no date; write one such as 2027-03-31"},
	{TEXT("@l = Lena <l@x>, away 2026-02-01..2026-01-01\n"),
	 "10:23 reversed-dates: the first day is after the last; turn them round"},
	{TEXT("@l = Lena <l@x>, from 2026-02-01, until 2026-01-01\n"),
	 "10:1 reversed-dates: \"from\" is after \"until\" for @l; turn them round"},
	{TEXT("@l = Lena <l@x>,\n"), "10:16 stray-comma: nothing stands beside this comma; take it out"},
	{TEXT("@l = Lena <l@x>, deputy @no\n"),
	 "10:25 undeclared: \"@no\" is neither in [people] nor in [teams]; declare it there"},
	{TEXT("@l = Lena <l@x>, deputy @two\n[teams]\n@two = @t @u\n"),
	 "10:25 not-a-person: \"@two\" is a team and cannot be a deputy; name one person"},
	/* ---- teams ---- */
	{TEXT("[teams]\n@a = @t external\n"),
	 "4:15 external-accountable: @t is external and cannot be accountable; name somebody of the company, or set external-accountable in [mowners]\n"
	 "11:9 bad-attribute: put a comma before \"external\""},
	{TEXT("[teams]\n@a = external\n[a]\npath = /x\nreview = 1 of @a\n"),
	 "11:6 bad-team: a team begins with its members, such as @lena @marc"},
	{TEXT("[teams]\n@a = , external\n"), "11:6 bad-team: a team begins with its members, such as @lena @marc"},
	{TEXT("[teams]\n@a = @t\n  , external\n@b = @a @u @a,\n"),
	 "4:15 external-accountable: @t is external and cannot be accountable; name somebody of the company, or set external-accountable in [mowners]\n"
	 "13:14 stray-comma: a comma stands between two words; take this one out"},
	{TEXT("[teams]\n@a = @t, external, @u\n"),
	 "4:15 external-accountable: @t is external and cannot be accountable; name somebody of the company, or set external-accountable in [mowners]\n"
	 "11:20 bad-team: the members come first; move \"@u\" before \"external\", \"from\" and \"until\""},
	{TEXT("[teams]\n@a = @t, bot\n"),
	 "11:10 unknown-attribute: \"bot\" cannot be said of a team; OWNERS(5) lists what can"},
	{TEXT("[teams]\n@a = @t, extrenal\n"),
	 "11:10 unknown-attribute: \"extrenal\" cannot be said of a team; did you mean \"external\"?"},
	{TEXT("[teams]\n@a = @t, gihub x\n"),
	 "11:10 bad-owner: \"gihub\" is neither a handle nor an e-mail; did you mean \"@gihub\"?\n"
	 "11:16 bad-owner: \"x\" is neither a handle nor an e-mail; did you mean \"@x\"?"},
	{TEXT("[teams]\n@a = @t, github x\n"),
	 "11:10 unknown-attribute: \"github\" cannot be said of a team; OWNERS(5) lists what can"},
	{TEXT("[teams]\n@a = @a\n"), "11:1 team-cycle: @a names itself; take it out"},
	{TEXT("[teams]\n@a = @b\n@b = @a\n"),
	 "12:1 team-cycle: @b names @a, which contains @b itself; take one of them out"},
	{TEXT("[teams]\n@a = @t,, @u\n"), "11:8 stray-comma: a comma stands between two words; take this one out"},
	{TEXT("[teams]\n@a = @t, from 2026-02-01, until 2026-01-01\n"),
	 "11:1 reversed-dates: \"from\" is after \"until\" for @a; turn them round"},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_adds(&text, HEAD);
	buf_add(&text, row->text, row->len);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.messages.data, row->found);
	assert_true(rules->broken);
}

int main(void)
{
	static struct CMUnitTest tests[COUNT(rows)];

	for (size_t i = 0; i < COUNT(rows); i++)
		tests[i] = (struct CMUnitTest){rows[i].found, test_row, NULL, NULL, (void *)&rows[i]};
	return cmocka_run_group_tests_name("messages of the form", tests, NULL, NULL);
}
