/* Paths in trees: looked for, walked; and trees that are put together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_tree_fixture.h"
#include "git_deep_fixture.h"

static void make_history(void)
{
	sh("cd r && mkdir -p a/b/c d && echo 1 >a/b/c/f && echo 2 >a-b && echo 3 >a/x && ln -s f a/b/c/link && chmod +x a-b && "
	   "echo 4 >\"$(printf 'new\\nline')\" && echo 5 >\"$(printf '\\377\\376')\" && echo 6 >d/e && git add . && "
	   "git update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,sub && git commit -q -m x");
}

static void finds(void **state)
{
	static const char *const there[] = {"a",   "a/b", "a/b/c/f",   "a/b/c/link", "a-b",
					    "d/e", "sub", "new\nline", "\377\376"};
	static const char *const absent[] = {"b",  "a/b/c/f/x", "sub/x", "a/c",      "a/b/",
					     "/a", "a//b",      "A",     "a/b/c/fx", "a/b/c/"};
	struct tree_entry entry;

	(void)state;
	make_history();
	struct oid root = sh_oid("git -C r rev-parse HEAD^{tree}");
	for (size_t i = 0; i < sizeof there / sizeof there[0]; i++) {
		struct mow_error err = {0, ""};
		if (tree_find(&entry, repo, &root, &(struct mow_path){there[i], strlen(there[i]), false}, &err) != 0)
			fail_msg("%s: %s", there[i], err.message);
		char mode[8];
		char hex[OID_HEX];
		char line[64];
		(void)snprintf(mode, sizeof mode, "%06o", entry.mode);
		oid_format(hex, &entry.oid);
		(void)snprintf(line, sizeof line, "%s %s", mode, hex);
		assert_string_equal(
			sh_out("git -C r ls-tree HEAD -- \"$(printf '%s')\" | sed 's/ [a-z]* / /;s/\\t.*//'",
			       strchr(there[i], '\n') != NULL ? "new\\nline"
			       : there[i][0] == '\377'        ? "\\377\\376"
							      : there[i]),
			line);
	}
	for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
		struct mow_error err = {0, ""};
		entry.mode = 42;
		int result =
			tree_find(&entry, repo, &root, &(struct mow_path){absent[i], strlen(absent[i]), false}, &err);
		/* A slash at the end is taken for what it says. */
		size_t len = strlen(absent[i]);
		if (absent[i][len - 1] == '/') {
			assert_int_equal(result, 0);
			continue;
		}
		if (result != MOW_ENOTFOUND)
			fail_msg("%s: %d", absent[i], result);
		assert_int_equal(entry.mode, 42);
	}
	assert_int_equal(tree_find(&entry, repo, &root, &(struct mow_path){"", 0, false}, NULL), 0);
	assert_int_equal(entry.mode, MODE_TREE);
	assert_true(oid_equal(&entry.oid, &root));
	/* A malformed folder on the way is no "not there". */
	struct oid bad = make_tree("100644 a\n100644 z\n100644 b");
	assert_int_equal(tree_find(&entry, repo, &bad, &(struct mow_path){"a", 1, false}, NULL), MOW_EDENIED);
}

static int list_entry(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	char hex[OID_HEX];
	static const char *types[] = {"blob", "tree", "commit"};

	assert_int_equal(strlen(path), len);
	oid_format(hex, &entry->oid);
	buf_addf(context, "%06o %s %s\t%s", entry->mode,
		 types[entry->mode == MODE_TREE      ? 1
		       : entry->mode == MODE_GITLINK ? 2
						     : 0],
		 hex, path);
	buf_addc(context, '\0');
	return 0;
}

static int top_only(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	(void)path;
	(void)len;
	(void)entry;
	(*(int *)context)++;
	return 1;
}

static int stop_at_two(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	(void)path;
	(void)len;
	(void)entry;
	return ++*(int *)context == 2 ? -77 : 0;
}

static void walks_as_ls_tree(void **state)
{
	struct oid root = sh_oid("git -C r rev-parse HEAD^{tree}");
	struct buf got = BUF_INIT;
	struct buf want = BUF_INIT;
	int count = 0;

	(void)state;
	assert_int_equal(tree_walk(repo, &root, list_entry, &got, NULL), 0);
	assert_int_equal(fixture_run(&want, "git -C r ls-tree -r -t -z HEAD"), 0);
	assert_int_equal(got.len, want.len);
	assert_memory_equal(got.data, want.data, want.len);
	assert_int_equal(tree_walk(repo, &root, top_only, &count, NULL), 0);
	assert_string_equal(sh_out("git -C r ls-tree -z HEAD | tr -cd '\\000' | wc -c | tr -d ' '"), "6");
	assert_int_equal(count, 6);
	count = 0;
	assert_int_equal(tree_walk(repo, &root, stop_at_two, &count, NULL), -77);
	assert_int_equal(count, 2);
	buf_release(&got);
	buf_release(&want);
}

/* Folders inside one another under a name of `len` bytes, and a file in the innermost. */
static struct oid nest(int depth, size_t len)
{
	struct buf name = BUF_INIT;
	struct buf bytes = BUF_INIT;
	struct oid empty = folder;

	buf_pad(&name, 'd', len);
	put_entry(&bytes, "100644", "f", 1);
	for (int i = 0; i <= depth; i++) {
		folder = sh_object("r", "tree", bytes.data, bytes.len);
		buf_reset(&bytes);
		put_entry(&bytes, "40000", name.data, name.len);
	}
	struct oid root = folder;
	folder = empty;
	buf_release(&name);
	buf_release(&bytes);
	return root;
}

static void too_deep_or_long(void **state)
{
	struct mow_error err = {0, ""};
	struct buf got = BUF_INIT;

	(void)state;
	struct oid root = nest(20, 3300);
	assert_int_equal(tree_walk(repo, &root, list_entry, &got, &err), MOW_ETOOBIG);
	assert_non_null(strstr(err.message, "bytes in a path"));
	/* As deep as can be, and one deeper. */
	root = make_deep(repo, &blob, TREE_DEPTH_MAX);
	assert_int_equal(tree_walk(repo, &root, list_entry, &got, &err), 0);
	struct buf bytes = BUF_INIT;
	buf_addf(&bytes, "40000 d%c", 0);
	buf_add(&bytes, root.bytes, OID_SIZE);
	root = sh_object("r", "tree", bytes.data, bytes.len);
	assert_int_equal(tree_walk(repo, &root, list_entry, &got, &err), MOW_ETOOBIG);
	assert_non_null(strstr(err.message, "inside one another"));
	buf_release(&bytes);
	buf_release(&got);
}

/* What git makes of the same entries. */
static void puts_together(void **state)
{
	static const struct tree_entry entries[] = {{"a", 1, MODE_FILE, {{0}}},
						    {"b", 1, MODE_EXECUTABLE, {{0}}},
						    {"c-d", 3, MODE_LINK, {{0}}},
						    {"c", 1, MODE_TREE, {{0}}},
						    {"c0", 2, MODE_GITLINK, {{0}}}};
	struct buf bytes = BUF_INIT;
	char blob_hex[OID_HEX], folder_hex[OID_HEX], hex[OID_HEX];
	struct pack pack = {.repo = repo, .bytes = BUF_INIT};
	struct oid out, gone;

	(void)state;
	assert_true(oid_parse(&gone, "1111111111111111111111111111111111111111", 40));
	oid_format(blob_hex, &blob);
	oid_format(folder_hex, &folder);
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		struct tree_entry entry = entries[i];
		entry.oid = entry.mode == MODE_TREE ? folder : entry.mode == MODE_GITLINK ? gone : blob;
		assert_true(i == 0 || tree_compare(&entries[i - 1], &entries[i]) < 0);
		tree_put(&bytes, &entry);
	}
	assert_int_equal(pack_add(&out, &pack, PACK_TREE, &bytes, NULL), 0);
	oid_format(hex, &out);
	assert_string_equal(
		sh_out("printf '100644 blob %s\ta\n100755 blob %s\tb\n120000 blob %s\tc-d\n"
		       "040000 tree %s\tc\n160000 commit 1111111111111111111111111111111111111111\tc0\n' | git -C r mktree --missing",
		       blob_hex, blob_hex, blob_hex, folder_hex),
		hex);
	pack_release(&pack);
	buf_release(&bytes);
}

/* Only the id is wanted: nothing is written. */
static void ids_only(void **state)
{
	struct pack pack = {.repo = repo, .ids_only = true, .bytes = BUF_INIT};
	struct buf bytes = BUF_INIT;
	struct oid out;
	char hex[OID_HEX];

	(void)state;
	buf_adds(&bytes, "never written");
	assert_int_equal(pack_add(&out, &pack, PACK_BLOB, &bytes, NULL), 0);
	assert_int_equal(pack_end(&pack, NULL), 0);
	oid_format(hex, &out);
	assert_string_equal(sh_out("printf 'never written' | git hash-object --stdin"), hex);
	sh("! git -C r cat-file -e %s 2>/dev/null", hex);
	pack_release(&pack);
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),         cmocka_unit_test(walks_as_ls_tree), cmocka_unit_test(too_deep_or_long),
		cmocka_unit_test(puts_together), cmocka_unit_test(ids_only),
	};

	return cmocka_run_group_tests_name("git_tree_paths", tests, setup, teardown);
}
