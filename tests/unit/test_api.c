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

static const struct mow_path brand_path = {"brand/logo", 10, MOW_PATH_FILE}, other_path = {"other", 5, MOW_PATH_FILE};

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
	struct mow_people people;
	struct mow_error err;

	(void)state;
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read(rules, &brand_path, NULL, &err), 0);
	assert_int_equal(mow_owners(&owners, rules, &brand_path, &err), 0);
	assert_string_equal(owners->area, "brand");
	assert_string_equal(owners->accountable, "@lena");
	assert_string_equal(owners->accountable_place.file, "OWNERS");
	assert_int_equal(owners->accountable_place.line, 7);
	assert_string_equal(owners->level, "detailed");
	assert_int_equal(owners->review_count, 1);
	assert_string_equal(owners->review[0].name, "legal");
	assert_int_equal(owners->review[0].need, 1);
	assert_string_equal(owners->review[0].of[0], "@legal");
	/* Greta's service ended before the day. */
	assert_int_equal(owners->review[0].people_count, 1);
	assert_string_equal(owners->review[0].people[0], "@paul");
	assert_int_equal(mow_owners_people(&people, rules, owners, "review", &err), 0);
	assert_int_equal(people.count, 1);
	assert_string_equal(people.items[0], "@paul");
	assert_int_equal(mow_owners_people(&people, rules, owners, "boss", &err), MOW_EINVAL);
	assert_int_equal(mow_owners(&owners, rules, &other_path, &err), 0);
	assert_null(owners->area);
	assert_null(owners->accountable);
	assert_string_equal(owners->level, "standard");
	assert_int_equal(mow_rules_path_kind(rules, "brand", 5, &err), 1);
	assert_int_equal(mow_rules_path_kind(rules, "other", 5, &err), 0);
	assert_int_equal(mow_rules_path_kind(rules, "absent", 6, &err), 0);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

/* Somebody taken out of service, the answers given before forgotten; whom no file that was read names is looked for in
 * all. */
static void test_without(void **state)
{
	struct mow_repo *repo = new_repo("without");
	struct mow_rules *rules = NULL;
	const struct mow_owners *owners;
	struct mow_error err;

	(void)state;
	sh("mkdir without/email && printf '[email]\npath = *\naccountable = zoe@example.com\n' >without/email/OWNERS");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_without(rules, "@lnea", NULL, &err), MOW_EINVAL);
	assert_string_equal(err.message, "@lnea is nobody whom the OWNERS files know; did you mean @lena?");
	assert_int_equal(mow_owners(&owners, rules, &brand_path, &err), 0);
	assert_false(owners->accountable_gone);
	assert_int_equal(mow_rules_without(rules, "LENA@example.com", NULL, &err), 0);
	assert_int_equal(mow_owners(&owners, rules, &brand_path, &err), 0);
	assert_true(owners->accountable_gone);
	assert_int_equal(owners->acting_count, 1);
	assert_string_equal(owners->acting[0], "@tomas");
	assert_int_equal(owners->review[0].people_count, 1);
	assert_int_equal(mow_rules_without(rules, "@legal", NULL, &err), 0);
	assert_int_equal(mow_owners(&owners, rules, &brand_path, &err), 0);
	assert_int_equal(owners->review[0].people_count, 0);
	assert_int_equal(mow_rules_without(rules, "zoe@example.com", NULL, &err), 0);
	assert_int_equal(mow_rules_without(rules, "zoe@example.net", NULL, &err), MOW_EINVAL);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

static void test_errors_in_rules(void **state)
{
	struct mow_repo *repo = new_repo("broken");
	struct mow_rules *rules = NULL;
	struct mow_error err;
	int found = 0;
	const struct mow_finding_sink sink = {count_finding, &found};

	(void)state;
	write_file("broken/OWNERS", "[mowners]\nversion = 2\n[rules]\naccountable = @nobody\nlevl = detailed\n");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read(rules, &other_path, &sink, &err), MOW_ERULES);
	assert_true(found >= 1);
	mow_rules_free(rules);
	/* The commit is still good. */
	assert_int_equal(mow_rules_open(&rules, repo, "HEAD", &err), 0);
	assert_int_equal(mow_rules_read_all(rules, NULL, &err), 0);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

struct collected {
	struct buf text;
	int findings;
};

static int collect(const struct mow_owners *owners, void *context)
{
	struct collected *collected = context;

	buf_add(&collected->text, owners->path, owners->path_len);
	buf_addf(&collected->text, " %s\n", owners->accountable != NULL ? owners->accountable : "-");
	return 0;
}

static int walk_all(struct collected *out, struct mow_repo *repo, const char *source, struct mow_error *err)
{
	const struct mow_finding_sink sink = {count_finding, &out->findings};
	const struct mow_walk walk = {"", false, collect, out, &sink, NULL, false};
	struct mow_rules *rules = NULL;
	int result;

	buf_reset(&out->text);
	out->findings = 0;
	assert_int_equal(mow_rules_open(&rules, repo, source, err), 0);
	result = mow_rules_walk(rules, &walk, err);
	mow_rules_free(rules);
	return result;
}

static void test_walk(void **state)
{
	struct mow_repo *repo = new_repo("walk");
	struct mow_rules *rules = NULL;
	struct collected head = {BUF_INIT, 0}, tracked = {BUF_INIT, 0};
	struct mow_walk all = {"", false, collect, &head, NULL, NULL, false},
			brand = {"brand/", true, collect, &tracked, NULL, NULL, false};
	struct mow_error err;

	(void)state;
	sh("cd walk && echo 1 > brand/new && git add brand/new");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_walk(rules, &all, &err), 0);
	assert_string_equal(head.text.data, "OWNERS @tomas\nbrand/logo @lena\nother -\n");
	assert_int_equal(mow_rules_walk(rules, &brand, &err), 0);
	assert_string_equal(tracked.text.data, "brand/logo @lena\nbrand/new @lena\n");
	buf_release(&head.text);
	buf_release(&tracked.text);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

/* Nested files are found on the way: in the tree, or in the working tree whether tracked or not; they count for what
 * sorts before them too. */
static void test_walk_nested(void **state)
{
	struct mow_repo *repo = new_repo("nested");
	struct collected got = {BUF_INIT, 0};
	struct mow_error err;

	(void)state;
	sh("cd nested && mkdir brand/A brand/z && echo 1 > brand/A/1 && echo 1 > brand/z/1 && git add . &&"
	   "printf '[own]\npath = *\naccountable = @paul\n' >brand/A/OWNERS && git add . && git commit -q -m 2 &&"
	   "printf '[own]\npath = *\naccountable = @greta\n' >brand/z/OWNERS");
	assert_int_equal(walk_all(&got, repo, "HEAD", &err), 0);
	assert_string_equal(got.text.data, "OWNERS @tomas\nbrand/A/1 @paul\nbrand/A/OWNERS @tomas\n"
					   "brand/logo @lena\nbrand/z/1 @lena\nother -\n");
	assert_int_equal(walk_all(&got, repo, NULL, &err), 0);
	assert_string_equal(got.text.data, "OWNERS @tomas\nbrand/A/1 @paul\nbrand/A/OWNERS @tomas\n"
					   "brand/logo @lena\nbrand/z/1 @greta\nother -\n");
	buf_release(&got.text);
	mow_repo_free(repo);
}

/* An error ends the answers; the errors of other files are still found, each once. */
static void test_walk_errors(void **state)
{
	struct mow_repo *repo = new_repo("errors");
	struct collected got = {BUF_INIT, 0};
	struct mow_error err;

	(void)state;
	sh("cd errors && mkdir -p brand/a/OWNERS brand/z/OWNERS && echo x > brand/a/1 && echo x > brand/a/OWNERS/x &&"
	   "echo x > brand/z/1 && echo x > brand/z/OWNERS/x && git add . && git commit -q -m 2");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(walk_all(&got, repo, i ? NULL : "HEAD", &err), MOW_ERULES);
		assert_int_equal(got.findings, 2);
		assert_string_equal(got.text.data, "OWNERS @tomas\n");
	}
	buf_release(&got.text);
	mow_repo_free(repo);
}

struct collected_refs {
	struct buf text;
	const char *tip;
};

static int collect_ref(const char *ref, const char *tip, void *context)
{
	struct collected_refs *collected = context;

	if (strcmp(tip, collected->tip) == 0)
		buf_addf(&collected->text, "%s ", ref);
	return 0;
}

static void test_branches(void **state)
{
	struct mow_repo *repo = new_repo("branches");
	struct collected_refs got = {BUF_INIT, NULL};
	const char *head = NULL;
	struct mow_error err;

	(void)state;
	sh("cd branches && git branch a && git tag t && git update-ref refs/remotes/o/main HEAD && git switch -q -c z &&"
	   "git commit -q --allow-empty -m more && git pack-refs --all && git branch b main");
	assert_int_equal(mow_repo_head(&head, repo, &err), 0);
	assert_string_equal(head, "refs/heads/z");
	got.tip = sh_out("git -C branches rev-parse main");
	assert_int_equal(mow_repo_each_branch(repo, collect_ref, &got, &err), 0);
	assert_string_equal(got.text.data, "refs/heads/a refs/heads/b refs/heads/main refs/remotes/o/main ");
	sh("cd branches && git switch -q --detach");
	assert_int_equal(mow_repo_head(&head, repo, &err), 0);
	assert_null(head);
	buf_release(&got.text);
	mow_repo_free(repo);
}

/* More different answers than are kept: each is right, and has a number of its own. */
static void test_many_answers(void **state)
{
	enum { AREAS = 5000 };
	static size_t numbers[AREAS];
	struct mow_repo *repo = new_repo("many");
	struct mow_rules *rules = NULL;
	const struct mow_owners *owners;
	struct buf text = BUF_INIT;
	struct mow_error err;

	(void)state;
	buf_adds(&text, rules_text);
	for (unsigned i = 0; i < AREAS; i++)
		buf_addf(&text, "[a%u]\npath = /d%u/\naccountable = p%u@example.com\n", i, i, i);
	write_file("many/OWNERS", text.data);
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	for (unsigned i = 0; i < 2 * AREAS; i++) {
		unsigned area = i * 7 % AREAS;
		char path[32], wanted[32];
		int len = snprintf(path, sizeof path, "d%u/f", area);
		(void)snprintf(wanted, sizeof wanted, "p%u@example.com", area);
		const struct mow_path asked = {path, (size_t)len, MOW_PATH_FILE};
		assert_int_equal(mow_rules_read(rules, &asked, NULL, &err), 0);
		assert_int_equal(mow_owners(&owners, rules, &asked, &err), 0);
		assert_string_equal(owners->accountable, wanted);
		assert_ptr_equal(owners->path, path);
		assert_int_equal(owners->number, i < AREAS ? i + 1 : numbers[area]);
		numbers[area] = owners->number;
	}
	buf_release(&text);
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
	if (mow_verdict_new(&verdict, repo, &options, NULL, &err) != 0)
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
	assert_int_equal(group->needs[0]->kind, MOW_NEED_DECISION);
	assert_int_equal(group->needs[0]->of_count, 1);
	assert_string_equal(group->needs[0]->of[0], "@lena");
	assert_int_equal(group->needs[1]->kind, MOW_NEED_GATE);
	assert_string_equal(group->needs[1]->gate, "legal");
	assert_string_equal(group->needs[1]->written, "@legal");
	assert_int_equal(group->needs[2]->kind, MOW_NEED_PEOPLE);
	assert_int_equal(group->needs[2]->of_count, 0);
	assert_int_equal(group->needs[2]->need, 2);
	assert_int_equal(mow_verdict_ask(verdict, &ask), 2);
	assert_string_equal(ask[0], "@lena");
	assert_string_equal(ask[1], "@paul");
	mow_verdict_free(verdict);
	mow_verdict_free(NULL);
	mow_repo_free(repo);
}

/* The verdict about one more commit on a branch of its own: what `script` changes, by `author`. `evidence` "by": who
 * approved the commit before, or NULL. */
static struct mow_verdict *judge(struct mow_repo *repo, const char *author, const char *script, const char *by)
{
	static char evidence[256];
	struct mow_change_options options = {.old_rev = "main", .new_rev = "topic"};
	struct mow_verdict *verdict = NULL;
	struct mow_error err;

	sh("cd facts && git switch -q -C topic main && %s && git add -A &&"
	   "git -c user.email=%s commit -q -m change --author 'A <%s>'",
	   script, author, author);
	if (by != NULL) {
		int len = snprintf(evidence, sizeof evidence,
				   "{\"by\": \"%s\", \"commit\": \"%s\", \"made\": \"2026-11-20T10:00:00Z\"}\n", by,
				   sh_out("git -C facts rev-parse topic"));
		options.evidence = evidence;
		options.evidence_len = (size_t)len;
		sh("cd facts && echo more >>brand/logo && git commit -q -a -m more --author 'B <b@example.com>'");
	}
	if (mow_verdict_new(&verdict, repo, &options, NULL, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(mow_verdict_now(verdict), mow_repo_now(repo));
	return verdict;
}

/* Why a group is blocked, and who is missing for what, comes as data. */
static void test_verdict_facts(void **state)
{
	struct mow_repo *repo = new_repo("facts");
	const struct mow_group *group;
	struct mow_verdict *verdict;

	(void)state;
	sh("cd facts && sed -i 's/^version = 1/version = 1\\nevidence = signed forge/' OWNERS && git commit -q -a -m forge");
	verdict = judge(repo, "lena@example.com", "echo 2 >brand/logo", NULL);
	group = mow_verdict_group(verdict, 0);
	assert_int_equal(group->state, MOW_MISSING);
	assert_int_equal(group->needs[0]->absence, MOW_ABSENCE_AUTHOR);
	assert_true(group->needs[0]->names_deputy);
	assert_int_equal(group->needs[0]->ask_count, 1);
	assert_string_equal(group->needs[0]->ask[0], "@tomas");
	assert_string_equal(group->needs[1]->source, "OWNERS:9");
	mow_verdict_free(verdict);
	/* @greta has gone: with @paul as the author nobody is left in the gate. */
	verdict = judge(repo, "paul@example.com", "echo 3 >brand/logo", NULL);
	group = mow_verdict_group(verdict, 0);
	assert_int_equal(group->state, MOW_IMPOSSIBLE);
	assert_string_equal(group->mend, "OWNERS:9");
	assert_null(group->broken);
	assert_int_equal(group->needs[0]->absence, MOW_ABSENCE_NONE);
	assert_int_equal(group->needs[1]->ask_count, 0);
	mow_verdict_free(verdict);
	verdict = judge(repo, "a@example.com", "echo 4 >brand/logo", "@lena");
	group = mow_verdict_group(verdict, 0);
	assert_int_equal(group->state, MOW_STALE);
	assert_string_equal(group->stale_by, "@lena");
	assert_int_equal(group->stale_made, 1795168800);
	mow_verdict_free(verdict);
	verdict = judge(repo, "a@example.com", "echo 5 >other", NULL);
	group = mow_verdict_group(verdict, 0);
	assert_int_equal(group->state, MOW_UNOWNED);
	assert_string_equal(group->rules_accountable, "@tomas");
	mow_verdict_free(verdict);
	sh("cd facts && git switch -q main && printf '[x\\n' >brand/OWNERS && git add -A && git commit -q -m broken");
	verdict = judge(repo, "a@example.com", "echo 6 >brand/logo", NULL);
	group = mow_verdict_group(verdict, 0);
	assert_int_equal(group->state, MOW_IMPOSSIBLE);
	assert_string_equal(group->broken, "brand/OWNERS");
	assert_false(group->broken_root);
	assert_int_equal(group->need_count, 0);
	mow_verdict_free(verdict);
	mow_repo_free(repo);
}

static void test_why(void **state)
{
	struct mow_repo *repo = new_repo("why");
	struct mow_rules *rules = NULL;
	const struct mow_why *why;
	struct mow_error err;

	(void)state;
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read(rules, &brand_path, NULL, &err), 0);
	assert_int_equal(mow_why(&why, rules, &brand_path, &err), 0);
	assert_string_equal(why->owners->accountable, "@lena");
	assert_false(why->no_rules);
	assert_int_equal(why->matched_count, 1);
	assert_ptr_equal(why->because, why->matched);
	assert_string_equal(why->because->area, "brand");
	assert_true(why->because->set[0].counts);
	assert_int_equal(why->need_count, 3);
	assert_int_equal(why->needs[0].kind, MOW_NEED_DECISION);
	assert_string_equal(why->needs[0].people[0].name, "Lena Fischer");
	assert_int_equal(why->needs[0].deputy_count, 1);
	assert_string_equal(why->needs[0].deputies[0], "@tomas");
	assert_string_equal(why->needs[1].gate, "legal");
	assert_int_equal(why->needs[1].people_count, 2);
	assert_false(why->needs[1].people[0].in_service);
	assert_true(why->needs[1].people[1].in_service);
	assert_int_equal(why->needs[2].kind, MOW_NEED_PEOPLE);
	assert_int_equal(why->needs[2].need, 2);
	assert_false(why->self_approval);
	/* Nobody is accountable for it. */
	assert_int_equal(mow_why(&why, rules, &other_path, &err), 0);
	assert_null(why->because);
	assert_int_equal(why->need_count, 0);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

/* Of what an area sets, the key `key`. */
static const struct mow_set *find_set(const struct mow_matched *matched, const char *key)
{
	for (size_t i = 0; i < matched->set_count; i++)
		if (strcmp(matched->set[i].key, key) == 0)
			return &matched->set[i];
	fail_msg("%s sets no %s", matched->area, key);
	return NULL;
}

/* A gate of a lower number is outdone, and so is a level where others do not count, be it the same one. */
static void test_why_outdone(void **state)
{
	static const struct mow_path signers_path = {"OWNERS.signers", 14, MOW_PATH_FILE};
	struct mow_repo *repo = new_repo("outdone");
	struct mow_rules *rules = NULL;
	const struct mow_why *why;
	struct mow_error err;

	(void)state;
	sh("cd outdone && printf '[otherwise]\\naccountable = @lena\\nlevel = standard\\n"
	   "[one]\\npath = *\\n  !/brand/\\nreview.q = 1 of @lena @tomas\\nlevel = standard\\n"
	   "[two]\\npath = *\\n  !/brand/\\nreview.q = 2 of @tomas @lena\\nlevel = standard\\n' >>OWNERS");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read(rules, &other_path, NULL, &err), 0);
	assert_int_equal(mow_why(&why, rules, &other_path, &err), 0);
	assert_int_equal(why->matched_count, 3);
	assert_string_equal(find_set(&why->matched[0], "level")->by_area, "one");
	assert_string_equal(find_set(&why->matched[1], "review.q")->by_area, "two");
	assert_string_equal(find_set(&why->matched[1], "review.q")->by, "OWNERS:28");
	assert_true(find_set(&why->matched[1], "level")->counts);
	assert_true(find_set(&why->matched[2], "review.q")->counts);
	assert_true(find_set(&why->matched[2], "level")->counts);
	assert_int_equal(mow_why(&why, rules, &signers_path, &err), 0);
	assert_false(find_set(&why->matched[0], "level")->counts);
	assert_null(find_set(&why->matched[0], "level")->by);
	mow_rules_free(rules);
	mow_repo_free(repo);
}

/* The OWNERS file next to each changed file counts, whatever sorts between its folder's name and the path. */
static void test_verdict_nested(void **state)
{
	static const char script[] =
		"cd beside && for d in a a-b a.b a0 a/b a/b-c a/b.c a0/a; do mkdir -p $d && echo 1 >$d/f && "
		"n=$(echo $d | tr ./ _x) && printf '[own-%%s]\npath = *\naccountable = @lena\n' $n >$d/OWNERS; done && "
		"git add . && git commit -q -m nested && git switch -q -c topic && "
		"for f in a a-b a.b a0 a/b a/b-c a/b.c a0/a; do echo 2 >$f/f; done && rm a/b.c/f && git rm -q -rf a0/a && "
		"echo 3 >a0/a && git add -A && git commit -q -m change && git switch -q main";
	struct mow_repo *repo = new_repo("beside");
	struct mow_change_options options = {.old_rev = "main", .new_rev = "topic"};
	struct mow_verdict *verdict = NULL;
	struct mow_error err;
	size_t seen = 0;

	(void)state;
	sh(script);
	if (mow_verdict_new(&verdict, repo, &options, NULL, &err) != 0)
		fail_msg("%s", err.message);
	for (size_t i = 0; i < mow_verdict_groups(verdict); i++) {
		const struct mow_group *group = mow_verdict_group(verdict, i);
		for (size_t j = 0; j < group->step_count; j++, seen++) {
			char area[32] = "own-";
			const char *slash = strrchr(group->steps[j]->path, '/');
			if (strcmp(slash, "/OWNERS") == 0) {
				assert_string_equal(group->area, "rules");
				continue;
			}
			for (const char *at = group->steps[j]->path; at < slash; at++)
				(void)strncat(area, *at == '.' ? "_" : *at == '/' ? "x" : (char[]){*at, '\0'}, 2);
			assert_string_equal(group->area, area);
		}
	}
	assert_int_equal(seen, 10);
	mow_verdict_free(verdict);
	mow_repo_free(repo);
}

static void test_verdict_open(void **state)
{
	struct mow_repo *repo = new_repo("open");
	struct mow_change_options options = {.target = "feature", .old_rev = "main", .new_rev = "feature"};
	struct mow_verdict *verdict = NULL;
	struct mow_error err;

	(void)state;
	assert_int_equal(mow_verdict_new(&verdict, repo, &options, NULL, &err), MOW_EINVAL);
	sh("git -C open branch feature");
	if (mow_verdict_new(&verdict, repo, &options, NULL, &err) != 0)
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
	const struct mow_finding_sink sink = {count_finding, &found};

	(void)state;
	assert_int_equal(mow_lint(repo, NULL, &sink, &err), 0);
	assert_true(found >= 2); /* other is in no area; nobody has a key */
	mow_repo_free(repo);
}

/* A commit that lands and changes no file: it is looked at, and there is nothing to approve. */
static void test_report_of_nothing(void **state)
{
	const struct mow_report_options options = {.since = 1795000000};
	struct mow_repo *repo = new_repo("idle");
	struct mow_rules *rules = NULL;
	struct mow_report *report = NULL;
	struct mow_error err;
	size_t count = 0;

	(void)state;
	sh("cd idle && git config mowners.target main && "
	   "GIT_COMMITTER_DATE='1795300000 +0000' git commit -q --allow-empty -m nothing");
	assert_int_equal(mow_rules_open(&rules, repo, NULL, &err), 0);
	assert_int_equal(mow_rules_read_all(rules, NULL, &err), 0);
	if (mow_report_new(&report, rules, &options, &err) != MOW_OK)
		fail_msg("%s", err.message);
	(void)mow_report_changes(report, &count);
	assert_int_equal(count, 1);
	assert_int_equal(mow_report_find(report, "reverted")->gap, MOW_REPORT_NOTHING);
	mow_report_free(report);
	mow_rules_free(rules);
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
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_errors_in_rules),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_walk_nested),
		cmocka_unit_test(test_walk_errors),
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_many_answers),
		cmocka_unit_test(test_verdict),
		cmocka_unit_test(test_verdict_facts),
		cmocka_unit_test(test_why),
		cmocka_unit_test(test_why_outdone),
		cmocka_unit_test(test_verdict_nested),
		cmocka_unit_test(test_verdict_open),
		cmocka_unit_test(test_lint),
		cmocka_unit_test(test_report_of_nothing),
		cmocka_unit_test(test_push),
	};

	return cmocka_run_group_tests_name("api", tests, fixture_setup, fixture_teardown);
}
