/* api/audit_cache: an answer comes back as it was, and no bytes make it more than an answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "git_fixture.h"

#include "api/audit.h"
#include "base/digest.h"
#include "git/kept.h"

static const struct kept kept_answers = {"audit-cache", 5, 65536};

static struct audit_path paths[] = {{true, MOW_APPROVED, "a b", 3}, {false, MOW_MISSING, "brand/\n", 7}};
static struct audit_part parts[] = {
	{"web/hero", LEVEL_DETAILED, "@ana", 3, true, false, true, 12, INT64_MIN},
	{NULL, LEVEL_LIGHTWEIGHT, NULL, 1, false, true, false, INT64_MIN, -5},
};
static const char *records[] = {"0123", ""};
static const struct audit_answer full = {AUDIT_BAD, paths, 2, 7, records, 2, parts, 2, NULL, 0};
static const struct audit_answer empty = {.word = AUDIT_OPEN};
static const unsigned char keys[][DIGEST_SIZE] = {{1}, {2}, {3}};

static int setup(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	sh("git init -q -b main r");
	return 0;
}

static struct audit_cache open_cache(struct repo *repo)
{
	struct audit_cache cache = {.bytes = BUF_INIT, .added = BUF_INIT};

	assert_int_equal(audit_cache_open(&cache, repo, NULL), MOW_OK);
	return cache;
}

static void assert_texts(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a != NULL && b != NULL)
		assert_string_equal(a, b);
}

static void assert_same(const struct audit_answer *a, const struct audit_answer *b)
{
	assert_int_equal(a->word, b->word);
	assert_int_equal(a->files, b->files);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->part_count, b->part_count);
	assert_int_equal(a->record_count, b->record_count);
	assert_int_equal(a->missing_count, 0);
	for (size_t i = 0; i < a->count; i++) {
		assert_int_equal(a->paths[i].overridden, b->paths[i].overridden);
		assert_int_equal(a->paths[i].state, b->paths[i].state);
		assert_int_equal(a->paths[i].len, b->paths[i].len);
		assert_string_equal(a->paths[i].path, b->paths[i].path);
	}
	for (size_t i = 0; i < a->part_count; i++) {
		const struct audit_part *x = &a->parts[i], *y = &b->parts[i];
		assert_texts(x->area, y->area);
		assert_texts(x->owner, y->owner);
		assert_int_equal(x->level, y->level);
		assert_int_equal(x->files, y->files);
		assert_int_equal(x->reviews, y->reviews);
		assert_int_equal(x->complete, y->complete);
		assert_int_equal(x->word, y->word);
		assert_int_equal(x->reviewed, y->reviewed);
		assert_int_equal(x->decided, y->decided);
	}
	for (size_t i = 0; i < a->record_count; i++)
		assert_string_equal(a->records[i], b->records[i]);
}

/* Two answers, the second written behind the first by another run. */
static void write_both(struct repo *repo)
{
	const struct audit_answer *answers[] = {&full, &empty};

	for (size_t i = 0; i < 2; i++) {
		struct audit_cache cache = open_cache(repo);
		assert_int_equal(audit_cache_add(&cache, keys[i], answers[i], NULL), MOW_OK);
		audit_cache_save(&cache, repo);
		audit_cache_release(&cache);
	}
}

static void test_remembered(void **state)
{
	MOW_AUTO(arena) arena = {0};
	struct repo *repo = open_repo("r");
	struct audit_answer found;

	(void)state;
	write_both(repo);
	struct audit_cache cache = open_cache(repo);
	assert_true(audit_cache_find(&found, &cache, keys[0], &arena));
	assert_same(&found, &full);
	assert_true(audit_cache_find(&found, &cache, keys[1], &arena));
	assert_same(&found, &empty);
	assert_false(audit_cache_find(&found, &cache, keys[2], &arena));
	audit_cache_release(&cache);
	repo_free(repo);
}

/* As kept_write does, but for the disk. */
static void write_sealed(const struct buf *bytes)
{
	FILE *file = fopen("r/.git/mowners/audit-cache", "wb");
	char sum[DIGEST_HEX];

	assert_non_null(file);
	digest_hex(sum, bytes->data, bytes->len);
	assert_int_equal(fwrite(bytes->data, 1, bytes->len, file), bytes->len);
	assert_true(fprintf(file, "%s mowners-audit-cache 5 " MOW_VERSION "\n", sum) > 0);
	assert_int_equal(fclose(file), 0);
}

/* Every byte another one, and every end, sealed as if they were right. */
static void test_hostile(void **state)
{
	struct repo *repo = open_repo("r");
	MOW_AUTO(buf) bytes = BUF_INIT;
	size_t found_any = 0;

	(void)state;
	assert_int_equal(kept_read(&bytes, repo, &kept_answers, NULL), MOW_OK);
	assert_true(bytes.len > 0);
	for (size_t i = 0; i < 2 * bytes.len; i++) {
		MOW_AUTO(buf) other = BUF_INIT;
		MOW_AUTO(arena) arena = {0};
		struct audit_answer found;
		buf_add(&other, bytes.data, i < bytes.len ? bytes.len : i - bytes.len);
		if (i < bytes.len)
			other.data[i] = (char)(other.data[i] ^ 1 << (i * 3 % 8));
		write_sealed(&other);
		struct audit_cache cache = open_cache(repo);
		for (size_t k = 0; k < 3; k++) {
			if (!audit_cache_find(&found, &cache, keys[k], &arena))
				continue;
			found_any++;
			assert_in_range(found.word, AUDIT_GOOD, AUDIT_ERRORS);
			for (size_t j = 0; j < found.count; j++)
				assert_int_equal(strlen(found.paths[j].path), found.paths[j].len);
			for (size_t j = 0; j < found.part_count; j++)
				assert_in_range(found.parts[j].level, 0, LEVEL_COUNT - 1);
		}
		audit_cache_release(&cache);
	}
	assert_true(found_any > 0);
	repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_remembered),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
