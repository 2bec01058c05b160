/* rules/grams: what can match none of some paths, told without compiling it, by what is literal in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "edge_text.h"
#include "rules/match/grams.h"

static const struct row {
	const char *pattern;
	bool may; /* match brand/logo.psd or x/yz */
} rows[] = {
	/* A pattern begins where a name does, and ends where one does. */
	{"brand", true},
	{"/brand", true},
	{"brand/", true},
	{"/brand/", true},
	{"brand/logo.psd", true},
	{"rand", false},
	{"bran", false},
	{"/rand/", false},
	{"logo.psd", true},
	{"brand/logo", false},
	{"logo.png", false},
	{"yz", true},
	{"/yz/", true},
	{"yy", false},
	{"x", true},
	{"x/y", false},
	{"x/yz", true},
	{"y", true}, /* three bytes with those around it: too few */
	{"zz", false},
	{"/", true},
	{"", true},
	/* Wild cards part what is literal. */
	{"*.psd", true},
	{"*.png", false},
	{"*rand", true},
	{"*ran*", true},
	{"*ran", false},
	{"*an", true},
	{"*anx", false},
	{"*xand", false},
	{"br?nd", true},
	{"br?ndx", false},
	{"b*logo.psd", true},
	{"b*logx.psd", false},
	{"logo*psd", true},
	{"logx*psd", false},
	{"**/yz", true},
	{"**/yy", false},
	{"*/logo.psd", true},
	/* So do escapes, since what is escaped may look like a wild card. */
	{"\\brand", true},
	{"\\brant", false},
	{"br\\and", true},
	{"br\\*and", true},
	{"logo\\.psd", true},
	{"logx\\.psd", false},
	/* What a bracket begins is not looked through. */
	{"[b]rand", true},
	{"[b]zzzzz", true},
	{"logo[.]zzzz", true},
	{"logx[.]psd", false},
};

static void test_rows(void **state)
{
	static struct grams grams;
	char *end = edge_make();
	(void)state;

	grams_add(&grams, edge_put(end, "brand/logo.psd", 14), 14);
	grams_add(&grams, edge_put(end, "x/yz", 4), 4);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t len = strlen(rows[i].pattern);
		if (grams_may_match(&grams, edge_put(end, rows[i].pattern, len), len) != rows[i].may)
			fail_msg("%s", rows[i].pattern);
	}
}

static const struct covered {
	const char *path;
	bool covered;
} covered[] = {
	{"brand/logo.psd", true},
	{"x/yz", true},
	{"brand", true},
	{"yz", true},
	{"x", true},
	{"logo.psd", true},
	{"", true},
	{"xyz", false},
	{"brand/logo", false},
	{"rand/logo.psd", false},
	{"brand/logo.psd/x", false},
	{"brand/x", false},
	{"zz", false},
};

/* Paths that hold nothing new. */
static void test_cover(void **state)
{
	static struct grams grams, none;
	char *end = edge_make();
	(void)state;

	grams_add(&grams, "brand/logo.psd", 14);
	grams_add(&grams, "x/yz", 4);
	for (size_t i = 0; i < sizeof covered / sizeof *covered; i++) {
		size_t len = strlen(covered[i].path);
		const char *path = edge_put(end, covered[i].path, len);
		if (grams_cover(&grams, path, len) != covered[i].covered)
			fail_msg("%s", path);
	}
	assert_false(grams_cover(&none, "yz", 2));
	assert_true(grams_cover(&none, "y", 1));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_cover)};

	return cmocka_run_group_tests_name("rules_grams", tests, NULL, NULL);
}
