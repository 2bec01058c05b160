/*
 * That work on the store costs what is asked for or added, and not what is there: in the large stores of these tests
 * everything else is a name that leads to a folder which does not exist, so that looking into it fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evidence/store/write.h"
#include "store_fixture.h"

#define MISSING "1111111111111111111111111111111111111111"

static struct record one, two;
static struct oid first, second, both; /* large stores with one of them, the other, and both */

/* What of the records belongs in one part, and below one of its digits; as git mktree reads it. */
static void put_items(struct buf *out, const struct store_items *items, enum store_part part, unsigned digit)
{
	MOW_AUTO(buf) leaf = BUF_INIT;
	char text[STORE_LINE_LEN + 1], hex[OID_HEX];

	for (size_t i = 0; i < items->count; i++) {
		if (store_digit(items->items[i].key, 0) != digit)
			continue;
		store_line_format(text, &items->items[i]);
		if (part == STORE_RECORDS) {
			oid_format(hex, &items->items[i].blob);
			store_key_format(text, items->items[i].key);
			buf_addf(&leaf, "100644 blob %s\t%s\n", hex, text + 1);
		} else {
			buf_adds(&leaf, text);
		}
	}
	write_file("leaf", leaf.data);
	if (leaf.len == 0)
		return;
	if (part == STORE_RECORDS)
		buf_addf(out, "040000 tree %s\t%x\n", sh_out("git -C size mktree <leaf"), digit);
	else
		buf_addf(out, "100644 blob %s\t%x\n", sh_out("git -C size hash-object -w --stdin <leaf"), digit);
}

static void items_of(struct store_items *out, const struct record *record, enum store_part part)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct store_item item = {{0}, {{0}}};

	bytes_of(&bytes, record);
	item.blob = sh_object("size", "blob", bytes.data, bytes.len);
	assert_true(store_key_parse(item.key, record->id, 64));
	assert_int_equal(part == STORE_RECORDS ? store_items_add(out, &item) : store_lines_add(out, record, &item.blob),
			 0);
}

/* A store of 16 folders on both sides, of which all are missing but those where one of the two records would lie; it
 * has the first, the second, or both. */
static struct oid large(bool has_one, bool has_two)
{
	static const char *const names[] = {[STORE_RECORDS] = "records", [STORE_INDEX] = "index"};
	static const enum store_part parts[] = {STORE_RECORDS, STORE_INDEX};

	for (size_t i = 0; i < COUNT(parts); i++) {
		MOW_AUTO(store_items) items = {0};
		MOW_AUTO(store_items) all = {0};
		MOW_AUTO(buf) tree = BUF_INIT;
		items_of(&all, &one, parts[i]);
		items_of(&all, &two, parts[i]);
		for (int j = 0; j < 2; j++)
			if (j == 0 ? has_one : has_two)
				assert_int_equal(store_items_add(&items, &all.items[j]), 0);
		store_items_sort(&items);
		for (unsigned digit = 0; digit < 16; digit++) {
			bool is_used =
				store_digit(all.items[0].key, 0) == digit || store_digit(all.items[1].key, 0) == digit;
			if (!is_used)
				buf_addf(&tree, "040000 tree " MISSING "\t%x\n", digit);
			put_items(&tree, &items, parts[i], digit);
		}
		write_file(names[parts[i]], tree.data);
	}
	return sh_oid("cd size && f=$(echo mowners-store 2 | git hash-object -w --stdin) && "
		      "i=$(git mktree --missing <../index) && r=$(git mktree --missing <../records) && "
		      "printf '100644 blob %%s\tformat\n040000 tree %%s\tindex\n040000 tree %%s\trecords\n' $f $i $r | "
		      "git mktree");
}

static int size_setup(void **state)
{
	if (store_setup(state) != 0)
		return -1;
	sh("git init -q -b main size");
	approve(&one, "a/x");
	approve(&two, "b/x");
	first = large(true, false);
	second = large(false, true);
	both = large(true, true);
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

static int look_for(struct store_found *found, struct repo *repo, const char *path)
{
	const struct step step = {.path = path, .path_len = strlen(path), .new_mode = MODE_FILE};
	MOW_AUTO(store_asks) asks = {0};

	assert_int_equal(store_asks_make(&asks, &(struct steps){.items = (struct step *)&step, .count = 1}, NULL),
			 MOW_OK);
	return store_look_up(found, repo, &both, &asks, NULL);
}

static void test_look_up(void **state)
{
	MOW_AUTO_PTR(repo) repo = open_repo("size");
	MOW_AUTO(store_found) found = {.limit = 9};
	MOW_AUTO(record) record = {0};
	int missing = 0;

	(void)state;
	assert_int_equal(look_for(&found, repo, "a/x"), MOW_OK);
	assert_int_equal(found.count, 1);
	assert_int_equal(store_read(&record, repo, &both, two.id, NULL), MOW_OK);
	/* What is to be seen is seen: most other lines are in folders that cannot be read. */
	for (char path[] = "c/x"; path[0] <= 'z'; path[0]++)
		missing += look_for(&found, repo, path) == MOW_EGIT;
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
	assert_int_equal(store_unite(&root, repo, &first, &second, NULL), MOW_OK);
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
	/* The record, format, index, records, the top, the commit. */
	assert_int_equal(count_objects("loose", "count"), 6);
}

/* A leaf of its own for nearly every line, but not a file for each. */
static void test_many_are_a_pack(void **state)
{
	static const char count_lines[] =
		"git -C many ls-tree -r " STORE_REF
		":index | cut -c13-52 | git -C many cat-file --batch='%(objecttype)' | grep -c ' '";
	MOW_AUTO_PTR(repo) repo = NULL;
	MOW_AUTO(record) record = {0};
	MOW_AUTO(record) other = {0};
	struct oid before, after, again, commit;

	(void)state;
	sh("git init -q -b main many");
	repo = open_repo("many");
	approve_many(&record, "many", 3000);
	add(repo, &record);
	assert_int_equal(count_objects("many", "packs"), 1);
	assert_in_range(count_objects("many", "in-pack"), 100, 300);
	assert_int_equal(count_objects("many", "count"), 1); /* the commit */
	sh("git -C many fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
	assert_string_equal(sh_out("%s", count_lines), "3000");
	root_of(&before, &commit, repo);
	approve_many(&other, "other", 3000);
	add(repo, &other);
	assert_int_equal(count_objects("many", "packs"), 2);
	assert_string_equal(sh_out("%s", count_lines), "6000");
	/* What is there already is not written again, whichever side has it. */
	root_of(&after, &commit, repo);
	unsigned count = count_objects("many", "count");
	must(store_unite(&again, repo, &before, &after, NULL), &(struct mow_error){0});
	assert_memory_equal(&again, &after, sizeof again);
	assert_int_equal(store_unite(&again, repo, &after, &before, NULL), MOW_OK);
	assert_memory_equal(&again, &after, sizeof again);
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
