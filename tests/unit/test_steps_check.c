#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git/tree.h"
#include "git_fixture.h"
#include "steps/steps.h"

static struct repo *repo;

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r");
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

/* The tree of "PATH", "PATH=CONTENT" or "PATH>TARGET" (a link), one a line; an index is not in the way of twins. */
static struct oid tree_of(const char *lines)
{
	struct buf input = BUF_INIT;

	for (const char *at = lines; *at != '\0';) {
		size_t len = strcspn(at, "|");
		size_t name = strcspn(at, "=>|");
		struct oid blob;
		char hex[OID_HEX];
		bool link = at[name] == '>';
		const char *content = name < len ? at + name + 1 : "x";
		assert_int_equal(repo_write_blob(&blob, repo, content, name < len ? len - name - 1 : 1, NULL), 0);
		oid_format(hex, &blob);
		buf_addf(&input, "%s %s\t", link ? "120000" : "100644", hex);
		buf_add(&input, at, name);
		buf_addc(&input, '\0');
		at += len + (at[len] == '|');
	}
	setenv("GIT_INDEX_FILE", "../index", 1);
	sh("rm -f index");
	sh_in("git -C r update-index -z --index-info", &input);
	struct oid oid = sh_oid("git -C r write-tree");
	unsetenv("GIT_INDEX_FILE");
	buf_release(&input);
	return oid;
}

static int check(const struct oid *before, const struct oid *after, struct mow_error *err)
{
	struct steps steps = {0};

	assert_int_equal(steps_between(&steps, repo, before, after, NULL), 0);
	int result = steps_check(repo, before, after, &steps, err);
	steps_release(&steps);
	return result;
}

/* `|` between lines. */
struct row {
	const char *title;
	const char *before;
	const char *after;
	const char *fault; /* words of the message; NULL: fine */
};

static const struct row rows[] = {
	{"nothing new", "a|b", "a|b=y", NULL},
	{"case, new beside old", "README", "README|Readme", "README and Readme are one and the same name"},
	{"case, both new", "", "README|readme", "README and readme"},
	{"case, renamed", "readme", "README", NULL},
	{"case, in a folder", "x", "x|d/e/A|d/e/a", "d/e/A and d/e/a"},
	{"case, in two folders", "", "d/A|e/a", NULL},
	{"case of folders", "Docs/a", "Docs/a|docs/b", "Docs and docs"},
	{"case of folders deep down", "x/Docs/a", "x/Docs/a|x/docs/b/c/d", "x/Docs and x/docs"},
	{"file and folder", "logo", "logo|Logo/a", "Logo and logo"},
	{"old twins left alone", "A|a|b", "A|a|b|c", NULL},
	{"old twins changed", "A|a", "A=new|a=new", NULL},
	{"a third beside old twins", "AB|Ab", "AB|Ab|ab", "AB and ab"},
	{"old twin gone, new one come", "A|b", "a|b", NULL},
	{"twin in a folder that is not touched", "d/A|d/a|e/x", "d/A|d/a|e/x|e/y", NULL},
	{"NFC beside NFD", "\303\244", "\303\244|a\314\210", "are one and the same name"},
	{"NFC beside NFD in capitals", "\303\204", "\303\204|a\314\210", "are one and the same name"},
	{"full case folding", "stra\303\237e", "stra\303\237e|STRASSE", "are one and the same name"},
	{"Greek final sigma", "\317\203", "\317\203|\317\202", "are one and the same name"},
	{"not twins", "a", "a|\303\244|b|aa|a.|a ", NULL},
	{"invalid UTF-8", "\377", "\377|\376", NULL},
	{"invalid UTF-8 and case", "\377a", "\377a|\377A", "are one and the same name"},
	{"file becomes a folder", "a", "a/b", NULL},
	{"folder becomes a file", "a/b", "a", NULL},
	{"file becomes a folder, a twin there", "a|A", "a/b|A", NULL},
	{"link to a neighbour", "", "d/l>x", NULL},
	{"link up and inside", "", "d/e/l>../f", NULL},
	{"link to the root", "", "d/l>..", NULL},
	{"link to the root's file", "", "d/e/l>../../f", NULL},
	{"link out at the root", "", "l>..", "l is a symbolic link that leads out of the repository"},
	{"link out", "", "d/l>../../f", "leads out"},
	{"link out and in again", "", "d/l>../../r/d/f", "leads out"},
	{"link out after going down", "", "l>a/b/../../../x", "leads out"},
	{"link down and up", "", "l>a/b/../../x", "down and up again"},
	{"link into .git", "", "d/l>../.git/config", "d/l is a symbolic link into .git"},
	{"link to .git by another name", "", "l>GIT~1", "into .git"},
	{"link into .git as Windows reads it", "", "l>a\\.git\\config", "into .git"},
	{"link to a name that begins so", "", "l>.gitignore", NULL},
	{"link through another link", "d/up>..", "l>d/up/../etc", "down and up again"},
	{"dots that mean nothing", "", "d/l>.././x/.//y", NULL},
	{"dots that mean nothing, out", "", "d/l>./.././/../x", "leads out"},
	{"three dots", "", "l>.../x", NULL},
	{"absolute", "", "l>/etc/passwd", "absolute"},
	{"absolute for Windows", "", "l>\\windows", "absolute"},
	{"share", "", "l>\\\\host\\share", "absolute"},
	{"drive", "", "l>C:\\x", "drive"},
	{"drive, relative", "", "l>c:x", "drive"},
	{"colon elsewhere", "", "l>ab:c", NULL},
	{"backslash up", "", "l>..\\x", "leads out"},
	{"backslash up, inside", "", "d/l>..\\x", NULL},
	{"backslash up, mixed", "", "d/l>..\\../x", "leads out"},
	{"a name with a backslash does not count as two", "", "l>a\\b/../../x", "leads out"},
	{"empty", "", "l>", NULL},
	{"changed link", "l>a", "l>../a", "leads out"},
	{"link as it was", "l>/etc|b", "l>/etc|b=y", NULL},
	{"link removed", "l>/etc|b", "b", NULL},
	{"link becomes a file", "l>/etc", "l=/etc", NULL},
	{"file becomes a link", "l=/etc", "l>/etc", "absolute"},
	{"escaped path", "", "e\033[1m>/x", "\"e\\033[1m\""},
};

static void table(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mow_error err = {0, ""};
		struct oid before = tree_of(rows[i].before);
		struct oid after = tree_of(rows[i].after);
		int result = check(&before, &after, &err);
		bool good = rows[i].fault == NULL ? result == 0
						  : result == MOW_EDENIED && strstr(err.message, rows[i].fault) != NULL;
		if (!good) {
			print_error("%s: %d, \"%s\"\n", rows[i].title, result, err.message);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void odd_targets(void **state)
{
	struct oid zero = {{0}};
	struct mow_error err = {0, ""};
	struct buf target = BUF_INIT;
	struct oid blob;
	struct oid tree;

	(void)state;
	for (int extra = 0; extra < 2; extra++) {
		buf_reset(&target);
		buf_pad(&target, 'x', 4096 + (size_t)extra);
		assert_int_equal(repo_write_blob(&blob, repo, target.data, target.len, NULL), 0);
		char hex[OID_HEX];
		oid_format(hex, &blob);
		tree = sh_oid("printf '120000 blob %s\\tl\\n' | git -C r mktree", hex);
		assert_int_equal(check(&zero, &tree, &err), extra ? MOW_EDENIED : 0);
	}
	assert_non_null(strstr(err.message, "longer"));
	assert_int_equal(repo_write_blob(&blob, repo, "a\0b", 3, NULL), 0);
	char hex[OID_HEX];
	oid_format(hex, &blob);
	tree = sh_oid("printf '120000 blob %s\\tl\\n' | git -C r mktree", hex);
	assert_int_equal(check(&zero, &tree, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "NUL"));
	tree = sh_oid(
		"printf '120000 blob 1111111111111111111111111111111111111111\\tl\\n' | git -C r mktree --missing");
	assert_int_equal(check(&zero, &tree, &err), MOW_EGIT);
	buf_release(&target);
}

/* Folders without a file in them, which no checkout makes, are no way in: neither at once nor later. */
static void hollow_folders(void **state)
{
	struct mow_error err = {0, ""};
	char hex[OID_HEX];

	(void)state;
	struct oid before = tree_of("README|z");
	oid_format(hex, &before);
	sh("git -C r mktree </dev/null >/dev/null");
	struct oid hollow = sh_oid(
		"(git -C r ls-tree %s; printf '040000 tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\\treadme\\n') | git -C r mktree",
		hex);
	struct oid after = tree_of("README|readme/x|z");
	assert_int_equal(check(&hollow, &after, &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "README and readme"));
}

/* Many names are no reason to be slow, nor many old twins. */
static void large_folder(void **state)
{
	struct buf lines = BUF_INIT;
	struct mow_error err = {0, ""};

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_addf(&lines, "f%05d|F%05d|", i, i);
	buf_cut(&lines, lines.len - 1);
	struct oid before = tree_of(lines.data);
	buf_adds(&lines, "|new");
	struct oid after = tree_of(lines.data);
	assert_int_equal(check(&before, &after, &err), 0);
	buf_adds(&lines, "|NEW");
	after = tree_of(lines.data);
	assert_int_equal(check(&before, &after, &err), MOW_EDENIED);
	buf_release(&lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(odd_targets),
		cmocka_unit_test(hollow_folders),
		cmocka_unit_test(large_folder),
	};

	return cmocka_run_group_tests_name("steps_check", tests, setup, teardown);
}
