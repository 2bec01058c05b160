/* The layout of the store beside a slow model of it, which knows the manual page and git alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evidence/store/compare.h"
#include "evidence/store/draft.h"
#include "evidence/store/first.h"
#include "evidence/store/write.h"
#include "record_fixture.h"
#include "store_model.h"

#define RECORDS 1300

static struct repo *repo;
static struct made_record made[RECORDS];
static const struct oid none;

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main layout && ssh-keygen -q -t ed25519 -N '' -C x -f key");
	repo = open_repo("layout");
	return 0;
}

static int teardown(void **state)
{
	repo_free(repo);
	return fixture_teardown(state);
}

static int release(void **state)
{
	for (size_t i = 0; i < RECORDS; i++)
		made_release(&made[i]);
	return fixture_return(state);
}

/* Adds those from `start` to `end` in the order of `order` to a tree. */
static struct oid add(const struct oid *root, const size_t *order, size_t start, size_t end)
{
	MOW_AUTO(store_draft) draft;
	struct mow_error err = {0};
	struct oid out;

	store_draft_init(&draft, repo);
	for (size_t i = start; i < end; i++)
		if (store_draft_add(&draft, &made[order[i]].record, &made[order[i]].blob, &err))
			fail_msg("%s", err.message);
	if (store_draft_write(&out, &draft, root, &err))
		fail_msg("%s", err.message);
	return out;
}

static void shuffle(size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t other = roll((uint32_t)i);
		size_t kept = order[i - 1];
		order[i - 1] = order[other];
		order[other] = kept;
	}
}

static void expect_same(const struct oid *got, const struct oid *want, const char *what)
{
	char have[OID_HEX], should[OID_HEX];

	oid_format(have, got);
	oid_format(should, want);
	if (!oid_equal(got, want))
		fail_msg("%s: %s, and the model has %s\n%s", what, have, should,
			 sh_out("git -C layout diff --stat %s %s | head -20", should, have));
}

/* All at once, in several orders and steps, and the union of two parts of them either way. */
static void expect_model(size_t count)
{
	static size_t order[RECORDS];
	struct mow_error err = {0};
	struct oid want = model_tree("layout", made, count);

	for (int round = 0; round < 3; round++) {
		struct oid root = none;
		shuffle(order, count);
		for (size_t at = 0, end; at < count; at = end) {
			end = at + 1 + roll(round == 0 ? 4 : (uint32_t)count);
			end = end < count ? end : count;
			root = add(&root, order, at, end);
		}
		expect_same(&root, &want, "added");
		size_t cut = roll((uint32_t)count + 1), both = roll((uint32_t)(count - cut) + 1);
		struct oid one = add(&none, order, 0, cut + both);
		struct oid two = add(&none, order, cut, count);
		if (store_unite(&root, repo, &one, &two, &err))
			fail_msg("%s", err.message);
		expect_same(&root, &want, "united");
		if (store_unite(&root, repo, &two, &one, &err))
			fail_msg("%s", err.message);
		expect_same(&root, &want, "united the other way");
	}
}

static void make_all(size_t count, size_t steps, size_t paths)
{
	for (size_t i = 0; i < count; i++) {
		made_release(&made[i]);
		made_make(&made[i], repo, i, 1 + roll((uint32_t)steps), paths);
	}
}

/* Around the sizes at which a folder and a leaf are divided. */
static void test_boundaries(void **state)
{
	static const size_t counts[] = {1, 2, 63, 64, 65, 127, 128, 129};

	(void)state;
	fixture_seed = 7;
	for (size_t i = 0; i < COUNT(counts); i++) {
		make_all(counts[i], 1, 100000);
		expect_model(counts[i]);
	}
}

/* Records of one path, whose lines no digit of PLACE tells apart. */
static void test_one_path(void **state)
{
	(void)state;
	fixture_seed = 8;
	make_all(150, 1, 1);
	expect_model(150);
	make_all(260, 1, 1);
	expect_model(260);
}

/* One record of as many steps as a leaf has lines, and of one more. */
static void test_many_steps(void **state)
{
	(void)state;
	fixture_seed = 9;
	for (size_t steps = 128; steps <= 129; steps++) {
		made_release(&made[0]);
		made_make(&made[0], repo, 0, steps, 100000);
		expect_model(1);
	}
}

static void test_random(void **state)
{
	(void)state;
	fixture_seed = 10;
	for (int round = 0; round < 4; round++) {
		size_t count = 100 + roll(300);
		make_all(count, 5, 20 + roll(400));
		expect_model(count);
	}
}

/* Folders two deep. */
static void test_large(void **state)
{
	(void)state;
	fixture_seed = 11;
	make_all(RECORDS, 3, 3000);
	expect_model(RECORDS);
}

/* ---- Two states beside each other */

struct seen {
	size_t fresh, gone, odd;
};

static int see(const struct store_change *change, void *context)
{
	struct seen *seen = context;

	seen->fresh += change->kind == STORE_NEW;
	seen->gone += change->kind == STORE_GONE;
	seen->odd += change->kind == STORE_ODD || change->kind == STORE_CHANGED;
	return 0;
}

/* In all parts together. */
static struct seen compare(const struct oid *before, const struct oid *after)
{
	struct store_top old, new;
	struct mow_error err = {0};
	struct seen seen = {0};

	assert_int_equal(store_top_open(&old, repo, before, NULL, NULL), MOW_OK);
	assert_int_equal(store_top_open(&new, repo, after, NULL, NULL), MOW_OK);
	for (int i = 0; i < STORE_PARTS; i++) {
		const struct store_pair pair = {repo, &old.parts[i], &new.parts[i], true};
		if (store_compare(&pair, see, &seen, &err))
			fail_msg("%s", err.message);
	}
	return seen;
}

/* Of two sets of which each has something that the other has not; all is counted by going through each alone. */
static void test_compare(void **state)
{
	static size_t order[RECORDS];

	(void)state;
	fixture_seed = 13;
	for (int round = 0; round < 12; round++) {
		size_t count = 1 + roll(round < 6 ? 150 : 900);
		make_all(count, 3, 1 + roll(2000));
		shuffle(order, count);
		size_t from = roll((uint32_t)count + 1), to = from + roll((uint32_t)(count - from) + 1);
		struct oid one = add(&none, order, 0, to), two = add(&none, order, from, count);
		struct oid both = add(&one, order, 0, count);
		size_t of_one = compare(&none, &one).fresh, of_two = compare(&none, &two).fresh;
		size_t of_both = compare(&none, &both).fresh;
		struct seen seen = compare(&one, &two);
		assert_int_equal(seen.odd, 0);
		assert_int_equal(seen.fresh, of_both - of_one);
		assert_int_equal(seen.gone, of_both - of_two);
		seen = compare(&one, &both);
		assert_int_equal(seen.odd + seen.gone, 0);
		assert_int_equal(seen.fresh, of_both - of_one);
	}
}

/* The same records in the first layout, and something that is none. */
static struct oid first_tree(size_t count, bool junk)
{
	FILE *out = fopen("first", "w");
	char blob[OID_HEX];

	assert_non_null(out);
	(void)fprintf(out, "commit refs/first\ncommitter T <t@example.com> 1700000000 +0000\ndata 0\n");
	for (size_t i = 0; i < count; i++) {
		const char *id = made[i].record.id;
		oid_format(blob, &made[i].blob);
		(void)fprintf(out, "M 100644 %s records/%.2s/%.62s\n", blob, id, id + 2);
		(void)fprintf(out, "M 100644 inline index/%.2s/%.2s/%.60s/%s\ndata 0\n", id, id + 2, id + 4, id);
	}
	oid_format(blob, &made[0].blob);
	if (junk)
		(void)fprintf(out,
			      "M 100644 %s records/ab/%.62s\nM 100755 %s records/ac/%.62s\nM 100644 %s records/x\n",
			      blob, made[0].record.id, blob, made[0].record.id, blob);
	assert_int_equal(fclose(out), 0);
	return sh_oid(
		"git -C layout fast-import --quiet --force <first && git -C layout rev-parse 'refs/first^{tree}'");
}

/* What is converted is what would have been added; without writing too, as the guard asks for it. */
static void test_convert(void **state)
{
	struct first_found found = {0};
	struct mow_error err = {0};

	(void)state;
	fixture_seed = 12;
	make_all(400, 4, 300);
	struct oid want = model_tree("layout", made, 400);
	struct oid first = first_tree(400, false);
	for (int only = 0; only < 2; only++) {
		if (first_convert(&found, repo, &first, &(struct first_options){0, only != 0}, &err))
			fail_msg("%s", err.message);
		expect_same(&found.root, &want, "converted");
		assert_int_equal(found.records, 400);
		assert_int_equal(found.left_behind, 0);
	}
	first = first_tree(400, true);
	assert_int_equal(first_convert(&found, repo, &first, &(struct first_options){0, false}, &err), MOW_OK);
	expect_same(&found.root, &want, "converted, with something else beside");
	assert_int_equal(found.left_behind, 3);
	assert_int_equal(first_convert(&found, repo, &first, &(struct first_options){100, true}, &err), MOW_ETOOBIG);
	assert_int_equal(first_convert(&found, repo, &want, &(struct first_options){0, true}, &err), MOW_EINVAL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_boundaries, release), cmocka_unit_test_teardown(test_one_path, release),
		cmocka_unit_test_teardown(test_many_steps, release), cmocka_unit_test_teardown(test_random, release),
		cmocka_unit_test_teardown(test_large, release),      cmocka_unit_test_teardown(test_compare, release),
		cmocka_unit_test_teardown(test_convert, release),
	};

	return cmocka_run_group_tests_name("store_layout", tests, setup, teardown);
}
