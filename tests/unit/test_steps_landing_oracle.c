/*
 * Which approvals still count, in histories of every shape, against the rule as mowners-approvals(5) words it: for each
 * commit and each of its parents, by sets of what can be reached.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2/sys/mempack.h>

#include "git/internal.h"
#include "git_fixture.h"
#include "steps/authors.h"

#define SEED UINT32_C(20000)
enum { HISTORIES = 10000, COMMITS_MAX = 14, PARENTS_MAX = 5, PATHS = 3, STATES = 4, TREES = 64, BLOBS = 2 };

static const char *const paths[PATHS] = {"a", "d/b", "d/e/c"};
static const unsigned modes[STATES] = {MODE_NONE, MODE_FILE, MODE_FILE, MODE_EXECUTABLE};
static const size_t blob_of[STATES] = {0, 1, 2, 1}; /* marks of fast-import */

struct made {
	size_t parents[PARENTS_MAX];
	size_t parent_count;
	uint32_t reaches; /* a bit for each commit, its own too */
	unsigned state[PATHS];
};

/* `tips`: where the target was, one after the other; each came down from the one before. */
struct history {
	struct made commits[COMMITS_MAX];
	size_t count;
	size_t tips[COMMITS_MAX];
	size_t tip_count;
	uint32_t seed;
};

static struct oid ids[COMMITS_MAX]; /* of the history at hand */
static struct oid trees[TREES];
static struct oid blobs[BLOBS + 1];
static struct repo *repo;
static git_odb_backend *memory;

static bool has(const struct history *history, size_t from, size_t commit)
{
	return (history->commits[from].reaches >> commit & 1) != 0;
}

/* ---- histories */

static void add_parent(struct history *history, struct made *made, size_t parent)
{
	for (size_t i = 0; i < made->parent_count; i++)
		if (made->parents[i] == parent)
			return;
	made->parents[made->parent_count++] = parent;
	made->reaches |= history->commits[parent].reaches;
}

/* Of one parent ("ours"), or path by path of any; then a few are changed, or taken back to what they were somewhere. */
static void choose_states(const struct history *history, struct made *made)
{
	bool ours = roll(3) == 0;
	size_t chosen = made->parent_count > 0 ? roll((uint32_t)made->parent_count) : 0;

	for (size_t p = 0; p < PATHS; p++) {
		if (!ours && made->parent_count > 0)
			chosen = roll((uint32_t)made->parent_count);
		made->state[p] = made->parent_count > 0 ? history->commits[made->parents[chosen]].state[p] : 0;
	}
	for (uint32_t changes = roll(3); changes > 0; changes--) {
		size_t p = roll(PATHS);
		made->state[p] = roll(2) == 0 && history->count > 0
					 ? history->commits[roll((uint32_t)history->count)].state[p]
					 : roll(STATES);
	}
}

/* Adds it, and lands it where it may land. */
static void add_commit(struct history *history, struct made *made)
{
	size_t number = history->count;
	size_t tip = history->tip_count > 0 ? history->tips[history->tip_count - 1] : 0;

	made->reaches |= UINT32_C(1) << number;
	choose_states(history, made);
	history->commits[history->count++] = *made;
	if (history->tip_count == 0 || (has(history, number, tip) && roll(3) > 0))
		history->tips[history->tip_count++] = number;
}

/* The target's tip, what was made last, or anything. */
static size_t choose_parent(const struct history *history)
{
	uint32_t kind = roll(4);

	return kind == 0   ? history->tips[history->tip_count - 1]
	       : kind == 1 ? history->count - 1
			   : roll((uint32_t)history->count);
}

static void make_criss_cross(struct history *history)
{
	struct made one = {0};
	struct made other = {0};
	size_t first = choose_parent(history);
	size_t second = choose_parent(history);

	add_parent(history, &one, first);
	add_parent(history, &one, second);
	add_parent(history, &other, second);
	add_parent(history, &other, first);
	add_commit(history, &one);
	if (history->count < COMMITS_MAX)
		add_commit(history, &other);
}

static void make_history(struct history *history, uint32_t seed)
{
	/* Seeds that follow one another begin far apart. */
	fixture_seed = seed * UINT32_C(2654435761);
	*history = (struct history){.seed = seed};
	size_t count = 3 + roll(COMMITS_MAX - 2);
	while (history->count < count) {
		struct made made = {0};
		uint32_t shape = history->count > 0 ? roll(12) : 0;
		if (shape == 11) {
			make_criss_cross(history);
			continue;
		}
		/* 0: a root; then one parent, two, or up to five. */
		uint32_t parents = shape == 0 ? 0 : shape < 5 ? 1 : shape < 9 ? 2 : 3 + roll(3);
		for (uint32_t i = 0; i < parents; i++)
			add_parent(history, &made, choose_parent(history));
		add_commit(history, &made);
	}
}

/* ---- into git */

/* A commit for each tree that there can be. */
static void make_trees(void)
{
	struct buf stream = BUF_INIT;

	for (size_t i = 1; i <= BLOBS; i++)
		buf_addf(&stream, "blob\nmark :%zu\ndata 1\n%zu\n", i, i);
	for (size_t t = 0; t < TREES; t++) {
		buf_addf(&stream, "commit refs/heads/t%zu\ncommitter C <c@x> 0 +0000\ndata 0\n", t);
		for (size_t p = 0, rest = t; p < PATHS; p++, rest /= STATES)
			if (rest % STATES != 0)
				buf_addf(&stream, "M %06o :%zu %s\n", modes[rest % STATES], blob_of[rest % STATES],
					 paths[p]);
	}
	sh("git init -q --bare r");
	sh_in("git -C r fast-import --quiet", &stream);
	buf_release(&stream);
	for (size_t t = 0; t < TREES; t++)
		trees[t] = sh_oid("git -C r rev-parse t%zu^{tree}", t);
	blobs[1] = sh_oid("printf 1 | git hash-object --stdin");
	blobs[2] = sh_oid("printf 2 | git hash-object --stdin");
}

/* Commits are kept in memory, and only as long as their history is looked at: as files they take a minute. */
static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	make_trees();
	repo = open_repo("r");
	return git_mempack_new(&memory) == 0 && git_odb_add_backend(repo->odb, memory, 1000) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

static const struct oid *tree_of(const struct made *made)
{
	size_t number = 0;

	for (size_t p = PATHS; p-- > 0;)
		number = number * STATES + made->state[p];
	return &trees[number];
}

/* Dates in order, all the same, or as if clocks were wrong by up to an hour. */
static void put_commits(const struct history *history)
{
	uint32_t clocks = roll(3);

	assert_int_equal(git_mempack_reset(memory), 0);
	for (size_t c = 0; c < history->count; c++) {
		const struct made *made = &history->commits[c];
		struct oid parents[PARENTS_MAX];
		char message[24];
		int64_t minutes = clocks == 0 ? (int64_t)c : clocks == 1 ? 0 : (int64_t)c + roll(60);
		const struct commit_text text = {"C", "c@x", INT64_C(1700000000) + minutes * 60, message};
		(void)snprintf(message, sizeof message, "%zu", c);
		for (size_t i = 0; i < made->parent_count; i++)
			parents[i] = ids[made->parents[i]];
		const struct commit_draft draft = {tree_of(made), parents, made->parent_count, &text};
		assert_int_equal(repo_write_commit(&ids[c], repo, &draft, NULL), 0);
	}
}

/* ---- the rule */

static bool is_on_line(const struct history *history, size_t base)
{
	size_t at = history->tips[history->tip_count - 1];

	while (at != base && history->commits[at].parent_count > 0)
		at = history->commits[at].parents[0];
	return at == base;
}

/* The commit has the path in this state while one of its parents has not; a root commit: while nothing is another. */
static bool brings(const struct history *history, size_t commit, size_t path, unsigned state)
{
	const struct made *made = &history->commits[commit];

	if (made->state[path] != state)
		return false;
	for (size_t i = 0; i < made->parent_count; i++)
		if (history->commits[made->parents[i]].state[path] != state)
			return true;
	return made->parent_count == 0 && state != 0;
}

static bool still_counts(const struct history *history, size_t base, size_t path, unsigned state)
{
	size_t tip = history->tips[history->tip_count - 1];

	if (!is_on_line(history, base))
		return false;
	for (size_t c = 0; c < history->count; c++)
		if (has(history, tip, c) && !has(history, base, c) && brings(history, c, path, state))
			return false;
	return true;
}

/* ---- against it */

static void fill_steps(struct steps *steps, struct step *items, const unsigned *states)
{
	for (size_t p = 0; p < PATHS; p++)
		items[p] = (struct step){.path = paths[p],
					 .path_len = strlen(paths[p]),
					 .new_mode = modes[states[p]],
					 .new_id = blobs[blob_of[states[p]]]};
	*steps = (struct steps){.items = items, .count = PATHS};
}

/* What the evidence makes of it: the base is on the line, and nothing landed nearer to the tip. */
static bool found_to_count(const struct landing *landing, const struct oid *base, size_t path)
{
	for (size_t at = 0; at < landing->line_count; at++)
		if (oid_equal(&landing->line[at], base))
			return landing->landed[path] >= at;
	return false;
}

/* Approvals of these states, with bases of which `chosen` has the bits; how many of them are spent, though on the line.
 */
static size_t compare(const struct history *history, uint32_t chosen, const unsigned *states)
{
	struct landing landing = {0};
	struct mow_error err = {0, ""};
	struct step items[PATHS];
	struct steps steps;
	struct oid bases[COMMITS_MAX];
	size_t base_count = 0;
	size_t spent = 0;

	fill_steps(&steps, items, states);
	for (size_t b = 0; b < history->count; b++)
		if (chosen >> b & 1)
			bases[base_count++] = ids[b];
	const struct oid *tip = &ids[history->tips[history->tip_count - 1]];
	if (landing_of(&landing, repo, &steps, &(struct landing_span){tip, bases, base_count}, &err) != MOW_OK)
		fail_msg("seed %u: %s", history->seed, err.message);
	for (size_t b = 0; b < history->count; b++) {
		for (size_t p = 0; (chosen >> b & 1) && p < PATHS; p++) {
			bool want = still_counts(history, b, p, states[p]);
			if (found_to_count(&landing, &ids[b], p) != want)
				fail_msg("seed %u: an approval of state %u of %s with commit %zu as its base %s",
					 history->seed, states[p], paths[p], b, want ? "counts" : "does not count");
			spent += !want && is_on_line(history, b);
		}
	}
	landing_release(&landing);
	return spent;
}

/* All bases at once, and one alone. */
static void as_the_rule(void **state)
{
	struct history history;
	size_t spent = 0;

	(void)state;
	for (uint32_t i = 0; i < HISTORIES; i++) {
		unsigned states[PATHS];
		make_history(&history, SEED + i);
		put_commits(&history);
		for (int times = 0; times < 2; times++) {
			uint32_t chosen = times == 0 ? UINT32_MAX : UINT32_C(1) << roll((uint32_t)history.count);
			for (size_t p = 0; p < PATHS; p++)
				states[p] = roll(STATES);
			spent += compare(&history, chosen, states);
		}
	}
	assert_in_range(spent, HISTORIES, UINT32_MAX);
}

/* Every state of every path at once, as landing_of wants them: by path, mode and id. */
static void every_state(void **state)
{
	struct history history;
	struct step items[PATHS * STATES];
	unsigned order[STATES] = {0, 1, 2, 3};

	(void)state;
	if (memcmp(blobs[1].bytes, blobs[2].bytes, sizeof blobs[1].bytes) > 0) {
		order[1] = 2;
		order[2] = 1;
	}
	for (size_t i = 0; i < PATHS * STATES; i++)
		items[i] = (struct step){.path = paths[i / STATES],
					 .path_len = strlen(paths[i / STATES]),
					 .new_mode = modes[order[i % STATES]],
					 .new_id = blobs[blob_of[order[i % STATES]]]};
	const struct steps steps = {.items = items, .count = PATHS * STATES};
	for (uint32_t seed = SEED; seed < SEED + HISTORIES / 10; seed++) {
		struct landing landing = {0};
		make_history(&history, seed);
		put_commits(&history);
		const struct landing_span span = {&ids[history.tips[history.tip_count - 1]], ids, history.count};
		assert_int_equal(landing_of(&landing, repo, &steps, &span, NULL), MOW_OK);
		for (size_t i = 0; i < history.count * PATHS * STATES; i++) {
			size_t base = i / (PATHS * STATES), step = i % (PATHS * STATES);
			if (found_to_count(&landing, &ids[base], step) !=
			    still_counts(&history, base, step / STATES, order[step % STATES]))
				fail_msg("seed %u: state %u of %s, commit %zu", seed, order[step % STATES],
					 paths[step / STATES], base);
		}
		landing_release(&landing);
	}
}

/* The target had the path in a state after tip `from` that it had not there: an approval of that with this base is
 * spent. How often that was so. */
static size_t check_never_again(const struct history *history, size_t from, size_t path)
{
	unsigned before = history->commits[history->tips[from]].state[path];
	size_t seen = 0;

	for (size_t to = from + 1; to < history->tip_count; to++) {
		unsigned landed = history->commits[history->tips[to]].state[path];
		if (landed == before)
			continue;
		seen++;
		if (still_counts(history, history->tips[from], path, landed))
			fail_msg("seed %u: %s at tips %zu and %zu", history->seed, paths[path], from, to);
	}
	return seen;
}

/* The rule itself: what landed comes back by no approval from before, in no history. */
static void never_again(void **state)
{
	struct history history;
	size_t seen = 0;

	(void)state;
	for (uint32_t i = 0; i < HISTORIES; i++) {
		make_history(&history, SEED + i);
		for (size_t from = 0; from < history.tip_count; from++)
			for (size_t p = 0; p < PATHS; p++)
				seen += check_never_again(&history, from, p);
	}
	assert_in_range(seen, HISTORIES, UINT32_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_rule),
		cmocka_unit_test(every_state),
		cmocka_unit_test(never_again),
	};

	return cmocka_run_group_tests_name("steps_landing_oracle", tests, setup, teardown);
}
