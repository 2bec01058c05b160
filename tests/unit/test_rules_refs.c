/* Patterns of [mowners] protect: form, held against git check-ref-format, and what they match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "rules/refs.h"
#include "rules/rules.h"
#include "rules_text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Without wild cards git knows which names may be: as many branches, so one component is enough. */
static const char *const names[] = {
	"main",    "a/b",     "a..b",     "a.b",       ".a",  "a/.b", "a.",   "a./b", "a.lock", "a.lock/b",
	"a.locks", "a~b",     "a^b",      "a:b",       "a?b", "a[b",  "a\\b", "a b",  "a//b",   "/a",
	"a/",      "a@{b",    "a@b",      "@",         "a/@", "@/a",  "@x",   "-a",   "a\x7f",  "a\tb",
	"größe",   "a,b",     "{a}",      "a..",       "...", "~a",   " a",   "a!b",  "a\x1f",  ".lock",
	"lock",    "a.lock.", "a/b.lock", "a.lockx/b", "a@",  "@@",
};

static void test_name(void **state)
{
	const char *name = *state;
	MOW_AUTO(buf) full = BUF_INIT;

	/* A branch called @ is one that git's own commands can hardly name, so it is refused here, as git refuses it
	 * for a whole name. */
	buf_addf(&full, "%s%s", strcmp(name, "@") == 0 ? "" : "refs/heads/", name);
	const char *argv[] = {"git", "check-ref-format", full.data, NULL};
	struct child child = {.argv = argv};
	assert_int_equal(child_run(&child, NULL), MOW_OK);
	assert_int_equal(refs_check(name, strlen(name)) == NULL, child.status == 0);
}

static const struct row {
	const char *pattern, *ref;
	bool matches;
} rows[] = {
	{"main", "refs/heads/main", true},
	{"main", "refs/heads/main2", false},
	{"main", "refs/heads/mai", false},
	{"main", "refs/tags/main", false},
	{"main", "main", false},
	{"main", "refs/heads/a/main", false},
	{"release/1", "refs/heads/release/1", true},
	{"release/*", "refs/heads/release/1", true},
	{"release/*", "refs/heads/release/1/2", false},
	{"release/*", "refs/heads/release", false},
	{"release/**", "refs/heads/release/1/2", true},
	{"release/**", "refs/heads/release", false},
	{"release/*-x/y", "refs/heads/release/1-x/y", true},
	{"release/*-x/y", "refs/heads/release/1/2-x/y", false},
	{"*", "refs/heads/main", true},
	{"*", "refs/heads/a/b", false},
	{"*", "refs/tags/v1", false},
	{"**", "refs/heads/a/b", true},
	{"**", "refs/tags/a", false},
	{"*a*b*", "refs/heads/xaybz", true},
	{"*a*b*", "refs/heads/ab", true},
	{"*a*b*", "refs/heads/xbya", false},
	{"tags/v*", "refs/tags/v1", true},
	{"tags/v*", "refs/heads/tags/v1", false},
	{"tags/**", "refs/tags/launch/1", true},
	{"tags/launch/*", "refs/tags/launch/1", true},
	{"tags", "refs/heads/tags", true},
	{"heads/main", "refs/heads/main", false},
	{"heads/main", "refs/heads/heads/main", true},
	{"refs/heads/main", "refs/heads/main", true},
	{"refs/heads/*", "refs/heads/main", true},
	{"refs/**", "refs/heads/a/b", true},
	{"refs/*/main", "refs/heads/main", true},
	{"refs/*/main", "refs/remotes/origin/main", false},
	{"refs/**/main", "refs/remotes/origin/main", true},
	{"refs/**/main", "refs/main", true},
	{"**/main", "refs/heads/main", true},
	{"**/main", "refs/heads/a/b/main", true},
	{"**/main", "refs/heads/domain", false},
	{"a/**/b", "refs/heads/a/b", true},
	{"a/**/b", "refs/heads/a/x/y/b", true},
	{"a/**/b", "refs/heads/ab", false},
	{"a**b", "refs/heads/a/x/b", true},
	{"a**/b", "refs/heads/ab", false},
	{"a***b", "refs/heads/a/x/b", true},
	{"MAIN", "refs/heads/main", false},
};

static void test_match(void **state)
{
	const struct row *row = *state;

	assert_null(refs_check(row->pattern, strlen(row->pattern)));
	assert_int_equal(refs_match(row->pattern, row->ref), row->matches);
}

/* ---- All short patterns and refs, against what OWNERS(5) says in so many words ---- */

/* `begins`: a component of both begins here. */
static bool slow_match(const char *pattern, const char *ref, bool begins)
{
	bool across = strncmp(pattern, "**", 2) == 0;

	if (*pattern == '\0')
		return *ref == '\0';
	if (*pattern != '*')
		return *pattern == *ref && slow_match(pattern + 1, ref + 1, *ref == '/');
	/* Zero components, where the two stars are one and a slash comes behind them. */
	if (across && begins && pattern[2] == '/' && slow_match(pattern + 3, ref, true))
		return true;
	if (slow_match(pattern + (across ? 2 : 1), ref, false))
		return true;
	for (; *ref != '\0' && (across || *ref != '/'); ref++)
		if (slow_match(pattern + (across ? 2 : 1), ref + 1, false))
			return true;
	return false;
}

static unsigned seed = 5;

static unsigned roll(unsigned most)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % most;
}

static void test_generated(void **state)
{
	static const char *const pieces[] = {"a", "b", "/", "*", "**", "/**/", "**/", "*a"};
	static const char letters[] = "aab/";
	unsigned matches = 0;

	(void)state;
	for (int round = 0; round < 40000; round++) {
		MOW_AUTO(buf) pattern = BUF_INIT;
		MOW_AUTO(buf) ref = BUF_INIT;
		MOW_AUTO(buf) full = BUF_INIT;
		for (unsigned i = 1 + roll(5); i > 0; i--)
			buf_adds(&pattern, pieces[roll(COUNT(pieces))]);
		buf_adds(&ref, "refs/heads/");
		for (unsigned i = 1 + roll(6); i > 0; i--)
			buf_addc(&ref, letters[roll(4)]);
		refs_full(&full, pattern.data);
		bool expected = slow_match(full.data, ref.data, true);
		if (refs_match(pattern.data, ref.data) != expected || refs_match_full(full.data, ref.data) != expected)
			fail_msg("%s and %s", pattern.data, ref.data);
		matches += expected;
	}
	assert_in_range(matches, 4000, 36000);
}

/* What a pattern is written out as. */
static void test_full(void **state)
{
	static const char *const written[][2] = {{"main", "refs/heads/main"}, {"tags/v*", "refs/tags/v*"},
						 {"refs/x/*", "refs/x/*"},    {"tags", "refs/heads/tags"},
						 {"refs", "refs/heads/refs"}, {"xtags/a", "refs/heads/xtags/a"}};

	(void)state;
	for (size_t i = 0; i < COUNT(written); i++) {
		MOW_AUTO(buf) full = BUF_INIT;
		refs_full(&full, written[i][0]);
		assert_string_equal(full.data, written[i][1]);
	}
}

/* As long as a line, and longer: nothing has such a name; and where case was folded, anything may. */
static void test_longest(void **state)
{
	MOW_AUTO(buf) pattern = BUF_INIT;
	MOW_AUTO(buf) ref = BUF_INIT;

	(void)state;
	buf_pad(&pattern, 'a', RULES_LINE_MAX);
	refs_full(&ref, pattern.data);
	assert_true(refs_match(pattern.data, ref.data));
	assert_true(refs_match_full(ref.data, ref.data));
	assert_false(refs_match_full(ref.data, "refs/heads/b"));
	buf_addc(&pattern, 'a');
	buf_addc(&ref, 'a');
	assert_false(refs_match(pattern.data, ref.data));
	assert_true(refs_match_full(ref.data, "refs/heads/b"));
}

/* Many stars and a long ref take no long time. */
static void test_bomb(void **state)
{
	char pattern[RULES_LINE_MAX + 1] = "";
	char ref[5000];

	(void)state;
	for (size_t i = 0; i + 3 < sizeof pattern; i += 3)
		memcpy(pattern + i, i % 2 ? "*a*" : "**a", 4);
	memset(ref, 'a', sizeof ref);
	memcpy(ref, "refs/heads/", 11);
	memcpy(ref + sizeof ref - 2, "b", 2);
	for (size_t i = 0; i < 20; i++)
		assert_false(refs_match(
			"**a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*c", ref));
	assert_true(refs_match(
		pattern,
		"refs/heads/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void test_protects(void **state)
{
	static const char text[] =
		"[mowners]\nversion = 1\nprotect = release/*, tags/v*, refs/mow*/**\n[rules]\naccountable = a@x\n";
	MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
	MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text, sizeof text - 1, NULL);

	(void)state;
	assert_true(rules_protects(rules, "refs/heads/release/1"));
	assert_true(rules_protects(rules, "refs/tags/v1"));
	assert_false(rules_protects(rules, "refs/heads/main"));
	assert_false(rules_protects(rules, ""));
	assert_false(rules_protects(rules, "refs/mowners/approvals"));
	assert_false(rules_advise(rules));
}

/* To check and say everything, and block nothing, has to be said in rules without errors. */
static void test_advise(void **state)
{
	static const char text[] = "[mowners]\nversion = 1\nmode = advise\n[rules]\naccountable = a@x\n[a\n";

	(void)state;
	for (size_t broken = 0; broken <= 1; broken++) {
		MOW_AUTO(rules_text) found = RULES_TEXT_INIT;
		MOW_AUTO_PTR(rules) rules = rules_text_parse(&found, text, sizeof text - (broken ? 1 : 4), NULL);
		assert_int_equal(rules->broken, broken);
		assert_int_equal(rules_advise(rules), !broken);
		assert_int_equal(rules_protects(rules, "refs/heads/any"), broken);
	}
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_bomb), cmocka_unit_test(test_protects), cmocka_unit_test(test_generated),
		cmocka_unit_test(test_full), cmocka_unit_test(test_longest),  cmocka_unit_test(test_advise),
	};
	static struct CMUnitTest tests[COUNT(names) + COUNT(rows) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(names); i++)
		tests[count++] = (struct CMUnitTest){names[i], test_name, NULL, NULL, (void *)(uintptr_t)names[i]};
	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].pattern, test_match, NULL, NULL, (void *)&rows[i]};
	memcpy(&tests[COUNT(tests) - COUNT(others)], others, sizeof others);
	return cmocka_run_group_tests_name("refs", tests, NULL, NULL);
}
