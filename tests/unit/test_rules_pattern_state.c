/* rules/pattern_state: what is kept of folders, and what adds to it; sets of many patterns, and many folders at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "pattern_help.h"
#include "rules/match/pattern_state.h"

/* The state of a folder, whose path ends in a slash. */
static const struct pattern_state *enter(const struct pattern_set *set, const char *folder, struct arena *arena)
{
	const struct pattern_state *in = pattern_state_root(set, arena);

	for (const char *slash; in != NULL && (slash = strchr(folder, '/')) != NULL; folder = slash + 1)
		in = pattern_state_enter(set, in, folder, (size_t)(slash - folder), arena);
	assert_non_null(in);
	return in;
}

/* ---- Nothing more below, nothing at all ---- */

static const struct row {
	const char *pattern, *folder;
	bool final, silent;
} rows[] = {
	{"/a/b", "", false, false},     {"/a/b", "a/", false, false},  {"/a/b", "a/b/", true, false},
	{"/a/b", "c/", true, true},     {"/a/", "a/", true, false},    {"/a/*", "a/", false, false},
	{"/a/*", "a/b/", true, true},   {"/*", "", false, false},      {"/*", "a/", true, true},
	{"a", "b/c/", false, false},    {"a", "a/", false, false},     {"*", "", true, false},
	{"*", "a/b/", true, false},     {"**/*", "a/", false, false},  {"/a/**", "", false, false},
	{"/a/**", "a/", true, false},   {"/a/**", "b/", true, true},   {"/*/b/", "c/", false, false},
	{"/*/b/", "c/b/", true, false}, {"/*/*/", "a/", false, false},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(&row->pattern, 1);
		MOW_AUTO(arena) arena = {0};
		const struct pattern_state *in = enter(set, row->folder, &arena);
		if (pattern_state_is_final(in) != row->final || pattern_state_is_silent(in) != row->silent)
			fail_msg("%s in %s: %d %d", row->pattern, row->folder, pattern_state_is_final(in),
				 pattern_state_is_silent(in));
	}
}

/* ---- How long a state lives, and what it takes ---- */

static void test_outlives(void **state)
{
	const char *patterns[] = {"*.png", "/x/y", "/**/z/a"};
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, 3);
	MOW_AUTO(arena) arena = {0};
	const struct pattern_state *root = pattern_state_root(set, &arena);
	const struct pattern_state *plain, *named;
	(void)state;

	assert_non_null(root);
	plain = pattern_state_enter(set, root, "a", 1, &arena);
	assert_non_null(plain);
	named = pattern_state_enter(set, root, "x", 1, &arena);
	assert_non_null(named);
	assert_true(pattern_state_outlives(root, root));
	assert_true(pattern_state_outlives(plain, root));
	assert_true(pattern_state_outlives(plain, plain));
	assert_false(pattern_state_outlives(named, root));
	assert_false(pattern_state_outlives(root, plain));
}

/* A state takes more where more patterns match; what its parent has already costs nothing. */
static void test_size(void **state)
{
	enum { MANY = 1000 };
	const char *patterns[MANY];
	MOW_AUTO(arena) arena = {0};
	(void)state;

	for (size_t i = 0; i < MANY; i++)
		patterns[i] = "/a/";
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, MANY);
	size_t bare = pattern_state_size(enter(set, "b/", &arena)), many = pattern_state_size(enter(set, "a/", &arena));
	assert_in_range(bare, 16 * sizeof(void *), 1000);
	assert_in_range(many, bare + MANY * sizeof(uint32_t), bare + 2 * MANY * sizeof(uint32_t));
	assert_int_equal(pattern_state_size(enter(set, "a/b/", &arena)), many);
}

/* ---- What a name adds ---- */

static void test_hits(void **state)
{
	const char *patterns[] = {"*c", "abc", "a*", "?bc", "*b*", "a?c", "x/abc", "/abc", "/**/abc", "/*/x"};
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, sizeof patterns / sizeof *patterns);
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(pattern_matches) hits = {0};
	const struct pattern_state *root = pattern_state_root(set, &arena);
	(void)state;

	assert_non_null(root);
	assert_int_equal(pattern_state_hits(&hits, set, root, "abc", 3), MOW_OK);
	assert_int_equal(hits.count, 7); /* two patterns end at one place */
	for (size_t i = 1; i < hits.count; i++)
		assert_true(hits.items[i - 1] < hits.items[i]);
	assert_int_equal(pattern_state_hits(&hits, set, root, "q", 1), MOW_OK);
	assert_int_equal(hits.count, 0);
	assert_int_equal(pattern_state_hits(&hits, set, enter(set, "q/", &arena), "x", 1), MOW_OK);
	assert_int_equal(hits.count, 1);
}

/* What is left out has its number all the same. */
static void test_skip(void **state)
{
	static const uint32_t expected[] = {1, 3, 4};
	MOW_AUTO_PTR(pattern_set) set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	assert_int_equal(pattern_set_new(&set, NULL), MOW_OK);
	for (size_t i = 0; i < 5; i++) {
		if (i == 0 || i == 2)
			pattern_set_skip(set);
		else
			assert_int_equal(pattern_set_add(set, "a", 1, NULL), MOW_OK);
	}
	assert_int_equal(pattern_set_compile(set, NULL), MOW_OK);
	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){"a", 1, MOW_PATH_FILE}), MOW_OK);
	assert_int_equal(matches.count, 3);
	assert_memory_equal(matches.items, expected, sizeof expected);
}

/* ---- Many at once ---- */

/* Sixteen ways to write one name, and more: that many folders of patterns are gone into at once. */
static void test_many_live(void **state)
{
	enum { WAYS = 20, LAST = 3 };
	static const char *const before[] = {"x", "x", "*y"}, *const behind[] = {"", "*", ""};
	char texts[WAYS * LAST][24];
	const char *patterns[WAYS * LAST];
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	for (size_t kinds = 1; kinds <= LAST; kinds++) {
		for (size_t i = 0; i < WAYS * kinds; i++) {
			static const char *const stars[] = {"a*", "*a", "*a*", "*"};
			char folder[8] = "aaaa";
			size_t way = i % WAYS;
			for (size_t k = 0; k < 4; k++)
				if (way >> k & 1)
					folder[k] = '?';
			(void)snprintf(texts[i], sizeof texts[i], "/%s/%s%zu%s", way < 16 ? folder : stars[way - 16],
				       before[i / WAYS], way, behind[i / WAYS]);
			patterns[i] = texts[i];
		}
		MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, WAYS * kinds);
		for (size_t way = 0; way < WAYS; way++) {
			char path[16];
			int len = snprintf(path, sizeof path, "aaaa/x%zu", way);
			const struct mow_path asked = {path, (size_t)len, MOW_PATH_FILE};
			assert_int_equal(pattern_set_match(&matches, set, &asked), MOW_OK);
			assert_int_equal(matches.items[0], way);
			/* "x1*" is of "x12" too. */
			assert_int_equal(matches.count, 1 + (kinds > 1) * (1 + (way >= 10)));
			path[0] = 'b';
			assert_int_equal(pattern_set_match(&matches, set, &asked), MOW_OK);
			for (size_t i = 0; i < matches.count; i++)
				assert_true(matches.items[i] % WAYS >= 16 || matches.items[i] % WAYS & 1);
		}
	}
}

/* A hundred thousand, half of them words inside: each finds itself, whichever way it is found. */
static void test_hundred_thousand(void **state)
{
	enum { MANY = 100000 };
	enum { FORMS = 8, SHAPED = 6 };
	static const char *const before[FORMS] = {"", "*", "", "*", "*", "*", "", "*"};
	static const char *const behind[FORMS] = {"", "*", "*", "*", "", "*", "?", "*"};
	MOW_AUTO(pattern_matches) matches = {0};
	static char texts[MANY][8];
	MOW_AUTO_FREE const char **patterns = calloc(MANY, sizeof *patterns);
	(void)state;

	for (size_t i = 0; i < MANY; i++) {
		(void)snprintf(texts[i], sizeof texts[i], "%s%05zx%s", before[i % FORMS], i, behind[i % FORMS]);
		patterns[i] = texts[i];
	}
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, MANY);
	for (size_t i = 0; i < MANY; i += 37) {
		char name[8];
		int len = snprintf(name, sizeof name, "%05zx%s", i, i % FORMS == SHAPED ? "x" : "");
		assert_int_equal(
			pattern_set_match(&matches, set, &(const struct mow_path){name, (size_t)len, MOW_PATH_FILE}),
			MOW_OK);
		assert_int_equal(matches.count, 1);
		assert_int_equal(matches.items[0], i);
	}
}

/* Two patterns of up to three components in one set, all pairs: the one changes nothing in what the other matches. */
static void test_pairs(void **state)
{
	static const char *const patterns[] = {"a",     "/a",    "a/",      "/*",   "*",    "/*/a", "/*/b", "/a/*",
					       "/a/**", "**/b",  "/**/a/*", "a*",   "*b",   "*/",   "/?/b", "?/a/b",
					       "/*/*/", "/b/a*", "*/a*/b",  "[ab]", "/a/a", "/b/?b"};
	static const char *const paths[] = {"a", "b", "ab", "a/a", "a/b", "b/a", "b/ab", "a/a/b", "b/a/b", "b/b/a/a"};
	enum { PATTERNS = sizeof patterns / sizeof *patterns, PATHS = sizeof paths / sizeof *paths };
	bool alone[PATTERNS][PATHS];
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	for (size_t i = 0; i < PATTERNS; i++)
		for (size_t p = 0; p < PATHS; p++)
			alone[i][p] = pattern_help_match(patterns[i], paths[p]);
	for (size_t i = 0; i < PATTERNS * PATTERNS; i++) {
		size_t one = i / PATTERNS, other = i % PATTERNS;
		const char *pair[] = {patterns[one], patterns[other]};
		MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(pair, 2);
		for (size_t p = 0; p < PATHS; p++) {
			const struct mow_path path = {paths[p], strlen(paths[p]), MOW_PATH_FILE};
			assert_int_equal(pattern_set_match(&matches, set, &path), MOW_OK);
			assert_int_equal(matches.count, alone[one][p] + alone[other][p]);
			if (matches.count == 1 && matches.items[0] != !alone[one][p])
				fail_msg("%s and %s: %s", patterns[one], patterns[other], paths[p]);
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),  cmocka_unit_test(test_outlives),
		cmocka_unit_test(test_size),  cmocka_unit_test(test_hits),
		cmocka_unit_test(test_skip),  cmocka_unit_test(test_many_live),
		cmocka_unit_test(test_pairs), cmocka_unit_test(test_hundred_thousand),
	};

	return cmocka_run_group_tests_name("rules_pattern_state", tests, NULL, NULL);
}
