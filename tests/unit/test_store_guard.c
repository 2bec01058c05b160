/* What a push to the store may do to its trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "guard_fixture.h"

static void old_path(char out[80])
{
	record_path(out, &guard.old);
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

static void test_guard_line_removed(void **state)
{
	MOW_AUTO(store_items) lines = {0};

	(void)state;
	put_approval("lena@example.com", "new", "lena");
	lines_of(&lines, &guard.old);
	index_lines("guard", &lines, true);
	expect_denied("is gone");
	index_drop("guard", "index");
	expect_denied("is gone");
}

static void test_guard_everything_removed(void **state)
{
	(void)state;
	index_start("guard", "");
	expect_denied("is gone");
	sh("cd guard && GIT_INDEX_FILE=.git/by-hand git read-tree --empty");
	expect_denied("is no store of this layout");
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
	expect_denied("is no ordinary file");
	index_start("guard", guard.old_hex);
	index_put("guard", "100755", sh_out("git -C guard rev-parse %s:index", guard.old_hex), "index");
	expect_denied("index has no place");
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
	expect_denied("is not named after one digit");
	index_start("guard", guard.old_hex);
	sh("cd guard && GIT_INDEX_FILE=.git/by-hand git rm -rq --cached records");
	index_put("guard", "100644", EMPTY_BLOB, "records");
	expect_denied("records has no place");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		GUARD(test_guard_good),
		GUARD(test_guard_first_push),
		GUARD(test_guard_merge),
		GUARD(test_guard_deleted_or_moved),
		GUARD(test_guard_record_removed),
		GUARD(test_guard_line_removed),
		GUARD(test_guard_everything_removed),
		GUARD(test_guard_record_changed),
		GUARD(test_guard_mode_changed),
		GUARD(test_guard_kind_changed),
	};

	return cmocka_run_group_tests_name("store_guard", tests, store_setup, store_teardown);
}
