#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git/tree.h"
#include "history_fixture.h"
#include "git_deep_fixture.h"
#include "steps/steps.h"

enum { COMMITS = 160 };

static struct repo *repo;
static struct oid trees[COMMITS + 1]; /* the first is the empty one */

static int setup(void **state)
{
	struct buf stream = BUF_INIT;
	struct buf ids = BUF_INIT;

	if (fixture_setup(state) != 0)
		return -1;
	fixture_seed = 20;
	for (uint32_t i = 1; i <= COMMITS; i++) {
		buf_addf(&stream, "commit refs/heads/main\ncommitter C <c@x> %u +0000\ndata 0\n", 1700000000 + i);
		if (i % 40 == 0)
			buf_adds(&stream, "deleteall\n");
		for (uint32_t k = 1 + roll(12); k > 0; k--)
			history_change(&stream);
	}
	sh("git init -q -b main r");
	sh_in("git -C r fast-import --quiet", &stream);
	assert_int_equal(fixture_run(&ids, "git -C r log --reverse --format=%T"), 0);
	assert_int_equal(ids.len, COMMITS * OID_HEX);
	for (size_t i = 0; i < COMMITS; i++)
		assert_true(oid_parse(&trees[i + 1], ids.data + i * OID_HEX, 40));
	buf_release(&stream);
	buf_release(&ids);
	repo = open_repo("r");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct step *)a)->path, ((const struct step *)b)->path);
}

/* What git diff-tree says, sorted by the bytes of the path. */
static size_t ask_git(struct step *out, struct buf *said, const struct oid *before, const struct oid *after)
{
	static const char empty[] = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
	char hex[2][OID_HEX];
	char command[256];
	size_t count = 0;

	oid_format(hex[0], before);
	oid_format(hex[1], after);
	(void)snprintf(command, sizeof command, "git -C r diff-tree -r -z --no-renames --raw %s %s",
		       oid_is_zero(before) ? empty : hex[0], oid_is_zero(after) ? empty : hex[1]);
	buf_reset(said);
	assert_int_equal(fixture_run(said, command), 0);
	for (const char *at = said->data; at < said->data + said->len; count++) {
		struct step *step = &out[count];
		assert_int_equal(sscanf(at, ":%o %o", &step->old_mode, &step->new_mode), 2);
		assert_true(oid_parse(&step->old_id, at + 15, 40));
		assert_true(oid_parse(&step->new_id, at + 56, 40));
		step->path = at + strlen(at) + 1;
		step->path_len = strlen(step->path);
		at = step->path + step->path_len + 1;
	}
	qsort(out, count, sizeof *out, compare_paths);
	return count;
}

static void assert_same(const struct steps *steps, const struct step *want, size_t count)
{
	assert_int_equal(steps->count, count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(steps->items[i].path, want[i].path);
		assert_int_equal(steps->items[i].path_len, want[i].path_len);
		assert_int_equal(steps->items[i].old_mode, want[i].old_mode);
		assert_int_equal(steps->items[i].new_mode, want[i].new_mode);
		assert_true(oid_equal(&steps->items[i].old_id, &want[i].old_id));
		assert_true(oid_equal(&steps->items[i].new_id, &want[i].new_id));
	}
}

static size_t compare_pair(const struct oid *before, const struct oid *after)
{
	static struct step want[5000];
	static struct buf said = BUF_INIT;
	struct mow_error err = {0, ""};
	size_t count = ask_git(want, &said, before, after);

	MOW_AUTO(steps) steps = {0};
	if (steps_between(&steps, repo, before, after, &err) != 0)
		fail_msg("%s", err.message);
	assert_same(&steps, want, count);
	if (count == 0)
		buf_release(&said);
	return count;
}

static void as_diff_tree(void **state)
{
	size_t all = 0;

	(void)state;
	for (size_t i = 1; i <= COMMITS; i++)
		all += compare_pair(&trees[i - 1], &trees[i]);
	for (size_t i = 0; i < 140; i++)
		all += compare_pair(&trees[roll(COMMITS + 1)], &trees[roll(COMMITS + 1)]);
	assert_in_range(all, 5000, 1000000);
	(void)compare_pair(&trees[5], &trees[5]);
}

/* A steps_landed_fn: the same as of the pair alone; stops before the number that the context points to. */
static int compare_landed(const struct steps *found, size_t number, void *context)
{
	size_t *seen = context;
	MOW_AUTO(steps) steps = {0};

	assert_int_equal(number, seen[0]++);
	assert_int_equal(steps_between(&steps, repo, &found->old_tree, &found->new_tree, NULL), 0);
	assert_same(found, steps.items, steps.count);
	return number + 1 == seen[1] ? 7 : 0;
}

/* In any order, some of which change nothing, also the first and the last. */
static void as_landed(void **state)
{
	struct steps_pair pairs[COMMITS + 3];
	size_t seen[2] = {0, 0};
	const struct steps_landed landed = {pairs, COMMITS + 3, compare_landed, seen};
	const struct steps_landed one = {pairs, 1, compare_landed, seen}, none = {pairs, 0, compare_landed, seen};

	(void)state;
	for (size_t i = 0; i < COMMITS + 3; i++)
		pairs[i] = (struct steps_pair){trees[roll(COMMITS + 1)], trees[roll(COMMITS + 1)]};
	for (size_t i = 0; i < COMMITS; i++)
		pairs[i + 1] = (struct steps_pair){trees[i], trees[i + 1]};
	pairs[0].new = pairs[0].old;
	pairs[70] = pairs[71] = (struct steps_pair){trees[3], trees[3]};
	/* A first commit of no files is a tree, too. */
	pairs[72] = (struct steps_pair){trees[0], sh_object("r", "tree", "", 0)};
	pairs[73] = (struct steps_pair){pairs[72].new, trees[0]};
	pairs[COMMITS + 2].new = pairs[COMMITS + 2].old;
	assert_int_equal(steps_landed(repo, &landed, NULL), 0);
	assert_int_equal(seen[0], COMMITS + 3);
	seen[0] = 0;
	seen[1] = 5;
	assert_int_equal(steps_landed(repo, &landed, NULL), 7);
	assert_int_equal(seen[0], 5);
	seen[0] = seen[1] = 0;
	assert_int_equal(steps_landed(repo, &one, NULL), 0);
	assert_int_equal(steps_landed(repo, &none, NULL), 0);
	assert_int_equal(seen[0], 1);
	/* What git does not have. */
	memset(&pairs[0].new, 0x11, sizeof pairs[0].new);
	assert_int_equal(steps_landed(repo, &one, NULL), MOW_EGIT);
}

static void formats(void **state)
{
	struct buf line = BUF_INIT;
	struct step step = {.path = "brand/Logo Pack/Q4 final.psd", .path_len = 28, .new_mode = MODE_FILE};

	(void)state;
	memset(step.new_id.bytes, 0x77, OID_SIZE);
	step_format(&line, &step);
	assert_string_equal(
		line.data,
		"step 000000 0000000000000000000000000000000000000000 100644 7777777777777777777777777777777777777777 "
		"brand/Logo%20Pack/Q4%20final.psd");
	buf_release(&line);
}

static struct oid make(const char *mode, const char *name, const struct oid *oid)
{
	struct buf bytes = BUF_INIT;

	buf_addf(&bytes, "%s %s%c", mode, name, 0);
	buf_add(&bytes, oid->bytes, OID_SIZE);
	struct oid tree = sh_object("r", "tree", bytes.data, bytes.len);
	buf_release(&bytes);
	return tree;
}

static void refuse(const struct oid *before, const struct oid *after, int code, const char *words)
{
	struct steps steps = {.count = 42};
	struct mow_error err = {0, ""};
	int result = steps_between(&steps, repo, before, after, &err);

	if (result != code || strstr(err.message, words) == NULL)
		fail_msg("%d: %s", result, err.message);
	assert_int_equal(steps.count, 42);
}

/* In whatever folder that differs; what is old is read as git reads it, so that it can be made good. */
static void malformed(void **state)
{
	struct oid zero = {{0}};
	struct oid blob;

	(void)state;
	assert_int_equal(repo_write_blob(&blob, repo, "x", 1, NULL), 0);
	struct oid bad = make("100664", "old", &blob);
	struct oid nested = make("40000", "folder", &bad);
	refuse(&zero, &bad, MOW_EDENIED, "the root folder has a malformed tree");
	refuse(&zero, &nested, MOW_EDENIED, "folder/ has a malformed tree");
	refuse(&trees[3], &nested, MOW_EDENIED, "old has the mode 100664");
	struct steps steps = {0};
	assert_int_equal(steps_between(&steps, repo, &nested, &nested, NULL), 0);
	assert_int_equal(steps.count, 0);
	struct oid good = make("100644", "old", &blob);
	assert_int_equal(steps_between(&steps, repo, &bad, &good, NULL), 0);
	assert_int_equal(steps.count, 0);
	static const char *const odd[] = {"100664", "100600",  "100775", "100100", "0100644",
					  "120777", "0160000", "170000", "644"};
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		char hex[OID_HEX];
		bad = make(odd[i], "old", &blob);
		oid_format(hex, &bad);
		assert_int_equal(steps_between(&steps, repo, &bad, &zero, NULL), 0);
		assert_int_equal(steps.count, 1);
		assert_int_equal(
			strtoul(sh_out("git -C r diff-tree -r %s 4b825dc642cb6eb9a060e54bf8d69288fbee4904 | cut -c2-7",
				       hex),
				NULL, 8),
			steps.items[0].old_mode);
		steps_release(&steps);
	}
	bad = make("100644", "dot/dot", &blob);
	refuse(&bad, &zero, MOW_EDENIED, "slash");
	struct oid missing = {{1}};
	refuse(&zero, &missing, MOW_EGIT, "cannot read tree");
	refuse(&zero, &blob, MOW_EGIT, "should be a tree");
}

static void too_deep(void **state)
{
	struct oid zero = {{0}};
	struct oid blob;
	struct oid root;
	struct buf path = BUF_INIT;
	struct steps steps = {0};

	(void)state;
	assert_int_equal(repo_write_blob(&blob, repo, "x", 1, NULL), 0);
	for (int i = 0; i < TREE_DEPTH_MAX; i++)
		buf_adds(&path, "d/");
	buf_addc(&path, 'f');
	root = make_deep(repo, &blob, TREE_DEPTH_MAX);
	assert_int_equal(steps_between(&steps, repo, &zero, &root, NULL), 0);
	assert_int_equal(steps.count, 1);
	assert_string_equal(steps.items[0].path, path.data);
	steps_release(&steps);
	root = make("40000", "d", &root);
	refuse(&zero, &root, MOW_ETOOBIG, "folders inside one another");
	refuse(&root, &zero, MOW_ETOOBIG, "folders inside one another");
	/* A long path. */
	char name[4000];
	memset(name, 'n', sizeof name);
	name[sizeof name - 1] = '\0';
	root = make("100644", "f", &blob);
	for (int i = 0; i < 17; i++)
		root = make("40000", name, &root);
	refuse(&zero, &root, MOW_ETOOBIG, "bytes in a path");
	buf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_diff_tree), cmocka_unit_test(as_landed), cmocka_unit_test(formats),
		cmocka_unit_test(malformed),    cmocka_unit_test(too_deep),
	};

	return cmocka_run_group_tests_name("steps_between", tests, setup, teardown);
}
