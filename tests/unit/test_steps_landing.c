#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_fixture.h"
#include "steps/authors.h"

enum { COMMITS = 60, LINE = 40 };

static struct repo *repo;
static struct oid commits[COMMITS];
static struct buf listings[COMMITS]; /* git ls-tree -r -z of each */

static int setup(void **state)
{
	struct buf stream = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	fixture_seed = 4;
	for (uint32_t i = 0; i < COMMITS; i++) {
		buf_addf(&stream, "commit refs/heads/c%u\nmark :%u\ncommitter C <c@x> %u +0000\ndata 0\n", i, i + 1,
			 1700000000 + i);
		/* A line up to LINE with merges; the rest grows beside it. */
		if (i > 0)
			buf_addf(&stream, "from :%u\n", i <= LINE ? i : 1 + roll(i));
		if (i > 0 && roll(5) == 0)
			buf_addf(&stream, "merge :%u\n", 1 + roll(i));
		for (uint32_t k = roll(4); k > 0; k--)
			history_change(&stream);
	}
	sh("git init -q -b main r");
	sh_in("git -C r fast-import --quiet", &stream);
	buf_release(&stream);
	for (uint32_t i = 0; i < COMMITS; i++) {
		char command[64];
		commits[i] = sh_oid("git -C r rev-parse c%u", i);
		listings[i] = (struct buf)BUF_INIT;
		(void)snprintf(command, sizeof command, "git -C r ls-tree -r -z c%u", i);
		assert_int_equal(fixture_run(&listings[i], command), 0);
	}
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	for (uint32_t i = 0; i < COMMITS; i++)
		buf_release(&listings[i]);
	repo_free(repo);
	return fixture_teardown(state);
}

/* Whether the commit (COMMITS: the empty one) has the path in the state that the step leads to. */
static bool has_state(size_t commit, const struct step *step)
{
	char want[128];
	char hex[OID_HEX];

	oid_format(hex, &step->new_id);
	(void)snprintf(want, sizeof want, "%06o %s %s", step->new_mode,
		       step->new_mode == MODE_GITLINK ? "commit" : "blob", hex);
	for (const char *at = commit < COMMITS ? listings[commit].data : ""; *at != '\0'; at += strlen(at) + 1) {
		const char *path = strchr(at, '\t') + 1;
		if (strcmp(path, step->path) == 0)
			return step->new_mode != MODE_NONE && strncmp(at, want, strlen(want)) == 0 &&
			       at[strlen(want)] == '\t';
	}
	return step->new_mode == MODE_NONE;
}

static size_t index_of(const struct oid *oid)
{
	for (size_t i = 0; i < COMMITS; i++)
		if (oid_equal(&commits[i], oid))
			return i;
	return COMMITS;
}

/* The line down to the last base that is on it, or the root. */
static size_t expect_line(struct oid *line, size_t tip, const struct oid *bases, size_t base_count, size_t *oldest)
{
	size_t count = 0;
	size_t end = 0;
	char *at;
	struct buf said = BUF_INIT;
	char command[64];

	(void)snprintf(command, sizeof command, "git -C r rev-list --first-parent c%zu", tip);
	assert_int_equal(fixture_run(&said, command), 0);
	for (at = said.data; *at != '\0'; at += 41)
		assert_true(oid_parse(&line[count++], at, 40));
	buf_release(&said);
	bool all = base_count > 0;
	for (size_t b = 0; b < base_count; b++) {
		size_t place = 0;
		while (place < count && !oid_equal(&line[place], &bases[b]))
			place++;
		all = all && place < count;
		if (place < count && place + 1 > end)
			end = place + 1;
	}
	*oldest = base_count == 0 ? count : end > 0 ? end - 1 : 0;
	return all ? end : count;
}

static bool reaches[COMMITS][COMMITS];   /* [from][commit] */
static bool is_parent[COMMITS][COMMITS]; /* [commit][parent] */
static bool is_root[COMMITS];

static void learn_graph(void)
{
	for (size_t from = 0; from < COMMITS; from++) {
		char command[64];
		struct buf said = BUF_INIT;
		struct oid oid;

		(void)snprintf(command, sizeof command, "git -C r rev-list --parents c%zu", from);
		assert_int_equal(fixture_run(&said, command), 0);
		for (char *line = said.data, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
			assert_true(oid_parse(&oid, line, 40));
			size_t commit = index_of(&oid);
			reaches[from][commit] = true;
			is_root[commit] = line + 40 == end;
			for (const char *at = line + 40; at < end; at += 41)
				if (oid_parse(&oid, at + 1, 40))
					is_parent[commit][index_of(&oid)] = true;
		}
		buf_release(&said);
	}
}

/* The commit has the state, and one of its parents (a root commit: nothing) has not. */
static bool brings(size_t commit, const struct step *step)
{
	if (!has_state(commit, step))
		return false;
	for (size_t p = 0; p < COMMITS; p++)
		if (is_parent[commit][p] && !has_state(p, step))
			return true;
	return is_root[commit] && !has_state(COMMITS, step);
}

/* For each commit the oldest position of the line, before `oldest`, that reaches it and that `oldest` does not;
 * SIZE_MAX. */
static void expect_entries(size_t *came, const struct oid *line, size_t count, size_t oldest)
{
	for (size_t c = 0; c < COMMITS; c++) {
		came[c] = SIZE_MAX;
		if (oldest < count && reaches[index_of(&line[oldest])][c])
			continue;
		for (size_t k = oldest; k-- > 0 && came[c] == SIZE_MAX;)
			if (reaches[index_of(&line[k])][c])
				came[c] = k;
	}
}

static size_t compare(size_t tip, const struct oid *bases, size_t base_count, const struct steps *steps)
{
	struct landing landing = {0};
	struct mow_error err = {0, ""};
	struct oid line[COMMITS];
	size_t came[COMMITS];
	size_t oldest;
	size_t count = expect_line(line, tip, bases, base_count, &oldest);
	size_t landed = 0;

	expect_entries(came, line, count, oldest);
	if (landing_of(&landing, repo, steps, &(struct landing_span){&commits[tip], bases, base_count}, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(landing.line_count, count);
	for (size_t i = 0; i < count; i++)
		assert_true(oid_equal(&landing.line[i], &line[i]));
	for (size_t s = 0; s < steps->count; s++) {
		size_t want = SIZE_MAX;
		for (size_t c = 0; c < COMMITS; c++)
			if (came[c] < want && brings(c, &steps->items[s]))
				want = came[c];
		if (landing.landed[s] != want)
			fail_msg("%s: %zu, not %zu", steps->items[s].path, landing.landed[s], want);
		landed += want != SIZE_MAX;
	}
	landing_release(&landing);
	return landed;
}

static void as_git(void **state)
{
	size_t landed = 0;

	(void)state;
	learn_graph();
	for (int i = 0; i < 60; i++) {
		struct steps steps = {0};
		struct oid bases[4];
		struct oid trees[2];
		size_t tip = roll(4) == 0 ? roll(COMMITS) : LINE - roll(8);
		size_t count = roll(5);
		for (size_t b = 0; b < count; b++)
			bases[b] = roll(6) == 0 ? commits[roll(COMMITS)] : commits[roll((uint32_t)tip + 1)];
		if (count > 2 && roll(3) == 0)
			bases[1] = bases[0];
		assert_int_equal(repo_commit_tree(&trees[0], repo, &commits[roll(COMMITS)], NULL), 0);
		assert_int_equal(repo_commit_tree(&trees[1], repo, &commits[roll(COMMITS)], NULL), 0);
		assert_int_equal(steps_between(&steps, repo, &trees[0], &trees[1], NULL), 0);
		landed += compare(tip, bases, count, &steps);
		steps_release(&steps);
	}
	assert_in_range(landed, 200, 100000);
}

/* Brought, taken back, brought again: the newest counts; what was never there does not. */
static void brought_back(void **state)
{
	struct landing landing = {0};
	struct steps steps = {0};
	struct mow_error err = {0, ""};

	(void)state;
	sh("git init -q -b main s && cd s && for c in one two one three; do echo $c >f && git add f && git commit -q -m $c; done && git rm -q f && "
	   "git commit -q -m gone && echo x >g && git add g && git commit -q -m g");
	struct repo *other = open_repo("s");
	struct oid tip = sh_oid("git -C s rev-parse main");
	struct oid one = sh_oid("git -C s rev-parse main~3^{tree}");
	struct oid three = sh_oid("git -C s rev-parse main~2^{tree}");
	struct oid gone = sh_oid("git -C s rev-parse main~1^{tree}");
	struct oid root = sh_oid("git -C s rev-parse main~5");
	assert_int_equal(steps_between(&steps, other, &three, &one, NULL), 0);
	assert_int_equal(landing_of(&landing, other, &steps, &(struct landing_span){&tip, &root, 1}, &err), 0);
	assert_int_equal(landing.line_count, 6);
	assert_int_equal(landing.landed[0], 3);
	landing_release(&landing);
	steps_release(&steps);
	assert_int_equal(steps_between(&steps, other, &three, &gone, NULL), 0);
	assert_int_equal(landing_of(&landing, other, &steps, &(struct landing_span){&tip, NULL, 0}, &err), 0);
	assert_int_equal(landing.landed[0], 1);
	landing_release(&landing);
	/* Nothing after the tip. */
	assert_int_equal(landing_of(&landing, other, &steps, &(struct landing_span){&tip, &tip, 1}, &err), 0);
	assert_int_equal(landing.line_count, 1);
	assert_true(landing.landed[0] == SIZE_MAX);
	landing_release(&landing);
	steps_release(&steps);
	landing.line_count = 42;
	assert_int_equal(landing_of(&landing, other, &steps, &(struct landing_span){&one, NULL, 0}, &err), MOW_EGIT);
	assert_int_equal(landing.line_count, 42);
	repo_free(other);
}

/* A merge with its parents reversed takes what landed off the first-parent line; it has landed all the same. */
static void reversed_parents(void **state)
{
	struct landing landing = {0};
	struct steps steps = {0};
	struct mow_error err = {0, ""};

	(void)state;
	sh("git init -q -b main t && cd t && for c in v1 v2 v1; do echo $c >f && git add f && git commit -q -m $c; done && "
	   "side=$(git commit-tree -p main~2 -m side main~2^{tree}) && "
	   "git update-ref refs/heads/main $(git commit-tree -p $side -p main -m reversed main^{tree})");
	struct repo *other = open_repo("t");
	struct oid tip = sh_oid("git -C t rev-parse main");
	struct oid base = sh_oid("git -C t rev-parse main~2");
	struct oid v1 = sh_oid("git -C t rev-parse main^{tree}");
	struct oid v2 = sh_oid("git -C t rev-parse main^2~1^{tree}");
	assert_int_equal(steps_between(&steps, other, &v1, &v2, NULL), 0);
	assert_int_equal(landing_of(&landing, other, &steps, &(struct landing_span){&tip, &base, 1}, &err), 0);
	assert_int_equal(landing.line_count, 3);
	assert_int_equal(landing.landed[0], 0);
	landing_release(&landing);
	steps_release(&steps);
	repo_free(other);
}

/* The first parent of the merge with which it landed is an older commit that had it already. */
static void older_first_parent(void **state)
{
	struct landing landing = {0};
	struct steps steps = {0};
	struct mow_error err = {0, ""};

	(void)state;
	sh("git init -q -b main u && cd u && for c in v1 v2 v1; do echo $c >f && git add f && git commit -q -m $c; done && git tag base && "
	   "git update-ref refs/heads/main $(git commit-tree -p main~1 -p main -m there main~1^{tree}) && git tag there && "
	   "git update-ref refs/heads/main $(git commit-tree -p base -p there -m back base^{tree})");
	struct repo *other = open_repo("u");
	struct oid tip = sh_oid("git -C u rev-parse main");
	struct oid base = sh_oid("git -C u rev-parse base");
	struct oid v1 = sh_oid("git -C u rev-parse base^{tree}");
	struct oid v2 = sh_oid("git -C u rev-parse there^{tree}");
	assert_int_equal(steps_between(&steps, other, &v1, &v2, NULL), 0);
	assert_int_equal(landing_of(&landing, other, &steps, &(struct landing_span){&tip, &base, 1}, &err), 0);
	assert_int_equal(landing.line_count, 2);
	assert_int_equal(landing.landed[0], 0);
	landing_release(&landing);
	steps_release(&steps);
	repo_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_git),
		cmocka_unit_test(brought_back),
		cmocka_unit_test(reversed_parents),
		cmocka_unit_test(older_first_parent),
	};

	return cmocka_run_group_tests_name("steps_landing", tests, setup, teardown);
}
