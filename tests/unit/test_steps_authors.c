#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_fixture.h"
#include "steps/authors.h"

enum { COMMITS = 70 };

/* What git says of each commit of the random history. */
static struct known {
	struct oid oid;
	size_t parents;
	char changed[200][128]; /* paths whose entry differs from that of every parent */
	size_t changed_count;
	struct buf tree; /* git ls-tree -r -z */
	const char *people[3];
	size_t people_count;
} known[COMMITS];

static const char *const emails[] = {"ann@example.com", "bob@example.com", "carl@example.com", "dora@example.com",
				     "eve@example.com"};

static struct repo *repo;

static void put_commit(struct buf *stream, uint32_t number)
{
	struct known *commit = &known[number];
	const char *author = emails[roll(5)];
	struct buf message = BUF_INIT;

	commit->people[commit->people_count++] = author;
	buf_adds(&message, "title\n\nbody\n");
	if (roll(3) == 0) {
		const char *other = emails[roll(5)];
		commit->people[commit->people_count++] = other;
		buf_addf(&message, "\nSigned-off-by: nobody <nobody@example.com>\nco-authored-By: N. N. <%c%s>\n",
			 other[0] - 'a' + 'A', other + 1);
	} else if (roll(5) == 0) {
		buf_addf(&message, "\nCo-authored-by: no trailer <%s>\n\nmore\n", emails[0]);
	}
	buf_addf(
		stream,
		"commit refs/heads/c%u\nmark :%u\nauthor Some One <%s> %u +0000\ncommitter C <committer@example.com> %u +0000\ndata %zu\n%s",
		number, number + 1, author, 1700000000 + number, 1700000000 + number, message.len, message.data);
	if (number > 0) {
		uint32_t first = 1 + number - 1 - roll(number < 3 ? number : 3);
		buf_addf(stream, "from :%u\n", first);
		for (uint32_t k = roll(4) == 0 ? 1 + roll(2) : 0; k > 0; k--)
			buf_addf(stream, "merge :%u\n", 1 + roll(number));
	}
	for (uint32_t k = roll(4) == 0 ? 0 : 1 + roll(6); k > 0; k--)
		history_change(stream);
	buf_release(&message);
}

static bool is_in(const char (*paths)[128], size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(paths[i], path) == 0)
			return true;
	return false;
}

/* Paths that differ between two trees, as git says. */
static size_t ask_paths(char (*paths)[128], const char *range)
{
	struct buf said = BUF_INIT;
	char command[256];
	size_t count = 0;

	(void)snprintf(command, sizeof command, "git -C r diff-tree -r -z --name-only --no-renames %s", range);
	assert_int_equal(fixture_run(&said, command), 0);
	for (const char *at = said.data; at < said.data + said.len; at += strlen(at) + 1) {
		/* A file that becomes a folder is told once, a path that is there twice is no harm either. */
		if (is_in((const char(*)[128])paths, count, at))
			continue;
		assert_in_range(count, 0, 199);
		(void)snprintf(paths[count++], 128, "%s", at);
	}
	buf_release(&said);
	return count;
}

static void learn(uint32_t number)
{
	static char paths[200][128];
	struct known *commit = &known[number];
	char range[128];
	const char *hex = sh_out("git -C r rev-list --parents -1 c%u", number);

	assert_true(oid_parse(&commit->oid, hex, 40));
	(void)snprintf(range, sizeof range, "git -C r ls-tree -r -z c%u", number);
	assert_int_equal(fixture_run(&commit->tree, range), 0);
	commit->parents = (strlen(hex) - 40) / 41;
	(void)snprintf(range, sizeof range,
		       commit->parents == 0 ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904 c%u" : "c%u^1 c%u", number,
		       number);
	commit->changed_count = ask_paths(commit->changed, range);
	for (size_t i = 2; i <= commit->parents; i++) {
		(void)snprintf(range, sizeof range, "c%u^%zu c%u", number, i, number);
		size_t count = ask_paths(paths, range);
		size_t kept = 0;
		for (size_t k = 0; k < commit->changed_count; k++) {
			if (!is_in((const char(*)[128])paths, count, commit->changed[k]))
				continue;
			if (kept != k)
				memcpy(commit->changed[kept], commit->changed[k], 128);
			kept++;
		}
		commit->changed_count = kept;
	}
}

static int setup(void **state)
{
	struct buf stream = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	fixture_seed = 77;
	for (uint32_t i = 0; i < COMMITS; i++)
		put_commit(&stream, i);
	sh("git init -q -b main r");
	sh_in("git -C r fast-import --quiet", &stream);
	buf_release(&stream);
	for (uint32_t i = 0; i < COMMITS; i++)
		learn(i);
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	for (size_t i = 0; i < COMMITS; i++)
		buf_release(&known[i].tree);
	return fixture_teardown(state);
}

static bool in_set(const struct author_set *set, const char *email)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->emails[i], email) == 0)
			return true;
	return false;
}

/* Whether a commit has at the path what the step comes to. */
static bool has_state(const struct known *commit, const struct step *step)
{
	char hex[OID_HEX], mode[8];

	oid_format(hex, &step->new_id);
	(void)snprintf(mode, sizeof mode, "%06o", step->new_mode);
	for (const char *at = commit->tree.data; at < commit->tree.data + commit->tree.len; at += strlen(at) + 1) {
		const char *tab = strchr(at, '\t');
		if (tab != NULL && strcmp(tab + 1, step->path) == 0)
			return memcmp(at, mode, 6) == 0 && memcmp(tab - 40, hex, 40) == 0;
	}
	return step->new_mode == MODE_NONE;
}

/* Which of the five touched the path in the range; where none did, or made of it what it is, also of its merges. */
static void expect_people(bool want[5], const struct step *step, const bool range[COMMITS])
{
	bool made = false;

	memset(want, 0, 5 * sizeof *want);
	for (int round = 0; round < 2 && !made; round++) {
		for (size_t i = 0; i < COMMITS; i++) {
			const struct known *commit = &known[i];
			if (!range[i] ||
			    !(round == 0 ? is_in((const char(*)[128])commit->changed, commit->changed_count, step->path)
					 : commit->parents > 1))
				continue;
			made = made || (round == 0 && has_state(commit, step));
			for (size_t k = 0; k < commit->people_count; k++)
				for (size_t e = 0; e < 5; e++)
					want[e] = want[e] || strcmp(emails[e], commit->people[k]) == 0;
		}
	}
}

static void check_set(const struct author_set *set, const bool want[5], const char *path)
{
	size_t count = 0;

	for (size_t e = 0; e < 5; e++) {
		count += want[e];
		if (in_set(set, emails[e]) != want[e])
			fail_msg("%s: %s", path, emails[e]);
	}
	assert_int_equal(set->count, count);
	for (size_t i = 1; i < set->count; i++)
		assert_true(strcmp(set->emails[i - 1], set->emails[i]) < 0);
}

static size_t compare_range(const struct oid *base, uint32_t tip)
{
	struct steps steps = {0};
	struct authors authors = {0};
	struct mow_error err = {0, ""};
	struct oid old_tree = {{0}};
	struct oid new_tree;
	const struct commit_range commits = {&known[tip].oid, base, !oid_is_zero(base)};
	struct buf said = BUF_INIT;
	char hex[OID_HEX];
	bool range[COMMITS];
	char command[256];

	oid_format(hex, base);
	(void)snprintf(command, sizeof command, "git -C r rev-list c%u %s%s", tip, oid_is_zero(base) ? "" : "^",
		       oid_is_zero(base) ? "" : hex);
	assert_int_equal(fixture_run(&said, command), 0);
	for (size_t i = 0; i < COMMITS; i++) {
		oid_format(hex, &known[i].oid);
		range[i] = strstr(said.data, hex) != NULL;
	}
	if (!oid_is_zero(base))
		assert_int_equal(repo_commit_tree(&old_tree, repo, base, NULL), 0);
	assert_int_equal(repo_commit_tree(&new_tree, repo, &known[tip].oid, NULL), 0);
	assert_int_equal(steps_between(&steps, repo, &old_tree, &new_tree, NULL), 0);
	if (authors_of(&authors, repo, &steps, &commits, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(authors.sets[0].count, 0);
	for (size_t i = 0; i < steps.count; i++) {
		bool want[5];
		expect_people(want, &steps.items[i], range);
		assert_in_range(authors.of_step[i], 0, authors.count - 1);
		check_set(&authors.sets[authors.of_step[i]], want, steps.items[i].path);
	}
	/* Equal sets are one. */
	for (size_t i = 0; i < authors.count; i++)
		for (size_t k = 0; k < i; k++) {
			bool same = authors.sets[i].count == authors.sets[k].count;
			for (size_t e = 0; same && e < authors.sets[i].count; e++)
				same = strcmp(authors.sets[i].emails[e], authors.sets[k].emails[e]) == 0;
			assert_false(same);
		}
	size_t count = steps.count;
	steps_release(&steps);
	authors_release(&authors);
	buf_release(&said);
	return count;
}

static void as_git(void **state)
{
	struct oid zero = {{0}};
	size_t steps = 0;

	(void)state;
	for (uint32_t i = 0; i < COMMITS; i += 7)
		steps += compare_range(&zero, i);
	for (int i = 0; i < 120; i++) {
		uint32_t tip = roll(COMMITS);
		steps += compare_range(&known[roll(COMMITS)].oid, tip);
	}
	/* Mostly the parent: one commit is the whole change. */
	for (uint32_t i = 1; i < COMMITS; i += 3)
		steps += compare_range(&known[i - 1].oid, i);
	steps += compare_range(&known[3].oid, 3);
	assert_in_range(steps, 1500, 1000000);
}

/* A commit with this author and message on top of the empty tree: the authors of its one file. */
static void expect_authors(const char *author, const char *message, const char *want)
{
	struct buf text = BUF_INIT;
	struct steps steps = {0};
	struct authors authors = {0};
	struct mow_error err = {0, ""};
	struct oid zero = {{0}};
	struct oid tree = sh_oid(
		"printf '100644 blob 1111111111111111111111111111111111111111\\tf\\n' | git -C r mktree --missing");
	char hex[OID_HEX];

	oid_format(hex, &tree);
	buf_addf(&text, "tree %s\nauthor %s\ncommitter C <c@x> 1 +0000\n\n%s", hex, author, message);
	struct oid commit = sh_object("r", "commit", text.data, text.len);
	assert_int_equal(steps_between(&steps, repo, &zero, &tree, NULL), 0);
	if (authors_of(&authors, repo, &steps, &(struct commit_range){.tip = &commit}, &err) != 0)
		fail_msg("%s", err.message);
	buf_reset(&text);
	const struct author_set *set = &authors.sets[authors.of_step[0]];
	for (size_t i = 0; i < set->count; i++)
		buf_addf(&text, "%s%s", i > 0 ? "," : "", set->emails[i]);
	assert_string_equal(text.data, want);
	authors_release(&authors);
	steps_release(&steps);
	buf_release(&text);
}

static void identities(void **state)
{
	(void)state;
	expect_authors("Ann <ANN@Example.com> 1 +0000", "m\n", "ann@example.com");
	expect_authors("Ann < ann@example.com > 1 +0000", "m\n", "ann@example.com");
	expect_authors("Ann Lee <> 1 +0000", "m\n", "<ann lee>");
	expect_authors("Ann Lee 1 +0000", "m\n", "<ann lee>");
	expect_authors("Ann <a@x> <b@y> 1 +0000", "m\n", "a@x");
	expect_authors(" <> 1 +0000", "m\n", "<>");
	expect_authors("\304\226 <\304\226@x> 1 +0000", "m\n", "\304\226@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <B@x>\nCo-authored-by: A <A@X>\n", "a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <b@x>, C <c@x>\n", "a@x,b@x,c@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: b@x\nCo-authored-by: Dora\nCo-authored-by:\n",
		       "<dora>,a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <b@x\n", "<b <b@x>,a@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <>\n", "<b>,a@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: <b@x>\n", "a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nbody\n---\nnotes\n\nCo-authored-by: B <b@x>\n", "a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <b@x>\n---\nnotes\n\nCo-authored-by: C <c@x>\n",
		       "a@x,b@x,c@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B\n  <b@x>\n", "a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <b@x>\n---\n", "a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "m\n---\n\nCo-authored-by: B <b@x>\n", "a@x,b@x");
	expect_authors("A <a@x> 1 +0000", "Co-authored-by: B <b@x>\n", "a@x");
}

/* The user's configuration of trailers is not git's grammar. */
static void configuration_is_no_matter(void **state)
{
	(void)state;
	sh("git -C r config trailer.separators '=' && git -C r config core.commentChar ';' && git -C r config trailer.co.key Co-authored-by");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <b@x>\n;Co-authored-by: C <c@x>\n", "a@x");
	expect_authors("A <a@x> 1 +0000", "m\n\nCo-authored-by: B <b@x>\n", "a@x,b@x");
	sh("git -C r config --remove-section trailer && git -C r config --unset core.commentChar && git -C r config --remove-section trailer.co");
}

static void failures(void **state)
{
	struct steps steps = {0};
	struct authors authors = {.count = 42};
	struct mow_error err = {0, ""};
	struct oid missing = {{1}};

	(void)state;
	assert_int_equal(authors_of(&authors, repo, &steps, &(struct commit_range){.tip = &missing}, &err), MOW_EGIT);
	assert_non_null(strstr(err.message, "git rev-list failed: bad object"));
	assert_int_equal(authors.count, 42);
	static const char bytes[] =
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A\0B\ncommitter C <c@x> 1 +0000\n\nm\n";
	struct oid bad = sh_object("r", "commit", bytes, sizeof bytes - 1);
	assert_true(authors_of(&authors, repo, &steps, &(struct commit_range){.tip = &bad}, &err) < 0);
	assert_int_equal(authors.count, 42);
}

static void single(void **state)
{
	struct steps steps = {0};
	struct authors authors = {0};
	struct oid zero = {{0}};
	struct oid tree;

	(void)state;
	assert_int_equal(authors_single(&authors, &steps, "Me@Example.com", NULL), 0);
	assert_int_equal(authors.sets[0].count, 0);
	authors_release(&authors);
	assert_int_equal(repo_commit_tree(&tree, repo, &known[COMMITS - 1].oid, NULL), 0);
	assert_int_equal(steps_between(&steps, repo, &zero, &tree, NULL), 0);
	assert_int_equal(authors_single(&authors, &steps, " Me@Example.com\n", NULL), 0);
	assert_in_range(steps.count, 2, 1000);
	for (size_t i = 0; i < steps.count; i++) {
		const struct author_set *set = &authors.sets[authors.of_step[i]];
		assert_int_equal(set->count, 1);
		assert_string_equal(set->emails[0], "me@example.com");
	}
	assert_int_equal(authors.count, 2);
	authors_release(&authors);
	steps_release(&steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_git),   cmocka_unit_test(identities), cmocka_unit_test(configuration_is_no_matter),
		cmocka_unit_test(failures), cmocka_unit_test(single),
	};

	return cmocka_run_group_tests_name("steps_authors", tests, setup, teardown);
}
