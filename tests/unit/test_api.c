/* The library as a program outside sees it: mowners.h alone, on real repositories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "mowners.h"

static const char rules_text[] = "[mowners]\n"
				 "version = 1\n"
				 "[rules]\n"
				 "accountable = @tomas\n"
				 "[brand]\n"
				 "path = /brand/\n"
				 "accountable = @lena\n"
				 "review = @legal\n"
				 "level = detailed\n"
				 "[people]\n"
				 "@lena = Lena Fischer <lena@example.com>, deputy @tomas\n"
				 "@tomas = Tomas Riva <tomas@example.com>\n"
				 "@greta = Greta Gold <greta@example.com>, until 2026-06-30\n"
				 "@paul = Paul Post <paul@example.com>\n"
				 "[teams]\n"
				 "@legal = @greta @paul\n";

/* A repository with the rules and two files, committed on main; opened with a clock of 2026-11-22. */
static struct mow_repo *new_repo(const char *name)
{
	struct mow_repo_options options = {.dir = name, .now = 1795305600};
	struct mow_repo *repo = NULL;
	struct mow_error err;
	char path[128];

	sh("git init -q -b main %s && mkdir %s/brand && echo 1 > %s/brand/logo && echo 1 > %s/other", name, name, name,
	   name);
	(void)snprintf(path, sizeof path, "%s/OWNERS", name);
	write_file(path, rules_text);
	sh("cd %s && git add . && git commit -q -m first", name);
	if (mow_repo_open(&repo, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	return repo;
}

static void count_finding(const struct mow_finding *finding, void *context)
{
	assert_non_null(finding->message);
	*(int *)context += 1;
}

static void test_no_repository(void **state)
{
	struct mow_repo_options options = {.dir = "/"};
	struct mow_repo *repo = NULL;
	struct mow_error err = {0};

	(void)state;
	assert_true(mow_repo_open(&repo, &options, &err) < 0);
	assert_null(repo);
	assert_true(strlen(err.message) > 10);
	assert_true(mow_repo_open(&repo, &options, NULL) < 0);
	mow_repo_free(NULL);
}

static void test_owners(void **state)
{
	struct mow_repo *repo = new_repo("owners");
	struct mow_rules *rules = NULL;
	const struct mow_owners *owners;
	const char *const *people;
	struct mow_error err;
	size_t count;

	(void)state;
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read(rules, "brand/logo", 10, NULL, NULL, &err), 0);
	assert_int_equal(mow_owners(&owners, rules, "brand/logo", 10, false, &err), 0);
	assert_string_equal(owners->area, "brand");
	assert_string_equal(owners->accountable, "@lena");
	assert_string_equal(owners->accountable_source, "OWNERS:7");
	assert_string_equal(owners->level, "detailed");
	assert_int_equal(owners->review_count, 1);
	assert_string_equal(owners->review[0].name, "legal");
	assert_int_equal(owners->review[0].need, 1);
	assert_string_equal(owners->review[0].of[0], "@legal");
	/* Greta's service ended before the day. */
	assert_int_equal(owners->review[0].people_count, 1);
	assert_string_equal(owners->review[0].people[0], "@paul");
	assert_int_equal(mow_owners_people(&people, &count, rules, owners, "review", &err), 0);
	assert_int_equal(count, 1);
	assert_string_equal(people[0], "@paul");
	assert_int_equal(mow_owners_people(&people, &count, rules, owners, "boss", &err), MOW_EINVAL);
	assert_int_equal(mow_owners(&owners, rules, "other", 5, false, &err), 0);
	assert_null(owners->area);
	assert_null(owners->accountable);
	assert_string_equal(owners->level, "standard");
	assert_int_equal(mow_rules_is_folder(rules, "brand", 5, &err), 1);
	assert_int_equal(mow_rules_is_folder(rules, "other", 5, &err), 0);
	assert_int_equal(mow_rules_is_folder(rules, "absent", 6, &err), 0);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

static void test_errors_in_rules(void **state)
{
	struct mow_repo *repo = new_repo("broken");
	struct mow_rules *rules = NULL;
	struct mow_error err;
	int found = 0;

	(void)state;
	write_file("broken/OWNERS", "[mowners]\nversion = 2\n[rules]\naccountable = @nobody\nlevl = detailed\n");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read(rules, "x", 1, count_finding, &found, &err), MOW_ERULES);
	assert_true(found >= 1);
	mow_rules_free(rules);
	/* The commit is still good. */
	assert_int_equal(mow_rules_open(&rules, repo, "HEAD", &err), 0);
	assert_int_equal(mow_rules_read_all(rules, NULL, NULL, &err), 0);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

static int collect(const char *path, size_t len, void *context)
{
	buf_add(context, path, len);
	buf_addc(context, '\n');
	return 0;
}

static void test_walk(void **state)
{
	struct mow_repo *repo = new_repo("walk");
	struct mow_rules *rules = NULL;
	struct buf head = BUF_INIT, tracked = BUF_INIT;
	struct mow_error err;

	(void)state;
	sh("cd walk && echo 1 > brand/new && git add brand/new");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_walk(rules, "", false, collect, &head, &err), 0);
	assert_string_equal(head.data, "OWNERS\nbrand/logo\nother\n");
	assert_int_equal(mow_rules_walk(rules, "brand/", true, collect, &tracked, &err), 0);
	assert_string_equal(tracked.data, "brand/logo\nbrand/new\n");
	buf_release(&head);
	buf_release(&tracked);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

static void test_verdict(void **state)
{
	struct mow_repo *repo = new_repo("verdict");
	struct mow_change_options options = {.old_rev = "main", .new_rev = "topic"};
	struct mow_verdict *verdict = NULL;
	const struct mow_group *group;
	const char *const *ask;
	struct mow_error err;

	(void)state;
	sh("cd verdict && git switch -q -c topic && echo 2 > brand/logo && git commit -q -a -m change && git switch -q main");
	if (mow_verdict_new(&verdict, repo, &options, NULL, NULL, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(mow_verdict_outcome(verdict), MOW_OUTCOME_BLOCKED);
	assert_string_equal(mow_verdict_target(verdict), "refs/heads/main");
	assert_string_equal(mow_verdict_old(verdict), sh_out("git -C verdict rev-parse main"));
	assert_string_equal(mow_verdict_new_tip(verdict), sh_out("git -C verdict rev-parse topic"));
	assert_int_equal(mow_verdict_steps(verdict), 1);
	assert_int_equal(mow_verdict_groups(verdict), 1);
	group = mow_verdict_group(verdict, 0);
	assert_int_equal(group->state, MOW_MISSING);
	assert_string_equal(group->area, "brand");
	assert_string_equal(group->level, "detailed");
	assert_string_equal(group->source, "OWNERS:7");
	assert_int_equal(group->step_count, 1);
	assert_string_equal(group->steps[0]->path, "brand/logo");
	assert_string_equal(group->steps[0]->new_id, sh_out("git -C verdict rev-parse topic:brand/logo"));
	assert_int_equal(group->need_count, 3);
	assert_string_equal(group->needs[0].role, "decision");
	assert_string_equal(group->needs[0].of, "@lena");
	assert_string_equal(group->needs[1].role, "review.legal");
	assert_string_equal(group->needs[2].role, "people");
	assert_int_equal(group->needs[2].need, 2);
	assert_int_equal(mow_verdict_ask(verdict, &ask), 2);
	assert_string_equal(ask[0], "@lena");
	assert_string_equal(ask[1], "@paul");
	mow_verdict_free(verdict);
	mow_verdict_free(NULL);
	mow_repo_free(repo);
}

static void test_verdict_open(void **state)
{
	struct mow_repo *repo = new_repo("open");
	struct mow_change_options options = {.target = "feature", .old_rev = "main", .new_rev = "main"};
	struct mow_verdict *verdict = NULL;
	struct mow_error err;

	(void)state;
	if (mow_verdict_new(&verdict, repo, &options, NULL, NULL, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(mow_verdict_outcome(verdict), MOW_OUTCOME_OPEN);
	mow_verdict_free(verdict);
	mow_repo_free(repo);
}

static void test_lint(void **state)
{
	struct mow_repo *repo = new_repo("lint");
	struct mow_error err;
	int found = 0;

	(void)state;
	assert_int_equal(mow_lint(repo, NULL, count_finding, &found, &err), 0);
	assert_true(found >= 2); /* other is in no area; nobody has a key */
	mow_repo_free(repo);
}

static void test_push(void **state)
{
	struct mow_repo *repo = new_repo("push");
	struct mow_error err;
	struct mow_push *push = NULL;
	char old[41], new[41];
	struct mow_update update = {"refs/heads/main", old, new};

	(void)state;
	(void)snprintf(old, sizeof old, "%s", sh_out("git -C push rev-parse main"));
	sh("cd push && git switch -q -c topic && echo 2 > brand/logo && git commit -q -a -m change && git switch -q main");
	(void)snprintf(new, sizeof new, "%s", sh_out("git -C push rev-parse topic"));
	if (mow_push_new(&push, repo, &update, 1, &err) != 0)
		fail_msg("%s", err.message);
	assert_false(mow_push_is_accepted(push));
	assert_int_equal(mow_push_updates(push), 1);
	assert_non_null(mow_push_update(push, 0)->verdict);
	mow_push_free(push);
	update = (struct mow_update){"refs/replace/x", "0000000000000000000000000000000000000000", new};
	if (mow_push_new(&push, repo, &update, 1, &err) != 0)
		fail_msg("%s", err.message);
	assert_false(mow_push_is_accepted(push));
	assert_non_null(mow_push_update(push, 0)->refusal);
	mow_push_free(push);
	update.ref = "refs/heads/other";
	if (mow_push_new(&push, repo, &update, 1, &err) != 0)
		fail_msg("%s", err.message);
	assert_true(mow_push_is_accepted(push));
	mow_push_free(push);
	/* A symbolic ref is followed even to a branch that is not there yet. */
	sh("git -C push symbolic-ref refs/heads/alias refs/mowners/audit");
	update = (struct mow_update){"refs/heads/alias", "0000000000000000000000000000000000000000", new};
	if (mow_push_new(&push, repo, &update, 1, &err) != 0)
		fail_msg("%s", err.message);
	assert_false(mow_push_is_accepted(push));
	assert_non_null(mow_push_update(push, 0)->refusal);
	mow_push_free(push);
	update.new_id = "none";
	push = NULL;
	assert_true(mow_push_new(&push, repo, &update, 1, &err) < 0);
	assert_null(push);
	mow_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_repository),
		cmocka_unit_test(test_owners),
		cmocka_unit_test(test_errors_in_rules),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_verdict),
		cmocka_unit_test(test_verdict_open),
		cmocka_unit_test(test_lint),
		cmocka_unit_test(test_push),
	};

	return cmocka_run_group_tests_name("api", tests, fixture_setup, fixture_teardown);
}
