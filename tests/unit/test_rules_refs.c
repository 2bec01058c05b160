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
	"main", "a/b", "a..b", "a.b", ".a",    "a/.b", "a.",    "a./b", "a.lock", "a.lock/b", "a.locks", "a~b",
	"a^b",  "a:b", "a?b",  "a[b", "a\\b",  "a b",  "a//b",  "/a",   "a/",     "a@{b",     "a@b",     "@",
	"a/@",  "@/a", "@x",   "-a",  "a\x7f", "a\tb", "größe", "a,b",  "{a}",    "a..",      "...",
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
}

int main(void)
{
	static const struct CMUnitTest others[] = {cmocka_unit_test(test_bomb), cmocka_unit_test(test_protects)};
	static struct CMUnitTest tests[COUNT(names) + COUNT(rows) + COUNT(others)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(names); i++)
		tests[count++] = (struct CMUnitTest){names[i], test_name, NULL, NULL, (void *)(uintptr_t)names[i]};
	for (size_t i = 0; i < COUNT(rows); i++)
		tests[count++] = (struct CMUnitTest){rows[i].pattern, test_match, NULL, NULL, (void *)&rows[i]};
	memcpy(&tests[COUNT(tests) - COUNT(others)], others, sizeof others);
	return cmocka_run_group_tests_name("refs", tests, NULL, NULL);
}
