/* steps/past: the same as the commits and trees say, whether found out, remembered, or remembered wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

#include "base/digest.h"
#include "base/file.h"
#include "steps/past.h"

#define FILE_NAME "r/.git/mowners/past"
enum { COMMITS = 6, LIMIT = 65536 };

static struct oid ids[COMMITS]; /* the newest first */

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r && cd r && mkdir -p brand/logo && echo 1 >brand/logo/a.svg && echo 1 >note && "
	   "git add . && git commit -qm first && echo 2 >note && git commit -qam 'fix: note\n\nat length' && "
	   "git checkout -qb topic && echo 3 >'od d' && git add . && git commit -qm topic && git checkout -q main && "
	   "chmod +x note && git commit -qam mode && git merge -q --no-edit topic && "
	   "git rm -qr brand && echo 4 >brand && git add . && git commit -qm 'a file for a folder' && cd .. && "
	   "git clone -q --depth 1 \"file://$PWD/r\" shallow");
	for (size_t i = 0; i < COMMITS; i++) {
		const char *hex = sh_out("git -C r log --format=%%H | sed -n %zup", i + 1);
		assert_true(oid_parse(&ids[i], hex, strlen(hex)));
	}
	return 0;
}

static struct past *open_past(struct repo *repo)
{
	struct past *past;

	assert_int_equal(past_open(&past, repo, NULL), MOW_OK);
	return past;
}

static void assert_steps(const struct steps *a, const struct steps *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		const struct step *x = &a->items[i], *y = &b->items[i];
		assert_string_equal(x->path, y->path);
		assert_int_equal(x->path_len, y->path_len);
		assert_int_equal(x->old_mode, y->old_mode);
		assert_int_equal(x->new_mode, y->new_mode);
		assert_memory_equal(&x->old_id, &y->old_id, sizeof x->old_id);
		assert_memory_equal(&x->new_id, &y->new_id, sizeof x->new_id);
	}
}

static void assert_true_of(const struct past_commit *found, struct repo *repo, const struct oid *id)
{
	MOW_AUTO(arena) arena = {0};
	MOW_AUTO(steps) steps = {0};
	struct commit commit;
	struct oid before = {{0}};
	size_t subject;

	assert_int_equal(repo_commit(&commit, &arena, repo, id, NULL), MOW_OK);
	subject = strcspn(commit.message, "\n");
	if (commit.parent_count > 0)
		assert_int_equal(repo_commit_tree(&before, repo, &commit.parents[0], NULL), MOW_OK);
	assert_int_equal(steps_between(&steps, repo, &before, &commit.tree, NULL), MOW_OK);
	assert_memory_equal(&found->id, id, sizeof *id);
	assert_int_equal(found->parent_count, commit.parent_count);
	if (commit.parent_count > 0)
		assert_memory_equal(&found->parent, &commit.parents[0], sizeof found->parent);
	else
		assert_true(oid_is_zero(&found->parent));
	assert_int_equal(found->time, commit.time);
	assert_int_equal(found->author_time, commit.author_time);
	assert_string_equal(found->author_name, commit.author_name);
	assert_string_equal(found->author_email, commit.author_email);
	assert_int_equal(strlen(found->subject), subject);
	assert_memory_equal(found->subject, commit.message, subject);
	assert_true(found->compared);
	assert_steps(&found->steps, &steps);
}

static void get_all(struct past *past, struct repo *repo)
{
	const struct past_commit *found;

	for (size_t i = 0; i < COMMITS; i++) {
		assert_int_equal(past_get(&found, past, &ids[i], NULL), MOW_OK);
		assert_true_of(found, repo, &ids[i]);
	}
}

static void read_all(struct buf *out)
{
	buf_reset(out);
	assert_int_equal(file_read(out, FILE_NAME, LIMIT, NULL), MOW_OK);
}

static void write_all(const struct buf *bytes)
{
	FILE *file = fopen(FILE_NAME, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes->data, 1, bytes->len, file), bytes->len);
	assert_int_equal(fclose(file), 0);
}

/* Found out, then remembered. */
static void make_file(struct buf *out, struct repo *repo)
{
	(void)remove(FILE_NAME);
	struct past *past = open_past(repo);
	get_all(past, repo);
	past_save(past);
	past_free(past);
	read_all(out);
}

static void test_remembered(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(buf) again = BUF_INIT;
	struct repo *repo = open_repo("r");
	const struct past_commit *found;

	(void)state;
	make_file(&bytes, repo);
	struct past *past = open_past(repo);
	for (size_t i = 0; i < COMMITS; i++) {
		found = past_find(past, &ids[i]);
		assert_non_null(found);
		assert_true_of(found, repo, &ids[i]);
	}
	get_all(past, repo);
	assert_int_equal(remove(FILE_NAME), 0);
	past_save(past); /* nothing was found out */
	assert_int_equal(access(FILE_NAME, F_OK), -1);
	past_free(past);
	/* Some now, the others later: all are kept. */
	past = open_past(repo);
	assert_int_equal(past_get(&found, past, &ids[2], NULL), MOW_OK);
	past_save(past);
	past_free(past);
	past = open_past(repo);
	assert_null(past_find(past, &ids[0]));
	assert_int_equal(past_get(&found, past, &ids[0], NULL), MOW_OK);
	past_save(past);
	past_free(past);
	past = open_past(repo);
	assert_non_null(past_find(past, &ids[0]));
	assert_non_null(past_find(past, &ids[2]));
	assert_int_equal(past_get(&found, past, &(struct oid){{1}}, NULL), MOW_EGIT);
	/* What was counted of one, and of none. */
	assert_int_equal(past_find(past, &ids[2])->owned.state, PAST_UNCOUNTED);
	past_note_owned(past, &ids[2], &(struct past_owned){PAST_COUNTED, 7, 5});
	past_note_owned(past, &(struct oid){{1}}, &(struct past_owned){PAST_COUNTED, 7, 5});
	past_save(past);
	past_free(past);
	past = open_past(repo);
	assert_int_equal(past_find(past, &ids[2])->owned.state, PAST_COUNTED);
	assert_int_equal(past_find(past, &ids[2])->owned.files, 7);
	assert_int_equal(past_find(past, &ids[2])->owned.owned, 5);
	assert_int_equal(past_find(past, &ids[0])->owned.state, PAST_UNCOUNTED);
	past_free(past);
	make_file(&again, repo);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(again.data, bytes.data, bytes.len);
	repo_free(repo);
}

/* Any byte that is another one, and any end that is missing, is as good as no file. */
static void test_damaged(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct repo *repo = open_repo("r");

	(void)state;
	make_file(&bytes, repo);
	for (size_t i = 0; i < 2 * bytes.len; i++) {
		struct buf other = {bytes.data, i < bytes.len ? bytes.len : i - bytes.len, 0, false};
		if (i < bytes.len)
			bytes.data[i] ^= 4;
		write_all(&other);
		struct past *past = open_past(repo);
		if (i < bytes.len)
			bytes.data[i] ^= 4;
		assert_null(past_find(past, &ids[0]));
		if (i % 16 == 0)
			get_all(past, repo);
		past_free(past);
	}
	repo_free(repo);
}

/* Whoever gives it the right digest can make it say what is not so, and nothing worse. */
static void test_hostile(void **state)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	struct repo *repo = open_repo("r");
	const struct past_commit *found;
	size_t texts = 0;

	(void)state;
	make_file(&bytes, repo);
	size_t len = bytes.len - strlen(" mowners-past 3 " MOW_VERSION "\n") - (DIGEST_HEX - 1);
	for (size_t i = 0; i < len; i++) {
		const int flip = 1 << (i * 3 % 8);
		char sum[DIGEST_HEX];
		bytes.data[i] = (char)(bytes.data[i] ^ flip);
		digest_hex(sum, bytes.data, len);
		memcpy(bytes.data + len, sum, DIGEST_HEX - 1);
		write_all(&bytes);
		bytes.data[i] = (char)(bytes.data[i] ^ flip);
		struct past *past = open_past(repo);
		for (size_t k = 0; k < COMMITS; k++) {
			if ((found = past_find(past, &ids[k])) == NULL)
				continue;
			texts += strlen(found->author_name) + strlen(found->author_email) + strlen(found->subject);
			for (size_t j = 0; j < found->steps.count; j++)
				assert_int_equal(strlen(found->steps.items[j].path), found->steps.items[j].path_len);
		}
		past_free(past);
	}
	assert_true(texts > 0);
	repo_free(repo);
}

/* What is cut off is not known, and may be there later. */
static void test_shallow(void **state)
{
	struct repo *repo = open_repo("shallow");
	struct past *past = open_past(repo);
	const struct past_commit *found;

	(void)state;
	assert_int_equal(past_get(&found, past, &ids[0], NULL), MOW_OK);
	assert_false(found->compared);
	past_save(past);
	assert_int_equal(access("shallow/.git/mowners/past", F_OK), -1);
	past_free(past);
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_remembered),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_shallow),
	};

	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
