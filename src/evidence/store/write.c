#include "evidence/store/write.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/store/layout.h"

#define WAIT_FIRST 20U /* milliseconds */
#define WAIT_MOST 4000U

/* Files to be added. */
struct additions {
	struct tree_addition *items;
	size_t count, capacity;
	struct oid empty; /* the blob of the index */
	const char *id;   /* of the record whose lines are being added */
	struct arena arena;
};

static void additions_release(struct additions *additions)
{
	free(additions->items);
	arena_release(&additions->arena);
}
MOW_AUTO_DEFINE(additions)

void store_wait(unsigned try)
{
	unsigned most = WAIT_MOST;
	unsigned number = 0;

	/* Where there is no randomness, two of us just meet more often. */
	if (getrandom(&number, sizeof number, GRND_NONBLOCK) < 0)
		number = (unsigned)clock_now();
	if (try < 8 && (WAIT_FIRST << try) < WAIT_MOST)
		most = WAIT_FIRST << try;
	unsigned wait = 1 + number % most;
	struct timespec pause = {.tv_sec = wait / 1000, .tv_nsec = (long)(wait % 1000) * 1000000};
	(void)nanosleep(&pause, NULL);
}

static int add(struct additions *additions, const char *path, const struct oid *blob)
{
	const char *copy = arena_dup(&additions->arena, path, strlen(path));

	if (copy == NULL || array_reserve(additions, 1))
		return MOW_ENOMEM;
	additions->items[additions->count++] = (struct tree_addition){copy, *blob};
	return MOW_OK;
}

static int add_line(const char *line, size_t len, void *context)
{
	struct additions *additions = context;
	char line_id[DIGEST_HEX];
	char path[STORE_PATH_MAX];

	digest_hex(line_id, line, len);
	store_index_path(path, line_id, additions->id);
	return add(additions, path, &additions->empty);
}

static int add_record(struct additions *additions, struct repo *repo, const struct record *record,
		      struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	char path[STORE_PATH_MAX];
	struct oid blob;

	if (!store_is_id(record->id, strlen(record->id)) || record->armour_len == 0)
		return mow_fail(err, MOW_EINVAL, "record %.12s is not signed, so it cannot be stored", record->id);
	buf_add(&bytes, record->text, record->text_len);
	buf_add(&bytes, record->armour, record->armour_len);
	int result = buf_check(&bytes, err);
	if (result == MOW_OK)
		result = repo_write_blob(&blob, repo, bytes.data, bytes.len, err);
	if (result != MOW_OK)
		return result;
	store_record_path(path, record->id);
	additions->id = record->id;
	if (add(additions, path, &blob) || record_each_line(record, add_line, additions))
		return mow_fail_memory(err);
	return MOW_OK;
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct tree_addition *)a)->path, ((const struct tree_addition *)b)->path);
}

/* Sorted by path; of a record that is there twice, the first. */
static void sort(struct additions *additions)
{
	size_t kept = 0;

	if (additions->count == 0)
		return;
	qsort(additions->items, additions->count, sizeof *additions->items, compare);
	for (size_t i = 1; i < additions->count; i++)
		if (compare(&additions->items[kept], &additions->items[i]) != 0)
			additions->items[++kept] = additions->items[i];
	additions->count = kept + 1;
}

int store_move(const struct store_tip *tip, const struct oid *commit, struct mow_error *err)
{
	const struct ref_move move = {STORE_REF, &tip->commit, commit, "mowners: records"};
	int result = repo_ref_set(tip->repo, &move, err);

	return result == MOW_EDENIED ? 1 : result;
}

int store_commit(const struct store_tip *tip, const struct oid *tree, const struct oid *second, struct mow_error *err)
{
	struct oid parents[2];
	struct oid commit;
	size_t count = 0;

	if (!oid_is_zero(&tip->commit))
		parents[count++] = tip->commit;
	if (!oid_is_zero(second))
		parents[count++] = *second;
	const struct commit_draft draft = {tree, parents, count, tip->text};
	int result = repo_write_commit(&commit, tip->repo, &draft, err);
	return result == MOW_OK ? store_move(tip, &commit, err) : result;
}

/* One try. 1: the ref was moved meanwhile. */
static int add_once(struct store_tip *tip, const struct additions *additions, struct mow_error *err)
{
	const struct tree_additions files = {additions->items, additions->count};
	static const struct oid none;
	struct oid tree;

	int result = store_root(&tip->root, &tip->commit, tip->repo, err);
	if (result == MOW_OK)
		result = tree_add(&tree, tip->repo, &tip->root, &files, err);
	if (result != MOW_OK || oid_equal(&tree, &tip->root))
		return result;
	return store_commit(tip, &tree, &none, err);
}

int store_add(struct repo *repo, const struct record *records, size_t count, const struct commit_text *text,
	      struct mow_error *err)
{
	MOW_AUTO(additions) additions = {0};
	struct store_tip tip = {.repo = repo, .text = text};

	int result = repo_write_blob(&additions.empty, repo, "", 0, err);
	for (size_t i = 0; i < count && result == MOW_OK; i++)
		result = add_record(&additions, repo, &records[i], err);
	if (result != MOW_OK)
		return result;
	sort(&additions);
	result = add_once(&tip, &additions, err);
	for (unsigned try = 0; result == 1 && try + 1 < STORE_TRIES; try++) {
		store_wait(try);
		result = add_once(&tip, &additions, err);
	}
	return result == 1 ? MOW_EDENIED : result;
}
