/* People and teams: what is read of them, and every error. */
#include <stdlib.h>

#include "base/clock.h"
#include "rules/people.h"
#include "rules/read/read.h"

/* Four lines; a row's text begins in line 5, below [people]. */
#define HEAD "[mowners]\nversion = 1\n[rules]\naccountable = root@example.com\n[people]\n"

#include "rules_rows.h"

static const struct row rows[] = {
	/* ---- handles ---- */
	{"handle: of all characters", "@9a.b_c/d-E = A <a@x>\n", ""},
	{"handle: 39", "@123456789012345678901234567890123456789 = A <a@x>\n", ""},
	{"handle: 40", "@1234567890123456789012345678901234567890 = A <a@x>\n", "6:1 name-too-long"},
	{"handle: without @", "lena = A <a@x>\n", "6:1 bad-name"},
	{"handle: nothing behind @", "@ = A <a@x>\n", "6:1 bad-name"},
	{"handle: wrong first character", "@-a = A <a@x>\n", "6:1 bad-name"},
	{"handle: white space", "@a b = A <a@x>\n", "6:1 bad-name"},
	{"handle: beyond ASCII", "@zo\xc3\xab = A <a@x>\n", "6:1 bad-name"},
	{"handle: twice", "@a = A <a@x>\n@A = B <b@x>\n", "7:1 duplicate-person"},
	{"handle: a person and a team", "@a = A <a@x>\n[teams]\n@A = @a\n", "8:1 duplicate-handle"},
	{"handle: a team twice", "@a = A <a@x>\n[teams]\n@t = @a\n@T = @a\n", "9:1 duplicate-team"},
	{"handle: no value", "@a =\n", "6:1 empty-value"},
	/* ---- NAME <EMAIL> ---- */
	{"name: several words", "@a = Lena von Fischer-Ode jr. <a@x>\n", ""},
	{"name: on two lines", "@a = Lena\n  Fischer\n  <a@x>,\n  external\n", ""},
	{"name: none", "@a = <a@x>\n", "6:6 bad-person"},
	{"name: without an e-mail", "@a = Lena\n", "6:6 bad-person"},
	{"name: with a comma", "@a = Fischer, Lena <a@x>\n", "6:6 bad-person, 6:15 unknown-attribute"},
	{"name: an e-mail without brackets", "@a = Lena a@x\n", "6:6 bad-person"},
	{"name: something behind", "@a = Lena <a@x> external\n", "6:6 bad-person"},
	{"name: two e-mails", "@a = Lena <a@x> <b@x>\n", "6:6 bad-person"},
	{"name: unclosed", "@a = Lena <a@x, external\n", "6:6 bad-person"},
	{"name: no e-mail in the brackets", "@a = Lena <>\n", "6:12 bad-email"},
	{"name: a wrong e-mail", "@a = Lena <a.x>\n", "6:12 bad-email"},
	{"name: white space in the e-mail", "@a = Lena < a@x >\n", "6:6 bad-person"},
	{"name: no white space before <", "@a = Lena<a@x>\n", ""},
	{"e-mail: 254 bytes",
	 "@a = Lena <"
	 "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890@"
	 "123456789012345678901234567890123456789012345678901234567890123456789012345678901>\n",
	 ""},
	/* ---- commas ---- */
	{"comma: trailing", "@a = Lena <a@x>,\n", "6:16 stray-comma"},
	{"comma: two", "@a = Lena <a@x>,, external\n", "6:17 stray-comma"},
	{"comma: first", "@a = , Lena <a@x>\n", "6:6 stray-comma"},
	/* ---- attributes ---- */
	{"attribute: all of them",
	 "@a = Lena <a@x>, email b@x, email c@x, github A-1, gitlab a.b, gitea a_b, org Studio North GmbH, external, bot, "
	 "from 2026-01-01,\n until 2026-12-31, away 2026-02-01..2026-02-01, away 2026-03-01..2026-03-05, deputy @b @c\n"
	 "@b = B <b2@x>\n@c = C <c2@x>\n",
	 ""},
	{"attribute: unknown", "@a = Lena <a@x>, phone 123\n", "6:18 unknown-attribute"},
	{"attribute: upper case", "@a = Lena <a@x>, External\n", "6:18 unknown-attribute"},
	{"attribute: mistyped", "@a = Lena <a@x>, gihub lena\n", "6:18 unknown-attribute"},
	{"attribute: without its argument", "@a = Lena <a@x>, email, github, from, away, deputy, org\n",
	 "6:18 bad-attribute, 6:25 bad-attribute, 6:33 bad-attribute, 6:39 bad-attribute, 6:45 bad-attribute, 6:53 bad-attribute"},
	{"attribute: with too much", "@a = Lena <a@x>, email b@x c@x, external yes, until 2026-01-01 12:00\n",
	 "6:28 bad-attribute, 6:42 bad-attribute, 6:64 bad-attribute"},
	{"attribute: a comma forgotten", "@a = Lena <a@x>, github lena deputy @a\n", "6:30 bad-attribute"},
	{"attribute: twice", "@a = Lena <a@x>, external, external, org x, org y, from 2026-01-01, from 2026-01-02\n",
	 "6:28 duplicate-attribute, 6:45 duplicate-attribute, 6:69 duplicate-attribute"},
	{"attribute: several accounts of one person", "@a = Lena <a@x>, github a, github b, gitlab a, github A\n", ""},
	{"attribute: a second account that is another's",
	 "@a = Lena <a@x>, github a, github b\n@b = B <b@x>, github c, github B\n", "7:32 duplicate-account"},
	{"attribute: an e-mail twice", "@a = Lena <a@x>, email A@X\n", ""},
	{"attribute: an e-mail that is none", "@a = Lena <a@x>, email lena\n", "6:24 bad-email"},
	{"attribute: an account with @", "@a = Lena <a@x>, github @lena\n", "6:25 bad-attribute"},
	{"attribute: dates",
	 "@a = Lena <a@x>, from 2026-1-1, until x, away 2026-01-01, away 2026-02-30..2026-03-01, away x..y\n",
	 "6:23 bad-date, 6:39 bad-date, 6:47 bad-date, 6:64 bad-date, 6:93 bad-date, 6:96 bad-date"},
	{"attribute: from after until", "@a = Lena <a@x>, until 2026-01-01, from 2026-01-02\n", "6:1 reversed-dates"},
	{"attribute: one day", "@a = Lena <a@x>, until 2026-01-01, from 2026-01-01, away 2026-01-01..2026-01-01\n", ""},
	{"attribute: away reversed", "@a = Lena <a@x>, away 2026-01-02..2026-01-01\n", "6:23 reversed-dates"},
	{"attribute: away with blanks", "@a = Lena <a@x>, away 2026-01-01 .. 2026-01-02\n", "6:23 bad-date"},
	{"attribute: moments", "@a = Lena <a@x>, from 2026-01-01T12:00:00Z, until 2026-01-01T12:00:00Z\n", ""},
	{"attribute: of the past", "@a = Lena <a@x>, until 1999-12-31\n", ""},
	/* ---- deputies ---- */
	{"deputy: by commas", "@a = A <a@x>, deputy @b, @c\n@b = B <b@x>\n@c = C <c@x>\n", "6:26 unknown-attribute"},
	{"deputy: undeclared", "@a = A <a@x>, deputy @b @c\n@b = B <b@x>\n", "6:25 undeclared"},
	{"deputy: a team", "@a = A <a@x>, deputy @t\n[teams]\n@t = @a\n", "6:22 not-a-person"},
	{"deputy: an e-mail", "@a = A <a@x>, deputy b@x\n", ""},
	{"deputy: a name", "@a = A <a@x>, deputy lena\n", "6:22 bad-owner"},
	{"deputy: a bot of nobody accountable", "@a = A <a@x>, deputy @b\n@b = B <b@x>, bot\n", ""},
	{"deputy: a bot of somebody accountable",
	 "@a = A <a@x>, deputy @b\n@b = B <b@x>, bot\n[x]\npath = x\naccountable = @a\n", "6:22 bot-accountable"},
	{"deputy: a bot of somebody accountable, by e-mail",
	 "@a = A <a@x>, deputy B@x\n@b = B <b@x>, bot\n[x]\npath = x\naccountable = A@x\n", "6:22 bot-accountable"},
	{"deputy: external of somebody accountable otherwise",
	 "@a = A <a@x>, deputy @b\n@b = B <b@x>\n[teams]\n@t = @b, external\n"
	 "[otherwise]\naccountable = @a\n",
	 "6:22 external-accountable"},
	{"deputy: a deputy's deputy does not matter",
	 "@a = A <a@x>, deputy @b\n@b = B <b@x>, deputy @c\n@c = C <c@x>, bot\n"
	 "[otherwise]\naccountable = @a\n",
	 ""},
	/* ---- sharing ---- */
	{"shared: e-mail", "@a = A <a@x>\n@b = B <A@X>\n", "7:9 duplicate-email"},
	{"shared: other e-mail", "@a = A <a@x>, email c@x\n@b = B <b@x>, email C@x\n", "7:21 duplicate-email"},
	{"shared: account", "@a = A <a@x>, github l\n@b = B <b@x>, github L\n", "7:22 duplicate-account"},
	{"shared: not the same platform", "@a = A <a@x>, github l\n@b = B <b@x>, gitlab l\n", ""},
	/* ---- teams ---- */
	{"team: lists", "@a = A <a@x>\n[teams]\n@t = @a, new@x\n  b@x , c@x\n@s = @t\n", ""},
	{"team: attributes", "@a = A <a@x>\n[teams]\n@t = @a, external, from 2026-01-01, until 2026-12-31\n", ""},
	{"team: attributes on the next line", "@a = A <a@x>\n[teams]\n@t = @a,\n  external\n", ""},
	{"team: no members", "[teams]\n@t = external\n", "7:6 bad-team"},
	{"team: no value", "[teams]\n@t =\n", "7:1 empty-value"},
	{"team: a comma forgotten", "@a = A <a@x>\n[teams]\n@t = @a external\n", "8:9 bad-attribute"},
	{"team: members behind", "@a = A <a@x>\n[teams]\n@t = @a, external, @a\n", "8:20 bad-team"},
	{"team: members behind without a comma", "@a = A <a@x>\n[teams]\n@t = @a, external @a\n", "8:19 bad-attribute"},
	{"team: what is of people only", "@a = A <a@x>\n[teams]\n@t = @a, bot, org x\n",
	 "8:10 unknown-attribute, 8:15 unknown-attribute"},
	{"team: mistyped", "@a = A <a@x>\n[teams]\n@t = @a, extrenal\n", "8:10 unknown-attribute"},
	{"team: names without @", "[teams]\n@t = lena, marc\n", "7:6 bad-owner, 7:12 bad-owner"},
	{"team: undeclared", "[teams]\n@t = @a\n", "7:6 undeclared"},
	{"team: stray commas", "@a = A <a@x>\n[teams]\n@t = @a,, external,\n@u = @a,\n",
	 "8:8 stray-comma, 8:19 stray-comma, 9:8 stray-comma"},
	{"team: from after until", "@a = A <a@x>\n[teams]\n@t = @a, from 2026-01-02, until 2026-01-01\n",
	 "8:1 reversed-dates"},
	{"team: external twice", "@a = A <a@x>\n[teams]\n@t = @a, external, external\n", "8:20 duplicate-attribute"},
	{"team: of itself", "[teams]\n@t = @t\n", "7:1 team-cycle"},
	{"team: of itself and others", "@a = A <a@x>\n[teams]\n@t = @a @t @a\n@s = b@x @S\n",
	 "8:1 team-cycle, 9:1 team-cycle"},
	{"team: of two", "@a = A <a@x>\n[teams]\n@t = @a @s\n@s = @t\n", "9:1 team-cycle"},
	{"team: of three, and one beside", "@a = A <a@x>\n[teams]\n@q = @a @s\n@r = @t\n@s = @r\n@t = @s\n",
	 "11:1 team-cycle"},
	{"team: twice below is no cycle", "@a = A <a@x>\n[teams]\n@q = @r @s\n@r = @t\n@s = @t\n@t = @a\n", ""},
	{"team: no quorum of one with an error",
	 "@a = A <a@x>\n[teams]\n@t = @a @no\n@s = @t\n[x]\npath = x\nreview = 2 of @s\n  2 of @t @a\n",
	 "8:9 undeclared"},
	{"team: no quorum of one without a value", "[teams]\n@t =\n[x]\npath = x\nreview = 1 of @t\n",
	 "7:1 empty-value"},
	{"team: no quorum of one whose only line cannot be read",
	 "[teams]\n@t = \x01\n[x]\npath = x\nreview = 1 of @t\n", "7:6 control-character"},
	{"team: no quorum of one in a cycle",
	 "@a = A <a@x>\n[teams]\n@t = @a @s\n@s = @t\n[x]\npath = x\nreview = 9 of @s\n", "9:1 team-cycle"},
	{"team: no quorum of one that cannot be read",
	 "@a = A <a@x>\n[teams]\n@t = @a\n  @\x01\n[x]\npath = x\nreview = 9 of @t\n", "9:4 control-character"},
	{"person: one that cannot be read is declared", "@a = A <a@\x01x>\n[x]\npath = x\naccountable = @a\n",
	 "6:11 control-character"},
};

/* ---- What is read ---- */

static struct rules *read_rules(const char *people)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, "%s%s", HEAD, people);
	struct rules *rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, "");
	return rules;
}

static void test_dump(void **state)
{
	MOW_AUTO(buf) dump = BUF_INIT;
	MOW_AUTO_PTR(rules) rules = read_rules(
		"@Lena = Lena\tvon\n  Fischer <Lena@Example.com>, email L@x, github Lena-F, gitlab lf, gitea l.f, org Studio North,\n"
		"  from 2026-01-01, until 2026-12-31, away 2026-03-06..2026-03-07, deputy @marc new@X @Marc, away 2026-02-01..2026-03-05,\n"
		"  away 2026-05-01..2026-05-01, deputy @ella\n"
		"@marc = Marc <m@x>, bot\n@ella = Ella <e@x>, external\n@sam = Sam <s@x>, from 2025-06-01\n"
		"[teams]\n"
		"@inner = @sam @ella sam@away.example, until 2026-06-30\n"
		"@outer = @Inner E@X @marc @inner, external, from 2026-02-01\n");

	(void)state;
	rules_text_dump(&dump, rules);
	assert_non_null(strstr(dump.data, "\nperson @lena "));
	assert_string_equal(
		strstr(dump.data, "\nperson @lena ") + 1,
		"person @lena \"Lena von Fischer\" lena@example.com l@x written=\"Lena@Example.com\" github:lena-f gitlab:lf "
		"gitea:l.f org=\"Studio North\" service[2026-01-01 2027-01-01] away[2026-02-01 2026-03-08] "
		"away[2026-05-01 2026-05-02] deputies=@marc,new@x,@ella\n"
		"person @marc \"Marc\" m@x external bot\n"
		"person @ella \"Ella\" e@x external\n"
		"person @sam \"Sam\" s@x external service[2025-06-01 ..]\n"
		"person - \"new@x\" new@x written=\"new@X\"\n"
		"person - \"sam@away.example\" sam@away.example external\n"
		"person - \"root@example.com\" root@example.com\n"
		"team @inner members=@sam,@ella,sam@away.example people=@sam,@ella,sam@away.example in[.. 2026-07-01] "
		"in[.. 2026-07-01] in[.. 2026-07-01] service[.. 2026-07-01]\n"
		"team @outer members=@inner,e@x,@marc people=@sam,@ella,sam@away.example,@ella,@marc "
		"in[2026-02-01 2026-07-01] in[2026-02-01 2026-07-01] in[2026-02-01 2026-07-01] in[2026-02-01 ..] "
		"in[2026-02-01 ..] external service[2026-02-01 ..]\n"
		"area rules OWNERS:3 accountable=root@example.com:4\n"
		"file OWNERS folder \"\"\n");
}

/* ---- Much ---- */

static void add_team(struct buf *text, const char *name, size_t people)
{
	buf_addf(text, "%s =\n", name);
	for (size_t i = 0; i < people; i++)
		buf_addf(text, "%s@p%zu%s", i % 16 ? " " : "  ", i, i % 16 == 15 ? "\n" : "");
	buf_addc(text, '\n');
}

/* Teams in teams are counted at each of them: 1,000 people and 999 teams around them are a million; of more the first
 * is too many, and nobody knows who is in it. */
static void test_members_max(void **state)
{
	(void)state;
	for (size_t teams = 1000; teams <= 1002; teams += 2) {
		MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
		MOW_AUTO(buf) text = BUF_INIT;
		buf_adds(&text, HEAD);
		for (size_t i = 0; i < 1000; i++)
			buf_addf(&text, "@p%zu = P <p%zu@x>\n", i, i);
		buf_adds(&text, "[teams]\n");
		add_team(&text, "@t0", 1000);
		for (size_t i = 1; i < teams; i++)
			buf_addf(&text, "@t%zu = @t%zu\n", i, i - 1);
		buf_addf(&text, "[x]\npath = x\nreview = 1000 of @t999\n  1000 of @t%zu\n", teams - 1);
		MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
		assert_string_equal(found.places.data, teams == 1000 ? "" : "2070:1 too-many");
		assert_int_equal(rules->broken, teams > 1000);
		/* Files below the root have no teams: nothing is counted again. */
		assert_int_equal(
			rules_add(rules, &(struct file_text){"a/OWNERS", "", 0}, RULES_TEXT_SINK(&found), NULL),
			MOW_OK);
		assert_int_equal(found.count, teams > 1000);
	}
}

/* A chain of teams as long as a file allows is walked without recursion. */
static void test_deep_chain(void **state)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	const size_t teams = 50000;

	(void)state;
	buf_adds(&text, HEAD "@a = A <a@x>\n[teams]\n");
	for (size_t i = 0; i < teams; i++)
		buf_addf(&text, "@t%zu=@t%zu\n", i, i + 1);
	buf_addf(&text, "@t%zu=@a\n[x]\npath=x\nreview=2 of @t0\n", teams);
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_non_null(strstr(found.places.data, " quorum"));
	assert_int_equal(found.count, 1);
	assert_int_equal(rules->teams[0].people_count, 1);
}

/* Many lists that name the same large teams: bounded, and an error past the bound. */
static void test_counted_max(void **state)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;
	const size_t people = 7999; /* with one more, a part of the bound */
	const size_t most = RULES_COUNTED_MAX / (people + 1);

	(void)state;
	buf_adds(&text, HEAD);
	for (size_t i = 0; i < people; i++)
		buf_addf(&text, "@p%zu = P <p%zu@x>\n", i, i);
	buf_adds(&text, "[teams]\n");
	add_team(&text, "@t", people);
	/* No counting is needed where sizes tell, as in every other list; the others take all that may be counted. */
	buf_adds(&text, "[x]\npath = x\nreview = all of @t\n");
	for (size_t i = 0; i < 2 * most; i++)
		buf_adds(&text, i % 2 ? "  7999 of @t @p0\n" : "  all of @t y@x\n");
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, "");
	const struct area *area = &rules->files[0]->areas[0];
	assert_int_equal(area->gates[0].need, people);
	assert_int_equal(area->gates[1].need, people + 1);
	buf_adds(&text, "  all of @t y@x\n");
	/* What is not counted is no quorum that cannot be reached. */
	buf_adds(&text, "  9999 of @t y@x\n");
	MOW_AUTO_PTR(rules) more = rules_text_parse(&found, text.data, text.len, NULL);
	assert_true(more->broken);
	assert_int_equal(found.count, 1);
	assert_non_null(strstr(found.places.data, " too-many"));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_dump),
		cmocka_unit_test(test_members_max),
		cmocka_unit_test(test_deep_chain),
		cmocka_unit_test(test_counted_max),
	};
	static struct CMUnitTest tests[COUNT(rows) + COUNT(others)];

	(void)add_rows(tests, rows, COUNT(rows), test_row);
	memcpy(&tests[COUNT(rows)], others, sizeof others);
	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
