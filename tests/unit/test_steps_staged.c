#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "steps/steps.h"

/* Each test has a repository of its own, "r", which is the current folder. */
static int begin(void **state)
{
	(void)state;
	sh("rm -rf r && git init -q -b main r && cd r && mkdir -p a/b c && for f in a/b/f a/g c/h top gone; do echo $f >$f; done && ln -s top link && "
	   "git add . && git commit -q -m x");
	return chdir("r");
}

/* What is staged, as git would commit it: the tree that git writes from the index, against HEAD's. */
static void expect_written_tree(bool from_env)
{
	struct steps steps = {0};
	struct steps want = {0};
	struct mow_error err = {0, ""};
	struct repo *repo = NULL;
	struct oid head = {{0}};

	assert_int_equal(repo_open(&repo, NULL, from_env ? REPO_FROM_ENV : REPO_FROM_DIR, &err), 0);
	if (fixture_run(NULL, "git rev-parse -q --verify HEAD >/dev/null") == 0)
		head = sh_oid("git rev-parse HEAD^{tree}");
	struct oid tree = sh_oid("git write-tree");
	if (steps_staged(&steps, repo, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(steps_between(&want, repo, &head, &tree, &err), 0);
	assert_int_equal(steps.count, want.count);
	for (size_t i = 0; i < want.count; i++) {
		struct buf a = BUF_INIT;
		struct buf b = BUF_INIT;
		step_format(&a, &steps.items[i]);
		step_format(&b, &want.items[i]);
		assert_string_equal(a.data, b.data);
		assert_int_equal(steps.items[i].path_len, want.items[i].path_len);
		buf_release(&a);
		buf_release(&b);
	}
	steps_release(&steps);
	steps_release(&want);
	repo_free(repo);
}

#define CHANGES                                                                                                                                  \
	"echo new >a/b/f && chmod +x a/g && git rm -q gone && echo odd >\"$(printf 'new\\n\"line\\377')\" && rm c/h && rmdir c && echo c >c && " \
	"rm link && mkdir link && echo in >link/in && git add -A"

static void nothing(void **state)
{
	(void)state;
	expect_written_tree(false);
}

static void plain(void **state)
{
	(void)state;
	sh(CHANGES);
	expect_written_tree(false);
	struct repo *repo = open_repo("a");
	struct steps steps = {0};
	assert_int_equal(steps_staged(&steps, repo, NULL), 0);
	assert_int_equal(steps.count, 8);
	for (size_t i = 1; i < steps.count; i++)
		assert_true(strcmp(steps.items[i - 1].path, steps.items[i].path) < 0);
	assert_string_equal(steps.items[0].path, "a/b/f");
	steps_release(&steps);
	repo_free(repo);
}

/* Neither its own settings nor the user's change what a step is. */
static void settings(void **state)
{
	static const char *const keys[] = {"diff.renames copies",
					   "diff.noprefix true",
					   "diff.mnemonicPrefix true",
					   "diff.ignoreSubmodules all",
					   "diff.external false",
					   "diff.relative true",
					   "diff.orderFile order",
					   "diff.algorithm patience",
					   "core.quotePath false",
					   "color.ui always",
					   "color.diff always",
					   "diff.renameLimit 1000",
					   "diff.suppressBlankEmpty true",
					   "core.abbrev 5",
					   "diff.submodule log"};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		sh("git config %s && git config -f ../home %s", keys[i], keys[i]);
	char home[256];
	(void)snprintf(home, sizeof home, "%s/home", fixture_dir);
	setenv("GIT_CONFIG_GLOBAL", home, 1);
	sh("echo top >order && git mv top moved && " CHANGES);
	sh("git update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,sub");
	assert_int_equal(chdir("a"), 0);
	expect_written_tree(false);
}

static void unborn(void **state)
{
	(void)state;
	sh("git checkout -q --orphan fresh && git rm -rq --cached . && git add a top");
	expect_written_tree(false);
}

static void detached(void **state)
{
	(void)state;
	sh("git checkout -q --detach && " CHANGES);
	expect_written_tree(false);
}

static void split_index(void **state)
{
	(void)state;
	sh("git update-index --split-index && " CHANGES " && test -n \"$(ls .git/sharedindex.*)\"");
	expect_written_tree(false);
}

static void sparse_index(void **state)
{
	(void)state;
	sh("git sparse-checkout init --cone --sparse-index && git sparse-checkout set a && test ! -e c && "
	   "git ls-files --sparse -s -t | grep -q 'c/$' && echo more >>a/g && git add a/g");
	expect_written_tree(false);
}

static void old_and_new_index_versions(void **state)
{
	(void)state;
	sh(CHANGES " && git update-index --index-version 4");
	expect_written_tree(false);
}

static void intended_only(void **state)
{
	(void)state;
	sh("echo later >later && git add -N later && echo now >now && git add now");
	expect_written_tree(false);
}

static void skip_worktree(void **state)
{
	(void)state;
	sh("git update-index --skip-worktree top && git update-index --assume-unchanged a/g && rm top && echo x >>a/g && echo n >n && git add n");
	expect_written_tree(false);
}

static void no_index_file(void **state)
{
	(void)state;
	sh("rm .git/index");
	expect_written_tree(false);
}

static void unmerged(void **state)
{
	struct steps steps = {.count = 42};
	struct mow_error err = {0, ""};

	(void)state;
	sh("git checkout -q -b side && echo side >a/g && git commit -qam s && git checkout -q main && echo main >a/g && git commit -qam m && "
	   "! git merge side >/dev/null 2>&1");
	struct repo *repo = open_repo(NULL);
	assert_int_equal(steps_staged(&steps, repo, &err), MOW_EINVAL);
	assert_string_equal(err.message, "a/g is not merged yet; resolve the conflict and run git add");
	assert_int_equal(steps.count, 42);
	repo_free(repo);
}

/* commit -a and commit PATH show their hook another index file. */
static void other_index(void **state)
{
	static const char *const commits[] = {"git commit -q -a -m y", "git commit -q top -m y", "git commit -q -m y"};

	(void)state;
	write_file(
		".git/hooks/pre-commit",
		"#!/bin/sh\ncp \"$GIT_INDEX_FILE\" kept\ncase $GIT_INDEX_FILE in */index|index) echo same;; *) echo other;; esac >which\nexit 1\n");
	sh("chmod +x .git/hooks/pre-commit && echo changed >top && echo staged >a/g && git add a/g && echo more >a/b/f");
	for (size_t i = 0; i < 3; i++) {
		sh("! %s", commits[i]);
		assert_string_equal(sh_out("cat which"), i < 2 ? "other" : "same");
		setenv("GIT_INDEX_FILE", "kept", 1);
		expect_written_tree(true);
		struct steps steps = {0};
		struct repo *repo = NULL;
		assert_int_equal(repo_open(&repo, NULL, REPO_FROM_ENV, NULL), 0);
		assert_int_equal(steps_staged(&steps, repo, NULL), 0);
		assert_int_equal(steps.count, i == 0 ? 3 : 1);
		assert_string_equal(steps.items[0].path, i == 0 ? "a/b/f" : i == 1 ? "top" : "a/g");
		steps_release(&steps);
		repo_free(repo);
		unsetenv("GIT_INDEX_FILE");
	}
}

static void linked(void **state)
{
	(void)state;
	sh("rm -rf ../tree && git worktree add -q ../tree");
	assert_int_equal(chdir("../tree"), 0);
	sh("echo x >>top && git add top");
	expect_written_tree(false);
	sh("git -C ../r worktree remove --force ../tree");
}

/* A hook of the user's or a monitor would be run by a careless git status. */
static void runs_nothing(void **state)
{
	(void)state;
	write_file(".git/monitor", "#!/bin/sh\ntouch ran\n");
	sh("chmod +x .git/monitor && git config core.fsmonitor .git/monitor && touch -d yesterday top && git update-index --add top 2>/dev/null; rm -f ran && cp .git/index before");
	struct repo *repo = open_repo(NULL);
	struct steps steps = {0};
	assert_int_equal(steps_staged(&steps, repo, NULL), 0);
	assert_int_equal(access("ran", F_OK), -1);
	sh("cmp .git/index before");
	steps_release(&steps);
	repo_free(repo);
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, begin, fixture_return)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROW(nothing),       ROW(plain),         ROW(settings),      ROW(unborn),
		ROW(detached),      ROW(split_index),   ROW(sparse_index),  ROW(old_and_new_index_versions),
		ROW(intended_only), ROW(skip_worktree), ROW(no_index_file), ROW(unmerged),
		ROW(other_index),   ROW(linked),        ROW(runs_nothing),
	};

	return cmocka_run_group_tests_name("steps_staged", tests, fixture_setup, fixture_teardown);
}
