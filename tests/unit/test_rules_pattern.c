/* rules/pattern: what OWNERS(5) says, case by case; test_rules_pattern_truth.c has the generated ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "pattern_help.h"
#include "rules/match/pattern_state.h"
#include "slow_pattern.h"

/* ---- By hand ---- */

/* A path that ends in a slash is a folder's. */
struct row {
	const char *name;
	const char *pattern;
	const char *matches[8];
	const char *others[10];
};

static const struct row rows[] = {
	{"name in any folder",
	 "*.psd",
	 {"a.psd", "x/a.psd", "x/y/.psd", "a.psd/", "a.psd/x"},
	 {"a.psdx", "apsd", "x/a.PSD", "psd"}},
	{"plain name in any folder",
	 "logo",
	 {"logo", "a/logo", "a/b/logo", "logo/", "a/logo/x/y"},
	 {"logos", "a/Logo", "xlogo", "logo2/x"}},
	{"folder at any depth",
	 "brand/",
	 {"brand/", "brand/x", "a/brand/x/y", "a/brand/"},
	 {"brand", "a/brand", "brands/x", "a/brandx/"}},
	{"folder beside the file",
	 "/brand/",
	 {"brand/", "brand/x", "brand/x/y"},
	 {"brand", "a/brand/x", "a/brand/", "brands/x"}},
	{"slash in the middle anchors",
	 "email/hero.png",
	 {"email/hero.png", "email/hero.png/x"},
	 {"x/email/hero.png", "email/x/hero.png", "hero.png", "email/hero_png"}},
	{"file or folder beside", "/brand", {"brand", "brand/", "brand/x/y"}, {"a/brand", "brandx", "a/brand/x"}},
	{"star in a name", "f*", {"f", "foo", "a/foo", "foo/", "foo/x/y", "a/f/x"}, {"af", "a/xf", "F"}},
	{"star before", "*x", {"x", "ax", "a/bx", "ax/b"}, {"xa", "a/xa"}},
	{"stars around", "*x*", {"x", "axb", "a/bxc", "axb/c"}, {"a", "b/c", "X"}},
	{"last star: files directly there",
	 "email/*",
	 {"email/a", "email/.a"},
	 {"email/a/", "email/a/b", "email/", "email", "a/email/b", "x"}},
	{"last star beside", "/*", {"a", ".a"}, {"a/", "a/b", "a/b/c"}},
	{"last star at any depth", "**/*", {"a", "a/b", "a/b/c"}, {"a/", "a/b/"}},
	{"last star below", "a/**/*", {"a/b", "a/b/c", "a/b/c/d"}, {"a", "a/", "a/b/", "b/c"}},
	{"last star behind a star", "*/*", {"a/b", "x/y"}, {"a", "a/", "a/b/", "a/b/c"}},
	{"all below", "email/**", {"email/a", "email/a/", "email/a/b/c"}, {"email", "email/", "a/email/b", "emails/a"}},
	{"all below, two stars twice",
	 "email/**/**",
	 {"email/a", "email/a/", "email/a/b/c"},
	 {"email", "email/", "a/email/b"}},
	{"all below, behind a star", "*/**", {"a/b", "a/b/", "a/b/c"}, {"a", "a/"}},
	{"two stars before", "**/x", {"x", "a/x", "a/b/x", "x/", "x/y", "a/x/y"}, {"ax", "a/xb", "y"}},
	{"two stars inside", "a/**/x", {"a/x", "a/b/x", "a/b/c/x", "a/b/x/y"}, {"x", "a/bx", "b/a/x", "ax", "a/"}},
	{"two stars twice inside",
	 "a/**/b/**/c",
	 {"a/b/c", "a/x/b/c", "a/b/x/c", "a/x/b/y/c/z", "a/b/b/c"},
	 {"a/c", "a/b", "a/b/", "b/c", "a/x/c"}},
	{"two stars behind a slash", "/**/x", {"x", "a/x", "a/b/x"}, {"ax"}},
	{"two stars beside others", "a/**x/c", {"a/x/c", "a/yx/c"}, {"a/x/y/c", "a/y/x/c", "a/c"}},
	{"two stars behind others", "a**/b", {"a/b", "axy/b", "axy/b/c"}, {"a/x/b", "ab"}},
	{"everything, one star", "*", {"a", "a/", "a/b", "a/b/c", "a/b/c/", ".a"}, {0}},
	{"everything, two stars", "**", {"a", "a/", "a/b", "a/b/c", "a/b/c/", ".a"}, {0}},
	{"everything, three stars", "***", {"a", "a/", "a/b", "a/b/c"}, {0}},
	{"everything, anchored", "/**", {"a", "a/", "a/b", "a/b/c"}, {0}},
	{"three stars inside", "a/***/x", {"a/x", "a/b/x", "a/b/c/x"}, {"x", "a/bx"}},
	{"three stars behind", "a/***", {"a/x", "a/b/x"}, {"a", "a/"}},
	{"any folder", "*/", {"a/", "a/b", "a/b/", "a/b/c"}, {"a", ".a"}},
	{"any folder beside", "/*/", {"a/", "a/b", "a/b/c"}, {"a"}},
	{"any folder, two stars", "**/", {"a/", "a/b", "a/b/"}, {"a"}},
	{"any folder below", "a/**/", {"a/b/", "a/b/c", "a/b/c/"}, {"a/", "a/b", "a", "b/c"}},
	{"any folder in a folder", "a/*/", {"a/b/", "a/b/c", "a/b/c/d"}, {"a/", "a/b", "b/c/d"}},
	{"any folder then a name", "/*/x", {"a/x", "b/x/y"}, {"x", "a/b/x"}},
	{"any folder then all", "a/*/**", {"a/b/c", "a/b/c/d"}, {"a/b", "a/b/", "a/"}},
	{"folder of a star", "cam*/", {"campaign/", "campaign/x", "a/cam/x"}, {"campaign", "a/campaign"}},
	{"one byte",
	 "a?c",
	 {"abc", "x/a.c", "a*c"},
	 {"ac", "abbc", "a/c",
	  "a\xc3\xa9"
	  "c"}},
	{"one byte, twice for UTF-8",
	 "a??c",
	 {"a\xc3\xa9"
	  "c"},
	 {"abc"}},
	{"class", "[a-c]x", {"ax", "bx", "y/cx"}, {"dx", "x", "-x", "Ax"}},
	{"class negated", "[!a-c]x", {"dx", "y/-x"}, {"ax", "x", "y/bx"}},
	{"class negated with a caret", "[^a-c]x", {"dx", "^x"}, {"ax", "cx"}},
	{"class with a bracket first", "[]a]x", {"]x", "ax"}, {"[x", "x"}},
	{"class negated with a bracket first", "[!]a]x", {"[x", "bx"}, {"]x", "ax"}},
	{"class with a dash at the end", "[a-]x", {"ax", "-x"}, {"bx"}},
	{"class with a dash first", "[-a]x", {"ax", "-x"}, {"bx"}},
	{"class with two ranges", "[a-cx-z]", {"b", "y"}, {"d", "-"}},
	{"class, dash behind a range", "[a-c-e]", {"a", "c", "-", "e"}, {"d"}},
	{"class with an escape", "[\\]\\-\\\\]x", {"]x", "-x", "\\x"}, {"ax"}},
	{"class, escaped end of a range", "[a-\\c]x", {"bx"}, {"-x", "\\x"}},
	{"class with a reversed range", "[c-a]x", {"cx"}, {"ax", "bx", "-x"}},
	{"class with a caret inside", "[a^!]", {"^", "a", "!"}, {"b"}},
	{"class of a word", "[[:digit:]]x", {"1x", "9x"}, {"ax", ":x", "[x"}},
	{"class of a word and others", "[[:upper:]_-]x", {"Ax", "_x", "-x"}, {"ax", ":x"}},
	{"class negated word", "[![:space:]]x", {"ax"}, {" x", "\tx"}},
	{"class that only looks like a word", "[[:x]y", {"[y", ":y", "xy"}, {"ay"}},
	{"class that ends where a word could begin", "[[:]", {"[", ":"}, {"a", "]"}},
	{"class over a slash", "a[.-0]b", {"a.b", "a0b"}, {"a/b", "a/b/c"}},
	{"class never matches a slash", "a[!x]b", {"ayb"}, {"a/b"}},
	{"star never matches a slash", "/a*c", {"abc", "ac"}, {"a/c", "ab/c"}},
	{"escaped star", "\\*", {"*", "a/*", "*/x"}, {"a", "\\*", "ab"}},
	{"escaped star behind a slash", "a/\\*", {"a/*", "a/*/x"}, {"a/b"}},
	{"escaped star behind a name", "a\\*", {"a*"}, {"ab", "a", "a\\"}},
	{"escaped letter", "\\a\\b", {"ab", "x/ab"}, {"a", "\\a\\b"}},
	{"escaped question mark", "a\\?", {"a?"}, {"ab"}},
	{"escaped bracket", "\\[a]", {"[a]"}, {"a", "[a"}},
	{"escaped backslash", "a\\\\b", {"a\\b"}, {"ab", "a\\\\b"}},
	{"escaped exclamation mark", "\\!a", {"!a"}, {"a"}},
	{"escaped number sign", "\\#a", {"#a"}, {"a", "\\#a"}},
	{"escaped semicolon", "a \\;b", {"a ;b"}, {"a b"}},
	{"escape and wild card", "\\**", {"*", "*a"}, {"a", "a*"}},
	{"a bracket that closes nothing", "a]", {"a]"}, {"a"}},
	{"space inside", "Logo Pack/Q4 final.psd", {"Logo Pack/Q4 final.psd"}, {"Logo Pack/Q4", "Logo/Q4 final.psd"}},
	{"trailing space", "a[ ]", {"a "}, {"a"}},
	{"bytes, not characters",
	 "\xff?",
	 {"\xff"
	  "a",
	  "x/\xff\xfe"},
	 {"a"}},
	{"three dots are a name", "...", {"...", "a/..."}, {"..", "a"}},
	{"dot files are names", ".*", {".a", "a/.b", ".a/b"}, {"a", "a/b"}},
	{"many stars", "*a*a*a*b", {"aaab", "xaxaxaxb"}, {"aab", "aaaa"}},
	{"stars whose literals could overlap", "ab*bc*d", {"abbcd", "abxbcxd"}, {"abcxd", "abcd"}},
	{"two classes", "[a][b]", {"ab"}, {"aa", "bb", "ba"}},
	{"two classes and a star", "[ab]*[cd]", {"ac", "bxd"}, {"ab", "ca"}},
	{"two literals", "logo-*.png", {"logo-.png", "a/logo-x.png"}, {"logo.png", "logo-png", "xlogo-a.png"}},
	{"two literals that overlap", "aba*aba", {"abaaba", "abaxaba"}, {"aba", "ababa"}},
	{"only question marks", "???", {"abc", "x/abc"}, {"ab", "abcd", "a/b"}},
	/* GitHub's own examples, from "About code owners". */
	{"GitHub: *", "*", {"README.md", "apps/x", "build/logs/a"}, {0}},
	{"GitHub: *.js", "*.js", {"a.js", "apps/b.js"}, {"a.jsx", "js", "a.ts"}},
	{"GitHub: *.go", "*.go", {"main.go", "cmd/x/main.go"}, {"main.gox"}},
	{"GitHub: *.txt", "*.txt", {"a.txt", "docs/a.txt"}, {"a.text"}},
	{"GitHub: /build/logs/",
	 "/build/logs/",
	 {"build/logs/", "build/logs/a", "build/logs/x/b"},
	 {"x/build/logs/a", "build/logs", "build/log/a", "logs/a"}},
	{"GitHub: docs/*",
	 "docs/*",
	 {"docs/getting-started.md"},
	 {"docs/build-app/troubleshooting.md", "docs/", "x/docs/a.md", "docs"}},
	{"GitHub: apps/", "apps/", {"apps/a", "x/apps/a/b", "apps/"}, {"apps", "x/apps"}},
	{"GitHub: /docs/", "/docs/", {"docs/a", "docs/x/b"}, {"x/docs/a", "docs"}},
	{"GitHub: /scripts/", "/scripts/", {"scripts/a.sh", "scripts/x/b"}, {"x/scripts/a.sh", "scripts"}},
	{"GitHub: **/logs",
	 "**/logs",
	 {"build/logs/a", "scripts/logs/b", "deeply/nested/logs/c", "logs", "logs/d"},
	 {"log", "xlogs/a"}},
	{"GitHub: /apps/", "/apps/", {"apps/a", "apps/github/b"}, {"x/apps/a"}},
	{"GitHub: /apps/github",
	 "/apps/github",
	 {"apps/github", "apps/github/x", "apps/github/"},
	 {"apps/githubx", "x/apps/github", "apps/x"}},
};

struct error_row {
	const char *name;
	const char *pattern;
	const char *code; /* NULL: well formed */
	size_t offset;
};

static const struct error_row error_rows[] = {
	{"nothing", "", "empty-pattern", 0},
	{"a slash alone", "/", "empty-pattern", 0},
	{"an exclamation mark alone", "!", "empty-pattern", 0},
	{"an exclamation mark and a slash", "!/", "empty-pattern", 0},
	{"two slashes alone", "//", "empty-component", 1},
	{"two slashes first", "//a", "empty-component", 1},
	{"two slashes inside", "a//b", "empty-component", 2},
	{"two slashes last", "a//", "empty-component", 2},
	{"two slashes behind a mark", "!a//b", "empty-component", 3},
	{"a dot", ".", "dot-component", 0},
	{"a dot behind a slash", "/.", "dot-component", 1},
	{"a dot inside", "a/./b", "dot-component", 2},
	{"a dot folder", "a/./", "dot-component", 2},
	{"two dots", "..", "dot-component", 0},
	{"two dots inside", "a/../b", "dot-component", 2},
	{"two dots last", "!a/..", "dot-component", 3},
	{"a bracket alone", "[", "unclosed-class", 0},
	{"a bracket without an end", "ab[cd", "unclosed-class", 2},
	{"a bracket without an end in a folder", "a/b[c/d", "unclosed-class", 3},
	{"an empty class", "a[]", "unclosed-class", 1},
	{"an empty negated class", "a[!]", "unclosed-class", 1},
	{"an empty class with a caret", "a[^]", "unclosed-class", 1},
	{"a class that ends in an escape", "[a\\", "unclosed-class", 0},
	{"a class whose end is escaped", "[a\\]", "unclosed-class", 0},
	{"a range without an end", "[a-", "unclosed-class", 0},
	{"a range that ends in an escape", "[a-\\", "unclosed-class", 0},
	{"a word without an end", "[[:alpha:", "unclosed-class", 0},
	{"a word whose class has no end", "x[[:alpha:]", "unclosed-class", 1},
	{"a class behind a class", "[a][b", "unclosed-class", 3},
	{"a backslash alone", "\\", "lone-backslash", 0},
	{"a backslash last", "ab\\", "lone-backslash", 2},
	{"a third backslash last", "a\\\\\\", "lone-backslash", 3},
	{"a slash in a class", "a[b/c]d", "slash-in-class", 3},
	{"a slash as the end of a range", "[.-/]", "slash-in-class", 3},
	{"an escaped slash in a class", "[\\/]", "slash-in-class", 2},
	{"an escaped slash", "a\\/b", "escaped-slash", 1},
	{"an escaped slash last", "a\\/", "escaped-slash", 1},
	{"an unknown word", "a[[:letter:]]", "unknown-class", 2},
	{"an unknown word behind a known one", "[[:digit:][:x:]]", "unknown-class", 10},
	{"a word in upper case", "[[:ALPHA:]]", "unknown-class", 1},
	{"a word of nothing", "[[::]]", "unknown-class", 1},
	{"a slash before an unknown word", "[/[:x:]]", "slash-in-class", 1},
	{"fine: a mark before", "!a", NULL, 0},
	{"fine: two marks", "!!a", NULL, 0},
	{"fine: a mark inside", "a!", NULL, 0},
	{"fine: a bracket first in a class", "[]]", NULL, 0},
	{"fine: a bracket first in a negated class", "[!]]", NULL, 0},
	{"fine: a bracket and no word", "[[:]", NULL, 0},
	{"fine: a closing bracket alone", "a]b", NULL, 0},
	{"fine: a name that begins with dots", "..a/.b", NULL, 0},
	{"fine: three dots", "...", NULL, 0},
	{"fine: a folder of any name", "*/", NULL, 0},
	{"fine: stars", "/**/***/*", NULL, 0},
	{"fine: an escaped escape", "a\\\\/b", NULL, 0},
};

static void test_error(void **state)
{
	const struct error_row *row = *state;
	struct mow_error err = {0, ""};
	enum finding_code code = FINDING_COUNT;
	size_t offset = 99;
	int status = pattern_check(row->pattern, strlen(row->pattern), &code, &offset, &err);

	if (row->code == NULL) {
		assert_int_equal(status, MOW_OK);
		assert_int_equal(code, FINDING_COUNT);
		assert_int_equal(offset, 99);
		return;
	}
	assert_int_equal(status, MOW_EINVAL);
	assert_string_equal(finding_word(code), row->code);
	assert_int_equal(offset, row->offset);
	assert_int_equal(err.code, MOW_EINVAL);
	assert_true(strlen(err.message) > 10);
	assert_int_equal(pattern_check(row->pattern, strlen(row->pattern), NULL, NULL, NULL), MOW_EINVAL);
}

static void test_limits(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	enum finding_code code;
	size_t offset;
	(void)state;

	for (size_t i = 0; i < PATTERN_COMPONENTS_MAX; i++)
		buf_adds(&text, "/a");
	assert_int_equal(pattern_check(text.data, text.len, &code, &offset, NULL), MOW_OK);
	buf_addc(&text, '/');
	assert_int_equal(pattern_check(text.data, text.len, &code, &offset, NULL), MOW_OK);
	buf_addc(&text, 'b');
	assert_int_equal(pattern_check(text.data, text.len, &code, &offset, NULL), MOW_EINVAL);
	assert_int_equal(code, FINDING_DEEP_PATTERN);
	assert_int_equal(offset, text.len - 1);
	buf_reset(&text);
	buf_pad(&text, 'a', PATTERN_LENGTH_MAX);
	assert_int_equal(pattern_check(text.data, text.len, &code, &offset, NULL), MOW_OK);
	buf_addc(&text, 'a');
	assert_int_equal(pattern_check(text.data, text.len, &code, &offset, NULL), MOW_EINVAL);
	assert_int_equal(code, FINDING_LONG_PATTERN);
	assert_int_equal(offset, PATTERN_LENGTH_MAX);
}

static void test_row(void **state)
{
	const struct row *row = *state;

	for (size_t i = 0; i < 8 && row->matches[i] != NULL; i++) {
		if (!pattern_help_match(row->pattern, row->matches[i]))
			fail_msg("%s should match %s", row->pattern, row->matches[i]);
	}
	for (size_t i = 0; i < 10 && row->others[i] != NULL; i++) {
		if (pattern_help_match(row->pattern, row->others[i]))
			fail_msg("%s should not match %s", row->pattern, row->others[i]);
	}
}

/* The rows once more, all patterns in one set. */
static void test_rows_together(void **state)
{
	enum { ROWS = sizeof rows / sizeof rows[0] };
	const char *patterns[ROWS];
	(void)state;

	for (size_t i = 0; i < ROWS; i++)
		patterns[i] = rows[i].pattern;
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, ROWS);
	MOW_AUTO(pattern_matches) matches = {0};
	for (size_t i = 0; i < ROWS * 18; i++) {
		const struct row *row = &rows[i / 18];
		const char *path = i % 18 < 8 ? row->matches[i % 18] : row->others[i % 18 - 8];
		if (path == NULL)
			continue;
		bool folder = path[strlen(path) - 1] == '/';
		size_t len = strlen(path) - folder;
		size_t at = 0;
		assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){path, len, folder}), MOW_OK);
		for (size_t p = 0; p < ROWS; p++) {
			bool found = at < matches.count && matches.items[at] == p;
			at += found;
			assert_int_equal(found, slow_match(patterns[p], strlen(patterns[p]), path, len, folder));
		}
		assert_int_equal(at, matches.count);
	}
}

/* The folder of the OWNERS file itself is no entry: nothing speaks of it. */
static void test_nothing(void **state)
{
	const char *patterns[] = {"*", "**", "/**", "/*", "*/"};
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, 5);
	MOW_AUTO_PTR(pattern_set) empty = pattern_help_compile(NULL, 0);
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){"", 0, true}), MOW_OK);
	assert_int_equal(matches.count, 0);
	assert_int_equal(pattern_set_match(&matches, empty, &(const struct mow_path){"a/b", 3, false}), MOW_OK);
	assert_int_equal(matches.count, 0);
}

/* What has not passed pattern_check does no harm; where something is missing it is refused. */
static void test_unchecked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof error_rows / sizeof error_rows[0]; i++) {
		MOW_AUTO_PTR(pattern_set) set = NULL;
		MOW_AUTO(pattern_matches) matches = {0};
		assert_int_equal(pattern_set_new(&set, NULL), MOW_OK);
		const char *code = error_rows[i].code;
		int status = pattern_set_add(set, error_rows[i].pattern, strlen(error_rows[i].pattern), NULL);
		if (code == NULL)
			assert_int_equal(status, MOW_OK);
		else if (strcmp(code, "empty-component") == 0 || strcmp(code, "unclosed-class") == 0 ||
			 strcmp(code, "lone-backslash") == 0 || strcmp(code, "unknown-class") == 0)
			assert_int_equal(status, MOW_EINVAL);
		else
			assert_true(status == MOW_OK || status == MOW_EINVAL);
		assert_int_equal(pattern_set_compile(set, NULL), MOW_OK);
		assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){"a/b", 3, false}), MOW_OK);
	}
}

/* ---- States ---- */

static void test_final(void **state)
{
	const char *patterns[] = {"/brand/", "/a/*.png", "/b/**/x", "/c/*"};
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, 4);
	MOW_AUTO(arena) arena = {0};
	const struct pattern_state *root;
	const struct pattern_state *in;
	static const struct {
		const char *name;
		bool final;
	} folders[] = {{"brand", true}, {"a", false}, {"b", false}, {"c", false}, {"d", true}};
	(void)state;

	root = pattern_state_root(set, &arena);
	assert_non_null(root);
	assert_false(pattern_state_is_final(root));
	for (size_t i = 0; i < 5; i++) {
		in = pattern_state_enter(set, root, folders[i].name, strlen(folders[i].name), &arena);
		assert_non_null(in);
		assert_int_equal(pattern_state_is_final(in), folders[i].final);
	}
	in = pattern_state_enter(set, root, "a", 1, &arena);
	assert_non_null(in);
	in = pattern_state_enter(set, in, "x", 1, &arena);
	assert_non_null(in);
	assert_true(pattern_state_is_final(in));
}

/* Folders that no pattern tells apart have one state, at whatever depth; those that differ do not. */
static void test_shared_states(void **state)
{
	const char *patterns[] = {"*.png", "x/y", "**/deep/**/er"};
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, 3);
	MOW_AUTO(arena) arena = {0};
	const struct pattern_state *root, *a, *b, *deep, *deeper;
	(void)state;

	root = pattern_state_root(set, &arena);
	assert_non_null(root);
	a = pattern_state_enter(set, root, "a", 1, &arena);
	assert_non_null(a);
	b = pattern_state_enter(set, a, "b", 1, &arena);
	assert_non_null(b);
	assert_ptr_equal(a, b);
	assert_ptr_not_equal(a, root);
	deep = pattern_state_enter(set, b, "deep", 4, &arena);
	assert_non_null(deep);
	assert_ptr_not_equal(deep, b);
	deeper = pattern_state_enter(set, deep, "deep", 4, &arena);
	assert_non_null(deeper);
	b = pattern_state_enter(set, deeper, "deep", 4, &arena);
	assert_non_null(b);
	assert_ptr_equal(b, deeper);
	assert_true(pattern_state_size(deeper) < 1024);
}

/* ---- Hostile ---- */

/* Patterns that take exponential time where stars are tried one by one. */
static void test_hostile(void **state)
{
	MOW_AUTO(buf) star = BUF_INIT;
	MOW_AUTO(buf) deep = BUF_INIT;
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	for (size_t i = 0; i < 98; i++)
		buf_adds(&star, "*a");
	buf_adds(&star, "*b");
	for (size_t i = 0; i < 38; i++)
		buf_adds(&deep, "**/a/");
	buf_adds(&deep, "**/b");
	for (size_t i = 0; i < 4000; i++)
		buf_adds(&path,
			 i % 2 ? "a/"
			       : "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/");
	buf_pad(&path, 'a', 255);
	const char *patterns[] = {star.data, deep.data};
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, 2);
	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){path.data, path.len, false}),
			 MOW_OK);
	assert_int_equal(matches.count, 0);
	buf_adds(&path, "/b");
	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){path.data, path.len, false}),
			 MOW_OK);
	assert_int_equal(matches.count, 1);
	assert_int_equal(matches.items[0], 1);
}

/* Many patterns that end at one place: all are returned, in order. */
static void test_many_matches(void **state)
{
	enum { MANY = 30000 };
	MOW_AUTO_FREE const char **patterns = calloc(MANY, sizeof *patterns);
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	for (size_t i = 0; i < MANY; i++)
		patterns[i] = i % 3 == 0 ? "*" : i % 3 == 1 ? "*.png" : "/a/";
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, MANY);
	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){"a/b.png", 7, false}), MOW_OK);
	assert_int_equal(matches.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(matches.items[i], i);
	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){"b.png", 5, false}), MOW_OK);
	assert_int_equal(matches.count, MANY / 3 * 2);
}

/* Words inside names, by the thousand: some end in others, some meet others. */
static void test_words(void **state)
{
	enum { WORDS = 3000 };
	struct chance chance = {4};
	char(*patterns)[16] = calloc(WORDS, sizeof *patterns);
	MOW_AUTO_FREE const char **texts = calloc(WORDS, sizeof *texts);
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	for (size_t i = 0; i < WORDS; i++) {
		size_t len = 1 + chance_pick(&chance, 9);
		patterns[i][0] = patterns[i][len + 1] = '*';
		for (size_t j = 1; j <= len; j++)
			patterns[i][j] = (char)('a' + chance_pick(&chance, 3));
		texts[i] = patterns[i];
	}
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(texts, WORDS);
	for (size_t round = 0; round < 50; round++) {
		char name[40];
		size_t len = 1 + chance_pick(&chance, 39);
		size_t at = 0;
		for (size_t i = 0; i < len; i++)
			name[i] = (char)('a' + chance_pick(&chance, chance_pick(&chance, 8) ? 3 : 4));
		assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){name, len, false}), MOW_OK);
		for (size_t i = 0; i < WORDS; i++) {
			bool found = at < matches.count && matches.items[at] == i;
			bool inside = memmem(name, len, texts[i] + 1, strlen(texts[i]) - 2) != NULL;
			at += found;
			assert_int_equal(found, inside);
		}
		assert_int_equal(at, matches.count);
	}
	free(patterns);
}

/* Components that are written in several ways and are the same, and some that are not. */
static void test_same(void **state)
{
	const char *patterns[] = {"a?", "\\a?", "a[b]", "[a]?", "ab",  "\\a\\b", "a*", "\\a*",
				  "a?", "a**",  "*b",   "*\\b", "*a*", "*\\a*",  "??", "a[!b]"};
	const uint32_t matching[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
	enum { PATTERNS = sizeof patterns / sizeof patterns[0], MATCHING = sizeof matching / sizeof matching[0] };
	MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, PATTERNS);
	MOW_AUTO(pattern_matches) matches = {0};
	(void)state;

	assert_int_equal(pattern_set_match(&matches, set, &(const struct mow_path){"ab", 2, false}), MOW_OK);
	assert_int_equal(matches.count, MATCHING);
	assert_memory_equal(matches.items, matching, sizeof matching);
}

/* Literals around the length up to which names are found by them. */
static void test_long_literals(void **state)
{
	static const char *const forms[] = {"%s", "%s*", "*%s", "*%s*", "?%s", "%s?", "*%s?", "[x]*%s*[x]"};
	MOW_AUTO(buf) literal = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;
	(void)state;

	for (size_t len = 38; len <= 130; len += len == 42 ? 18 : 1) {
		buf_reset(&literal);
		for (size_t i = 0; i < len; i++)
			buf_addc(&literal, (char)('a' + i * i % 23));
		for (size_t form = 0; form < sizeof forms / sizeof forms[0]; form++) {
			MOW_AUTO(buf) pattern = BUF_INIT;
			const char *hole = strchr(forms[form], '%');
			buf_add(&pattern, forms[form], (size_t)(hole - forms[form]));
			buf_add(&pattern, literal.data, literal.len);
			buf_adds(&pattern, hole + 2);
			for (size_t around = 0; around < 16; around++) {
				buf_reset(&name);
				buf_pad(&name, 'x', around % 4);
				buf_add(&name, literal.data, literal.len);
				buf_pad(&name, 'x', around / 4);
				(void)pattern_help_match(pattern.data, name.data);
				name.data[around % 4 + around % len] ^= 1;
				(void)pattern_help_match(pattern.data, name.data);
			}
		}
	}
}

int main(void)
{
	enum { ROWS = sizeof rows / sizeof rows[0], ERRORS = sizeof error_rows / sizeof error_rows[0] };
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_limits),  cmocka_unit_test(test_rows_together),
		cmocka_unit_test(test_nothing), cmocka_unit_test(test_unchecked),
		cmocka_unit_test(test_final),   cmocka_unit_test(test_shared_states),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_many_matches),
		cmocka_unit_test(test_words),   cmocka_unit_test(test_long_literals),
		cmocka_unit_test(test_same),
	};
	enum { OTHERS = sizeof others / sizeof others[0] };
	static struct CMUnitTest tests[ROWS + ERRORS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)(uintptr_t)&rows[i]};
	for (size_t i = 0; i < ERRORS; i++)
		tests[ROWS + i] = (struct CMUnitTest){error_rows[i].name, test_error, NULL, NULL,
						      (void *)(uintptr_t)&error_rows[i]};
	memcpy(tests + ROWS + ERRORS, others, sizeof others);
	return cmocka_run_group_tests_name("rules_pattern", tests, NULL, NULL);
}
