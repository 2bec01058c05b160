#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git/tree.h"
#include "git_fixture.h"

static struct repo *repo;
static struct oid blob;
static struct oid folder; /* the empty tree */

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && mkdir trees");
	repo = open_repo("r");
	folder = sh_oid("git -C r mktree </dev/null");
	return repo_write_blob(&blob, repo, "x", 1, NULL);
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

static void put_entry(struct buf *out, const char *mode, const char *name, size_t len)
{
	buf_addf(out, "%s ", mode);
	buf_add(out, name, len);
	buf_addc(out, '\0');
	buf_add(out, strcmp(mode, "40000") == 0 ? folder.bytes : blob.bytes, OID_SIZE);
}

/* Goes through a tree: 0 or what tree_next refused it with. */
static int check_tree(const struct oid *oid, struct mow_error *err)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	struct tree_entry entry;
	size_t position = 0;
	int result = tree_read(&tree, repo, oid, err);

	while (result == 0 && (result = tree_next(&entry, &tree, &position, err)) == 1)
		result = 0;
	return result;
}

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

static struct oid make_tree(const char *entries)
{
	struct buf bytes = BUF_INIT;

	for (const char *at = entries; *at != '\0';) {
		size_t len = strcspn(at, "\n");
		size_t mode = strcspn(at, " ");
		char text[16];
		(void)snprintf(text, sizeof text, "%.*s", (int)mode, at);
		put_entry(&bytes, text, at + mode + 1, len - mode - 1);
		at += len + (at[len] == '\n');
	}
	struct oid oid = sh_object("r", "tree", bytes.data, bytes.len);
	buf_release(&bytes);
	return oid;
}

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
		cmocka_unit_test(malformed),
		cmocka_unit_test(cut_or_null),
		cmocka_unit_test(random_as_fsck),
		cmocka_unit_test(again),
		cmocka_unit_test(hostile_size),
		cmocka_unit_test(finds),
		cmocka_unit_test(walks_as_ls_tree),
		cmocka_unit_test(too_deep_or_long),
		cmocka_unit_test(adds),
		cmocka_unit_test(unites),
	};

	return cmocka_run_group_tests_name("git_tree", tests, setup, teardown);
}
