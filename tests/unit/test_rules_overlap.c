/* rules/overlap: whether two patterns can match the same path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pattern_help.h"
#include "rules/match/overlap.h"

static const struct row {
	const char *one, *other;
	bool may;
} rows[] = {
	{"*", "/a/b", true},
	{"/a/", "/b/", false},
	{"/a", "/a/b/c", true},
	{"/a/b", "/a/c", false},
	{"*.js", "*.css", true},
	{"/*.js", "/*.css", false},
	{"/*.js", "/*.min.js", true},
	{"/a*", "/*b", true},
	{"/a*", "/b*", false},
	{"/ab", "/a", false},
	{"/a?", "/abc", true},
	{"/*", "/a/", false},
	{"/*", "/a", true},
	{"/a/*", "/a/b/c", false},
	{"/a/*", "/a/b", true},
	{"/a/**", "/a/b/c/", true},
	{"/a/**/x", "/b/**/x", false},
	{"**/x/y", "/a/b", true},
	{"docs/", "/a/*", false},
	{"docs/", "/docs/a", true},
	{"/a/**/z", "/a/z", true},
	{"/a/*/z", "/a/z", true},
	{"/a/[bc]", "/a/[cd]", true},
	{"/a/\\*", "/a/*x", false},
	{"", "/a", true},
	{"/a//b", "/c", true},
	{"/a[", "/ab", true},
	{"/a", "a//b", true},
	{"/a/b/", "/a/*", false},
	{"**/a/*", "/x/a/b/c", true},
	{"/x.c", "/*.c", true},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		if (overlap_may(row->one, strlen(row->one), row->other, strlen(row->other)) != row->may ||
		    overlap_may(row->other, strlen(row->other), row->one, strlen(row->one)) != row->may)
			fail_msg("%s and %s", row->one, row->other);
	}
}

static const struct {
	const char *pattern, *folders;
	bool whole;
} folders[] = {
	{"/a/b", "a/b/", true}, {"/a/b/", "a/b/", true},    {"a/b", "a/b/", true},
	{"/a/*", "a/", false},  {"a", "", false},           {"/a/b*/c", "a/", false},
	{"**/a", "", false},    {"/a\\*/b", "a*/b/", true}, {"/a/**", "a/", false},
};

static void test_folders(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		MOW_AUTO(buf) out = BUF_INIT;
		bool whole = overlap_folders(&out, folders[i].pattern, strlen(folders[i].pattern));
		assert_string_equal(out.data, folders[i].folders);
		assert_int_equal(whole, folders[i].whole);
	}
}

/* ---- Whatever both match, they overlap -------------------------------------------------------------------------- */

static void make_pattern(struct buf *out, struct chance *chance)
{
	static const char *const names[] = {"a", "b", "ab", "a*", "*b", "*", "**", "?", "[ab]", "*a*", "a?"};
	size_t count = 1 + chance_pick(chance, 3);

	buf_reset(out);
	if (chance_pick(chance, 2) == 0)
		buf_addc(out, '/');
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i > 0 ? "/" : "", names[chance_pick(chance, sizeof names / sizeof *names)]);
	if (chance_pick(chance, 3) == 0)
		buf_addc(out, '/');
}

/* All paths of up to three names. */
static size_t list_paths(char (*paths)[16])
{
	static const char *const names[] = {"a", "b", "ab", "ba"};
	size_t count = 0;

	for (unsigned code = 0; code < 4 + 16 + 64; code++) {
		unsigned depth = code < 4    ? 1
				 : code < 20 ? 2
					     : 3,
			 rest = code < 4    ? code
				: code < 20 ? code - 4
					    : code - 20;
		char *path = paths[count++];
		path[0] = '\0';
		for (unsigned i = 0; i < depth; i++, rest /= 4) {
			if (i > 0)
				strcat(path, "/");
			strcat(path, names[rest % 4]);
		}
	}
	return count;
}

static bool both_match(const struct buf *one, const struct buf *other, char (*paths)[16], size_t count)
{
	struct pattern_set *set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};
	bool both = false;

	assert_int_equal(pattern_set_new(&set, NULL), 0);
	assert_int_equal(pattern_set_add(set, one->data, one->len, NULL), 0);
	assert_int_equal(pattern_set_add(set, other->data, other->len, NULL), 0);
	assert_int_equal(pattern_set_compile(set, NULL), 0);
	for (size_t i = 0; i < count && !both; i++) {
		const struct mow_path path = {paths[i], strlen(paths[i]), MOW_PATH_FILE};
		assert_int_equal(pattern_set_match(&matches, set, &path), 0);
		both = matches.count == 2;
	}
	pattern_set_free(set);
	return both;
}

static void test_generated(void **state)
{
	static char paths[128][16];
	size_t count = list_paths(paths), overlapping = 0;
	struct chance chance = {20261130};
	MOW_AUTO(buf) one = BUF_INIT;
	MOW_AUTO(buf) other = BUF_INIT;

	(void)state;
	for (unsigned i = 0; i < 4000; i++) {
		make_pattern(&one, &chance);
		make_pattern(&other, &chance);
		bool both = both_match(&one, &other, paths, count);
		overlapping += both;
		if (both && !overlap_may(one.data, one.len, other.data, other.len))
			fail_msg("%s and %s", one.data, other.data);
	}
	assert_in_range(overlapping, 1000, 3500);
}

/* ---- Told exactly, where no name holds a wild card beside other bytes -------------------------------------------- */

enum { FILES = 126, PATTERNS_MAX = 256 };

/* A set of files, by their numbers. */
struct files {
	uint64_t bits[(FILES + 63) / 64];
};

/* Files of up to six names: whatever two patterns of three components match, they match one of these. */
static void list_files(char (*files)[16])
{
	size_t count = 0;

	for (unsigned depth = 1; depth <= 6; depth++) {
		for (unsigned code = 0; code < 1U << depth; code++) {
			char *file = files[count++];
			for (unsigned i = 0; i < depth; i++)
				strcat(strcat(file, i > 0 ? "/" : ""), code >> i & 1 ? "a" : "b");
		}
	}
	assert_int_equal(count, FILES);
}

/* Patterns of up to three components. */
static size_t list_patterns(char (*patterns)[16])
{
	static const char *const names[] = {"a", "*", "**", "b"};
	size_t count = 0;

	for (unsigned code = 0; code < 5 * 4 * 4 * 4; code++) {
		unsigned first = code / 4 % 5, second = code / 20 % 4, third = code / 80;
		if ((first == 4 && second > 0) || third == 3)
			continue;
		char *text = patterns[count++];
		strcat(text, code & 1 ? "/" : "");
		strcat(text, first < 4 ? names[first] : "");
		strcat(strcat(text, first < 4 ? "/" : ""), names[second]);
		strcat(strcat(text, first < 4 ? "/" : ""), first < 4 ? names[third] : "");
		strcat(text, code & 2 ? "/" : "");
	}
	return count;
}

static void match_files(struct files *out, const char *pattern, char (*files)[16])
{
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(&pattern, 1);
	MOW_AUTO(pattern_matches) matches = {0};

	for (size_t i = 0; i < FILES; i++) {
		const struct mow_path path = {files[i], strlen(files[i]), MOW_PATH_FILE};
		assert_int_equal(pattern_set_match(&matches, set, &path), MOW_OK);
		out->bits[i / 64] |= (uint64_t)matches.count << i % 64;
	}
}

static bool ends_in(const char *pattern, const char *end)
{
	size_t len = strlen(pattern), end_len = strlen(end);

	return len >= end_len && strcmp(pattern + len - end_len, end) == 0;
}

static void test_exact(void **state)
{
	static char files[FILES][16], patterns[PATTERNS_MAX][16];
	static struct files matched[PATTERNS_MAX];
	size_t count = list_patterns(patterns);
	(void)state;

	list_files(files);
	for (size_t i = 0; i < count; i++)
		match_files(&matched[i], patterns[i], files);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			bool both =
				(matched[i].bits[0] & matched[j].bits[0]) || (matched[i].bits[1] & matched[j].bits[1]);
			bool may = overlap_may(patterns[i], strlen(patterns[i]), patterns[j], strlen(patterns[j]));
			/* Of the files in a folder and what lies in those below it, it cannot tell. */
			bool apart = (ends_in(patterns[i], "**/") && ends_in(patterns[j], "/*")) ||
				     (ends_in(patterns[j], "**/") && ends_in(patterns[i], "/*"));
			if (may ? !both && !apart : both)
				fail_msg("%s and %s: %d", patterns[i], patterns[j], may);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_generated),
		cmocka_unit_test(test_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
