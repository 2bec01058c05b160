/* rules/components and rules/glob: how each kind of component is found, what is one component, and what is refused. */
#include "edge_text.h"

#include <stdio.h>

#include "base/buf.h"
#include "rules/match/components.h"
#include "slow_pattern.h"

/* ---- How a component is found ---- */

static const struct row {
	const char *component;
	unsigned way;
	uint32_t number; /* those with one number are one component */
} rows[] = {
	{"logo", COMPONENTS_WHOLE, 0},
	{"\\logo", COMPONENTS_WHOLE, 0},
	{"log\\o", COMPONENTS_WHOLE, 0},
	{"logo*", COMPONENTS_BEGINNING, 1},
	{"logo***", COMPONENTS_BEGINNING, 1},
	{"*logo", COMPONENTS_END, 2},
	{"**logo", COMPONENTS_END, 2},
	{"*logo*", COMPONENTS_INSIDE, 3},
	{"***logo**", COMPONENTS_INSIDE, 3},
	{"a*", COMPONENTS_BEGINNING, 4},
	{"*a", COMPONENTS_END, 5},
	{"*a*", COMPONENTS_INSIDE, 6},
	{"a", COMPONENTS_WHOLE, 7},
	{"\\*", COMPONENTS_WHOLE, 8},
	{"a\\*", COMPONENTS_WHOLE, 9},
	/* Without a star, by all that is literal; without a class nothing else is tried. */
	{"l?go", COMPONENTS_SHAPED, 10},
	{"\\l?go", COMPONENTS_SHAPED, 10},
	{"l?g\\o", COMPONENTS_SHAPED, 10},
	{"lo?o", COMPONENTS_SHAPED, 11},
	{"l??o", COMPONENTS_SHAPED, 12},
	{"???", COMPONENTS_SHAPED, 13},
	{"??", COMPONENTS_SHAPED, 14},
	{"l[ao]go", COMPONENTS_SHAPED, 15},
	{"l[ao]g\\o", COMPONENTS_SHAPED, 16},
	{"l[oa]go", COMPONENTS_SHAPED, 17},
	/* With one elsewhere, by the longest run of bytes that the fewest others are found by. */
	{"brand*x", COMPONENTS_BEGINNING, 18},
	{"x*brand", COMPONENTS_END, 19},
	{"x*brand*y", COMPONENTS_INSIDE, 20},
	{"brand*ab", COMPONENTS_END, 21},
	{"brand*cd", COMPONENTS_END, 22},
	{"brand*abc", COMPONENTS_END, 23},
	{"cd*xy*brand", COMPONENTS_BEGINNING, 24},
	{"[ab]*mid*[ab]", COMPONENTS_INSIDE, 25},
	{"\\logo\\s*", COMPONENTS_BEGINNING, 26},
	{"*\\logos", COMPONENTS_END, 27},
	/* No literal byte. */
	{"?*", COMPONENTS_BARE, 28},
	{"*?", COMPONENTS_BARE, 29},
	{"[ab]*", COMPONENTS_BARE, 30},
	{"?*", COMPONENTS_BARE, 28},
	{"brand*x", COMPONENTS_BEGINNING, 18},
	{"brand?*", COMPONENTS_BEGINNING, 31},
	{"brand??*", COMPONENTS_BEGINNING, 32},
	{"?*yy", COMPONENTS_END, 33},
	{"brand*yy", COMPONENTS_END, 34},
};

static uint32_t add(struct components *components, const char *text)
{
	uint32_t number, whole;

	assert_int_equal(components_add(&number, &whole, components, text, strlen(text)), MOW_OK);
	assert_int_equal(whole != LITERALS_NONE, components_way(components, number) == COMPONENTS_WHOLE);
	return number;
}

static void test_ways(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct components components;
	(void)state;

	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint32_t number = add(&components, rows[i].component);
		if (number != rows[i].number || components_way(&components, number) != rows[i].way)
			fail_msg("%s: %u, %u", rows[i].component, (unsigned)number,
				 components_way(&components, number));
	}
	components_release(&components);
}

/* Each way finds its own, and all of them together find what matches, each once. */
static void test_find(void **state)
{
	static const struct {
		unsigned ways;
		const char *name;
		uint32_t found[8]; /* numbers plus 1 */
	} asked[] = {
		{COMPONENTS_WHOLE, "logo", {1}},
		{COMPONENTS_WHOLE, "log", {0}},
		{COMPONENTS_WHOLE, "a", {8}},
		{COMPONENTS_BEGINNING, "logos", {2, 27}},
		{COMPONENTS_END, "mylogo", {3}},
		{COMPONENTS_INSIDE, "mylogos", {4}},
		{COMPONENTS_SHAPED, "lxgo", {11, 13}},
		{COMPONENTS_BARE, "q", {29, 30}},
		{COMPONENTS_BEGINNING, "brandx", {19, 32}},
		{~0U, "a", {5, 6, 7, 8, 29, 30, 31}},
		{~0U, "", {0}},
	};
	MOW_AUTO(arena) arena = {0};
	struct components components;
	char *end = edge_make();
	(void)state;

	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		(void)add(&components, rows[i].component);
	assert_int_equal(components_compile(&components), MOW_OK);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		size_t len = strlen(asked[i].name);
		const char *name = edge_put(end, asked[i].name, len);
		size_t count = components_find(&components, asked[i].ways, name, len), expected = 0;
		for (; asked[i].found[expected] != 0; expected++) {
			size_t times = 0;
			for (size_t f = 0; f < count; f++)
				times += components.scratch->found[f] + 1 == asked[i].found[expected];
			if (times != 1)
				fail_msg("%s: %u is found %zu times", asked[i].name, asked[i].found[expected] - 1,
					 times);
		}
		if (count != expected)
			fail_msg("%s: %zu", asked[i].name, count);
	}
	components_release(&components);
}

/* So many shapes of one length and no more; then by a run. */
static void test_shapes(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct components components;
	(void)state;

	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	for (unsigned wild = 1; wild < 64; wild++) {
		char text[8] = "abcdefg";
		for (size_t i = 0; i < 6; i++)
			if (wild >> i & 1)
				text[i] = '?';
		bool shaped = components_way(&components, add(&components, text)) == COMPONENTS_SHAPED;
		assert_int_equal(shaped, wild <= SHAPES_MAX);
	}
	assert_int_equal(components_compile(&components), MOW_OK);
	assert_int_equal(components_find(&components, ~0U, "abcdefg", 7), 63);
	assert_int_equal(components_find(&components, ~0U, "abcdefgh", 8), 0);
	for (size_t i = 0; i < 7; i++) {
		char name[8] = "abcdefg";
		name[i] = 'x';
		assert_int_equal(components_find(&components, ~0U, name, 7), i < 6 ? 32 : 0);
	}
	assert_int_equal(components_way(&components, add(&components, "zzzzzz?")), COMPONENTS_BEGINNING);
	assert_int_equal(components_way(&components, add(&components, "zzzzz?")), COMPONENTS_SHAPED);
	assert_int_equal(components_way(&components, add(&components, "?xyzxyz")), COMPONENTS_SHAPED);
	components_release(&components);
}

/* Words inside others, as long as they may be: all are found. */
static void test_long_words(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct components components;
	char name[COMPONENTS_ANCHOR_MAX + 2];
	(void)state;

	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	assert_int_equal(components_compile(&components), MOW_OK);
	assert_int_equal(components_find(&components, ~0U, "aab", 3), 0);
	components_release(&components);
	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	for (size_t len = COMPONENTS_ANCHOR_MAX; len > 0; len--) {
		char text[COMPONENTS_ANCHOR_MAX + 3];
		(void)snprintf(text, sizeof text, "*%0*d*", (int)len, 1);
		(void)add(&components, text);
	}
	assert_int_equal(components_compile(&components), MOW_OK);
	(void)snprintf(name, sizeof name, "%0*d", COMPONENTS_ANCHOR_MAX + 1, 1);
	for (size_t len = 1; len <= COMPONENTS_ANCHOR_MAX; len++) {
		const char *end = name + COMPONENTS_ANCHOR_MAX + 1;
		assert_int_equal(components_find(&components, COMPONENTS_INSIDE, end - len, len), len);
	}
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE, name, COMPONENTS_ANCHOR_MAX + 1),
			 COMPONENTS_ANCHOR_MAX);
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE, name, COMPONENTS_ANCHOR_MAX), 0);
	components_release(&components);
}

/* Bytes that share a place where misses end early are told apart: '!', 'a' and 0xa1 are equal modulo 64. */
static void test_like_bytes(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct components components;
	(void)state;

	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	(void)add(&components, "*x!a*");
	(void)add(&components, "*x!b*");
	(void)add(&components, "*xcc*");
	assert_int_equal(components_compile(&components), MOW_OK);
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE, "xx!a", 4), 1);
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE, "xa!a", 4), 0);
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE,
					 "x\xa1"
					 "a",
					 3),
			 0);
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE, "xaa", 3), 0);
	assert_int_equal(components_find(&components, COMPONENTS_INSIDE, "x!bxcc", 6), 2);
	components_release(&components);
}

/* Whether a literal with stars around it is one component, however many stars those are. */
static bool is_exact(struct components *components, size_t len)
{
	char text[COMPONENTS_ANCHOR_MAX + 8];
	bool exact = true;

	memset(text, '*', sizeof text);
	memset(text + 2, 'a', len);
	for (size_t form = 1; form < 4; form++) {
		uint32_t once, twice, whole;
		size_t before = form & 1, behind = form >> 1, stars = before + behind;
		assert_int_equal(components_add(&once, &whole, components, text + 2 - before, len + stars), MOW_OK);
		assert_int_equal(components_add(&twice, &whole, components, text + 2 - 2 * before, len + 2 * stars),
				 MOW_OK);
		exact &= once == twice;
	}
	return exact;
}

/* Literals are found by so many of their bytes; a longer one is tried. */
static void test_long(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct components components;
	char text[COMPONENTS_ANCHOR_MAX + 4];
	uint32_t number, whole;
	(void)state;

	assert_int_equal(components_init(&components, &arena, NULL), MOW_OK);
	memset(text, 'a', sizeof text);
	text[0] = '?';
	assert_int_equal(components_add(&number, &whole, &components, text, COMPONENTS_ANCHOR_MAX), MOW_OK);
	assert_int_equal(components_way(&components, number), COMPONENTS_SHAPED);
	assert_int_equal(components_add(&number, &whole, &components, text, COMPONENTS_ANCHOR_MAX + 1), MOW_OK);
	assert_int_equal(components_way(&components, number), COMPONENTS_END);
	assert_true(is_exact(&components, 1));
	assert_true(is_exact(&components, COMPONENTS_ANCHOR_MAX));
	assert_false(is_exact(&components, COMPONENTS_ANCHOR_MAX + 1));
	components_release(&components);
}

/* ---- Compiled ---- */

static void test_glob(void **state)
{
	static const struct {
		const char *text;
		size_t count, least;
		bool star;
	} globs[] = {
		{"a", 1, 1, false},       {"*", 1, 0, true},       {"**", 1, 0, true},     {"a**b", 3, 2, true},
		{"a***b**c", 5, 3, true}, {"?*?", 3, 2, true},     {"[ab]?", 2, 2, false}, {"\\**", 2, 1, true},
		{"\\*\\*", 2, 2, false},  {"[*][*]", 2, 2, false}, {"*[*]*", 3, 1, true},
	};
	MOW_AUTO(arena) arena = {0};
	struct glob glob;
	(void)state;

	for (size_t i = 0; i < sizeof globs / sizeof *globs; i++) {
		assert_int_equal(glob_compile(&glob, globs[i].text, strlen(globs[i].text), &arena), MOW_OK);
		assert_int_equal(glob.count, globs[i].count);
		assert_int_equal(glob.least, globs[i].least);
		assert_int_equal(glob.star, globs[i].star);
	}
	/* What comes behind it in the arena has room of its own. */
	assert_int_equal(glob_compile(&glob, "[^a][!b]", 8, &arena), MOW_OK);
	char *behind = arena_alloc(&arena, 4096);
	assert_non_null(behind);
	assert_true(glob_match(&glob, "\xff\xff", 2));
	assert_false(glob_match(&glob,
				"\xff"
				"b",
				2));
	assert_int_equal(glob_compile(&glob, "a[b", 3, &arena), MOW_EINVAL);
	assert_int_equal(glob_compile(&glob, "a\\", 2, &arena), MOW_EINVAL);
}

/* The bytes of a class, but for the slash, which no name holds. */
static void test_class(void **state)
{
	static const char *const classes[] = {"[.-0]",        "[!a]",        "[a-c]",        "[^[:print:]]",
					      "[[:cntrl:]x]", "[\x80-\xff]", "[!\x01-\xfe]", "[]-]"};
	(void)state;

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		struct slow_text text = {classes[i], strlen(classes[i])};
		struct glob_class class;
		size_t at = 0;
		unsigned unit;
		assert_int_equal(glob_unit(&unit, &class, text.at, text.len, &at), GLOB_FINE);
		assert_int_equal(unit, GLOB_CLASS);
		assert_int_equal(at, text.len);
		for (unsigned byte = 0; byte < 256; byte++) {
			bool has = class.bits[byte / 8] >> byte % 8 & 1;
			at = 0;
			if (has != (slow_class(text, &at, (unsigned char)byte) && byte != '/'))
				fail_msg("%s: %u", classes[i], byte);
		}
	}
}

/* As many units as numbers of classes leave room for, and no more. */
static void test_glob_long(void **state)
{
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(buf) text = BUF_INIT;
	struct glob glob;
	(void)state;

	buf_pad(&text, 'a', UINT16_MAX / 2);
	assert_int_equal(glob_compile(&glob, text.data, text.len, &arena), MOW_OK);
	assert_true(glob_match(&glob, text.data, text.len));
	assert_false(glob_match(&glob, text.data, text.len - 1));
	buf_addc(&text, 'a');
	assert_int_equal(glob_compile(&glob, text.data, text.len, &arena), MOW_EINVAL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways),       cmocka_unit_test(test_find),       cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_long),       cmocka_unit_test(test_long_words), cmocka_unit_test(test_class),
		cmocka_unit_test(test_like_bytes), cmocka_unit_test(test_glob),       cmocka_unit_test(test_glob_long),
	};

	return cmocka_run_group_tests_name("rules_components", tests, NULL, NULL);
}
