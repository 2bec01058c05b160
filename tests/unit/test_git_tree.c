#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_tree_fixture.h"

/* Each row is one tree: "MODE NAME" entries, separated by line feeds. */
struct row {
	const char *title;
	const char *entries;
	const char *fault; /* words of the message; NULL: a good tree */
};

#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
static const struct row rows[] = {
	{"empty", "", NULL},
	{"all modes", "100644 a\n100755 b\n120000 c\n160000 d\n40000 e", NULL},
	{"old group-writable mode", "100664 a", "100664"},
	{"group-writable executable", "100775 a", "mode that git does not write"},
	{"zero-padded folder", "040000 a", "leading zero"},
	{"zero-padded file", "0100644 a", "leading zero"},
	{"mode 0", "0 a", "leading zero"},
	{"mode 644", "644 a", "mode that git does not write"},
	{"other type", "60000 a", "mode that git does not write"},
	{"no octal digit", "100648 a", "mode that git does not write"},
	{"unsorted", "100644 b\n100644 a", "out of order"},
	{"twice", "100644 a\n100644 a", "twice"},
	{"twice, other mode", "100644 a\n120000 a", "twice"},
	{"folder sorts with a slash", "100644 a-b\n40000 a\n100644 a0", NULL},
	{"folder sorted like a file", "40000 a\n100644 a-b", "out of order"},
	{"file sorted like a folder", "100644 a-b\n100644 a", "out of order"},
	{"file and folder side by side", "100644 a\n40000 a", "twice"},
	{"file and folder apart", "100644 a\n100644 a-b\n40000 a", "twice"},
	{"file and folder far apart", "100644 foo\n100644 foo.bar\n100644 foo.bar.baz\n40000 foo", "twice"},
	{"two pairs of them", "100644 foo\n100644 foo.bar\n100644 foo.bar.baz\n40000 foo.bar\n40000 foo", "twice"},
	{"only the outer pair", "100644 foo\n100644 foo.bar.baz\n40000 foo.bar\n40000 foo", "twice"},
	{"link and folder apart", "120000 a\n100644 a+\n40000 a", "twice"},
	{"gitlink and folder apart", "160000 a\n100644 a+\n40000 a", "twice"},
	{"folders that begin alike", "100644 foo.bar\n100644 foo.bar.baz\n40000 foo\n100644 foo0", NULL},
	{"a passed candidate", "100644 a\n100644 a-\n100644 b\n100644 b-\n40000 c\n100644 d\n40000 d-", NULL},
	{"folder of a longer name", "100644 a\n100644 a-\n40000 a-b\n100644 aa", NULL},
	{"empty name", "100644 ", "empty name"},
	{"slash", "100644 a/b", "slash"},
	{"slash in a folder", "40000 a/b", "slash"},
	{"dot", "40000 .", "git keeps for itself"},
	{"dot dot", "40000 ..", "git keeps for itself"},
	{"three dots", "100644 ...", NULL},
	{"git", "40000 .git", "git keeps for itself"},
	{"git as a file", "100644 .git", "git keeps for itself"},
	{"case", "40000 .GiT", "git keeps for itself"},
	{"git and blanks", "40000 .git . .", "git keeps for itself"},
	{"git and a stream", "40000 .git::$INDEX_ALLOCATION", "git keeps for itself"},
	{"short name", "40000 git~1", "git keeps for itself"},
	{"short name, upper case", "40000 GIT~1.", "git keeps for itself"},
	{"other short name", "100644 git~2", NULL},
	{"gitignore", "100644 .gitignore", NULL},
	{"git-like", "100644 .gi\n100644 .git-x\n100644 .gitx\n100644 git\n100644 git~1x", NULL},
	{"behind a backslash", "100644 a\\.git", "git keeps for itself"},
	{"behind two backslashes", "100644 a\\b\\git~1", "git keeps for itself"},
	{"before a backslash", "100644 .git\\a", "git keeps for itself"},
	{"backslash", "100644 a\\b", NULL},
	{"backslash dot dot", "100644 a\\..", NULL},
	{"HFS+ ignorable", "100644 .g\342\200\214it", "git keeps for itself"},
	{"HFS+ ignorable in front", "100644 \342\200\216.git", "git keeps for itself"},
	{"HFS+ ignorable behind", "100644 .git\357\273\277", "git keeps for itself"},
	{"HFS+ ignorables and case", "100644 .\342\201\253G\342\200\252I\342\200\256T", "git keeps for itself"},
	{"not ignorable", "100644 .g\342\200\213it", NULL},
	{"invalid UTF-8", "100644 .g\377it\n100644 \377\376", NULL},
	{"odd names", "100644 \001\n100644 \t\n100644  \n100644 \"\n100644 -x\n100644 \\", NULL},
	{"long name", "100644 " LONG LONG LONG, NULL},
};

/* Both must refuse, or neither. */
static bool fsck_refuses(const struct oid *oid)
{
	char hex[OID_HEX];
	char command[256];

	oid_format(hex, oid);
	(void)snprintf(command, sizeof command, "grep -q '^\\(error\\|warning\\) in tree %s' fsck", hex);
	return fixture_run(NULL, command) == 0;
}

static void malformed(void **state)
{
	struct oid oids[sizeof rows / sizeof rows[0]];
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		oids[i] = make_tree(rows[i].entries);
	(void)fixture_run(NULL, "git -C r fsck --strict >fsck 2>&1");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mow_error err = {0, ""};
		int result = check_tree(&oids[i], &err);
		bool good = rows[i].fault == NULL ? result == 0
						  : result == MOW_EDENIED && strstr(err.message, rows[i].fault) != NULL;
		if (!good || fsck_refuses(&oids[i]) != (result != 0)) {
			print_error("%s: %d, \"%s\", fsck %d\n", rows[i].title, result, err.message,
				    fsck_refuses(&oids[i]));
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void cut_or_null(void **state)
{
	struct buf bytes = BUF_INIT;
	struct mow_error err = {0, ""};
	struct oid oid;

	(void)state;
	put_entry(&bytes, "100644", "abc", 3);
	for (size_t len = 1; len < bytes.len; len++) {
		oid = sh_object("r", "tree", bytes.data, len);
		assert_int_equal(check_tree(&oid, &err), MOW_EDENIED);
	}
	memset(bytes.data + bytes.len - OID_SIZE, 0, OID_SIZE);
	oid = sh_object("r", "tree", bytes.data, bytes.len);
	assert_int_equal(check_tree(&oid, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "zeros"));
	assert_int_equal(check_tree(&blob, &err), MOW_EGIT);
	oid = (struct oid){{1}};
	assert_int_equal(check_tree(&oid, &err), MOW_EGIT);
	oid = (struct oid){{0}};
	assert_int_equal(check_tree(&oid, &err), 0);
	buf_release(&bytes);
}

/* Random trees of names that begin alike, mostly sorted, some not: fsck has the last word on each. */
static void random_as_fsck(void **state)
{
	static const char *const pieces[] = {"a", "a", "b", "-", ".", "0", "+", " ", "A"};
	static const char *const modes[] = {"100644", "40000", "40000", "120000", "160000"};
	enum { TREES = 400, MOST = 7 };
	struct oid oids[TREES];
	struct buf list = BUF_INIT;
	struct buf ids = BUF_INIT;
	struct buf refused = BUF_INIT;
	size_t wrong = 0;
	size_t bad = 0;

	(void)state;
	fixture_seed = 5;
	for (uint32_t i = 0; i < TREES; i++) {
		struct tree_entry entries[MOST];
		char names[MOST][8];
		struct buf bytes = BUF_INIT;
		uint32_t count = 2 + roll(MOST - 1);
		for (uint32_t k = 0; k < count; k++) {
			size_t len = 0;
			for (uint32_t p = 1 + roll(4); p > 0; p--)
				names[k][len++] = pieces[roll(9)][0];
			entries[k] = (struct tree_entry){.name = names[k], .name_len = len, .mode = roll(5)};
		}
		for (uint32_t k = 1; k < count && i % 10 != 0; k++)
			for (uint32_t p = k; p > 0; p--) {
				struct tree_entry a = entries[p - 1], b = entries[p];
				a.mode = entries[p - 1].mode == 1 || entries[p - 1].mode == 2 ? MODE_TREE : MODE_FILE;
				b.mode = entries[p].mode == 1 || entries[p].mode == 2 ? MODE_TREE : MODE_FILE;
				if (tree_compare(&a, &b) > 0) {
					struct tree_entry swap = entries[p];
					entries[p] = entries[p - 1];
					entries[p - 1] = swap;
				}
			}
		for (uint32_t k = 0; k < count; k++)
			put_entry(&bytes, modes[entries[k].mode], entries[k].name, entries[k].name_len);
		char path[64];
		(void)snprintf(path, sizeof path, "trees/%u", i);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		assert_int_equal(fwrite(bytes.data, 1, bytes.len, file), bytes.len);
		assert_int_equal(fclose(file), 0);
		buf_addf(&list, "../%s\n", path);
		buf_release(&bytes);
	}
	sh_in("git -C r hash-object -t tree --literally -w --no-filters --stdin-paths >ids", &list);
	assert_int_equal(fixture_run(&ids, "cat ids"), 0);
	assert_int_equal(ids.len, TREES * OID_HEX);
	(void)fixture_run(NULL, "git -C r fsck --strict >fsck 2>&1");
	assert_int_equal(fixture_run(&refused, "cat fsck"), 0);
	for (uint32_t i = 0; i < TREES; i++) {
		struct mow_error err = {0, ""};
		char line[64];
		assert_true(oid_parse(&oids[i], ids.data + i * OID_HEX, 40));
		(void)snprintf(line, sizeof line, "in tree %.40s", ids.data + i * OID_HEX);
		int result = check_tree(&oids[i], &err);
		bool want = strstr(refused.data, line) != NULL;
		bad += want;
		if (want != (result == MOW_EDENIED)) {
			print_error("tree %u: %d \"%s\", fsck %d\n", i, result, err.message, want);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
	assert_in_range(bad, 50, TREES - 50);
	buf_release(&list);
	buf_release(&ids);
	buf_release(&refused);
}

/* Going through the same tree again begins anew. */
static void again(void **state)
{
	struct oid oid = make_tree("100644 a\n100644 a-b\n40000 b");
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry;

	(void)state;
	assert_int_equal(tree_read(&tree, repo, &oid, NULL), 0);
	for (int round = 0; round < 3; round++) {
		size_t position = 0;
		for (int k = 0; k < (round == 1 ? 2 : 3); k++)
			assert_int_equal(tree_next(&entry, &tree, &position, NULL), 1);
		assert_int_equal(tree_next(&entry, &tree, &position, NULL), round == 1 ? 1 : 0);
		assert_int_equal(entry.mode, MODE_TREE);
		assert_true(oid_equal(&entry.oid, &folder));
		assert_int_equal(entry.name_len, 1);
		assert_int_equal(entry.name[0], 'b');
	}
}

static void hostile_size(void **state)
{
	struct buf bytes = BUF_INIT;
	char name[4096];

	(void)state;
	/* Each name is the beginning of the next: a check that looked back at all of them would not end. */
	memset(name, '-', sizeof name);
	name[0] = 'a';
	for (size_t len = 1; len < sizeof name; len++)
		put_entry(&bytes, "100644", name, len);
	for (int i = 0; i < 2000; i++) {
		(void)snprintf(name + sizeof name - 8, 8, "%06u", (unsigned)i % 1000000u);
		put_entry(&bytes, "40000", name, sizeof name - 2);
	}
	struct oid oid = sh_object("r", "tree", bytes.data, bytes.len);
	assert_int_equal(check_tree(&oid, NULL), 0);
	buf_release(&bytes);
	/* A name longer than any path. */
	buf_pad(&bytes, 'n', TREE_PATH_MAX + 1);
	struct buf tree = BUF_INIT;
	put_entry(&tree, "100644", bytes.data, bytes.len);
	oid = sh_object("r", "tree", tree.data, tree.len);
	assert_int_equal(check_tree(&oid, NULL), MOW_EDENIED);
	buf_release(&bytes);
	buf_release(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(malformed), cmocka_unit_test(cut_or_null),  cmocka_unit_test(random_as_fsck),
		cmocka_unit_test(again),     cmocka_unit_test(hostile_size),
	};

	return cmocka_run_group_tests_name("git_tree", tests, setup, teardown);
}
