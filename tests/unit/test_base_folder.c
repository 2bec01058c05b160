/* base/folder: what is written again, what is removed, and what is never touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_temp.h"
#include "base/file_write.h"
#include "base/folder.h"

#define ONE "1111111111111111111111111111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222222222222222222222222222"

struct place {
	struct file_temp temp;
	char path[300]; /* of the folder */
};

static int open_place(void **state)
{
	struct place *place = calloc(1, sizeof *place);

	if (place == NULL || file_temp_init(&place->temp, NULL) != 0)
		return -1;
	(void)snprintf(place->path, sizeof place->path, "%s/folder", place->temp.path);
	*state = place;
	return 0;
}

static int close_place(void **state)
{
	struct place *place = *state;

	file_temp_release(&place->temp);
	free(place);
	return 0;
}

static void write_file(const struct place *place, const char *name, const char *text)
{
	char path[400];

	(void)snprintf(path, sizeof path, "%s/%s", place->path, name);
	assert_int_equal(file_write(path, text, strlen(text), 0644, NULL), MOW_OK);
}

static bool has(const struct place *place, const char *name, const char *text)
{
	MOW_AUTO(buf) found = BUF_INIT;
	char path[400];

	(void)snprintf(path, sizeof path, "%s/%s", place->path, name);
	return file_read(&found, path, 10000, NULL) == MOW_OK && strcmp(found.data, text) == 0;
}

/* Makes these files, each of NAME and KEY, up to a NULL; what comes of it. */
static int make(const struct place *place, const char *const (*files)[2])
{
	MOW_AUTO(folder) folder = FOLDER_INIT;
	const char *path;
	int result = folder_open(&folder, place->path, NULL);

	for (; result == MOW_OK && (*files)[0] != NULL; files++) {
		if (folder_stands(&folder, (*files)[0], (*files)[1]))
			continue;
		result = folder_take(&path, &folder, (*files)[0], (*files)[1], NULL);
		if (result == MOW_OK)
			result = file_write(path, (*files)[1], 1, 0644, NULL);
	}
	return result == MOW_OK ? folder_end(&folder, NULL) : result;
}

static void stays_changes_and_goes(void **state)
{
	const struct place *place = *state;

	assert_int_equal(make(place, (const char *const[][2]){{"b", ONE}, {"a", ONE}, {NULL, NULL}}), MOW_OK);
	assert_true(has(place, ".mowners-list", "mowners-list 1\n" ONE " a\n" ONE " b\n"));
	write_file(place, "a", "stays");
	write_file(place, "mine", "mine");
	assert_int_equal(make(place, (const char *const[][2]){{"a", ONE}, {"c", TWO}, {NULL, NULL}}), MOW_OK);
	assert_true(has(place, "a", "stays") && has(place, "c", "2") && !has(place, "b", "1"));
	assert_true(has(place, ".mowners-list", "mowners-list 1\n" ONE " a\n" TWO " c\n") &&
		    has(place, "mine", "mine"));
	assert_int_equal(make(place, (const char *const[][2]){{"a", TWO}, {NULL, NULL}}), MOW_OK);
	assert_true(has(place, "a", "2") && !has(place, "c", "2"));
}

static void names_that_it_does_not_take(void **state)
{
	static const char *const names[] = {"",    ".",    "..",  ".a",   "a/b",  "../a", "A",
					    "a b", "\xC3", "a\n", "a\\b", "mine", "link", "dir"};
	const struct place *place = *state;
	char path[400];

	assert_int_equal(make(place, (const char *const[][2]){{NULL, NULL}}), MOW_OK);
	write_file(place, "mine", "mine");
	(void)snprintf(path, sizeof path, "%s/link", place->path);
	assert_int_equal(symlink("mine", path), 0);
	(void)snprintf(path, sizeof path, "%s/dir", place->path);
	assert_int_equal(mkdir(path, 0777), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(make(place, (const char *const[][2]){{names[i], ONE}, {NULL, NULL}}), MOW_EINVAL);
	assert_int_equal(make(place, (const char *const[][2]){{"a", ONE}, {"a", TWO}, {NULL, NULL}}), MOW_EINVAL);
	assert_true(has(place, "mine", "mine"));
}

/* Without a key it is the bytes that count, whoever wrote them. */
static void of_the_same_bytes(void **state)
{
	const struct place *place = *state;
	static const char *const texts[] = {"one", "one", "two", "two"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		MOW_AUTO(folder) folder = FOLDER_INIT;
		const struct file_text file = {"a", texts[i], 3};
		assert_int_equal(folder_open(&folder, place->path, NULL), MOW_OK);
		assert_int_equal(folder_put(&folder, &file, NULL), MOW_OK);
		assert_int_equal(folder_put(&folder, &file, NULL), MOW_EINVAL);
		assert_int_equal(folder_end(&folder, NULL), MOW_OK);
		assert_true(has(place, "a", texts[i]));
		if (i == 2)
			write_file(place, "a", "not");
	}
	assert_true(has(place, ".mowners-list", "mowners-list 1\n- a\n"));
}

struct list {
	const char *text;
	bool known; /* that "mine" is one of its files, so that it goes */
	int result;
};

static void lists(void **state)
{
	static const struct list rows[] = {
		{"mowners-list 1\n" ONE " mine\n", true, MOW_OK},
		{"mowners-list 1\n- mine\n", true, MOW_OK},
		{"mowners-list 1\n" ONE " a\n- mine\n", true, MOW_OK},
		{"mowners-list 1\n" ONE " mine", false, MOW_OK},        /* cut */
		{"mowners-list 1\n- ../mine\n- mine\n", false, MOW_OK}, /* nobody wrote that */
		{"mowners-list 1\nmine\n", false, MOW_OK},
		{"mowners-list 1\n", false, MOW_OK},
		{"mowners-list 2\n- mine\n", false, MOW_EINVAL},
		{"", false, MOW_EINVAL},
	};
	const struct place *place = *state;

	assert_int_equal(mkdir(place->path, 0777), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		write_file(place, "mine", "mine");
		write_file(place, ".mowners-list", rows[i].text);
		assert_int_equal(make(place, (const char *const[][2]){{NULL, NULL}}), rows[i].result);
		assert_int_equal(has(place, "mine", "mine"), !rows[i].known);
	}
}

static void what_is_somebody_elses(void **state)
{
	const struct place *place = *state;

	assert_int_equal(mkdir(place->path, 0777), 0);
	write_file(place, "mine", "mine");
	assert_int_equal(make(place, (const char *const[][2]){{"a", ONE}, {NULL, NULL}}), MOW_EINVAL);
	assert_true(has(place, "mine", "mine") && !has(place, ".mowners-list", "mowners-list 1\n"));
}

/* Whoever takes a file and does not come to the end has all of them made again. */
static void one_that_did_not_end(void **state)
{
	const struct place *place = *state;
	MOW_AUTO(folder) folder = FOLDER_INIT;
	const char *path;

	assert_int_equal(make(place, (const char *const[][2]){{"a", ONE}, {NULL, NULL}}), MOW_OK);
	assert_int_equal(folder_open(&folder, place->path, NULL), MOW_OK);
	assert_int_equal(folder_take(&path, &folder, "b", ONE, NULL), MOW_OK);
	folder_release(&folder);
	assert_true(has(place, ".mowners-list", "mowners-list 1\n- a\n- b\n"));
	write_file(place, "b", "half");
	assert_int_equal(make(place, (const char *const[][2]){{"a", ONE}, {NULL, NULL}}), MOW_OK);
	assert_true(has(place, "a", "1") && !has(place, "b", "half"));
}

/* Names are appended as files come; where the list could not be written in the end, the next time it is. */
static void a_list_out_of_order(void **state)
{
	const struct place *place = *state;
	const char *const files[][2] = {{"a", ONE}, {"b", ONE}, {NULL, NULL}};

	assert_int_equal(make(place, files), MOW_OK);
	write_file(place, ".mowners-list", "mowners-list 1\n" ONE " b\n" ONE " a\n");
	assert_int_equal(make(place, files), MOW_OK);
	assert_true(has(place, ".mowners-list", "mowners-list 1\n" ONE " a\n" ONE " b\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(stays_changes_and_goes, open_place, close_place),
		cmocka_unit_test_setup_teardown(of_the_same_bytes, open_place, close_place),
		cmocka_unit_test_setup_teardown(names_that_it_does_not_take, open_place, close_place),
		cmocka_unit_test_setup_teardown(lists, open_place, close_place),
		cmocka_unit_test_setup_teardown(what_is_somebody_elses, open_place, close_place),
		cmocka_unit_test_setup_teardown(one_that_did_not_end, open_place, close_place),
		cmocka_unit_test_setup_teardown(a_list_out_of_order, open_place, close_place),
	};

	return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}
