/* Squashes: branches that say who made which of their files, and those that do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"
#include "steps/squash.h"

static struct repo *repo;

/* Commits as a table: branch, where it begins ("": the branch itself), who made it, what it merges, who else, and files
 * with their content, one letter each; "-" removes it. */
static const struct row {
	const char *branch, *from, *author, *merged, *others, *files;
} rows[] = {
	{"base", "", "base@x", "", "", "a0 b0 c0"},
	{"newer", "base", "base@x", "", "", "c1"},
	{"other", "base", "base@x", "", "", "a9"},
	/* What is judged. */
	{"squash", "base", "ann@x", "", "bob@x", "a1 b1"},
	{"squash-newer", "newer", "ann@x", "", "bob@x", "a1 b1"},
	{"squash-other", "other", "ann@x", "", "bob@x", "a1 b1"},
	{"squash-button", "base", "eve@x", "", "ann@x bob@x", "a1 b1"},
	{"squash-same", "base", "ann@x", "", "ann@x", "a1 b1"},
	{"squash-gone", "base", "ann@x", "", "bob@x", "a- b1"},
	{"merge", "base", "ann@x", "newer", "bob@x", "a1 b1"},
	{"empty", "base", "ann@x", "", "bob@x", ""},
	{"later", "squash", "carl@x", "", "", "b2"},
	/* Where it may come from. */
	{"topic", "base", "ann@x", "", "", "a1"},
	{"topic", "", "BOB@x", "", "", "b1"},
	{"mixed", "base", "bob@x", "", "", "a2"},
	{"mixed", "", "ann@x", "", "", "a1"},
	{"mixed", "", "bob@x", "", "", "b1"},
	{"byte", "base", "ann@x", "", "", "a1"},
	{"byte", "", "bob@x", "", "", "b2"},
	{"more", "topic", "bob@x", "", "", "c2"},
	{"less", "base", "ann@x", "", "bob@x", "a1"},
	{"less", "", "bob@x", "", "", ""},
	{"lost", "base", "ann@x", "", "", "a1"},
	{"lost", "", "ann@x", "", "", "b1"},
	{"nothing", "base", "ann@x", "", "", "a1 b1"},
	{"nothing", "", "bob@x", "", "", ""},
	{"back", "base", "ann@x", "", "", "a1"},
	{"back", "", "ann@x", "", "", "b1"},
	{"back", "", "bob@x", "", "", "c1"},
	{"back", "", "bob@x", "", "", "c0"},
	{"extra", "base", "ann@x", "", "carl@x", "a1"},
	{"extra", "", "bob@x", "", "", "b1"},
	{"again", "base", "bob@x", "", "ann@x", "a1 b1"},
	{"hers", "base", "bob@x", "", "", "a1"},
	{"hers", "", "ann@x", "", "", "b1"},
	{"gone", "base", "ann@x", "", "", "a-"},
	{"gone", "", "bob@x", "", "", "b1"},
	{"caught-up", "base", "ann@x", "", "", "a1"},
	{"caught-up", "", "eve@x", "newer", "", ""},
	{"caught-up", "", "bob@x", "", "", "b1"},
	{"upon", "squash", "carl@x", "", "", "b3"},
	{"upon", "", "carl@x", "", "", "b1"},
};

static void put_commit(struct buf *stream, const struct row *row)
{
	MOW_AUTO(buf) message = BUF_INIT;

	buf_adds(&message, "m\n\n");
	for (const char *at = row->others; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
		buf_addf(&message, "Co-authored-by: N <%.*s>\n", (int)strcspn(at, " "), at);
	buf_addf(stream,
		 "commit refs/heads/%s\nauthor N <%s> 1700000000 +0000\ncommitter C <c@x> 1700000000 +0000\ndata "
		 "%zu\n%s",
		 row->branch, row->author, message.len, message.data);
	if (row->from[0] != '\0')
		buf_addf(stream, "from refs/heads/%s\n", row->from);
	if (row->merged[0] != '\0')
		buf_addf(stream, "merge refs/heads/%s\n", row->merged);
	for (const char *at = row->files; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
		if (at[1] == '-')
			buf_addf(stream, "D d/%c\n", at[0]);
		else
			buf_addf(stream, "M 100644 inline d/%c\ndata 2\n%c\n\n", at[0], at[1]);
	/* What came by the merge. */
	if (strcmp(row->merged, "newer") == 0)
		buf_adds(stream, "M 100644 inline d/c\ndata 2\n1\n\n");
}

static int setup(void **state)
{
	MOW_AUTO(buf) stream = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		put_commit(&stream, &rows[i]);
	/* Each says the same as the topic, by other commits. */
	for (size_t i = 0; i <= SQUASH_LIKELY_MAX; i++) {
		char name[16];
		(void)snprintf(name, sizeof name, "many%02zu", i);
		put_commit(&stream, &(struct row){name, "base", "ann@x", "", "", "a1"});
		for (size_t k = 0; k <= i; k++)
			put_commit(&stream, &(struct row){name, "", "bob@x", "", "", "b1"});
	}
	/* One commit after the other that changes a file, and is by two. */
	for (size_t i = 0; i <= SQUASH_MAX; i++) {
		char name[16], files[4] = {'a', (char)('A' + i), '\0'};
		(void)snprintf(name, sizeof name, "pair%zu", i);
		put_commit(&stream, &(struct row){name, i > 0 ? "pairs" : "base", "bob@x", "", "", "b7"});
		files[0] = 'b';
		put_commit(&stream, &(struct row){name, "", "bob@x", "", "", files});
		files[0] = 'a';
		put_commit(&stream, &(struct row){name, "", "ann@x", "", "", files});
		char both[8];
		(void)snprintf(both, sizeof both, "a%c b%c", 'A' + (int)i, 'A' + (int)i);
		put_commit(&stream, &(struct row){"pairs", i > 0 ? "" : "base", "ann@x", "", "bob@x", both});
	}
	sh("git init -q -b main r");
	sh_in("git -C r fast-import --quiet", &stream);
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

enum { SOURCES_MAX = 32 + SQUASH_BRANCHES };
static struct listed {
	struct squash_source items[SOURCES_MAX];
	size_t count;
	char names[SOURCES_MAX][32];
	bool fails;
} listed;

static int list(const struct squash_source **out, size_t *count, const struct oid *commit, void *context,
		struct mow_error *err)
{
	(void)commit;
	(void)context;
	if (listed.fails) {
		err->code = MOW_EGIT;
		return MOW_EGIT;
	}
	*out = listed.items;
	*count = listed.count;
	return MOW_OK;
}

/* Names with spaces between them; "!" is one that is not there. */
static void list_branches(const char *names)
{
	listed.count = 0;
	listed.fails = false;
	for (const char *at = names; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		char *name = listed.names[listed.count];
		struct squash_source *source = &listed.items[listed.count++];
		(void)snprintf(name, sizeof listed.names[0], "refs/heads/%.*s", (int)strcspn(at, " "), at);
		source->ref = name;
		source->tip = (struct oid){{1}};
		if (*at != '!')
			source->tip = sh_oid("git -C r rev-parse %s", name);
	}
}

/* What may be spent; NULL. */
static struct budget *budget;

/* "a=ann,bob b=bob taken=1", of what the commits from `base` to `tip` change. */
static int ask(struct buf *out, const char *base, const char *tip)
{
	struct oid from = sh_oid("git -C r rev-parse %s", base);
	struct oid to = sh_oid("git -C r rev-parse %s", tip);
	struct oid old_tree, new_tree;
	struct steps steps = {0};
	struct authors authors = {0};
	struct squashes taken = {0};
	struct mow_error err = {0, ""};
	const struct commit_range range = {&to, &from, 1};
	const struct squash_request request = {&steps, &range, list, NULL, "refs/heads/target"};

	assert_int_equal(repo_commit_tree(&old_tree, repo, &from, NULL), 0);
	assert_int_equal(repo_commit_tree(&new_tree, repo, &to, NULL), 0);
	assert_int_equal(steps_between(&steps, repo, &old_tree, &new_tree, NULL), 0);
	repo_set_budget(repo, budget);
	int result = squash_authors(&authors, &taken, repo, &request, &err);
	repo_set_budget(repo, NULL);
	for (size_t i = 0; result == 0 && i < steps.count; i++) {
		const struct author_set *set = &authors.sets[authors.of_step[i]];
		buf_addf(out, "%s=", steps.items[i].path + 2);
		for (size_t k = 0; k < set->count; k++)
			buf_addf(out, "%s%.*s", k > 0 ? "," : "", (int)strcspn(set->emails[k], "@"), set->emails[k]);
		buf_addc(out, ' ');
	}
	buf_addf(out, "taken=%zu", taken.count);
	authors_release(&authors);
	squashes_release(&taken);
	steps_release(&steps);
	return result;
}

static void expect(const char *sources, const char *base, const char *tip, const char *want)
{
	MOW_AUTO(buf) got = BUF_INIT;

	list_branches(sources);
	assert_int_equal(ask(&got, base, tip), 0);
	if (strcmp(got.data, want) != 0)
		fail_msg("%s..%s with \"%s\": %s, not %s", base, tip, sources, got.data, want);
}

#define NAMED "a=ann,bob b=ann,bob taken=0"

static void sources(void **state)
{
	static const struct {
		const char *sources, *base, *tip, *want;
	} cases[] = {
		{"", "base", "squash", NAMED},
		{"topic", "base", "squash", "a=ann b=bob taken=1"},
		{"mixed", "base", "squash", "a=ann,bob b=bob taken=1"},
		/* Another change, or somebody is lost. */
		{"byte", "base", "squash", NAMED},
		{"more", "base", "squash", NAMED},
		{"less", "base", "squash", NAMED},
		{"lost", "base", "squash", NAMED},
		{"nothing", "base", "squash", NAMED},
		{"back", "base", "squash", NAMED},
		{"base newer", "base", "squash", NAMED},
		/* Nothing new. */
		{"again", "base", "squash", NAMED},
		{"squash", "base", "squash", NAMED},
		{"upon", "base", "squash", NAMED},
		{"target", "base", "squash", NAMED},
		/* More people. */
		{"extra", "base", "squash", "a=ann,carl b=bob taken=1"},
		{"topic extra", "base", "squash", "a=ann,carl b=bob taken=2"},
		{"hers topic", "base", "squash", "a=ann,bob b=ann,bob taken=2"},
		{"topic lost again", "base", "squash", "a=ann b=bob taken=1"},
		/* Who pressed the button. */
		{"topic", "base", "squash-button", "a=ann,eve b=bob,eve taken=1"},
		{"lost", "base", "squash-button", "a=ann,bob,eve b=ann,bob,eve taken=0"},
		/* Other bases. */
		{"topic", "newer", "squash-newer", "a=ann b=bob taken=1"},
		{"topic", "other", "squash-other", NAMED},
		{"caught-up", "newer", "squash-newer", "a=ann b=bob taken=1"},
		{"caught-up", "base", "squash", NAMED},
		/* Not the whole of it is judged, or more. */
		{"topic", "base", "later", "a=ann b=bob,carl taken=1"},
		/* What is no squash. */
		{"topic", "base", "squash-same", "a=ann b=ann taken=0"},
		{"topic", "newer", "merge", NAMED},
		{"topic", "base", "empty", "taken=0"},
		{"gone", "base", "squash-gone", "a=ann b=bob taken=1"},
		{"topic", "base", "squash-gone", NAMED},
		/* What is not there is none. */
		{"! topic !", "base", "squash", "a=ann b=bob taken=1"},
		{"!", "base", "squash", NAMED},
	};

	(void)state;
	sh("git -C r branch -q -f target topic");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(cases[i].sources, cases[i].base, cases[i].tip, cases[i].want);
}

static void commits_that_say_so(void **state)
{
	struct oid base = sh_oid("git -C r rev-parse base"), tip = sh_oid("git -C r rev-parse squash-button");
	struct oid first = sh_oid("git -C r rev-parse topic~1"), topic = sh_oid("git -C r rev-parse topic");
	struct oid old_tree, new_tree;
	struct steps steps = {0};
	struct authors authors = {0};
	struct squashes taken = {0};
	const struct commit_range range = {&tip, &base, 1};
	const struct squash_request request = {&steps, &range, list, NULL, "refs/heads/target"};

	(void)state;
	list_branches("topic");
	assert_int_equal(repo_commit_tree(&old_tree, repo, &base, NULL), 0);
	assert_int_equal(repo_commit_tree(&new_tree, repo, &tip, NULL), 0);
	assert_int_equal(steps_between(&steps, repo, &old_tree, &new_tree, NULL), 0);
	assert_int_equal(squash_authors(&authors, &taken, repo, &request, NULL), 0);
	/* ann and eve; bob and eve. */
	assert_true(oid_equal(authors_commit(&authors, 0, 0), &first));
	assert_true(oid_equal(authors_commit(&authors, 0, 1), &tip));
	assert_true(oid_equal(authors_commit(&authors, 1, 0), &topic));
	assert_false(authors_is_coauthor(&authors, 1, 0));
	assert_false(authors_is_coauthor(&authors, 1, 1));
	assert_int_equal(taken.count, 1);
	assert_true(oid_equal(&taken.items[0].commit, &tip));
	assert_true(oid_equal(&taken.items[0].source.tip, &topic));
	assert_string_equal(taken.items[0].source.ref, "refs/heads/topic");
	authors_release(&authors);
	squashes_release(&taken);
	steps_release(&steps);
}

/* Whoever could fill the places could hide a branch that speaks against it. */
static void too_many(void **state)
{
	MOW_AUTO(buf) names = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < AUTHORS_ORIGINS_MAX; i++)
		buf_addf(&names, "many%02zu ", i);
	expect(names.data, "base", "squash", "a=ann b=bob taken=4");
	buf_addf(&names, "many%02d ", AUTHORS_ORIGINS_MAX);
	expect(names.data, "base", "squash", NAMED);
	/* Those that change something else take places too; two names for one commit take one. */
	buf_reset(&names);
	for (size_t i = 0; i < SQUASH_LIKELY_MAX; i++)
		buf_adds(&names, "byte ");
	buf_adds(&names, "topic");
	expect(names.data, "base", "squash", "a=ann b=bob taken=1");
	/* Newer squashes are looked at, the oldest is not. */
	expect("pair1 pair2 pair3 pair4 pair5 pair6 pair7 pair8", "base", "pairs", "a=ann,bob b=ann,bob taken=8");
	expect("pair1 pair2 pair3 pair4 pair5 pair6 pair7 pair8", "pairs~8", "pairs", "a=ann b=bob taken=8");
	expect("pair0 pair1 pair2 pair3 pair4 pair5 pair6 pair7 pair8", "base", "pairs", "a=ann,bob b=ann,bob taken=8");
}

/* By their names; what is behind is not looked at. */
static void many_branches(void **state)
{
	MOW_AUTO(buf) got = BUF_INIT;

	(void)state;
	list_branches("byte topic");
	const struct squash_source other = listed.items[0], topic = listed.items[1];
	for (size_t i = 0; i < SQUASH_BRANCHES; i++)
		listed.items[i] = other;
	listed.items[SQUASH_BRANCHES] = topic;
	listed.count = SQUASH_BRANCHES + 1;
	assert_int_equal(ask(&got, "base", "squash"), 0);
	assert_string_equal(got.data, NAMED);
	listed.items[SQUASH_BRANCHES - 1] = topic;
	buf_reset(&got);
	assert_int_equal(ask(&got, "base", "squash"), 0);
	assert_string_equal(got.data, "a=ann b=bob taken=1");
}

static void failures(void **state)
{
	MOW_AUTO(buf) got = BUF_INIT;

	(void)state;
	list_branches("topic");
	listed.fails = true;
	assert_int_equal(ask(&got, "base", "squash"), 0);
	assert_string_equal(got.data, NAMED);
}

/* With less and less to spend: the branch's word, then the commit's own, then nothing at all. */
static void budgets(void **state)
{
	size_t own = 0, branch = 0, none = 0;

	(void)state;
	list_branches("byte topic");
	for (uint64_t work = UINT64_C(1) << 10; work < UINT64_C(1) << 26; work += work / 4) {
		MOW_AUTO(buf) got = BUF_INIT;
		struct budget some;
		budget_init(&some, work, UINT64_C(1) << 30);
		budget = &some;
		int result = ask(&got, "base", "squash");
		budget = NULL;
		if (result != 0)
			none++;
		else if (strcmp(got.data, NAMED) == 0)
			own++;
		else
			branch += strcmp(got.data, "a=ann b=bob taken=1") == 0;
		assert_true(result == 0 || own + branch == 0);
		assert_true(branch == 0 || strcmp(got.data, NAMED) != 0);
	}
	assert_in_range(own, 1, 100);
	assert_in_range(branch, 1, 100);
	assert_in_range(none, 1, 100);
}

static void shallow(void **state)
{
	struct repo *whole = repo;

	(void)state;
	sh("cp -R r s && git -C r rev-parse base > s/.git/shallow");
	repo = open_repo("s");
	expect("topic", "base", "squash", NAMED);
	repo_free(repo);
	repo = whole;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sources),       cmocka_unit_test(commits_that_say_so),
		cmocka_unit_test(too_many),      cmocka_unit_test(failures),
		cmocka_unit_test(budgets),       cmocka_unit_test(shallow),
		cmocka_unit_test(many_branches),
	};

	return cmocka_run_group_tests_name("steps_squash", tests, setup, teardown);
}
