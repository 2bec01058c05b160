/* rules/pattern: what a pattern may not be, for all short texts, against a slow reader; the end of each text is that of
 * the memory. */
#include "edge_text.h"

#include "base/buf.h"
#include "rules/match/pattern_set.h"
#include "slow_pattern_check.h"

/* Taken apart, a pattern is its components, with what was between them. */
static void take_apart(const char *text, size_t len)
{
	struct pattern_parts parts;
	char whole[256];
	size_t at = 0;
	bool rooted = text[0] == '/';

	if (!pattern_split(&parts, text, len))
		fail_msg("%.*s cannot be taken apart", (int)len, text);
	for (size_t i = 0; i < parts.count; i++) {
		if (i > 0 || rooted)
			whole[at++] = '/';
		memcpy(whole + at, parts.items[i].text, parts.items[i].len);
		at += parts.items[i].len;
	}
	if (parts.folder)
		whole[at++] = '/';
	assert_int_equal(at, len);
	assert_memory_equal(whole, text, len);
	assert_int_equal(parts.anchored, rooted || parts.count > 1);
}

static void compare(const char *bytes, size_t len)
{
	static char *end;
	if (end == NULL)
		end = edge_make();
	const char *text = edge_put(end, bytes, len);
	struct slow_fault slow = slow_check((struct slow_text){text, len});
	struct mow_error err = {0, ""};
	enum finding_code code = FINDING_COUNT;
	size_t at = 0;
	int status = pattern_check(text, len, &code, &at, &err);

	if (code != slow.code || at != slow.at || (status == MOW_OK) != (code == FINDING_COUNT) ||
	    status != (int)err.code)
		fail_msg("%.*s: %s at %zu, and not %s at %zu", (int)len, text,
			 code == FINDING_COUNT ? "fine" : finding_word(code), at,
			 slow.code == FINDING_COUNT ? "fine" : finding_word(slow.code), slow.at);
	struct pattern_parts parts;
	if (status == MOW_OK)
		take_apart(text, len);
	else if (code == FINDING_EMPTY_COMPONENT || (len == 0 && code == FINDING_EMPTY_PATTERN))
		assert_false(pattern_split(&parts, text, len));
}

/* All texts of these letters, up to so many; with something before and behind. */
static void compare_all(const char *letters, size_t most, const char *before, const char *behind)
{
	size_t count = strlen(letters), first = strlen(before), after = strlen(behind);
	char text[64];

	memcpy(text, before, first);
	for (size_t len = 0, all = 1; len <= most; len++, all *= count) {
		memcpy(text + first + len, behind, after);
		for (size_t number = 0; number < all; number++) {
			size_t rest = number;
			for (size_t i = 0; i < len; i++, rest /= count)
				text[first + i] = letters[rest % count];
			compare(text, first + len + after);
		}
	}
}

static void test_short(void **state)
{
	(void)state;
	compare_all("!/.a[]\\", 5, "", "");
}

static void test_classes(void **state)
{
	(void)state;
	compare_all("a-]![\\:/", 4, "[", "");
	compare_all("a-]^[\\:/", 3, "[[:digit:]", "]");
	compare_all(":]/\\[-", 4, "x[[:alpha", ":]]");
	compare_all("a:]", 4, "[[:", "");
	compare_all("ad]", 1, "[[:", "lpha:]]");
}

/* Long enough for eight bytes to be looked at at once: two of all kinds at all places. */
static void test_long(void **state)
{
	static const size_t lens[] = {6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 21, 22, 23, 24, 199, 200, 201};
	static const char letters[] = "!/.a[]\\";
	char text[256];
	(void)state;

	for (size_t l = 0; l < sizeof lens / sizeof *lens; l++) {
		for (size_t at = 0; at + 1 < lens[l]; at++) {
			for (size_t pair = 0; pair < 49; pair++) {
				memset(text, 'a', lens[l]);
				text[at] = letters[pair / 7];
				text[at + 1] = letters[pair % 7];
				compare(text, lens[l]);
			}
		}
	}
}

/* Neither is checked before it is taken apart: one component too many, and a slash alone. */
static void test_taken_apart(void **state)
{
	struct pattern_parts parts;
	char text[2 * PATTERN_COMPONENTS_MAX + 2];
	(void)state;

	for (size_t i = 0; i <= PATTERN_COMPONENTS_MAX; i++)
		memcpy(text + 2 * i, "/a", 2);
	assert_true(pattern_split(&parts, text, sizeof text - 2));
	assert_int_equal(parts.count, PATTERN_COMPONENTS_MAX);
	assert_false(pattern_split(&parts, text, sizeof text));
	assert_false(pattern_split(&parts, edge_put(edge_make(), "/", 1), 1));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_taken_apart),
	};

	return cmocka_run_group_tests_name("rules_pattern_check", tests, NULL, NULL);
}
