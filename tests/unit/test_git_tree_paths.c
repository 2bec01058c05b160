/* Paths in trees: looked for, walked, added, united. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_tree_fixture.h"

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
	struct buf path = BUF_INIT;
	for (int i = 0; i < TREE_DEPTH_MAX; i++)
		buf_adds(&path, "d/");
	buf_addc(&path, 'f');
	struct oid zero = {{0}};
	struct tree_addition one = {path.data, blob};
	assert_int_equal(tree_add(&root, repo, &zero, &(struct tree_additions){&one, 1}, &err), 0);
	assert_int_equal(tree_walk(repo, &root, list_entry, &got, &err), 0);
	struct buf bytes = BUF_INIT;
	buf_addf(&bytes, "40000 d%c", 0);
	buf_add(&bytes, root.bytes, OID_SIZE);
	root = sh_object("r", "tree", bytes.data, bytes.len);
	assert_int_equal(tree_walk(repo, &root, list_entry, &got, &err), MOW_ETOOBIG);
	assert_non_null(strstr(err.message, "inside one another"));
	buf_adds(&path, "/d/f");
	one.path = path.data;
	assert_int_equal(tree_add(&root, repo, &zero, &(struct tree_additions){&one, 1}, &err), MOW_ETOOBIG);
	buf_release(&bytes);
	buf_release(&path);
	buf_release(&got);
}

static void adds(void **state)
{
	struct oid root = sh_oid("git -C r rev-parse HEAD^{tree}");
	struct tree_addition additions[] = {
		{"a-b", {{0}}}, {"a/b/new", {{0}}}, {"a/b/z/deep", {{0}}}, {"a0", {{0}}}, {"zz/y", {{0}}}};
	struct oid out;
	char hex[OID_HEX];

	(void)state;
	for (size_t i = 0; i < 5; i++)
		additions[i].blob = blob;
	assert_int_equal(tree_add(&out, repo, &root, &(struct tree_additions){additions, 5}, NULL), 0);
	oid_format(hex, &out);
	/* What git makes of the same; a-b was there and stays as it is. */
	char blob_hex[OID_HEX];
	oid_format(blob_hex, &blob);
	sh("cd r && git read-tree HEAD && for f in a/b/new a/b/z/deep a0 zz/y; do git update-index --add --cacheinfo 100644,%s,$f; done",
	   blob_hex);
	assert_string_equal(sh_out("git -C r write-tree"), hex);
	assert_int_equal(tree_add(&out, repo, &root, &(struct tree_additions){additions, 0}, NULL), 0);
	assert_true(oid_equal(&out, &root));
	struct oid zero = {{0}};
	assert_int_equal(tree_add(&out, repo, &zero, &(struct tree_additions){additions, 5}, NULL), 0);
	assert_int_equal(check_tree(&out, NULL), 0);
	oid_format(hex, &out);
	assert_string_equal(sh_out("git -C r ls-tree -r --name-only %s | tr '\\n' ' '", hex),
			    "a-b a/b/new a/b/z/deep a0 zz/y ");
	/* What cannot be. */
	static const char *const bad[] = {"a", "d/e/f", ".git/x", "d//x", "d/..", "/x", "d/", ""};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct tree_addition one = {.path = bad[i], .blob = blob};
		out = (struct oid){{9}};
		if (tree_add(&out, repo, &root, &(struct tree_additions){&one, 1}, NULL) != MOW_EDENIED)
			fail_msg("%s was added", bad[i]);
		assert_int_equal(out.bytes[0], 9);
	}
	struct tree_addition unsorted[] = {{"b", blob}, {"a", blob}};
	assert_int_equal(tree_add(&out, repo, &zero, &(struct tree_additions){unsorted, 2}, NULL), MOW_EINVAL);
	struct tree_addition doubled[] = {{"b", blob}, {"b", blob}};
	assert_int_equal(tree_add(&out, repo, &zero, &(struct tree_additions){doubled, 2}, NULL), MOW_EINVAL);
	struct tree_addition clash[] = {{"b", blob}, {"b/c", blob}};
	assert_int_equal(tree_add(&out, repo, &zero, &(struct tree_additions){clash, 2}, NULL), MOW_EDENIED);
}

/* Random sets of paths, united one way and the other: the same paths; the first's content where both have it. */
static void unites(void **state)
{
	struct oid other;

	(void)state;
	assert_int_equal(repo_write_blob(&other, repo, "other", 5, NULL), 0);
	fixture_seed = 3;
	for (int round = 0; round < 30; round++) {
		struct tree_addition one[64], two[64], both[128];
		char names[64][8];
		size_t ones = 0, twos = 0, all = 0;
		for (size_t i = 0; i < 64; i++) {
			(void)snprintf(names[i], sizeof names[i], "%c/%c/%c", (int)('a' + i / 16),
				       (int)('a' + i / 4 % 4), (int)('a' + i % 4));
			uint32_t kind = roll(5);
			if (kind == 0 || kind == 2)
				one[ones++] = (struct tree_addition){names[i], blob};
			if (kind == 1 || kind == 2)
				two[twos++] = (struct tree_addition){names[i], other};
			if (kind < 3)
				both[all++] = (struct tree_addition){names[i], kind == 1 ? other : blob};
		}
		struct oid zero = {{0}};
		struct oid first, second, want, got;
		assert_int_equal(tree_add(&first, repo, &zero, &(struct tree_additions){one, ones}, NULL), 0);
		assert_int_equal(tree_add(&second, repo, &zero, &(struct tree_additions){two, twos}, NULL), 0);
		assert_int_equal(tree_add(&want, repo, &zero, &(struct tree_additions){both, all}, NULL), 0);
		assert_int_equal(tree_union(&got, repo, &first, &second, NULL), 0);
		assert_true(oid_equal(&got, &want));
		assert_int_equal(tree_union(&got, repo, &first, &zero, NULL), 0);
		assert_true(oid_equal(&got, &first));
		assert_int_equal(tree_union(&got, repo, &zero, &first, NULL), 0);
		assert_true(oid_equal(&got, &first));
		assert_int_equal(tree_union(&got, repo, &first, &first, NULL), 0);
		assert_true(oid_equal(&got, &first));
	}
	struct tree_addition file = {"x", blob};
	struct tree_addition below = {"x/y", blob};
	struct oid zero = {{0}};
	struct oid first, second;
	assert_int_equal(tree_add(&first, repo, &zero, &(struct tree_additions){&file, 1}, NULL), 0);
	assert_int_equal(tree_add(&second, repo, &zero, &(struct tree_additions){&below, 1}, NULL), 0);
	assert_int_equal(tree_union(&zero, repo, &first, &second, NULL), MOW_EDENIED);
	assert_true(oid_is_zero(&zero));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds), cmocka_unit_test(walks_as_ls_tree), cmocka_unit_test(too_deep_or_long),
		cmocka_unit_test(adds),  cmocka_unit_test(unites),
	};

	return cmocka_run_group_tests_name("git_tree_paths", tests, setup, teardown);
}
