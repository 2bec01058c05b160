/* Who is who on a day: in service and away, by e-mail, account and address, in lists and teams. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "rules/people.h"
#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define HEAD "[mowners]\nversion = 1\n%s[rules]\naccountable = root@example.com\n[people]\n"

/* With lines of [mowners], or "". */
static struct rules *read_with(const char *settings, const char *people)
{
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, HEAD "%s", settings, people);
	struct rules *rules = rules_text_parse(&found, text.data, text.len, NULL);
	assert_string_equal(found.places.data, "");
	return rules;
}

static struct rules *read_rules(const char *people)
{
	return read_with("", people);
}

static size_t person_of(const struct rules *rules, const char *name)
{
	size_t owner = people_owner(rules, name, strlen(name));

	assert_int_not_equal(owner, RULES_NONE);
	return rules->owners[owner].index;
}

/* ---- On a day ---- */

static int64_t at(const char *text)
{
	int64_t moment = 0;

	if (!clock_parse_day(&moment, text, strlen(text)) && !clock_parse_moment(&moment, text, strlen(text)))
		fail_msg("%s is no date", text);
	return moment;
}

static const char calendar[] =
	"@s = S <s@x>, from 2026-01-10, until 2026-01-20\n"
	"@a = A <a@x>, away 2026-01-05..2026-01-06, away 2026-01-11..2026-01-12, away 2026-01-07..2026-01-08, away 2026-01-12..2026-01-15, "
	"away\n 2026-02-01..2026-02-28, away 2026-02-10..2026-02-11, away 2026-03-01T06:00:00Z..2026-03-01T08:00:00Z\n"
	"@b = B <b@x>, until 2026-01-06, away 2026-01-05..2026-01-31\n"
	"@o = O <o@x>, away 1969-12-30..1969-12-31\n"
	"@m = M <m@x>, away 2026-03-01T06:00:00Z..2026-03-02T00:00:00Z\n";

static const struct eligibility {
	const char *name, *person, *moment;
	bool in_service, away;
	const char *until; /* NULL: not away */
} days[] = {
	{"before the first day", "@s", "2026-01-09T23:59:59Z", false, false, NULL},
	{"first day", "@s", "2026-01-10", true, false, NULL},
	{"last moment", "@s", "2026-01-20T23:59:59Z", true, false, NULL},
	{"after the last day", "@s", "2026-01-21", false, false, NULL},
	{"no dates", "@a", "0001-01-01", true, false, NULL},
	{"before an absence", "@a", "2026-01-04T23:59:59Z", true, false, NULL},
	{"absences that touch", "@a", "2026-01-05", true, true, "2026-01-08"},
	{"the second of them", "@a", "2026-01-08T23:59:59Z", true, true, "2026-01-08"},
	{"between", "@a", "2026-01-09", true, false, NULL},
	{"absences that overlap", "@a", "2026-01-11", true, true, "2026-01-15"},
	{"one inside another", "@a", "2026-02-11", true, true, "2026-02-28"},
	{"an absence of hours", "@a", "2026-03-01T06:00:00Z", true, true, "2026-03-01"},
	{"its last second", "@a", "2026-03-01T08:00:00Z", true, true, "2026-03-01"},
	{"behind it", "@a", "2026-03-01T08:00:01Z", true, false, NULL},
	{"away and gone", "@b", "2026-01-07", false, true, "2026-01-31"},
	{"away, not yet gone", "@b", "2026-01-06", true, true, "2026-01-31"},
	{"up to the first second of a day", "@m", "2026-03-01T07:00:00Z", true, true, "2026-03-02"},
	{"before 1970", "@o", "1969-12-30T12:00:00Z", true, true, "1969-12-31"},
};

static void test_day(void **state)
{
	const struct eligibility *day = *state;
	MOW_AUTO_PTR(rules) rules = read_rules(calendar);
	size_t owner = people_owner(rules, day->person, strlen(day->person));
	int64_t until = 42;

	assert_int_not_equal(owner, RULES_NONE);
	size_t person = rules->owners[owner].index;
	int64_t now = at(day->moment);
	assert_int_equal(people_in_service(rules, person, now), day->in_service);
	assert_int_equal(people_away(rules, person, now), day->away);
	assert_int_equal(people_present(rules, person, now), day->in_service && !day->away);
	assert_int_equal(people_away_until(&until, rules, person, now), day->away);
	assert_true(until == (day->until != NULL ? at(day->until) : 42));
}

/* Gone from a moment on, whatever the rules say; never back, and never in service for longer than they say. */
static void test_leave(void **state)
{
	static const struct {
		const char *person, *leaves, *moment;
		bool in_service;
	} rows_of_leave[] = {
		{"@a", "2026-06-01", "2026-05-31T23:59:59Z", true}, {"@a", "2026-06-01", "2026-06-01", false},
		{"@a", "2026-06-01", "2030-01-01", false},          {"@s", "2026-01-15", "2026-01-14", true},
		{"@s", "2026-01-15", "2026-01-15", false},          {"@s", "2026-01-01", "2026-01-12", false},
		{"@s", "2027-01-01", "2026-01-20", true},           {"@s", "2027-01-01", "2026-02-01", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows_of_leave); i++) {
		const char *name = rows_of_leave[i].person;
		MOW_AUTO_PTR(rules) rules = read_rules(calendar);
		size_t person = rules->owners[people_owner(rules, name, strlen(name))].index;
		people_leave(rules, person, at(rows_of_leave[i].leaves));
		assert_int_equal(people_in_service(rules, person, at(rows_of_leave[i].moment)),
				 rows_of_leave[i].in_service);
	}
}

/* ---- Looking up ---- */

static void test_look_up(void **state)
{
	MOW_AUTO_PTR(rules) rules = read_rules(
		"@Lena = Lena <Lena@X>, email other@x, github Lena-F, gitea lf, deputy @marc\n@marc = Marc <m@x>, deputy @lena\n"
		"[teams]\n@t = @lena new@x\n");
	size_t lena = people_by_email(rules, "LENA@x", 6);
	size_t stranger = people_by_email(rules, "new@x", 5);
	char longest[400];

	(void)state;
	assert_string_equal(people_label(rules, lena), "@lena");
	assert_string_equal(people_label(rules, stranger), "new@x");
	assert_int_equal(people_by_email(rules, "other@X", 7), lena);
	assert_int_equal(people_by_email(rules, "nobody@x", 8), RULES_NONE);
	assert_int_equal(people_by_email(rules, "", 0), RULES_NONE);
	assert_int_equal(people_by_email(rules, "@lena", 5), RULES_NONE);
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_int_equal(people_by_email(rules, longest, sizeof longest - 1), RULES_NONE);
	assert_int_equal(people_owner(rules, longest, sizeof longest - 1), RULES_NONE);
	assert_int_equal(people_by_account(rules, "github", longest), RULES_NONE);
	assert_int_equal(people_by_account(rules, "github", "LENA-f"), lena);
	assert_int_equal(people_by_account(rules, "gitea", "lf"), lena);
	assert_int_equal(people_by_account(rules, "gitlab", "lf"), RULES_NONE);
	size_t owner = people_owner(rules, "@LENA", 5);
	assert_string_equal(rules->owners[owner].text, "@lena");
	assert_int_equal(rules->owners[owner].index, lena);
	/* An e-mail that no list names is its person's. */
	assert_int_equal(people_owner(rules, "Other@x", 7), owner);
	assert_string_equal(rules->owners[people_owner(rules, "NEW@x", 5)].text, "new@x");
	assert_int_equal(rules->owners[people_owner(rules, "@t", 2)].kind, OWNER_TEAM);
	assert_int_equal(people_owner(rules, "@nobody", 7), RULES_NONE);
	assert_int_equal(people_owner(rules, "@lenax", 5), owner);
	size_t marc = people_by_email(rules, "m@x", 3);
	assert_true(people_is_deputy(rules, marc, lena));
	assert_true(people_is_deputy(rules, lena, marc));
	assert_false(people_is_deputy(rules, lena, lena));
	assert_false(people_is_deputy(rules, stranger, lena));
	size_t deputies[] = {stranger, marc};
	people_take_deputies(rules, lena, deputies, 2);
	assert_int_equal(rules->people[lena].deputy_count, 2);
	assert_ptr_equal(rules->people[lena].deputies, deputies);
}

static void test_expand(void **state)
{
	MOW_AUTO_PTR(rules) rules =
		read_rules("@a = A <a@x>\n@b = B <b@x>\n@c = C <c@x>\n[teams]\n@in = @b @a\n@out = @in @c b@x\n"
			   "[x]\npath = x\nconsulted = @out @a a@x\ninformed = @c @in\n");
	const struct area *area = &rules->files[0]->areas[0];
	size_t out[8];

	(void)state;
	assert_true(rules->people_count <= 8);
	assert_int_equal(area->consulted.count, 3);
	assert_int_equal(people_expand(out, rules, area->consulted.items, 3, 0), 3);
	assert_string_equal(people_label(rules, out[0]), "@b");
	assert_string_equal(people_label(rules, out[1]), "@a");
	assert_string_equal(people_label(rules, out[2]), "@c");
	assert_int_equal(people_expand(out, rules, area->informed.items, 2, 0), 3);
	assert_string_equal(people_label(rules, out[0]), "@c");
	assert_int_equal(people_expand(out, rules, area->informed.items, 0, 0), 0);
	size_t a = people_by_email(rules, "a@x", 3);
	size_t b = people_by_email(rules, "b@x", 3);
	size_t c = people_by_email(rules, "c@x", 3);
	/* @out names @c and, by e-mail, b directly; a only through @in. */
	const size_t team = people_owner(rules, "@out", 4);
	assert_true(people_named(rules, &team, 1, c, 0));
	assert_true(people_named(rules, &team, 1, b, 0));
	assert_false(people_named(rules, &team, 1, a, 0));
	assert_true(people_named(rules, area->consulted.items, area->consulted.count, a, 0));
	assert_true(people_named(rules, area->informed.items, area->informed.count, a, 0));
	assert_false(people_named(rules, area->informed.items, 1, a, 0));
	assert_false(people_named(rules, NULL, 0, a, 0));
}

/* What a team says of time binds membership in it, and nothing else. */
static void test_terms(void **state)
{
	MOW_AUTO_PTR(rules) rules =
		read_rules("@a = A <a@x>\n@b = B <b@x>, external\n[teams]\n@old = @a @b, until 2026-06-30\n"
			   "@new = @b @old, from 2026-06-01\n@twice = @old @late\n@late = @a, from 2026-08-01\n"
			   "[x]\npath = x\nreview = 2 of @new\n         2 of @twice\n");
	static const struct {
		const char *day, *team, *people;
		bool b_named;
	} moments[] = {
		{"2026-05-31", "@old", "@a @b", true},    {"2026-06-30", "@old", "@a @b", true},
		{"2026-07-01", "@old", "", false},        {"2026-05-31", "@new", "", false},
		{"2026-06-01", "@new", "@b @a", true},    {"2026-07-01", "@new", "@b", true},
		{"2026-06-30", "@twice", "@a @b", false}, {"2026-07-15", "@twice", "", false},
		{"2026-08-01", "@twice", "@a", false},
	};
	size_t out[8];

	(void)state;
	assert_false(rules->broken);
	assert_true(rules->people_count <= 8);
	size_t a = people_by_email(rules, "a@x", 3), b = people_by_email(rules, "b@x", 3);
	for (size_t i = 0; i < COUNT(moments); i++) {
		MOW_AUTO(buf) told = BUF_INIT;
		size_t team = people_owner(rules, moments[i].team, strlen(moments[i].team));
		size_t count = people_expand(out, rules, &team, 1, at(moments[i].day));
		for (size_t k = 0; k < count; k++)
			buf_addf(&told, "%s%s", k > 0 ? " " : "", people_label(rules, out[k]));
		assert_string_equal(told.data != NULL ? told.data : "", moments[i].people);
		assert_int_equal(people_named(rules, &team, 1, b, at(moments[i].day)), moments[i].b_named);
	}
	assert_true(people_in_service(rules, a, at("2027-01-01")));
}

/* ---- Addresses of accounts -------------------------------------------------------------------------------------- */

static const char accounts[] = "@hub = H <h@x>, github hub\n@lab = L <l@x>, gitlab lab\n@tea = T <t@x>, gitea tea\n"
			       "@same = S <s@x>, github same, gitlab same, gitea same\n"
			       "@one = O <o@x>, github 7-two\n@two = W <w@x>, gitlab two, gitea 9\n"
			       "@mail = M <hub@users.noreply.github.com>, email same@users.noreply.git.example\n";

/* ID+NAME or NAME at users.noreply.HOST is GitHub's, ID-NAME or NAME there GitLab's, ID+NAME or NAME at noreply.HOST
 * Gitea's; github.com and gitlab.com tell which it is, another HOST does not. */
static const struct address_row {
	const char *address, *people;
} addresses[] = {
	{"h@x", "@hub"},
	{"H@X", "@hub"},
	{"hub@x", ""},
	{"1+hub@users.noreply.github.com", "@hub"},
	{"1234567+Hub@Users.NoReply.GitHub.com", "@hub"},
	{"hub@users.noreply.github.com", "@mail @hub"},
	{"+hub@users.noreply.github.com", ""},
	{"12x+hub@users.noreply.github.com", ""},
	{"12hub@users.noreply.github.com", ""},
	{"12-hub@users.noreply.github.com", ""},
	{"lab@users.noreply.github.com", ""},
	{"lab@users.noreply.gitlab.com", "@lab"},
	{"0-lab@users.noreply.gitlab.com", "@lab"},
	{"0+lab@users.noreply.gitlab.com", ""},
	{"hub@users.noreply.gitlab.com", ""},
	{"hub@users.noreply.git.example", "@hub"},
	{"9+hub@users.noreply.git.example", "@hub"},
	{"lab@users.noreply.git.example", "@lab"},
	{"9-lab@users.noreply.git.example", "@lab"},
	{"9-lab@users.noreply.github.comx", "@lab"},
	{"9+hub@users.noreply.gitlab.co", "@hub"},
	{"same@users.noreply.git.example", "@mail @same"},
	{"same@users.noreply.own.example", "@same"},
	{"7-two@users.noreply.github.com", "@one"},
	{"7-two@users.noreply.gitlab.com", "@two"},
	{"7-two@users.noreply.git.example", "@one @two"},
	{"8-two@users.noreply.git.example", "@two"},
	{"tea@users.noreply.git.example", ""},
	{"tea@noreply.git.example", "@tea"},
	{"5+tea@noreply.git.example", "@tea"},
	{"5-tea@noreply.git.example", ""},
	{"9@noreply.git.example", "@two"},
	{"/tea@noreply.git.example", ""},
	{":+tea@noreply.git.example", ""},
	{"hub@noreply.github.com", ""},
	{"hub@users.git.example", ""},
	{"hub@xusers.noreply.git.example", ""},
	{"hub@users.noreply.", ""},
	{"a@hub@users.noreply.git.example", ""},
	{"@users.noreply.git.example", ""},
	{"hub", ""},
	{"@", ""},
	{"", ""},
};

static void test_address(void **state)
{
	const struct address_row *row = *state;
	MOW_AUTO_PTR(rules) rules = read_rules(accounts);
	MOW_AUTO(buf) told = BUF_INIT;
	size_t people[PEOPLE_OF_ADDRESS];
	size_t count = people_by_address(people, rules, row->address, strlen(row->address));

	buf_adds(&told, "");
	for (size_t i = 0; i < count; i++)
		buf_addf(&told, "%s%s", i > 0 ? " " : "", people_label(rules, people[i]));
	assert_string_equal(count > 0 ? told.data : "", row->people);
}

/* Names of accounts and e-mails as long as they may be, and a byte longer. */
static void test_longest(void **state)
{
	char account[RULES_ACCOUNT_MAX + 1], email[RULES_EMAIL_MAX + 1];
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) address = BUF_INIT;
	size_t people[PEOPLE_OF_ADDRESS];

	(void)state;
	memset(account, 'a', sizeof account);
	memset(email, 'm', sizeof email);
	email[1] = '@';
	account[100] = '\0';
	buf_addf(&text, "@a = A <%.*s>,\n gitea %s\n", 150, email, account);
	MOW_AUTO_PTR(rules) rules = read_rules(text.data);
	size_t a = person_of(rules, "@a");
	assert_int_equal(people_by_email(rules, email, 150), a);
	assert_int_equal(people_by_email(rules, email, 149), RULES_NONE);
	assert_int_equal(people_by_account(rules, "gitea", account), a);
	assert_int_equal(people_by_account(rules, "github", account), RULES_NONE);
	buf_addf(&address, "%s@noreply.x", account);
	assert_int_equal(people_by_address(people, rules, address.data, address.len), 1);
	/* An ID and a name that together are as long as a name may be. */
	buf_reset(&address);
	buf_pad(&address, '1', RULES_ACCOUNT_MAX - 101);
	buf_addf(&address, "+%s@noreply.x", account);
	assert_int_equal(people_by_address(people, rules, address.data, address.len), 1);
	buf_reset(&address);
	buf_pad(&address, '1', RULES_ACCOUNT_MAX - 100);
	buf_addf(&address, "+%s@noreply.x", account);
	assert_int_equal(people_by_address(people, rules, address.data, address.len), 0);
}

/* ---- Lists, witnesses, overrides ---------------------------------------------------------------------------------- */

static const char lists[] = "@a = A <a@x>\n@b = B <b@x>, external\n@c = C <c@x>\n@gone = G <g@x>, until 2026-05-31\n"
			    "@bot = Bot <bot@x>, bot\n@other = O <o@x>, bot\n@new = New <new@x>, bot, from 2026-07-01\n"
			    "[teams]\n@in = @a @b, until 2026-06-30\n@out = @in @gone @bot\n";

static const struct list_row {
	const char *person;
	bool listed, overrides, witness; /* on 2026-06-15, in @out or @c; in `override`; in `witness` */
	bool later;                      /* listed on 2026-07-15 */
} list_rows[] = {
	{"@a", true, true, false, false},
	{"@b", true, false, false, false},
	{"@c", true, true, false, true},
	{"@gone", true, false, false, true},
	{"@bot", true, false, true, true},
	{"@new", false, false, false, false},
	{"root@example.com", false, false, false, false},
	{"@other", false, false, false, false},
};

static void test_lists(void **state)
{
	MOW_AUTO_PTR(rules) rules = read_with("override = 1 of @out @c\nwitness = @bot @new\n", lists);
	int64_t june = at("2026-06-15"), july = at("2026-07-15");
	const size_t owners[] = {people_owner(rules, "@out", 4), people_owner(rules, "@c", 2)};

	(void)state;
	for (size_t i = 0; i < COUNT(list_rows); i++) {
		const struct list_row *row = &list_rows[i];
		size_t person = person_of(rules, row->person);
		bool is_c = strcmp(row->person, "@c") == 0;
		assert_int_equal(people_listed(rules, owners, 2, person, june), row->listed);
		assert_int_equal(people_listed(rules, owners, 2, person, july), row->later);
		assert_int_equal(people_listed(rules, owners + 1, 1, person, june), is_c);
		assert_int_equal(people_team_has(&rules->teams[rules->owners[owners[0]].index], person, june),
				 row->listed && !is_c);
		assert_int_equal(people_may_override(rules, person, june), row->overrides);
		assert_int_equal(people_may_witness(rules, person, june), row->witness);
	}
	assert_true(people_may_witness(rules, person_of(rules, "@new"), july));
	assert_false(people_listed(rules, NULL, 0, person_of(rules, "@a"), june));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_look_up), cmocka_unit_test(test_expand),  cmocka_unit_test(test_terms),
		cmocka_unit_test(test_leave),   cmocka_unit_test(test_longest), cmocka_unit_test(test_lists),
	};
	static struct CMUnitTest tests[COUNT(days) + COUNT(addresses) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(days); i++)
		tests[count++] = (struct CMUnitTest){days[i].name, test_day, NULL, NULL, (void *)&days[i]};
	for (size_t i = 0; i < COUNT(addresses); i++)
		tests[count++] =
			(struct CMUnitTest){addresses[i].address, test_address, NULL, NULL, (void *)&addresses[i]};
	memcpy(&tests[count], others, sizeof others);
	return cmocka_run_group_tests_name("who", tests, NULL, NULL);
}
