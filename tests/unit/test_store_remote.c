/* Stores of several clones: fetched, united and pushed with real git. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "store_fixture.h"

#define ID62 "23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_two_clones(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main two.git");
	clone("two.git", "two-a");
	clone("two.git", "two-b");
	must(fetch("two-a", &err), &err); /* nothing there */
	must(push("two-a", &err), &err);  /* nothing here */
	assert_string_equal(sh_out("git -C two-a for-each-ref"), "");
	approve(&one, "a");
	approve(&two, "b");
	add_to("two-a", &one);
	add_to("two-b", &two);
	must(push("two-a", &err), &err);
	must(push("two-b", &err), &err); /* somebody was faster */
	assert_true(holds("two-b", &one));
	assert_true(holds("two.git", &one));
	assert_true(holds("two.git", &two));
	must(fetch("two-a", &err), &err);
	assert_true(holds("two-a", &two));
	/* Nobody adds a merge of what is there already. */
	assert_string_equal(sh_out("git -C two-a rev-parse refs/mowners/approvals"),
			    sh_out("git -C two.git rev-parse refs/mowners/approvals"));
	assert_string_equal(sh_out("git -C two.git rev-list --count refs/mowners/approvals"), "3");
	sh("git -C two.git fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
}

/* Fetching writes no other ref and no FETCH_HEAD, and no configured refspec overwrites what is not pushed yet. */
static void test_fetch_is_quiet(void **state)
{
	static const char *const refspecs[] = {"+refs/*:refs/*", "+refs/mowners/*:refs/mowners/*",
					       "+refs/mowners/*:refs/remotes/origin/mowners/*"};
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	struct mow_error err = {0};

	(void)state;
	approve(&one, "a");
	approve(&two, "b");
	for (size_t i = 0; i < COUNT(refspecs); i++) {
		sh("rm -rf quiet* && git init -q --bare -b main quiet.git");
		clone("quiet.git", "quiet-a");
		clone("quiet.git", "quiet-b");
		add_to("quiet-a", &one);
		must(push("quiet-a", &err), &err);
		sh("git -C quiet.git tag -a -m x t refs/mowners/approvals && git -C quiet.git update-ref refs/mowners/audit refs/mowners/approvals");
		add_to("quiet-b", &two);
		sh("git -C quiet-b config remote.origin.fetch '%s' && git -C quiet-b config fetch.prune true",
		   refspecs[i]);
		must(fetch("quiet-b", &err), &err);
		assert_true(holds("quiet-b", &one));
		assert_true(holds("quiet-b", &two));
		assert_string_equal(sh_out("git -C quiet-b for-each-ref --format='%%(refname)'"),
				    "refs/mowners/approvals");
		sh("test ! -e quiet-b/.git/FETCH_HEAD");
	}
}

/* Where both have a record, the remote's signature of it stays. */
static void test_remote_copy_stays(void **state)
{
	MOW_AUTO(buf) text = BUF_INIT;
	MOW_AUTO(buf) other = BUF_INIT;
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) read = {0};
	struct mow_error err = {0};
	struct oid root, commit;

	(void)state;
	sh("git init -q --bare -b main copy.git");
	clone("copy.git", "copy-a");
	clone("copy.git", "copy-b");
	make_text(&text, "lena@example.com", "step 100644 " A40 " 100644 " B40 " a\n");
	buf_add(&other, text.data, text.len);
	sign_text(&text, "lena");
	sign_text(&other, "marc");
	parse(&one, &text);
	parse(&two, &other);
	assert_string_equal(one.id, two.id);
	add_to("copy-a", &one);
	must(push("copy-a", &err), &err);
	add_to("copy-b", &two);
	must(push("copy-b", &err), &err);
	MOW_AUTO_PTR(repo) repo = open_repo("copy-b");
	root_of(&root, &commit, repo);
	assert_int_equal(store_read(&read, repo, &root, one.id, NULL), MOW_OK);
	assert_string_equal(read.armour, one.armour);
}

static void write_hook(const char *dir, const char *name, const char *script)
{
	char path[200];

	(void)snprintf(path, sizeof path, "%s/hooks/%s", dir, name);
	sh("mkdir -p %s/hooks", dir);
	write_file(path, script);
	assert_int_equal(chmod(path, 0700), 0);
}

static void test_push_refused(void **state)
{
	MOW_AUTO(record) one = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main refused.git");
	clone("refused.git", "refused-a");
	write_hook("refused.git", "pre-receive",
		   "#!/bin/sh\necho 'mowners: not today'\nprintf '\\033[31mred\\n'\nexit 1\n");
	approve(&one, "a");
	add_to("refused-a", &one);
	assert_int_equal(push("refused-a", &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "origin refused the approvals: mowners: not today; \\x1B[31mred"));
	assert_null(strchr(err.message, '\x1B'));
	assert_string_equal(sh_out("git -C refused.git for-each-ref"), "");
	assert_true(holds("refused-a", &one));
	/* An update hook, and a server that hides the ref. */
	sh("rm refused.git/hooks/pre-receive");
	write_hook("refused.git", "update", "#!/bin/sh\necho >&2 no \"$1\"\nexit 1\n");
	assert_int_equal(push("refused-a", &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "no refs/mowners/approvals"));
	sh("rm refused.git/hooks/update && git -C refused.git config receive.hideRefs refs/mowners");
	assert_int_equal(push("refused-a", &err), MOW_EDENIED);
	assert_non_null(strstr(err.message, "hidden ref"));
}

/* What the user has set up for pushes of their own. */
static void test_push_settings(void **state)
{
	MOW_AUTO(record) one = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main set.git");
	clone("set.git", "set-a");
	sh("cd set-a && git commit -q --allow-empty -m x && git tag -a -m x t && git config push.followTags true && "
	   "git config remote.origin.push '+refs/*:refs/*' && git config push.recurseSubmodules check && git config push.default matching");
	write_hook("set-a/.git", "pre-push", "#!/bin/sh\nexit 1\n");
	approve(&one, "a");
	add_to("set-a", &one);
	must(push("set-a", &err), &err);
	assert_string_equal(sh_out("git -C set.git for-each-ref --format='%%(refname)'"), "refs/mowners/approvals");
}

static void test_unreachable(void **state)
{
	MOW_AUTO(record) one = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q -b main lost && git -C lost remote add origin ../nowhere.git");
	assert_int_equal(fetch("lost", &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "cannot read the approvals of origin"));
	approve(&one, "a");
	add_to("lost", &one);
	assert_int_equal(push("lost", &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "cannot push the approvals to origin"));
	MOW_AUTO_PTR(repo) repo = open_repo("lost");
	assert_int_equal(store_fetch(repo, "--upload-pack=touch owned", &commit_text, &err), MOW_EGIT);
	assert_int_equal(store_push(NULL, repo, "-x", &commit_text, &err), MOW_EGIT);
	sh("test ! -e owned && test ! -e lost/owned");
	assert_true(holds("lost", &one));
}

/* The remote's URL is relative to the working tree, wherever we are; and linked working trees have the store too. */
static void test_from_elsewhere(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	struct mow_error err = {0};

	(void)state;
	sh("git init -q --bare -b main else.git && git init -q -b main else-a && git -C else-a remote add origin ../else.git");
	sh("cd else-a && git commit -q --allow-empty -m x && mkdir -p deep/er && git worktree add -q ../else-linked 2>/dev/null");
	approve(&one, "a");
	approve(&two, "b");
	add_to("else-a/deep", &one);
	assert_int_equal(chdir("else-a/deep/er"), 0);
	int result = push(".", &err);
	assert_int_equal(chdir("../../.."), 0);
	must(result, &err);
	add_to("else-linked", &two);
	must(push("else-linked", &err), &err);
	assert_true(holds("else.git", &one));
	assert_true(holds("else.git", &two));
	assert_true(holds("else-a", &two));
}

/* As a pipeline clones: without history, or without blobs. */
static void test_thin_clones(void **state)
{
	static const char *const how[] = {"--depth 1", "--filter=blob:none"};
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) three = {0};
	struct mow_error err = {0};

	(void)state;
	approve(&one, "a");
	approve(&two, "b");
	approve(&three, "c");
	for (size_t i = 0; i < COUNT(how); i++) {
		sh("rm -rf thin* && git init -q --bare -b main thin.git && git -C thin.git config uploadpack.allowFilter true");
		clone("thin.git", "thin-a");
		sh("cd thin-a && for i in 1 2 3; do echo $i >f && git add f && git commit -q -m $i; done && git push -q origin main");
		add_to("thin-a", &one);
		add_to("thin-a", &two);
		must(push("thin-a", &err), &err);
		sh("git clone -q %s file://%s/thin.git thin-b 2>/dev/null", how[i], fixture_dir);
		add_to("thin-b", &three);
		must(push("thin-b", &err), &err);
		assert_true(holds("thin-b", &one) && holds("thin-b", &two));
		assert_true(holds("thin.git", &three));
		must(fetch("thin-a", &err), &err);
		assert_true(holds("thin-a", &three));
	}
}

static void test_ten_pushes(void **state)
{
	enum { CLONES = 10 };
	struct record records[CLONES] = {{0}};
	pid_t pids[CLONES];
	char dir[40];

	(void)state;
	sh("git init -q --bare -b main ten.git");
	for (int i = 0; i < CLONES; i++) {
		const char path[2] = {(char)('a' + i), '\0'};
		(void)snprintf(dir, sizeof dir, "ten-%d", i);
		clone("ten.git", dir);
		approve(&records[i], path);
		add_to(dir, &records[i]);
	}
	for (int i = 0; i < CLONES; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			struct mow_error err = {0};
			(void)snprintf(dir, sizeof dir, "ten-%d", i);
			int result = push(dir, &err);
			if (result != MOW_OK)
				(void)fprintf(stderr, "%s\n", err.message);
			_exit(result != MOW_OK);
		}
	}
	for (int i = 0; i < CLONES; i++) {
		int status = -1;
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < CLONES; i++) {
		assert_true(holds("ten.git", &records[i]));
		record_release(&records[i]);
	}
	sh("git -C ten.git fsck --strict --no-dangling 2>fsck.log || { cat fsck.log; false; }");
}

/* A remote that anybody may write to: what has no place in a store is left there, a malformed tree takes all with it.
 */
static void test_hostile_remote(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) three = {0};
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct mow_error err = {0};
	char hex[OID_HEX];

	(void)state;
	approve(&one, "a");
	approve(&two, "b");
	approve(&three, "c");
	bytes_of(&bytes, &one);
	sh("git init -q -b main evil && git clone -q evil evil-a 2>/dev/null");
	index_start("evil", "");
	index_record("evil", &bytes, &one);
	struct oid clean = index_tree("evil");
	blob_of(hex, "evil", "evil", 4);
	index_put("evil", "100644", hex, "readme");
	index_put("evil", "100755", hex, "records/ab" ID62);
	index_put("evil", "120000", hex, "records/ac" ID62);
	index_put("evil", "100644", hex, "records/short");
	index_put("evil", "100644", hex, "records/ab/cd/ef/gh");
	index_put("evil", "100644", hex, "index");
	struct oid dirty = index_tree("evil");
	struct oid commit = commit_tree("evil", &dirty, "");
	oid_format(hex, &commit);
	sh("git -C evil update-ref refs/mowners/approvals %s", hex);
	add_to("evil-a", &two);
	must(fetch("evil-a", &err), &err);
	assert_true(holds("evil-a", &one));
	assert_true(holds("evil-a", &two));
	assert_string_equal(sh_out("git -C evil-a ls-tree -r --name-only refs/mowners/approvals | grep -c ."), "4");
	/* Without anything of one's own: exactly the good part. */
	sh("git clone -q evil evil-b 2>/dev/null");
	must(fetch("evil-b", &err), &err);
	oid_format(hex, &clean);
	assert_string_equal(sh_out("git -C evil-b rev-parse 'refs/mowners/approvals^{tree}'"), hex);
	/* A malformed tree: the same name twice. */
	MOW_AUTO(buf) tree = BUF_INIT;
	for (int i = 0; i < 2; i++) {
		buf_add(&tree, "40000 records", 14);
		buf_add(&tree, clean.bytes, OID_SIZE);
	}
	struct oid bad = sh_object("evil", "tree", tree.data, tree.len);
	commit = commit_tree("evil", &bad, "");
	oid_format(hex, &commit);
	sh("git -C evil update-ref refs/mowners/approvals %s", hex);
	sh("git clone -q evil evil-c 2>/dev/null");
	add_to("evil-c", &three);
	assert_int_equal(fetch("evil-c", &err), MOW_EDENIED);
	assert_true(holds("evil-c", &three));
	assert_false(holds("evil-c", &one));
	/* Not a commit at all. */
	sh("git -C evil update-ref refs/mowners/approvals %s", EMPTY_BLOB);
	assert_true(fetch("evil-c", &err) < 0);
	assert_true(holds("evil-c", &three));
}

/* What the commands do together: two people, their clones, a server whose pre-receive is the guard. */
static void test_guard_takes_what_store_makes(void **state)
{
	MOW_AUTO(record) one = {0};
	MOW_AUTO(record) two = {0};
	MOW_AUTO(record) three = {0};
	struct mow_error err = {0};
	struct oid before = none;

	(void)state;
	sh("git init -q --bare -b main both.git");
	clone("both.git", "both-a");
	clone("both.git", "both-b");
	approve(&one, "a");
	approve(&two, "b");
	approve(&three, "c");
	const struct {
		const char *dir;
		const struct record *record;
	} pushes[] = {{"both-a", &one}, {"both-b", &two}, {"both-a", &three}};
	MOW_AUTO_PTR(repo) server = open_repo("both.git");
	for (size_t i = 0; i < COUNT(pushes); i++) {
		struct oid root, after;
		add_to(pushes[i].dir, pushes[i].record);
		must(push(pushes[i].dir, &err), &err);
		root_of(&root, &after, server);
		must(store_guard(server, &before, &after, &world.verifier, &err), &err);
		before = after;
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_two_clones, fixture_return),
		cmocka_unit_test_teardown(test_fetch_is_quiet, fixture_return),
		cmocka_unit_test_teardown(test_remote_copy_stays, fixture_return),
		cmocka_unit_test_teardown(test_push_refused, fixture_return),
		cmocka_unit_test_teardown(test_push_settings, fixture_return),
		cmocka_unit_test_teardown(test_unreachable, fixture_return),
		cmocka_unit_test_teardown(test_from_elsewhere, fixture_return),
		cmocka_unit_test_teardown(test_thin_clones, fixture_return),
		cmocka_unit_test_teardown(test_ten_pushes, fixture_return),
		cmocka_unit_test_teardown(test_hostile_remote, fixture_return),
		cmocka_unit_test_teardown(test_guard_takes_what_store_makes, fixture_return),
	};

	return cmocka_run_group_tests_name("store_remote", tests, store_setup, store_teardown);
}
