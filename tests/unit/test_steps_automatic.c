/* Merges that git makes by itself make no author, those that are otherwise do: against git's own merge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/budget.h"
#include "history_fixture.h"
#include "steps/authors.h"
#include "steps/automatic.h"

enum { CASES = 60, LINES = 24 };

static struct repo *repo;

/* A text of numbered lines, of which some are changed. */
static void put_text(struct buf *stream, uint32_t number, uint32_t changes, char mark)
{
	struct buf text = BUF_INIT;
	bool changed[LINES] = {false};

	while (changes-- > 0)
		changed[roll(LINES)] = true;
	for (uint32_t i = 0; i < LINES; i++) {
		buf_addf(&text, "%s of text %u", i % 5 == 4 ? "" : "line", number);
		if (changed[i])
			buf_addf(&text, " by %c", mark);
		buf_addf(&text, ", %u\n", i % 5 == 4 ? 0 : i);
	}
	buf_addf(stream, "M 100644 inline f%u\ndata %zu\n", number, text.len);
	buf_add(stream, text.data, text.len);
	buf_addc(stream, '\n');
	buf_release(&text);
}

static void put_commit(struct buf *stream, const char *branch, const char *email)
{
	buf_addf(stream,
		 "commit refs/heads/%s\nauthor N <%s> 1700000000 +0000\ncommitter N <%s> 1700000000 +0000\ndata 1\nm\n",
		 branch, email, email);
	if (strcmp(branch, "base") != 0)
		buf_adds(stream, "from refs/heads/base\n");
}

/* One file a case, a few lines of it changed on each side. */
static int setup(void **state)
{
	struct buf stream = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	fixture_seed = 5;
	put_commit(&stream, "base", "base@x");
	for (uint32_t i = 0; i < CASES; i++)
		put_text(&stream, i, 0, 'b');
	put_commit(&stream, "ours", "ours@x");
	for (uint32_t i = 0; i < CASES; i++)
		put_text(&stream, i, 1 + roll(3), 'o');
	put_commit(&stream, "theirs", "theirs@x");
	for (uint32_t i = 0; i < CASES; i++)
		put_text(&stream, i, 1 + roll(3), 't');
	sh("git init -q -b main r");
	sh_in("git -C r fast-import --quiet", &stream);
	buf_release(&stream);
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

/* The merge of two branches with this tree, by "merge@x". */
static struct oid merge_of(const char *tree, const char *ours, const char *theirs)
{
	return sh_oid("GIT_AUTHOR_NAME=m GIT_AUTHOR_EMAIL=merge@x GIT_COMMITTER_NAME=m GIT_COMMITTER_EMAIL=m@x "
		      "git -C r commit-tree -p %s -p %s -m merge %s",
		      ours, theirs, tree);
}

/* Whether whoever merged is an author of each of the steps from `ours` to the merge. */
static size_t count_authors(struct authors *authors, struct steps *steps, const struct oid *merge)
{
	struct mow_error err = {0, ""};
	struct oid ours = sh_oid("git -C r rev-parse ours");
	struct oid old_tree, new_tree;
	size_t count = 0;

	assert_int_equal(repo_commit_tree(&old_tree, repo, &ours, NULL), 0);
	assert_int_equal(repo_commit_tree(&new_tree, repo, merge, NULL), 0);
	assert_int_equal(steps_between(steps, repo, &old_tree, &new_tree, NULL), 0);
	if (authors_of(authors, repo, steps, &(struct commit_range){merge, &ours, 1}, &err) != 0)
		fail_msg("%s", err.message);
	for (size_t i = 0; i < steps->count; i++) {
		const struct author_set *set = &authors->sets[authors->of_step[i]];
		for (size_t k = 0; k < set->count; k++)
			count += strcmp(set->emails[k], "merge@x") == 0;
	}
	return count;
}

static size_t authors_in(const struct oid *merge)
{
	struct authors authors = {0};
	struct steps steps = {0};
	size_t count = count_authors(&authors, &steps, merge);

	authors_release(&authors);
	steps_release(&steps);
	return count;
}

/* git's merge of the two, conflicts and all; and how many of its files are in conflict. */
static size_t merge_by_git(char tree[OID_HEX])
{
	const char *hex = sh_out("git -C r merge-tree --write-tree ours theirs | head -1");

	assert_int_equal(strlen(hex), OID_HEX - 1);
	memcpy(tree, hex, OID_HEX);
	return strtoul(
		sh_out("git -C r merge-tree --write-tree --name-only --no-messages ours theirs | sed 1d | wc -l"), NULL,
		10);
}

static void as_git(void **state)
{
	char tree[OID_HEX];
	size_t conflicts = merge_by_git(tree);
	struct oid merge = merge_of(tree, "ours", "theirs");
	size_t authors = authors_in(&merge);

	(void)state;
	assert_in_range(conflicts, 5, CASES - 20);
	/* Whoever resolved a conflict is one, who only merged is none; git's diff may cut a text otherwise. */
	assert_in_range(authors, conflicts, conflicts + 2);
}

/* Each file of git's merge with one byte more: all of them are somebody's. */
static void changed_on_the_way(void **state)
{
	char tree[OID_HEX];

	(void)state;
	(void)merge_by_git(tree);
	sh("cd r && git read-tree %s && git checkout-index -q -a -f && for f in f*; do echo >>$f; done && git add -A",
	   tree);
	const char *hex = sh_out("git -C r write-tree");
	memcpy(tree, hex, OID_HEX);
	struct oid merge = merge_of(tree, "ours", "theirs");
	assert_int_equal(authors_in(&merge), CASES);
}

/* With the criss-cross merge of the two there are two merge bases: then nobody says what git made. */
static void criss_cross(void **state)
{
	char tree[OID_HEX];

	(void)state;
	size_t conflicts = merge_by_git(tree);
	sh("git -C r branch -f one $(git -C r commit-tree -p ours -p theirs -m one ours^{tree})");
	sh("git -C r branch -f two $(git -C r commit-tree -p theirs -p ours -m two theirs^{tree})");
	struct oid merge = merge_of(tree, "one", "two");
	assert_true(authors_in(&merge) == CASES && conflicts < CASES);
}

/* A merge of three is not looked into. */
static void octopus(void **state)
{
	char tree[OID_HEX];

	(void)state;
	(void)merge_by_git(tree);
	struct oid merge = merge_of(tree, "ours", "theirs -p base");
	assert_int_equal(authors_in(&merge), CASES);
}

/* Modes, links, what one side removed, binaries and large files. */
static void kinds(void **state)
{
	static const char make[] =
		"cd r && git read-tree --empty && rm -f * && seq 9 >text && seq 9 >mode && seq 9 >gone && printf 'a\\0\\n' >bin && "
		"seq 9 >link && seq 200000 >large && git add -A && k=$(git commit-tree -m k $(git write-tree)) && "
		"sed -i 's/^2$/two/' text mode gone large link && printf 'b\\0\\n' >bin && git add -A && "
		"git update-ref refs/heads/ours $(git commit-tree -p $k -m o $(git write-tree)) && "
		"git read-tree $k && git checkout-index -q -a -f && sed -i 's/^8$/eight/' text large && chmod +x mode && "
		"rm gone link && ln -s x link && printf 'a\\0\\nc' >bin && git add -A && "
		"git update-ref refs/heads/theirs $(git commit-tree -p $k -m t $(git write-tree)) && "
		"sed -i 's/^2$/two/' text mode large && printf 'b\\0\\nc' >bin && seq 8 >gone && rm link && ln -s y link && "
		"git add -A && git write-tree";
	char tree[OID_HEX];
	const char *hex = sh_out("%s", make);
	struct authors authors = {0};
	struct steps steps = {0};

	(void)state;
	assert_int_equal(strlen(hex), OID_HEX - 1);
	memcpy(tree, hex, OID_HEX);
	struct oid merge = merge_of(tree, "ours", "theirs");
	assert_int_equal(count_authors(&authors, &steps, &merge), 4);
	for (size_t i = 0; i < steps.count; i++) {
		const struct author_set *set = &authors.sets[authors.of_step[i]];
		bool merged = false;
		for (size_t k = 0; k < set->count; k++)
			merged = merged || strcmp(set->emails[k], "merge@x") == 0;
		bool clean = strcmp(steps.items[i].path, "text") == 0 || strcmp(steps.items[i].path, "mode") == 0;
		if (merged == clean)
			fail_msg("%s", steps.items[i].path);
	}
	authors_release(&authors);
	steps_release(&steps);
}

/* Where the budget does not suffice for it, whoever merged is an author, and nothing fails. */
static void budget(void **state)
{
	struct budget budget;
	char tree[OID_HEX];

	(void)state;
	sh("git -C r update-ref refs/heads/ours ours^{commit}");
	const char *hex = sh_out("git -C r merge-tree --write-tree ours theirs | head -1");
	memcpy(tree, hex, OID_HEX);
	struct oid merge = merge_of(tree, "ours", "theirs");
	budget_init(&budget, (uint64_t)1 << 20, (uint64_t)1 << 24);
	repo_set_budget(repo, &budget);
	size_t authors = authors_in(&merge);
	repo_set_budget(repo, NULL);
	assert_in_range(authors, 2, 6);
	assert_false(budget.used_up);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_git),      cmocka_unit_test(changed_on_the_way),
		cmocka_unit_test(criss_cross), cmocka_unit_test(octopus),
		cmocka_unit_test(kinds),       cmocka_unit_test(budget),
	};

	return cmocka_run_group_tests_name("steps_automatic", tests, setup, teardown);
}
