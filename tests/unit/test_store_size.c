/*
 * That work on the store costs what is asked for or added, and not what is there: in the large stores of these tests
 * everything else is a name that leads to a folder which does not exist, so that looking into it fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store_fixture.h"

#define MISSING "1111111111111111111111111111111111111111"

static struct record one, two;
static struct oid first, second, both; /* large stores with one of them, the other, and both */

static struct oid store_of(struct repo *repo, const struct record *records, size_t count)
{
	struct oid root, commit;

	sh("git -C size update-ref -d " STORE_REF);
	assert_int_equal(store_add(repo, records, count, &commit_text, NULL), MOW_OK);
	root_of(&root, &commit, repo);
	return root;
}

/* Fills both parts of a store up to 256 folders; free stay those that `whole`, a store of both records, uses. */
static struct oid enlarge(const struct oid *root, const struct oid *whole)
{
	static const char *const parts[] = {"index", "records"};
	char hex[OID_HEX], whole_hex[OID_HEX];

	oid_format(hex, root);
	oid_format(whole_hex, whole);
	for (size_t i = 0; i < COUNT(parts); i++)
		sh("git -C size ls-tree --name-only %s:%s >used && { git -C size ls-tree %s:%s; "
		   "printf '%%02x\n' $(seq 0 255) | grep -vxF -f used | sed 's/^/040000 tree " MISSING "\t/'; } | "
		   "git -C size mktree --missing >%s.id",
		   whole_hex, parts[i], hex, parts[i], parts[i]);
	return sh_oid("{ sed 's/.*/040000 tree &\tindex/' index.id; sed 's/.*/040000 tree &\trecords/' records.id; } | "
		      "git -C size mktree");
}

static int size_setup(void **state)
{
	if (store_setup(state) != 0)
		return -1;
	sh("git init -q -b main size");
	MOW_AUTO_PTR(repo) repo = open_repo("size");
	approve(&one, "a");
	approve(&two, "b");
	const struct record records[] = {one, two};
	both = store_of(repo, records, 2);
	first = store_of(repo, &one, 1);
	second = store_of(repo, &two, 1);
	first = enlarge(&first, &both);
	second = enlarge(&second, &both);
	both = enlarge(&both, &both);
	return 0;
}

static int size_teardown(void **state)
{
	record_release(&one);
	record_release(&two);
	return store_teardown(state);
}

static struct oid set_store(const struct oid *root, const char *parents)
{
	struct oid commit = commit_tree("size", root, parents);
	char hex[OID_HEX];

	oid_format(hex, &commit);
	sh("git -C size update-ref " STORE_REF " %s", hex);
	return commit;
}

static void test_look_up(void **state)
{
	MOW_AUTO_PTR(repo) repo = open_repo("size");
	MOW_AUTO(store_ids) ids = {0};
	MOW_AUTO(record) record = {0};
	int missing = 0;

	(void)state;
	assert_int_equal(store_find(&ids, repo, &both, "at a", NULL), MOW_OK);
	assert_int_equal(ids.count, 1);
	assert_string_equal(ids.items[0], one.id);
	assert_int_equal(store_read(&record, repo, &both, two.id, NULL), MOW_OK);
	/* What is to be seen is seen: most other lines are in folders that cannot be read. */
	for (char line[] = "at c"; line[3] <= 'z'; line[3]++)
		missing += store_find(&ids, repo, &both, line, NULL) == MOW_EGIT;
	assert_in_range(missing, 15, 24);
}

static void test_add(void **state)
{
	MOW_AUTO_PTR(repo) repo = open_repo("size");
	struct oid root, commit;

	(void)state;
	(void)set_store(&first, "");
	add(repo, &two);
	root_of(&root, &commit, repo);
	assert_memory_equal(&root, &both, sizeof root);
}

static void test_union(void **state)
{
	MOW_AUTO_PTR(repo) repo = open_repo("size");
	struct oid root;

	(void)state;
	assert_int_equal(tree_union(&root, repo, &first, &second, NULL), MOW_OK);
	assert_memory_equal(&root, &both, sizeof root);
}

static void test_guard(void **state)
{
	MOW_AUTO_PTR(repo) repo = open_repo("size");
	struct mow_error err = {0};
	MOW_AUTO(buf) parent = BUF_INIT;
	char hex[OID_HEX];
	struct oid old_commit = set_store(&first, "");

	(void)state;
	oid_format(hex, &old_commit);
	buf_addf(&parent, "-p %s", hex);
	struct oid new_commit = commit_tree("size", &both, parent.data);
	must(store_guard(repo, &old_commit, &new_commit, &world.verifier, &err), &err);
}

/* ---- what is written */

static unsigned count_objects(const char *dir, const char *what)
{
	const char *count = sh_out("git -C %s count-objects -v | sed -n 's/^%s: //p'", dir, what);

	return (unsigned)strtoul(count, NULL, 10);
}

static void approve_many(struct record *out, const char *prefix, unsigned count)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) steps = BUF_INIT;
	char path[64];

	for (unsigned i = 0; i < count; i++) {
		(void)snprintf(path, sizeof path, "%s/%04u", prefix, i);
		step_line(&steps, path);
	}
	make_text(&text, "lena@example.com", steps.data);
	sign_text(&text, "lena");
	parse(out, &text);
}

static void test_few_are_loose(void **state)
{
	MOW_AUTO_PTR(repo) repo = NULL;
	MOW_AUTO(record) record = {0};

	(void)state;
	sh("git init -q -b main loose");
	repo = open_repo("loose");
	approve_many(&record, "few", 5);
	add(repo, &record);
	assert_int_equal(count_objects("loose", "packs"), 0);
	assert_in_range(count_objects("loose", "count"), 10, 60);
}

/* A folder of its own for nearly every line, but not a file for each. */
static void test_many_are_a_pack(void **state)
{
	MOW_AUTO_PTR(repo) repo = NULL;
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	struct oid before, after, again, commit;

	(void)state;
	sh("git init -q -b main many");
	repo = open_repo("many");
	approve_many(&record, "many", 300);
	add(repo, &record);
	assert_int_equal(count_objects("many", "packs"), 1);
	assert_in_range(count_objects("many", "in-pack"), 600, 1300);
	assert_in_range(count_objects("many", "count"), 2, 3); /* the record, the empty file, the commit */
	sh("git -C many fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
	assert_string_equal(sh_out("git -C many ls-tree -r " STORE_REF ":index | wc -l"), "600");
	root_of(&before, &commit, repo);
	approve_many(&other, "other", 300);
	add(repo, &other);
	assert_int_equal(count_objects("many", "packs"), 2);
	assert_string_equal(sh_out("git -C many ls-tree -r " STORE_REF ":index | wc -l"), "1200");
	/* What is there already is not written again, whichever side has it. */
	root_of(&after, &commit, repo);
	unsigned count = count_objects("many", "count");
	assert_int_equal(tree_union(&again, repo, &before, &after, NULL), MOW_OK);
	assert_memory_equal(&again, &after, sizeof again);
	assert_int_equal(tree_union(&again, repo, &after, &before, NULL), MOW_OK);
	assert_memory_equal(&again, &after, sizeof again);
	assert_int_equal(count_objects("many", "packs"), 2);
	assert_int_equal(count_objects("many", "count"), count);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_look_up, fixture_return),
		cmocka_unit_test_teardown(test_add, fixture_return),
		cmocka_unit_test_teardown(test_union, fixture_return),
		cmocka_unit_test_teardown(test_guard, fixture_return),
		cmocka_unit_test_teardown(test_few_are_loose, fixture_return),
		cmocka_unit_test_teardown(test_many_are_a_pack, fixture_return),
	};

	return cmocka_run_group_tests_name("store_size", tests, size_setup, size_teardown);
}
