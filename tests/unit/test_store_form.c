/* The form that the trees and leaves of a push to the store must have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "guard_fixture.h"

#define OTHER_LINE "0123456789abcdef 0123456789abcdef " A40 "\n"

static void put_index(const char *text)
{
	char hex[OID_HEX];

	index_put("guard", "100644", blob_of(hex, "guard", text, strlen(text)), "index");
}

struct odd {
	const char *name, *mode, *oid, *path, *says;
};

#define REST "3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct odd odds[] = {
	{"guard: a file at the top", "100644", EMPTY_BLOB, "readme", "readme has no place"},
	{"guard: a folder at the top", "100644", EMPTY_BLOB, "audit/x", "audit has no place"},
	{"guard: a folder named alike", "100644", EMPTY_BLOB, "Records/x", "Records has no place"},
	{"guard: a terminal's escape", "100644", EMPTY_BLOB, "'a\033[31m'", "\\033[31m"},
	{"guard: a gitlink at the top", "160000", A40, "mod", "mod has no place"},
	{"guard: another format", "100644", EMPTY_BLOB, "format", "is no store of this layout"},
	{"guard: a format that can be run", "100755", "c4e1473617e8d3e3e5f8f3ce744fe7779bbcce2e", "format",
	 "is no store of this layout"},
	{"guard: a file among the records", "100644", EMPTY_BLOB, "records/readme",
	 "records/readme is not named after"},
	{"guard: records in capitals", "100644", EMPTY_BLOB, "records/AB1" REST, "is not named after an id"},
	{"guard: a short name", "100644", EMPTY_BLOB, "records/ff23", "is not named after an id"},
	{"guard: a folder of the first layout", "100644", EMPTY_BLOB, "records/ff/1" REST, "is not named after an id"},
	{"guard: a folder below the records", "100644", EMPTY_BLOB, "records/f/f12" REST, "is not named after an id"},
	{"guard: a program", "100755", EMPTY_BLOB, "records/012" REST, "is no ordinary file"},
	{"guard: a link", "120000", EMPTY_BLOB, "records/012" REST, "is no ordinary file"},
	{"guard: a gitlink", "160000", A40, "records/012" REST, "is no ordinary file"},
	{"guard: a file among the stops", "100644", EMPTY_BLOB, "stops/readme", "stops/readme is not named after"},
	{"guard: a divided folder of few", "100644", EMPTY_BLOB, "stops/f/" REST "01",
	 "stops is divided, and holds no more than 64 records"},
	{"guard: a folder divided deeper", "100644", EMPTY_BLOB, "stops/f/e/" REST "1",
	 "stops/f is divided, and holds no more than 64 records"},
	{"guard: a name too long below", "100644", EMPTY_BLOB, "stops/f/" REST "012", "is not named after an id"},
	{"guard: an empty index", "100644", EMPTY_BLOB, "index", "index does not consist of whole lines"},
};

static void test_guard_odd(void **state)
{
	const struct odd *odd = *state;

	guard_setup(NULL);
	put_approval("lena@example.com", "new", "lena");
	index_put("guard", odd->mode, odd->oid, odd->path);
	expect_denied(odd->says);
	expect_denied("git update-ref -d " STORE_REF);
}

/* Lines of the index that are none, or out of place. */
static void test_guard_bad_lines(void **state)
{
	static const struct {
		const char *text, *says;
	} bad[] = {
		{"0123456789abcdef 0123456789abcdef " A40, "does not consist of whole lines"},
		{"0123456789abcdef 0123456789abcdef " A40 " ", "has a line that is not"},
		{"0123456789ABCDEF 0123456789abcdef " A40 "\n", "has a line that is not"},
		{"0123456789abcdef-0123456789abcdef " A40 "\n", "has a line that is not"},
		{OTHER_LINE OTHER_LINE, "is not sorted, or has a line twice"},
		{OTHER_LINE "0023456789abcdef 0123456789abcdef " A40 "\n", "is not sorted, or has a line twice"},
	};

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	for (size_t i = 0; i < COUNT(bad); i++) {
		put_index(bad[i].text);
		expect_denied(bad[i].says);
	}
	/* One that belongs below another digit. */
	char hex[OID_HEX];
	index_start("guard", guard.old_hex);
	put_approval("lena@example.com", "new", "lena");
	(void)snprintf(hex, sizeof hex, "%s", sh_out("cd guard && GIT_INDEX_FILE=.git/by-hand git rev-parse :index"));
	index_drop("guard", "index");
	index_put("guard", "100644", hex, "index/e");
	index_put("guard", "100644", hex, "index/f");
	expect_denied("index/f has a line that belongs elsewhere");
	/* And a leaf that is divided, though it has room. */
	index_drop("guard", "index/f");
	expect_denied("index is divided, and holds no more than 128 lines");
}

/* More lines for a record that is there already, or for a new one: of a step that is somebody else's. */
static void test_guard_extra_lines(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(store_items) of_old = {0};
	MOW_AUTO(store_items) of_new = {0};
	MOW_AUTO(store_items) of_other = {0};

	(void)state;
	approve(&record, "new");
	approve(&other, "other");
	lines_of(&of_old, &guard.old);
	lines_of(&of_new, &record);
	lines_of(&of_other, &other);
	bytes_of(&bytes, &record);
	index_record("guard", &bytes, &record);
	expect_good();
	/* The other's step, as if the new record, the old one, or one that is not there had it. */
	struct oid blobs[] = {of_new.items[0].blob, of_old.items[0].blob, of_other.items[0].blob};
	for (size_t i = 0; i < COUNT(blobs); i++) {
		of_other.items[0].blob = blobs[i];
		index_lines("guard", &of_other, false);
		expect_denied("is of no step of a record that this push brings");
		index_lines("guard", &of_other, true);
	}
	expect_good();
}

static void test_guard_missing_lines(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) more = BUF_INIT;

	(void)state;
	approve(&record, "new");
	approve(&other, "other");
	bytes_of(&bytes, &record);
	bytes_of(&more, &other);
	(void)index_file("guard", &bytes, &record);
	expect_denied("by lena@example.com is not in the index with all of its steps");
	/* Beside a good one, whose lines must not be taken for its. */
	index_record("guard", &more, &other);
	expect_denied("by lena@example.com is not in the index with all of its steps");
}

/* Records whose names alone are there. */
static void put_names(int count)
{
	MOW_AUTO(buf) list = BUF_INIT;

	for (int i = 0; i < count; i++)
		buf_addf(&list, "100644 " EMPTY_BLOB "\trecords/%x/%063x\n", i & 15, i);
	assert_int_equal(chdir("guard"), 0);
	sh_in("GIT_INDEX_FILE=.git/by-hand git update-index --index-info", &list);
	assert_int_equal(chdir(".."), 0);
}

static void test_guard_too_many(void **state)
{
	char path[80], hex[OID_HEX];

	(void)state;
	record_path(path, &guard.old);
	index_drop("guard", path);
	(void)snprintf(hex, sizeof hex, "%s", sh_out("git -C guard rev-parse %s:%s", guard.old_hex, path));
	(void)snprintf(path, sizeof path, "records/%c/%.*s", guard.old.id[0], DIGEST_HEX - 2, guard.old.id + 1);
	index_put("guard", "100644", hex, path);
	put_names(201);
	expect_denied("more than 200 new records");
	index_start("guard", guard.old_hex);
	for (int i = 0; i < 64; i++) {
		(void)snprintf(path, sizeof path, "records/%064x", (unsigned)i);
		index_put("guard", "100644", EMPTY_BLOB, path);
	}
	expect_denied("records holds more than 64 records, and is not divided");
}

/* A folder of the same thing under each digit. */
static struct oid make_fan(const char *mode, const struct oid *oid)
{
	MOW_AUTO(buf) tree = BUF_INIT;

	for (int i = 0; i < 16; i++)
		add_entry(&tree, mode, (const char[]){"0123456789abcdef"[i], '\0'}, oid);
	return make_tree(&tree);
}

static void expect_bomb(const struct oid *index, const struct oid *records, const char *says)
{
	MOW_AUTO(buf) root = BUF_INIT;
	struct mow_error err = {0};
	struct oid format = sh_object("guard", "blob", "mowners-store 2\n", 16);

	add_entry(&root, "100644", "format", &format);
	if (index != NULL)
		add_entry(&root, "40000", "index", index);
	add_entry(&root, "40000", "records", records);
	struct oid tree = make_tree(&root);
	struct oid commit = commit_tree("guard", &tree, "");
	assert_int_equal(store_guard(guard.repo, &none, &commit, &world.verifier, &err), MOW_EDENIED);
	if (strstr(err.message, says) == NULL)
		fail_msg("%s", err.message);
}

/* A few objects that unfold into any number: of records, of folders, and of leaves of the index. */
static void test_guard_bomb(void **state)
{
	struct oid empty = sh_object("guard", "blob", "", 0);
	struct oid line = sh_object("guard", "blob", OTHER_LINE, strlen(OTHER_LINE));
	struct oid records = sh_oid("cd guard && git rev-parse %s^{tree}:records", guard.old_hex);

	(void)state;
	struct oid fan = make_fan("100644", &empty);
	for (int i = 0; i < 63; i++)
		fan = make_fan("40000", &fan);
	expect_bomb(NULL, &fan, "more than 200 new records");
	fan = make_fan("40000", &fan);
	fan = make_fan("40000", &fan);
	expect_bomb(NULL, &fan, "no digits are left to divide by");
	fan = make_fan("100644", &line);
	for (int i = 0; i < 15; i++)
		fan = make_fan("40000", &fan);
	expect_bomb(&fan, &records, "has a line that belongs elsewhere");
	fan = make_fan("40000", &fan);
	expect_bomb(&fan, &records, "no digits are left to divide by");
}

static void expect_bad_tree(const struct buf *bytes, const char *says)
{
	struct mow_error err = {0};
	struct oid tree = make_tree(bytes);
	struct oid commit = commit_tree("guard", &tree, "");
	int result = store_guard(guard.repo, &none, &commit, &world.verifier, &err);

	if (result != MOW_EDENIED || strstr(err.message, says) == NULL)
		fail_msg("%d: %s", result, err.message);
}

static void test_guard_bad_trees(void **state)
{
	MOW_AUTO(buf) tree = BUF_INIT;
	struct oid empty = sh_object("guard", "tree", "", 0);
	struct oid format = sh_object("guard", "blob", "mowners-store 2\n", 16);
	struct oid root = sh_oid("cd guard && git rev-parse %s^{tree}:records", guard.old_hex);

	(void)state;
	add_entry(&tree, "100644", "format", &format);
	size_t start = tree.len;
	add_entry(&tree, "40000", "records", &root);
	add_entry(&tree, "40000", "records", &root);
	expect_bad_tree(&tree, "malformed");
	buf_cut(&tree, start);
	add_entry(&tree, "40000", "records", &root);
	add_entry(&tree, "40000", "index", &empty);
	expect_bad_tree(&tree, "malformed");
	buf_cut(&tree, start);
	add_entry(&tree, "40000", "records", &empty);
	expect_bad_tree(&tree, "records is an empty folder");
	buf_cut(&tree, start);
	add_entry(&tree, "40000", "index", &empty);
	add_entry(&tree, "40000", "records", &root);
	expect_bad_tree(&tree, "index is an empty folder");
	buf_cut(&tree, start);
	add_entry(&tree, "040000", "records", &root);
	expect_bad_tree(&tree, "malformed");
	buf_cut(&tree, start);
	add_entry(&tree, "40000", "records", &root);
	buf_cut(&tree, tree.len - 3);
	expect_bad_tree(&tree, "malformed");
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		GUARD(test_guard_bad_lines), GUARD(test_guard_extra_lines), GUARD(test_guard_missing_lines),
		GUARD(test_guard_too_many),  GUARD(test_guard_bomb),        GUARD(test_guard_bad_trees),
	};
	static struct CMUnitTest tests[COUNT(others) + COUNT(odds)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(others); i++)
		tests[count++] = others[i];
	for (size_t i = 0; i < COUNT(odds); i++)
		tests[count++] = (struct CMUnitTest){odds[i].name, test_guard_odd, NULL, guard_teardown,
						     (void *)(uintptr_t)&odds[i]};
	return cmocka_run_group_tests_name("store_form", tests, store_setup, store_teardown);
}
