/* What a push to the store may do to its trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "guard_fixture.h"

#define LINE_FOLDER "index/01/23/456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void old_path(char out[80])
{
	record_path(out, guard.old.id);
}

static void old_mark(char out[200])
{
	char hex[DIGEST_HEX];

	digest_hex(hex, "at old", 6);
	(void)snprintf(out, 200, "index/%.2s/%.2s/%.60s/%.64s", hex, hex + 2, hex + 4, guard.old.id);
}

static void test_guard_good(void **state)
{
	(void)state;
	expect_denied("brings no new record");
	put_approval("lena@example.com", "new", "lena");
	put_approval("marc@example.com", "new", "marc");
	expect_good();
}

static void test_guard_first_push(void **state)
{
	struct mow_error err = {0};
	struct oid tree = index_tree("guard");
	struct oid commit = commit_tree("guard", &tree, "");

	(void)state;
	must(store_guard(guard.repo, &none, &commit, &world.verifier, &err), &err);
}

static void test_guard_merge(void **state)
{
	struct mow_error err = {0};

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	struct oid tree = index_tree("guard");
	struct oid one = commit_tree("guard", &tree, guard.parent);
	char parents[120], hex[OID_HEX];
	oid_format(hex, &one);
	put_approval("lena@example.com", "newer", "lena");
	tree = index_tree("guard");
	(void)snprintf(parents, sizeof parents, "%s -p %s", guard.parent, hex);
	struct oid merge = commit_tree("guard", &tree, parents);
	must(ask_commit(&merge, &err), &err);
	must(store_guard(guard.repo, &one, &merge, &world.verifier, &err), &err);
}

static void test_guard_deleted_or_moved(void **state)
{
	struct mow_error err = {0};
	struct oid tree = index_tree("guard");

	(void)state;
	assert_int_equal(ask_commit(&none, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "cannot be deleted"));
	struct oid orphan = commit_tree("guard", &tree, "");
	assert_int_equal(ask_commit(&orphan, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "only moves forward"));
	struct oid child = commit_tree("guard", &tree, guard.parent);
	assert_int_equal(store_guard(guard.repo, &child, &guard.old_commit, &world.verifier, &err), MOW_EDENIED);
	struct oid tag = sh_oid("cd guard && git tag -a -m x t %s && git rev-parse refs/tags/t", guard.old_hex);
	assert_int_equal(ask_commit(&tag, &err), MOW_EDENIED);
	assert_int_equal(ask_commit(&tree, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "must be a commit"));
}

static void test_guard_record_removed(void **state)
{
	char path[80];

	(void)state;
	old_path(path);
	index_drop("guard", path);
	expect_denied("is gone");
}

static void test_guard_mark_removed(void **state)
{
	char path[200];

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	old_mark(path);
	index_drop("guard", path);
	expect_denied("is gone");
}

static void test_guard_everything_removed(void **state)
{
	(void)state;
	index_start("guard", "");
	sh("cd guard && GIT_INDEX_FILE=.git/by-hand git read-tree --empty");
	expect_denied("is gone");
}

/* The same record with a signature that verifies too, and with one byte changed. */
static void test_guard_record_changed(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	char path[80], hex[OID_HEX];

	(void)state;
	old_path(path);
	buf_add(&text, guard.old.text, guard.old.text_len);
	sign_text(&text, "lena2");
	index_put("guard", "100644", blob_of(hex, "guard", text.data, text.len), path);
	expect_denied("is another than before");
	text.data[text.len - 40] ^= 1;
	index_put("guard", "100644", blob_of(hex, "guard", text.data, text.len), path);
	expect_denied("is another than before");
}

static void test_guard_mode_changed(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[200], hex[OID_HEX];

	(void)state;
	old_path(path);
	bytes_of(&bytes, &guard.old);
	index_put("guard", "100755", blob_of(hex, "guard", bytes.data, bytes.len), path);
	expect_denied("is another than before");
	index_start("guard", guard.old_hex);
	old_mark(path);
	index_put("guard", "120000", EMPTY_BLOB, path);
	expect_denied("is another than before");
}

/* A file that becomes a folder, and the reverse. */
static void test_guard_kind_changed(void **state)
{
	char path[120];

	(void)state;
	old_path(path);
	index_drop("guard", path);
	(void)snprintf(path + strlen(path), 20, "/x");
	index_put("guard", "100644", EMPTY_BLOB, path);
	expect_denied("records/");
	index_start("guard", guard.old_hex);
	sh("cd guard && GIT_INDEX_FILE=.git/by-hand git rm -rq --cached index");
	index_put("guard", "100644", EMPTY_BLOB, "index");
	expect_denied("index");
}

struct odd {
	const char *name, *mode, *oid, *path, *says;
};

static const struct odd odds[] = {
	{"guard: a file at the top", "100644", EMPTY_BLOB, "readme", "readme has no place"},
	{"guard: a folder at the top", "100644", EMPTY_BLOB, "audit/x", "audit has no place"},
	{"guard: a folder named alike", "100644", EMPTY_BLOB, "Records/x", "Records has no place"},
	{"guard: a terminal's escape", "100644", EMPTY_BLOB, "'a\033[31m'", "\\033[31m"},
	{"guard: a gitlink at the top", "160000", A40, "mod", "mod has no place"},
	{"guard: a file among the records", "100644", EMPTY_BLOB, "records/readme", "is not named after a digest"},
	{"guard: records in capitals", "100644", EMPTY_BLOB,
	 "records/AB/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is not named after"},
	{"guard: a file where a folder is", "100644", EMPTY_BLOB, "records/ff", "is no folder"},
	{"guard: a short name", "100644", EMPTY_BLOB, "records/ff/23", "is not named after a digest"},
	{"guard: a folder below the records", "100644", EMPTY_BLOB,
	 "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/x", "is no ordinary file"},
	{"guard: a program", "100755", EMPTY_BLOB,
	 "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is no ordinary file"},
	{"guard: a link", "120000", EMPTY_BLOB,
	 "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is no ordinary file"},
	{"guard: a gitlink", "160000", A40, "records/ff/23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	 "is no ordinary file"},
	{"guard: a file in the index", "100644", EMPTY_BLOB, "index/ff", "is no folder"},
	{"guard: an index one level up", "100644", EMPTY_BLOB, "index/ff/" ID64, "is not named after a digest"},
	{"guard: an index one level down", "100644", EMPTY_BLOB, LINE_FOLDER "/" ID64 "/" ID64, "is no ordinary file"},
	{"guard: an index of no id", "100644", EMPTY_BLOB, LINE_FOLDER "/x", "is not named after a digest"},
	{"guard: an index program", "100755", EMPTY_BLOB, LINE_FOLDER "/" ID64, "is no ordinary file"},
	{"guard: an index without a record", "100644", EMPTY_BLOB, LINE_FOLDER "/" ID64,
	 "indexes a record that this push does not bring"},
};

static void test_guard_odd(void **state)
{
	const struct odd *odd = *state;

	guard_setup(NULL);
	put_approval("lena@example.com", "new", "lena");
	index_put("guard", odd->mode, odd->oid, odd->path);
	expect_denied(odd->says);
}

static void test_guard_full_mark(void **state)
{
	char hex[OID_HEX];

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	index_put("guard", "100644", blob_of(hex, "guard", "x", 1), LINE_FOLDER "/" ID64);
	expect_denied("is not empty");
}

/* More index for a record that is there already, or for a new one: a line of somebody else's step. */
static void test_guard_extra_marks(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[200], hex[DIGEST_HEX];

	(void)state;
	(void)snprintf(path, sizeof path, LINE_FOLDER "/%s", guard.old.id);
	index_put("guard", "100644", EMPTY_BLOB, path);
	expect_denied("indexes a record that this push does not bring");
	index_start("guard", guard.old_hex);
	approve(&record, "new");
	bytes_of(&bytes, &record);
	index_record("guard", &bytes, &record);
	expect_good();
	static const char other_step[] = "step 100644 " A40 " 100644 " B40 " other";
	static const char other_record[] = "record " ID64;
	const char *const lines[] = {"at other", other_step, "path", other_record};
	for (size_t i = 0; i < COUNT(lines); i++) {
		digest_hex(hex, lines[i], strlen(lines[i]));
		(void)snprintf(path, sizeof path, "index/%.2s/%.2s/%.60s/%.64s", hex, hex + 2, hex + 4, record.id);
		index_put("guard", "100644", EMPTY_BLOB, path);
		expect_denied("which is no line of it");
		index_drop("guard", path);
	}
	expect_good();
}

static void test_guard_missing_marks(void **state)
{
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[80], hex[OID_HEX];

	(void)state;
	approve(&record, "new");
	approve(&other, "other");
	bytes_of(&bytes, &record);
	for (size_t i = 0; i < 3; i++) {
		struct putting putting = {"guard", record.id, i, 0};
		index_start("guard", guard.old_hex);
		record_path(path, record.id);
		index_put("guard", "100644", blob_of(hex, "guard", bytes.data, bytes.len), path);
		if (i < 2)
			assert_int_equal(record_each_line(&record, put_line, &putting), 0);
		expect_denied("is not indexed under its line");
		/* Beside a good one, whose index must not be taken for its. */
		MOW_AUTO(buf) more = BUF_INIT;
		bytes_of(&more, &other);
		index_record("guard", &more, &other);
		expect_denied("is not indexed under its line");
	}
}

/* Records whose names alone are there. */
static void put_names(int count)
{
	MOW_AUTO(buf) list = BUF_INIT;

	for (int i = 0; i < count; i++)
		buf_addf(&list, "100644 " EMPTY_BLOB "\trecords/%02x/%062x\n", i, i);
	assert_int_equal(chdir("guard"), 0);
	sh_in("GIT_INDEX_FILE=.git/by-hand git update-index --index-info", &list);
	assert_int_equal(chdir(".."), 0);
}

static void test_guard_too_many(void **state)
{
	(void)state;
	put_names(200);
	expect_denied("is not well formed");
	put_names(201);
	expect_denied("more than 200 new records");
}

/* A folder of the same thing under many names. */
static struct oid make_fan(int count, int digits, const char *mode, const struct oid *oid)
{
	MOW_AUTO(buf) tree = BUF_INIT;
	char name[80];

	for (int i = 0; i < count; i++) {
		(void)snprintf(name, sizeof name, "%0*x", digits, (unsigned)i);
		add_entry(&tree, mode, name, oid);
	}
	return make_tree(&tree);
}

static void expect_bomb(const struct oid *marks, const struct oid *records, const char *says)
{
	MOW_AUTO(buf) root = BUF_INIT;
	struct mow_error err = {0};
	struct oid lines = make_fan(256, 60, "40000", marks);
	struct oid fan = make_fan(256, 2, "40000", &lines);
	struct oid index = make_fan(256, 2, "40000", &fan);

	add_entry(&root, "40000", "index", &index);
	if (!oid_is_zero(records))
		add_entry(&root, "40000", "records", records);
	struct oid tree = make_tree(&root);
	struct oid commit = commit_tree("guard", &tree, "");
	assert_int_equal(store_guard(guard.repo, &none, &commit, &world.verifier, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, says));
}

/* A few objects that unfold into billions of index files: of nobody's records, and of one that is there. */
static void test_guard_bomb(void **state)
{
	MOW_AUTO(buf) mark = BUF_INIT;
	struct oid empty = sh_object("guard", "blob", "", 0);
	struct oid records = sh_oid("cd guard && git rev-parse %s^{tree}:records", guard.old_hex);

	(void)state;
	struct oid marks = make_fan(256, 64, "100644", &empty);
	expect_bomb(&marks, &none, "indexes a record that this push does not bring");
	add_entry(&mark, "100644", guard.old.id, &empty);
	marks = make_tree(&mark);
	expect_bomb(&marks, &records, "more than 2000000");
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
	struct oid root = sh_oid("cd guard && git rev-parse %s^{tree}:records", guard.old_hex);

	(void)state;
	add_entry(&tree, "40000", "records", &root);
	add_entry(&tree, "40000", "records", &root);
	expect_bad_tree(&tree, "");
	buf_reset(&tree);
	add_entry(&tree, "40000", "records", &root);
	add_entry(&tree, "40000", "index", &empty);
	expect_bad_tree(&tree, "");
	buf_reset(&tree);
	add_entry(&tree, "40000", "records", &empty);
	expect_bad_tree(&tree, "is an empty folder");
	buf_reset(&tree);
	add_entry(&tree, "040000", "records", &root);
	expect_bad_tree(&tree, "");
	buf_reset(&tree);
	add_entry(&tree, "40000", "records", &root);
	buf_cut(&tree, tree.len - 3);
	expect_bad_tree(&tree, "");
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		GUARD(test_guard_good),
		GUARD(test_guard_first_push),
		GUARD(test_guard_merge),
		GUARD(test_guard_deleted_or_moved),
		GUARD(test_guard_record_removed),
		GUARD(test_guard_mark_removed),
		GUARD(test_guard_everything_removed),
		GUARD(test_guard_record_changed),
		GUARD(test_guard_mode_changed),
		GUARD(test_guard_kind_changed),
		GUARD(test_guard_full_mark),
		GUARD(test_guard_extra_marks),
		GUARD(test_guard_missing_marks),
		GUARD(test_guard_too_many),
		GUARD(test_guard_bomb),
		GUARD(test_guard_bad_trees),
	};
	static struct CMUnitTest tests[COUNT(others) + COUNT(odds)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(others); i++)
		tests[count++] = others[i];
	for (size_t i = 0; i < COUNT(odds); i++)
		tests[count++] = (struct CMUnitTest){odds[i].name, test_guard_odd, NULL, guard_teardown,
						     (void *)(uintptr_t)&odds[i]};
	return cmocka_run_group_tests_name("store_guard", tests, store_setup, store_teardown);
}
