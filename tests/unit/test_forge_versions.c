/* Which version of a merge request an approval is for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forge/versions.h"

/* Three pushes, an hour apart, as the list comes: newest first. */
static struct version some[] = {{31, 8200, "c", NULL}, {30, 4600, "b", NULL}, {12, 1000, "a", NULL}};

struct row {
	const char *name;
	int64_t approved;
	const char *head; /* NULL: none */
	bool unsure;
};

static const struct row rows[] = {
	{"before all", 999, NULL, false},
	{"with the first push", 1000, NULL, false},
	{"not yet two minutes after it", 1119, NULL, false},
	{"two minutes after it", 1120, "a", false},
	{"long after it", 4599, "a", false},
	{"with the second push", 4600, NULL, true},
	{"a minute after it", 4660, NULL, true},
	{"two minutes after the second one", 4720, "b", false},
	{"a minute after the last one: for what it left as it was", 8260, "b", false},
	{"after the last one", 1000000, "c", false},
	{"long ago", INT64_MIN + 1000, NULL, false},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct version items[] = {some[0], some[1], some[2]};
	struct versions versions = {items, 3, 3};

	versions_sort(&versions);
	bool unsure = !row->unsure;
	const struct version *version = versions_find(&unsure, &versions, row->approved);
	assert_int_equal(unsure, row->unsure);
	if (row->head == NULL)
		assert_null(version);
	else
		assert_string_equal(version->head, row->head);
}

/* Whoever sees one of three may have the second in mind, and the third may be the first again. */
static void test_hurry(void **state)
{
	struct version items[] = {{1, 1000, "a", NULL}, {2, 4600, "b", NULL}, {3, 4650, "a", NULL}};
	struct versions versions = {items, 3, 3};
	bool unsure = false;

	(void)state;
	assert_null(versions_find(&unsure, &versions, 4700));
	assert_true(unsure);
	assert_string_equal(versions_find(&unsure, &versions, 4720)->head, "b");
	assert_false(unsure);
}

/* A clock that went back, a moment that cannot be read: what comes behind it is not looked at. */
static void test_odd(void **state)
{
	struct version items[] = {{2, INT64_MAX, "b", NULL}, {3, 500, "c", NULL}, {1, 100, NULL, NULL}};
	struct versions versions = {items, 3, 3};
	const struct versions none = {NULL, 0, 0};

	(void)state;
	versions_sort(&versions);
	assert_int_equal(versions.items[0].id, 1);
	assert_int_equal(versions.items[2].id, 3);
	bool unsure = true;
	const struct version *version = versions_find(&unsure, &versions, 100000);
	assert_non_null(version);
	assert_int_equal(version->id, 1);
	assert_null(version->head);
	assert_false(unsure);
	assert_null(versions_find(&unsure, &none, 100000));
	assert_false(unsure);
}

int main(void)
{
	struct CMUnitTest tests[sizeof rows / sizeof *rows + 2];
	size_t count = sizeof rows / sizeof *rows;

	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
	tests[count] = (struct CMUnitTest)cmocka_unit_test(test_hurry);
	tests[count + 1] = (struct CMUnitTest)cmocka_unit_test(test_odd);
	return cmocka_run_group_tests_name("forge_versions", tests, NULL, NULL);
}
