/*
 * rules/pattern: all short patterns on all short paths, alone and together, against the slow matcher. Patterns and
 * paths end where the memory does.
 */
#include "edge_text.h"

#include "rules/match/pattern.h"
#include "slow_pattern.h"

enum { TEXT_MAX = 12, TEXTS_MAX = 4000 };

struct texts {
	char items[TEXTS_MAX][TEXT_MAX];
	size_t count;
};

/* Of all texts of these letters that are so long, those that are well-formed patterns, with something around them. */
static void add_patterns(struct texts *out, const char *letters, size_t len, const char *before, const char *behind)
{
	size_t count = strlen(letters), all = 1;

	for (size_t i = 0; i < len; i++)
		all *= count;
	for (size_t number = 0; number < all; number++) {
		size_t rest = number;
		char middle[TEXT_MAX] = "";
		for (size_t i = 0; i < len; i++, rest /= count)
			middle[i] = letters[rest % count];
		char *text = strcpy(out->items[out->count], before);
		strcat(strcat(text, middle), behind);
		if (pattern_check(text, strlen(text), NULL, NULL, NULL) != MOW_OK)
			continue;
		assert_in_range(++out->count, 1, TEXTS_MAX - 1);
	}
}

/* The same for paths. */
static void add_paths(struct texts *out, const char *letters, size_t most)
{
	for (size_t len = 1; len <= most; len++) {
		size_t from = out->count, to = from;
		add_patterns(out, letters, len, "", "");
		for (size_t i = from; i < out->count; i++)
			if (out->items[i][0] != '/' && out->items[i][len - 1] != '/')
				memmove(out->items[to++], out->items[i], TEXT_MAX);
		out->count = to;
	}
}

/* What is matched by what matches a file, and by what matches a folder: a submodule. */
static bool slow_kind(const char *pattern, const char *path, enum mow_path_kind kind)
{
	size_t len = strlen(pattern), path_len = strlen(path);

	return (kind != MOW_PATH_FOLDER && slow_match(pattern, len, path, path_len, false)) ||
	       (kind != MOW_PATH_FILE && slow_match(pattern, len, path, path_len, true));
}

/* From `first` on, `count` patterns in one set: what each look-up finds, and no other. */
static void compare(const struct texts *patterns, size_t first, size_t count, const struct texts *paths)
{
	static char *pattern_end, *path_end;
	MOW_AUTO_PTR(pattern_set) set = NULL;
	MOW_AUTO(pattern_matches) matches = {0};

	if (pattern_end == NULL) {
		pattern_end = edge_make();
		path_end = edge_make();
	}
	assert_int_equal(pattern_set_new(&set, NULL), MOW_OK);
	for (size_t i = first; i < first + count; i++) {
		size_t len = strlen(patterns->items[i]);
		const char *text = count == 1 ? edge_put(pattern_end, patterns->items[i], len) : patterns->items[i];
		assert_int_equal(pattern_set_add(set, text, len, NULL), MOW_OK);
	}
	assert_int_equal(pattern_set_compile(set, NULL), MOW_OK);
	for (size_t p = 0; p < 3 * paths->count; p++) {
		const char *text = paths->items[p / 3];
		size_t len = strlen(text), at = 0;
		const struct mow_path path = {edge_put(path_end, text, len), len, (enum mow_path_kind)(p % 3)};
		assert_int_equal(pattern_set_match(&matches, set, &path), MOW_OK);
		for (size_t i = 0; i < count; i++) {
			bool found = at < matches.count && matches.items[at] == i;
			at += found;
			if (found != slow_kind(patterns->items[first + i], text, path.kind))
				fail_msg("%s and %s, %d: %s", patterns->items[first + i], text, (int)path.kind,
					 found ? "matches" : "does not match");
		}
		assert_int_equal(at, matches.count);
	}
}

static void compare_all(const struct texts *patterns, const struct texts *paths)
{
	compare(patterns, 0, patterns->count, paths);
	for (size_t i = 0; i < patterns->count; i++)
		compare(patterns, i, 1, paths);
}

/* Names, stars and folders. */
static void test_folders(void **state)
{
	static struct texts patterns, paths;
	(void)state;

	for (size_t len = 1; len <= 4; len++)
		add_patterns(&patterns, "ab*/", len, "", "");
	add_patterns(&patterns, "a*/", 3, "a/", "/**");
	add_patterns(&patterns, "a*", 3, "**/", "/b");
	add_paths(&paths, "ab/", 4);
	add_paths(&paths, "a/", 5);
	compare_all(&patterns, &paths);
}

/* Within one name: stars, any bytes, escapes. */
static void test_names(void **state)
{
	static struct texts patterns, paths;
	(void)state;

	for (size_t len = 1; len <= 4; len++)
		add_patterns(&patterns, "ab*?", len, "", "");
	for (size_t len = 1; len <= 4; len++)
		add_patterns(&patterns, "a*?\\", len, "", "");
	add_paths(&paths, "ab", 4);
	add_paths(&paths, "a*\\?", 2);
	compare_all(&patterns, &paths);
}

/* Classes, with all that may stand in them. */
static void test_classes(void **state)
{
	static struct texts patterns, paths;
	(void)state;

	add_patterns(&patterns, "ac-]!^[\\", 1, "[", "]");
	add_patterns(&patterns, "ac-]!^[\\", 2, "[", "]");
	add_patterns(&patterns, "ac-]!^[\\", 3, "[", "]");
	add_patterns(&patterns, "a-:]", 3, "[[:", "]");
	add_patterns(&patterns, "a-z", 2, "[[:digit:]", "]");
	add_patterns(&patterns, "ab*?", 2, "[ab]", "");
	add_patterns(&patterns, "ab*?", 2, "", "[!b]");
	for (char byte = ' '; byte <= '~'; byte++)
		if (byte != '/')
			paths.items[paths.count++][0] = byte;
	paths.items[paths.count++][0] = '\x80';
	paths.items[paths.count++][0] = '\xff';
	add_paths(&paths, "abc", 3);
	compare_all(&patterns, &paths);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_classes),
	};

	return cmocka_run_group_tests_name("rules_pattern_short", tests, NULL, NULL);
}
