#include "evidence/store/write.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/system.h"
#include "evidence/store/draft.h"

#define WAIT_FIRST 20U /* milliseconds */
#define WAIT_MOST 4000U

void store_wait(unsigned try)
{
	unsigned most = WAIT_MOST;
	unsigned number = 0;

	/* Where there is no randomness, two of us just meet more often. */
	if (!system_random(&number, sizeof number))
		number = (unsigned)clock_now();
	if (try < 8 && (WAIT_FIRST << try) < WAIT_MOST)
		most = WAIT_FIRST << try;
	unsigned wait = 1 + number % most;
	struct timespec pause = {.tv_sec = (time_t)(wait / 1000), .tv_nsec = (long)(wait % 1000) * 1000000};
	(void)nanosleep(&pause, NULL);
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

/* Records to be added, and where their files are. */
struct adding {
	const struct record *records;
	size_t count;
	const struct commit_text *text;
};

/* A record that is not there yet. Where its id is, that copy stays. */
static int take(struct store_draft *draft, const struct store_top *top, const struct record *record,
		struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	unsigned char key[DIGEST_SIZE];
	struct oid blob;

	if (!store_key_parse(key, record->id, strlen(record->id)) || record->armour_len == 0)
		return mow_fail(err, MOW_EINVAL, "record %.12s is not signed, so it cannot be stored", record->id);
	int result = store_find_id(&blob, draft->pack.repo, &top->parts[store_part_of(record)], key, err);
	if (result != MOW_OK || !oid_is_zero(&blob))
		return result;
	buf_add(&bytes, record->text, record->text_len);
	buf_add(&bytes, record->armour, record->armour_len);
	result = pack_add(&blob, &draft->pack, PACK_BLOB, &bytes, err);
	return result == MOW_OK ? store_draft_add(draft, record, &blob, err) : result;
}

static int take_all(struct store_draft *draft, const struct store_top *top, const struct adding *adding,
		    struct mow_error *err)
{
	MOW_AUTO(map) taken = {0};
	int result = MOW_OK;

	for (size_t i = 0; i < adding->count && result == MOW_OK; i++) {
		const struct record *record = &adding->records[i];
		if (map_get(&taken, record->id, strlen(record->id), NULL))
			continue;
		if (map_put(&taken, record->id, strlen(record->id), i))
			return mow_fail_memory(err);
		result = take(draft, top, record, err);
	}
	return result;
}

/* One try. 1: the ref was moved meanwhile. */
static int add_once(struct repo *repo, const struct adding *adding, struct mow_error *err)
{
	struct store_tip tip = {.repo = repo, .text = adding->text};
	static const struct oid none;
	MOW_AUTO(store_draft) draft;
	struct store_top top;
	struct oid tree;

	store_draft_init(&draft, repo);
	int result = store_root(&tip.root, &tip.commit, repo, err);
	if (result == MOW_OK)
		result = store_top_open(&top, repo, &tip.root, NULL, err);
	if (result == MOW_OK)
		result = take_all(&draft, &top, adding, err);
	if (result == MOW_OK)
		result = store_draft_write(&tree, &draft, &tip.root, err);
	if (result != MOW_OK || oid_equal(&tree, &tip.root))
		return result;
	return store_commit(&tip, &tree, &none, err);
}

int store_add(struct repo *repo, const struct record *records, size_t count, const struct commit_text *text,
	      struct mow_error *err)
{
	const struct adding adding = {records, count, text};
	int result = add_once(repo, &adding, err);

	for (unsigned try = 0; result == 1 && try + 1 < STORE_TRIES; try++) {
		store_wait(try);
		result = add_once(repo, &adding, err);
	}
	return result == 1 ? MOW_EDENIED : result;
}
