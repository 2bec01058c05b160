/*
 * rules/pattern against outside truth: a slow matcher written from OWNERS(5), and git itself. Cases are generated from
 * fixed seeds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/child.h"
#include "pattern_help.h"
#include "base/file_temp.h"
#include "rules/match/grams.h"
#include "rules/match/pattern_state.h"
#include "slow_pattern.h"

/* ---- Generated ---- */

/* Pieces that meet often, and are awkward beside each other. */
static const char *const pieces[] = {"a",      "a",       "b",    "b",     "c",           "ab",           ".",
				     "-",      "*",       "*",    "**",    "?",           "[ab]",         "[!a]",
				     "[^b-c]", "[]a]",    "[a-]", "[--c]", "[[:alpha:]]", "[[:punct:]b]", "[c-a]",
				     "[\\]a]", "[a\\-c]", "[!]]", "\\*",   "\\a",         "\\[",          "\\\\",
				     "]",      "!",       "^",    "A"};

static void make_component(struct buf *out, struct chance *chance)
{
	static const char *const alone[] = {"**", "**", "*", "a", "b", "ab", "***"};

	if (chance_pick(chance, 2) == 0) {
		buf_adds(out, alone[chance_pick(chance, sizeof alone / sizeof alone[0])]);
		return;
	}
	for (size_t i = 1 + chance_pick(chance, 3); i > 0; i--)
		buf_adds(out, pieces[chance_pick(chance, sizeof pieces / sizeof pieces[0])]);
}

/* A pattern that is well formed and does not begin with a mark. */
static void make_pattern(struct buf *out, struct chance *chance)
{
	do {
		buf_reset(out);
		if (chance_pick(chance, 3) == 0)
			buf_addc(out, '/');
		for (size_t i = 1 + chance_pick(chance, 4); i > 0; i--) {
			make_component(out, chance);
			if (i > 1 || chance_pick(chance, 4) == 0)
				buf_addc(out, '/');
		}
	} while (!out->failed &&
		 (out->data[0] == '!' || pattern_check(out->data, out->len, NULL, NULL, NULL) != MOW_OK));
}

static void make_path(struct buf *out, struct chance *chance)
{
	static const char *const names[] = {"a", "b", "c", "ab", "ba", "aa",  "abc", "-", "A",  ".a",
					    "]", "*", "[", "\\", "a*", "a-c", "!",   "^", "bb", "..."};

	buf_reset(out);
	for (size_t i = 1 + chance_pick(chance, 5); i > 0; i--) {
		buf_adds(out, names[chance_pick(chance, chance_pick(chance, 2) ? 7 : sizeof names / sizeof names[0])]);
		if (i > 1)
			buf_addc(out, '/');
	}
}

enum { SET_PATTERNS = 40 };

static struct pattern_set *make_set(struct buf texts[SET_PATTERNS], struct chance *chance)
{
	const char *patterns[SET_PATTERNS];

	for (size_t i = 0; i < SET_PATTERNS; i++) {
		make_pattern(&texts[i], chance);
		patterns[i] = texts[i].data;
	}
	return pattern_help_compile(patterns, SET_PATTERNS);
}

static void compare_slow(const struct pattern_matches *matches, const struct buf *texts, size_t count,
			 const struct buf *path, bool folder)
{
	struct grams grams = {{0}};
	size_t at = 0;

	grams_add(&grams, path->data, path->len);
	for (size_t i = 0; i < count; i++) {
		bool found = at < matches->count && matches->items[at] == i;
		at += found;
		if (found && !grams_may_match(&grams, texts[i].data, texts[i].len))
			fail_msg("%s cannot match %s, and does", texts[i].data, path->data);
		if (found != slow_match(texts[i].data, texts[i].len, path->data, path->len, folder))
			fail_msg("%s and %s%s: %s", texts[i].data, path->data, folder ? "/" : "",
				 found ? "matches" : "does not match");
	}
	assert_int_equal(at, matches->count);
}

/* 300 sets of 40 patterns on 40 paths each: 480,000 pairs. */
static void test_slow(void **state)
{
	struct chance chance = {1};
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(pattern_matches) matches = {0};
	struct buf texts[SET_PATTERNS];
	size_t found = 0;
	(void)state;

	for (size_t i = 0; i < SET_PATTERNS; i++)
		texts[i] = (struct buf)BUF_INIT;
	for (size_t round = 0; round < 300; round++) {
		MOW_AUTO_PTR(pattern_set) set = make_set(texts, &chance);
		for (size_t i = 0; i < 40; i++) {
			bool folder = chance_pick(&chance, 4) == 0;
			make_path(&path, &chance);
			assert_int_equal(
				pattern_set_match(&matches, set,
						  &(const struct mow_path){path.data, path.len,
									   folder ? MOW_PATH_FOLDER : MOW_PATH_FILE}),
				MOW_OK);
			compare_slow(&matches, texts, SET_PATTERNS, &path, folder);
			found += matches.count;
		}
	}
	assert_true(found > 20000);
	for (size_t i = 0; i < SET_PATTERNS; i++)
		buf_release(&texts[i]);
}

/* ---- Many patterns ---- */

enum { MANY = 700 };

static const char *pick_word(struct chance *chance)
{
	static const char *const words[] = {"a", "b",    "ab",   "ba",     "aa",     "abc",
					    "A", "logo", "Logo", "hero-1", "hero-2", "x.png"};

	return words[chance_pick(chance, sizeof words / sizeof words[0])];
}

/* What people write, and what only somebody would who means ill: names with a byte or two that may be any, words at
 * either end or inside, long names, components without a literal byte. */
static void make_usual(struct buf *out, struct chance *chance)
{
	const char *word = pick_word(chance);
	size_t kind = chance_pick(chance, 12);

	if (kind == 0)
		buf_addf(out, "%s*", word);
	else if (kind == 1)
		buf_addf(out, "*%s", word);
	else if (kind == 2)
		buf_addf(out, "*%s*", word);
	else if (kind == 3)
		buf_addf(out, "*%s*%s*", word, pick_word(chance));
	else if (kind == 4)
		buf_addf(out, "%s*%s", word, pick_word(chance));
	else if (kind == 5)
		buf_pad(out, 'a', 38 + chance_pick(chance, 30));
	else if (kind == 6)
		buf_addf(out, "%s*", chance_pick(chance, 2) ? "?" : "[a-l]");
	else
		buf_adds(out, word);
	for (size_t i = kind >= 9 ? 1 + chance_pick(chance, 2) : 0; i > 0; i--)
		out->data[out->len - 1 - chance_pick(chance, out->len - 1 < 5 ? out->len : 5)] = '?';
	if (kind == 11)
		buf_adds(out, chance_pick(chance, 2) ? "[!b]" : "[ab]");
}

static void make_many(struct buf *out, struct chance *chance)
{
	static const char *const folders[] = {"", "/", "/", "/*/", "**/", "/**/"};

	buf_reset(out);
	buf_adds(out, folders[chance_pick(chance, 6)]);
	for (size_t i = chance_pick(chance, 4); i > 0; i--) {
		size_t kind = chance_pick(chance, 8);
		MOW_AUTO(buf) one = BUF_INIT;
		make_usual(&one, chance);
		buf_adds(out, kind == 0 ? "*" : kind == 1 ? "**" : one.data);
		buf_addc(out, '/');
	}
	MOW_AUTO(buf) last = BUF_INIT;
	make_usual(&last, chance);
	buf_adds(out, last.data);
	if (chance_pick(chance, 4) == 0)
		buf_addc(out, '/');
}

static void make_usual_path(struct buf *out, struct chance *chance)
{
	buf_reset(out);
	for (size_t i = 1 + chance_pick(chance, 5); i > 0; i--) {
		size_t kind = chance_pick(chance, 6);
		buf_adds(out, pick_word(chance));
		if (kind == 0)
			buf_adds(out, pick_word(chance));
		if (kind == 1)
			buf_pad(out, 'a', 36 + chance_pick(chance, 32));
		if (i > 1)
			buf_addc(out, '/');
	}
}

/* Sets so large that they take the ways that small ones never do: 20 sets of 700 patterns on 30 paths each. */
static void test_many(void **state)
{
	struct chance chance = {5};
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(pattern_matches) matches = {0};
	struct buf texts[MANY];
	const char *patterns[MANY];
	(void)state;

	for (size_t i = 0; i < MANY; i++)
		texts[i] = (struct buf)BUF_INIT;
	for (size_t round = 0; round < 20; round++) {
		for (size_t i = 0; i < MANY; i++) {
			make_many(&texts[i], &chance);
			patterns[i] = texts[i].data;
		}
		MOW_AUTO_PTR(pattern_set) set = pattern_help_compile(patterns, MANY);
		for (size_t i = 0; i < 30; i++) {
			bool folder = chance_pick(&chance, 4) == 0;
			make_usual_path(&path, &chance);
			assert_int_equal(
				pattern_set_match(&matches, set,
						  &(const struct mow_path){path.data, path.len,
									   folder ? MOW_PATH_FOLDER : MOW_PATH_FILE}),
				MOW_OK);
			compare_slow(&matches, texts, MANY, &path, folder);
		}
	}
	for (size_t i = 0; i < MANY; i++)
		buf_release(&texts[i]);
}

/* Every state on the way matches as the path does from its beginning, with the common and the further matches taken
 * apart. */
static void test_walk(void **state)
{
	struct chance chance = {2};
	MOW_AUTO(buf) path = BUF_INIT;
	MOW_AUTO(pattern_matches) matches = {0};
	MOW_AUTO(pattern_matches) hits = {0};
	struct buf texts[SET_PATTERNS];
	(void)state;

	for (size_t i = 0; i < SET_PATTERNS; i++)
		texts[i] = (struct buf)BUF_INIT;
	for (size_t round = 0; round < 100; round++) {
		MOW_AUTO_PTR(pattern_set) set = make_set(texts, &chance);
		MOW_AUTO(arena) arena = {0};
		const struct pattern_state *in;
		in = pattern_state_root(set, &arena);
		assert_non_null(in);
		buf_reset(&path);
		for (size_t depth = 0; depth < 8; depth++) {
			static const char *const names[] = {"a", "b", "ab", "abc", "-", "A", "]", "c"};
			const char *name = names[chance_pick(&chance, 8)];
			size_t len = strlen(name);
			buf_adds(&path, name);
			for (int folder = 0; folder < 2; folder++) {
				assert_int_equal(pattern_state_match(&matches, set, in,
								     &(const struct mow_path){name, len,
											      folder ? MOW_PATH_FOLDER
												     : MOW_PATH_FILE}),
						 MOW_OK);
				compare_slow(&matches, texts, SET_PATTERNS, &path, folder);
				assert_int_equal(pattern_state_hits(&hits, set, in, name, len), MOW_OK);
				if (hits.count == 0)
					assert_int_equal(matches.count, pattern_state_common(in, folder)->count);
			}
			size_t before = matches.count;
			if (pattern_state_is_final(in))
				assert_int_equal(matches.count, pattern_state_common(in, true)->count);
			in = pattern_state_enter(set, in, name, len, &arena);
			assert_non_null(in);
			assert_true(pattern_state_common(in, true)->count >= before);
			buf_addc(&path, '/');
		}
	}
	for (size_t i = 0; i < SET_PATTERNS; i++)
		buf_release(&texts[i]);
}

/* ---- git ---- */

/*
 * Where OWNERS(5) and git differ, for one pattern without `!`:
 * - A lone `*` behind the last slash. For git it matches folders too, and then all below them; here it stands for files
 * alone.
 * - `**` behind a literal beginning, as in `a**` followed by a slash. gitignore(5) takes that for one `*`, and so it is
 * here; but git compares the literal beginning apart and then forgets it, so that its `**` stands alone and goes
 * through folders after all. Everything else that differs is about lines (`#`, trailing spaces), about `!` and folders
 * that are left out, or is an error here.
 */
static bool same_for_git(const char *pattern)
{
	size_t len = strlen(pattern);
	size_t literal = strcspn(pattern, "*?[\\");
	bool forgets = literal > 0 && pattern[literal - 1] != '/' && strncmp(pattern + literal, "**", 2) == 0;

	return !forgets && (len < 2 || strcmp(pattern + len - 2, "/*") != 0);
}

enum { GIT_PATTERNS = 800, GIT_PATHS = 16 };

struct git_case {
	char folder[16]; /* "p12/", whose .gitignore has the pattern */
	char *pattern;
	char *paths[GIT_PATHS];
};

static void make_folders(const char *root, const char *path)
{
	MOW_AUTO(buf) full = BUF_INIT;

	buf_addf(&full, "%s/", root);
	for (; *path != '\0'; path++) {
		if (*path == '/')
			(void)mkdir(full.data, 0700);
		buf_addc(&full, *path);
	}
	(void)mkdir(full.data, 0700);
}

static void write_ignore(const char *root, const struct git_case *one)
{
	MOW_AUTO(buf) path = BUF_INIT;

	make_folders(root, one->folder);
	buf_addf(&path, "%s/%s.gitignore", root, one->folder);
	FILE *file = fopen(path.data, "w");
	assert_non_null(file);
	assert_true(fprintf(file, "%s\n", one->pattern) > 0);
	assert_int_equal(fclose(file), 0);
}

/* git, in `root`, with `input`. */
static void run_git(struct buf *output, const char *root, const char *const *argv, const struct buf *input)
{
	static const char *const extra[] = {"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", NULL};
	struct child child = {
		.argv = argv, .environment = CHILD_CLEAN, .extra = extra, .directory = root, .output = output};
	struct mow_error err;

	if (input != NULL) {
		child.input = input->data;
		child.input_len = input->len;
	}
	if (child_run(&child, &err) != MOW_OK)
		fail_msg("%s", err.message);
	assert_true(child.status <= 1);
}

static void make_git_case(struct git_case *one, size_t number, const char *root, struct chance *chance)
{
	MOW_AUTO(buf) text = BUF_INIT;

	(void)snprintf(one->folder, sizeof one->folder, "p%zu/", number);
	do {
		make_pattern(&text, chance);
	} while (!same_for_git(text.data));
	one->pattern = buf_detach(&text);
	write_ignore(root, one);
	for (size_t i = 0; i < GIT_PATHS; i++) {
		MOW_AUTO(buf) path = BUF_INIT;
		MOW_AUTO(buf) full = BUF_INIT;
		make_path(&path, chance);
		buf_addf(&full, "%s%s", one->folder, path.data);
		if (chance_pick(chance, 8) == 0)
			make_folders(root, full.data);
		one->paths[i] = buf_detach(&path);
	}
}

static void ask_git(struct buf *output, const char *root, const struct git_case *cases)
{
	static const char *const argv[] = {
		"git", "-c", "core.ignoreCase=false", "check-ignore", "--no-index", "-z", "-v", "-n", "--stdin", NULL};
	MOW_AUTO(buf) input = BUF_INIT;

	for (size_t i = 0; i < GIT_PATTERNS * GIT_PATHS; i++) {
		const struct git_case *one = &cases[i / GIT_PATHS];
		buf_addf(&input, "%s%s", one->folder, one->paths[i % GIT_PATHS]);
		buf_addc(&input, '\0');
	}
	run_git(output, root, argv, &input);
}

static const char *next_field(const char *field)
{
	return field + strlen(field) + 1;
}

static void test_git(void **state)
{
	static const char *const init[] = {"git", "init", "-q", ".", NULL};
	MOW_AUTO_FREE struct git_case *cases = calloc(GIT_PATTERNS, sizeof *cases);
	MOW_AUTO(file_temp) temp = {.path = ""};
	MOW_AUTO(buf) root = BUF_INIT;
	MOW_AUTO(buf) answer = BUF_INIT;
	struct chance chance = {3};
	size_t found = 0;
	(void)state;

	assert_int_equal(file_temp_init(&temp, NULL), MOW_OK);
	buf_addf(&root, "%s/r", temp.path);
	assert_int_equal(mkdir(root.data, 0700), 0);
	run_git(NULL, root.data, init, NULL);
	for (size_t i = 0; i < GIT_PATTERNS; i++)
		make_git_case(&cases[i], i, root.data, &chance);
	ask_git(&answer, root.data, cases);
	const char *field = answer.data;
	for (size_t i = 0; i < GIT_PATTERNS * GIT_PATHS; i++) {
		struct git_case *one = &cases[i / GIT_PATHS];
		const char *path = one->paths[i % GIT_PATHS];
		MOW_AUTO(buf) full = BUF_INIT;
		struct stat status;
		assert_true(field < answer.data + answer.len);
		bool git = *field != '\0';
		field = next_field(next_field(next_field(next_field(field))));
		buf_addf(&full, "%s/%s%s", root.data, one->folder, path);
		bool folder = lstat(full.data, &status) == 0;
		buf_reset(&full);
		buf_addf(&full, "%s%s", path, folder ? "/" : "");
		if (pattern_help_match(one->pattern, full.data) != git)
			fail_msg("%s and %s: git says %s", one->pattern, full.data, git ? "yes" : "no");
		found += git;
	}
	assert_ptr_equal(field, answer.data + answer.len);
	assert_true(found > 1000);
	for (size_t i = 0; i < GIT_PATTERNS * (GIT_PATHS + 1); i++)
		free(i % (GIT_PATHS + 1) == GIT_PATHS ? cases[i / (GIT_PATHS + 1)].pattern
						      : cases[i / (GIT_PATHS + 1)].paths[i % (GIT_PATHS + 1)]);
	static const char *const remove[] = {"rm", "-rf", "r", NULL};
	run_git(NULL, temp.path, remove, NULL);
}

/* Every class over every byte that a name can have, as git has it. */
static void test_git_classes(void **state)
{
	static const char *const init[] = {"git", "init", "-q", ".", NULL};
	static const char *const argv[] = {"git", "check-ignore", "--no-index", "-z", "-v", "-n", "--stdin", NULL};
	static const char *const classes[] = {
		"[[:alnum:]]",  "[[:alpha:]]",   "[[:blank:]]",      "[[:cntrl:]]", "[[:digit:]]", "[[:graph:]]",
		"[[:lower:]]",  "[[:print:]]",   "[[:punct:]]",      "[[:space:]]", "[[:upper:]]", "[[:xdigit:]]",
		"[![:alnum:]]", "[!-~]",         "[^\\]\\-\\\\a-c]", "[z-a]",       "[\x80-\xff]", "?",
		"[+--]",        "[a-[:alpha:]]", "[[:digit:]-z]"};
	enum { CLASSES = sizeof classes / sizeof classes[0] };
	MOW_AUTO(file_temp) temp = {.path = ""};
	MOW_AUTO(buf) root = BUF_INIT;
	MOW_AUTO(buf) input = BUF_INIT;
	MOW_AUTO(buf) answer = BUF_INIT;
	(void)state;

	assert_int_equal(file_temp_init(&temp, NULL), MOW_OK);
	buf_addf(&root, "%s/r", temp.path);
	assert_int_equal(mkdir(root.data, 0700), 0);
	run_git(NULL, root.data, init, NULL);
	for (size_t i = 0; i < CLASSES * 255; i++) {
		struct git_case one = {"", NULL, {NULL}};
		(void)snprintf(one.folder, sizeof one.folder, "p%zu/", i / 255);
		MOW_AUTO(buf) pattern = BUF_INIT;
		buf_addf(&pattern, "x%sx", classes[i / 255]);
		one.pattern = pattern.data;
		if (i % 255 == 0)
			write_ignore(root.data, &one);
		buf_addf(&input, "%sx%cx", one.folder, (int)(i % 255 + 1));
		buf_addc(&input, '\0');
	}
	run_git(&answer, root.data, argv, &input);
	const char *field = answer.data;
	for (size_t i = 0; i < CLASSES * 255; i++) {
		MOW_AUTO(buf) pattern = BUF_INIT;
		const char path[] = {'x', (char)(i % 255 + 1), 'x', '\0'};
		bool git = *field != '\0';
		field = next_field(next_field(next_field(next_field(field))));
		buf_addf(&pattern, "x%sx", classes[i / 255]);
		if (pattern_help_match(pattern.data, path) != git)
			fail_msg("%s and byte %zu: git says %s", classes[i / 255], i % 255 + 1, git ? "yes" : "no");
	}
	assert_ptr_equal(field, answer.data + answer.len);
	static const char *const remove[] = {"rm", "-rf", "r", NULL};
	run_git(NULL, temp.path, remove, NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slow), cmocka_unit_test(test_many),        cmocka_unit_test(test_walk),
		cmocka_unit_test(test_git),  cmocka_unit_test(test_git_classes),
	};

	return cmocka_run_group_tests_name("rules_pattern_truth", tests, NULL, NULL);
}
