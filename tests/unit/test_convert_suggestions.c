/* convert/suggestions: who is suggested for an area, and how they are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "convert/suggestions.h"

static const struct {
	const char *name, *email;
	bool named;
} people[] = {
	{"Ann Lee", "ann@example.com", true},
	{"Ann Lee", "12345+ann@users.noreply.github.com", true},
	{"Abbott", "abbott@example.com", true},
	{"Robotta", "info@robot-lab.example", true},
	{"Lucia", "lucia@example.com", true},
	{"Ann", "ann@ci.example.com", true},
	{"dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", false},
	{"Renovate Bot", "x@example.com", false},
	{"GitHub Actions", "github-actions@github.com", false},
	{"Build", "ci@example.com", false},
	{"GitHub", "noreply@github.com", false},
	{"project", "project_12_bot_ab@noreply.gitlab.example", false},
	{"No Mail", "", false},
	{"No Mail", "ann", false},
	{"Control", "a\x01@example.com", false},
};

static void test_programs(void **state)
{
	MOW_AUTO(suggestions) suggestions = {0};

	(void)state;
	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		size_t person = suggestions_person(&suggestions, people[i].name, people[i].email);
		if ((person != SUGGESTIONS_NONE) != people[i].named)
			fail_msg("%s <%s>", people[i].name, people[i].email);
		assert_int_equal(suggestions_person(&suggestions, "Other", people[i].email), person);
	}
}

static void make_changes(struct suggestions *suggestions, const char *email, size_t made, size_t approved)
{
	size_t person = suggestions_person(suggestions, "Somebody", email);

	for (size_t i = 0; i < made; i++) {
		suggestions_change(suggestions, 7);
		suggestions_made(suggestions, 7, person);
	}
	for (size_t i = 0; i < approved; i++)
		suggestions_approved(suggestions, 7, person);
}

static void test_suggested(void **state)
{
	MOW_AUTO(suggestions) suggestions = {0};
	MOW_AUTO(buf) out = BUF_INIT;

	(void)state;
	make_changes(&suggestions, "few@example.com", 1, 4);
	make_changes(&suggestions, "Ann@example.com", 5, 0);
	make_changes(&suggestions, "ann@other.example", 4, 9);
	make_changes(&suggestions, "1+cy@users.noreply.github.com", 4, 9);
	make_changes(&suggestions, "\xC3\xBC@example.com", 0, 5);
	suggestions_change(&suggestions, 3);
	assert_int_equal(suggestions_finish(&suggestions), MOW_OK);
	suggestions_suggest(&out, &suggestions, 3);
	suggestions_suggest(&out, &suggestions, 5);
	suggestions_suggest(&out, &suggestions, 9);
	assert_string_equal(out.data, "");
	suggestions_suggest(&out, &suggestions, 7);
	suggestions_write_people(&out, &suggestions);
	assert_string_equal(out.data, "; responsible: @ann (5 of 14 changes), @ann-2 (4), @cy (4)\n"
				      "; approved by: @ann-2 (9), @cy (9), @person (5)\n\n[people]\n"
				      "@ann = Somebody <ann@example.com>\n@ann-2 = Somebody <ann@other.example>\n"
				      "@cy = Somebody <1+cy@users.noreply.github.com>\n"
				      "@person = Somebody <\xC3\xBC@example.com>\n");
}

static void test_names(void **state)
{
	static const char *const names[][2] = {{" Ann  Lee ", "Ann  Lee"},
					       {"Lee, Ann <x>; #1", "Lee Ann x 1"},
					       {"A\x01"
						"B",
						"a"},
					       {",,", "a"}};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		MOW_AUTO(suggestions) suggestions = {0};
		MOW_AUTO(buf) out = BUF_INIT;
		char expected[64];
		suggestions_made(&suggestions, 0, suggestions_person(&suggestions, names[i][0], "a@example.com"));
		assert_int_equal(suggestions_finish(&suggestions), MOW_OK);
		suggestions_write_people(&out, &suggestions);
		(void)snprintf(expected, sizeof expected, "[people]\n@a = %s <a@example.com>\n", names[i][1]);
		assert_string_equal(out.data, expected);
	}
}

/* As many as a history may name, all for one area. */
static void test_many(void **state)
{
	MOW_AUTO(suggestions) suggestions = {0};
	MOW_AUTO(buf) out = BUF_INIT;
	char email[64];

	(void)state;
	suggestions_change(&suggestions, 0);
	for (int i = 0; i < 50000; i++) {
		(void)snprintf(email, sizeof email, "a@%d.example", i);
		suggestions_made(&suggestions, 0, suggestions_person(&suggestions, "A", email));
	}
	assert_int_equal(suggestions_finish(&suggestions), MOW_OK);
	suggestions_write_people(&out, &suggestions);
	assert_string_equal(out.data,
			    "[people]\n@a = A <a@0.example>\n@a-2 = A <a@1.example>\n@a-3 = A <a@2.example>\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_programs),
		cmocka_unit_test(test_suggested),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
