/* A change that lies on a forge: what is brought here, and what is not, with real git. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "mowners.h"

/* hub.git has main, release, a request 7 of two commits, a commit that no ref names any more, and approvals. */
static void make_hub(void)
{
	sh("rm -rf hub.git here && git init -q --bare -b main hub.git && git init -q -b main make && cd make &&"
	   "git config uploadpack.allowAnySHA1InWant true && git -C ../hub.git config uploadpack.allowAnySHA1InWant true &&"
	   "git commit -q --allow-empty -m base && git push -q ../hub.git main main:release &&"
	   "git commit -q --allow-empty -m one && git push -q ../hub.git HEAD:refs/pull/7/head && git tag lost &&"
	   "git commit -q --amend --allow-empty -m two && git push -q -f ../hub.git HEAD:refs/pull/7/head &&"
	   "git push -q ../hub.git HEAD:refs/mowners/approvals && git push -q ../hub.git main:other");
	sh("git clone -q --single-branch -b main hub.git here && git -C here update-ref -d refs/remotes/origin/main");
}

static int group_setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	make_hub();
	return 0;
}

static struct mow_repo *open_clone(const char *dir)
{
	const struct mow_repo_options options = {.dir = dir};
	struct mow_repo *repo = NULL;
	struct mow_error err = {0};

	if (mow_repo_open(&repo, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	return repo;
}

static void test_change(void **state)
{
	const struct mow_fetch_options options = {.target = "refs/heads/release", .ref = "refs/pull/7/head"};
	struct mow_fetched found;
	struct mow_error err = {0};
	struct mow_repo *repo = open_clone("here");

	(void)state;
	if (mow_fetch(&found, repo, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	assert_string_equal(found.remote, "origin");
	assert_string_equal(found.head, "refs/heads/main");
	assert_string_equal(found.tip, sh_out("git -C hub.git rev-parse refs/pull/7/head"));
	mow_repo_free(repo);
	sh("git -C here cat-file -e \"$(git -C hub.git rev-parse refs/pull/7/head)\"");
	assert_string_equal(sh_out("git -C here for-each-ref --format='%%(refname)' refs/remotes refs/tags refs/pull "
				   "refs/mowners refs/mowners-remotes | tr '\\n' ' '"),
			    "refs/mowners-remotes/origin/approvals refs/remotes/origin/HEAD refs/remotes/origin/main "
			    "refs/remotes/origin/release ");
	sh("test ! -e here/.git/FETCH_HEAD");
}

struct refusal {
	const char *target, *ref, *remote;
	int code;
	const char *says;
};

static void test_refusals(void **state)
{
	static const struct refusal rows[] = {
		{"refs/heads/none", NULL, NULL, MOW_ENOTFOUND, "origin has no refs/heads/none"},
		{"refs/pull/7/head", NULL, NULL, MOW_ENOTFOUND, "origin has no refs/pull/7/head"},
		{NULL, "refs/pull/8/head", NULL, MOW_ENOTFOUND,
		 "origin has no refs/pull/8/head, which would hold the change"},
		{"main", NULL, NULL, MOW_EINVAL, "main is no full name of a ref"},
		{"refs/heads/a*", NULL, NULL, MOW_EINVAL, "refs/heads/a* is no full name of a ref"},
		{NULL, "refs/pull/7/head:refs/heads/x", NULL, MOW_EINVAL, "no full name of a ref"},
		{NULL, "--upload-pack=x", NULL, MOW_EINVAL, "no full name of a ref"},
		{NULL, NULL, "nowhere", MOW_EGIT, "cannot ask for the branches of nowhere: "},
	};
	struct mow_repo *repo = open_clone("here");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct mow_fetch_options options = {rows[i].remote, rows[i].target, rows[i].ref};
		struct mow_fetched found = {.remote = "untouched"};
		struct mow_error err = {0};
		assert_int_equal(mow_fetch(&found, repo, &options, &err), rows[i].code);
		if (strstr(err.message, rows[i].says) == NULL)
			fail_msg("\"%s\" lacks \"%s\"", err.message, rows[i].says);
		assert_string_equal(found.remote, "untouched");
	}
	mow_repo_free(repo);
}

static void test_no_default_branch(void **state)
{
	const struct mow_fetch_options options = {0};
	struct mow_fetched found;
	struct mow_error err = {0};

	(void)state;
	sh("rm -rf headless.git headless && git clone -q --bare hub.git headless.git && git clone -q headless.git headless &&"
	   "git -C headless.git update-ref --no-deref HEAD \"$(git -C hub.git rev-parse main)\"");
	struct mow_repo *repo = open_clone("headless");
	assert_int_equal(mow_fetch(&found, repo, &options, &err), MOW_ENOTFOUND);
	assert_string_equal(err.message, "origin has no HEAD that names a branch, so none is the default one");
	mow_repo_free(repo);
	repo = open_clone("hub.git");
	assert_int_equal(mow_fetch(&found, repo, &options, &err), MOW_EUNSUPPORTED);
	mow_repo_free(repo);
	sh("git -C headless remote remove origin");
	repo = open_clone("headless");
	assert_int_equal(mow_fetch(&found, repo, &options, &err), MOW_ENOTFOUND);
	assert_string_equal(err.message, "this clone has no remote to fetch from");
	mow_repo_free(repo);
}

static void test_commits(void **state)
{
	char lost[41], main_tip[41];
	struct mow_error err = {0};

	(void)state;
	(void)snprintf(lost, sizeof lost, "%s", sh_out("git -C make rev-parse lost"));
	(void)snprintf(main_tip, sizeof main_tip, "%s", sh_out("git -C make rev-parse main"));
	struct mow_wanted wanted[] = {
		{"1111111111111111111111111111111111111111", true}, {lost, false}, {main_tip, false}};
	struct mow_repo *repo = open_clone("here");
	if (mow_fetch_commits(wanted, 3, repo, "origin", &err) != MOW_OK)
		fail_msg("%s", err.message);
	assert_false(wanted[0].here);
	assert_true(wanted[1].here);
	assert_true(wanted[2].here);
	wanted[1].id = "abc";
	assert_int_equal(mow_fetch_commits(wanted, 3, repo, "origin", &err), MOW_EINVAL);
	mow_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_no_default_branch),
		cmocka_unit_test(test_commits),
	};

	return cmocka_run_group_tests_name("fetch", tests, group_setup, fixture_teardown);
}
