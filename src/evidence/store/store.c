#include "evidence/store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "evidence/store/compare.h"
#include "evidence/store/draft.h"

int store_tip(struct oid *root, struct oid *commit, struct repo *repo, struct mow_error *err)
{
	struct oid tip = {{0}};
	struct oid tree = {{0}};
	struct mow_error why = {0};

	int result = repo_ref(&tip, NULL, repo, STORE_REF, &why);
	if (result == MOW_OK)
		result = repo_commit_tree(&tree, repo, &tip, &why);
	else if (result == MOW_ENOTFOUND)
		result = MOW_OK;
	if (result != MOW_OK)
		return mow_fail(err, result, "cannot read " STORE_REF ": %s", why.message);
	*root = tree;
	*commit = tip;
	return MOW_OK;
}

int store_root(struct oid *root, struct oid *commit, struct repo *repo, struct mow_error *err)
{
	return store_root_of(root, commit, repo, NULL, err);
}

int store_root_of(struct oid *root, struct oid *commit, struct repo *repo, const char *whose, struct mow_error *err)
{
	struct oid tree, tip;
	struct store_top top;
	int result = store_tip(&tree, &tip, repo, err);

	if (result == MOW_OK)
		result = store_top_open(&top, repo, &tree, whose, err);
	if (result != MOW_OK)
		return result;
	*root = tree;
	*commit = tip;
	return MOW_OK;
}

void store_asks_release(struct store_asks *asks)
{
	free(asks->items);
	*asks = (struct store_asks){0};
}

int store_asks_make(struct store_asks *out, const struct steps *steps, struct mow_error *err)
{
	MOW_AUTO(store_asks) asks = {calloc(steps->count + 1, sizeof *asks.items), steps->count};
	MOW_AUTO(buf) line = BUF_INIT;

	if (asks.items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < steps->count; i++)
		if (store_step_key(asks.items[i].key, &line, &steps->items[i]))
			return mow_fail_memory(err);
	*out = asks;
	memset(&asks, 0, sizeof asks);
	return MOW_OK;
}

int store_asks_make_move(struct store_asks *out, const char *move, struct mow_error *err)
{
	MOW_AUTO(store_asks) asks = {calloc(1, sizeof *asks.items), 1};

	if (asks.items == NULL || store_move_key(asks.items[0].key, move) != MOW_OK)
		return mow_fail_memory(err);
	*out = asks;
	memset(&asks, 0, sizeof asks);
	return MOW_OK;
}

/* ---- each record */

struct giving {
	store_record_fn *each;
	void *context;
	struct mow_error *err;
};

static int give(const struct store_change *change, void *context)
{
	const struct giving *giving = context;
	char id[DIGEST_HEX];

	if (change->kind == STORE_ODD)
		return mow_fail(giving->err, MOW_EDENIED,
				STORE_REF ": %s, which may hide a stop, so nothing can land here", change->problem);
	store_key_format(id, change->item->key);
	return giving->each(id, &change->item->blob, giving->context);
}

static int each_of(struct repo *repo, const struct oid *root, enum store_part part, struct giving *giving)
{
	struct store_top top;
	int result = store_top_open(&top, repo, root, NULL, giving->err);

	return result == MOW_OK ? store_each(repo, &top.parts[part], give, giving, giving->err) : result;
}

int store_each_stop(struct repo *repo, const struct oid *root, store_record_fn *each, void *context,
		    struct mow_error *err)
{
	struct giving giving = {each, context, err};

	return each_of(repo, root, STORE_STOPS, &giving);
}

int store_each_other(struct repo *repo, const struct oid *root, store_record_fn *each, void *context,
		     struct mow_error *err)
{
	struct giving giving = {each, context, err};

	return each_of(repo, root, STORE_RECORDS, &giving);
}

int store_each_record(struct repo *repo, const struct oid *root, store_record_fn *each, void *context,
		      struct mow_error *err)
{
	int result = store_each_other(repo, root, each, context, err);

	return result == MOW_OK ? store_each_stop(repo, root, each, context, err) : result;
}

/* ---- records */

int store_load(struct buf *bytes, struct repo *repo, const struct oid *blob, struct mow_error *err)
{
	const struct budget *budget = repo_budget(repo);
	struct mow_error why = {0};
	uint64_t size;

	buf_reset(bytes);
	int result = repo_blob_unverified(bytes, repo, blob, RECORD_MAX, &why);
	if (result == MOW_ETOOBIG && (budget == NULL || !budget->used_up))
		return mow_fail(err, MOW_EINVAL, "it is larger than a record may be");
	if (result == MOW_EGIT && repo_size(&size, repo, blob, NULL) != MOW_OK)
		result = MOW_ENOTFOUND;
	return result == MOW_OK ? MOW_OK : mow_fail(err, result, "%s", why.message);
}

/* The id of its text stands for the record's bytes; git's, which takes longer, is left for when something is wrong. */
int store_parse(struct record *out, const struct oid *blob, const struct buf *bytes, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	int result = record_parse(&record, bytes->data, bytes->len, &why);

	if (result != MOW_OK) {
		int whole = repo_blob_verify(bytes->data, bytes->len, blob, err);
		return whole != MOW_OK ? whole : mow_fail(err, result, "%s", why.message);
	}
	if (record.armour_len == 0)
		return mow_fail(err, MOW_EINVAL, "record %.12s is not signed", record.id);
	*out = record;
	record = (struct record){0};
	return MOW_OK;
}

static int parse_id(unsigned char key[DIGEST_SIZE], const char *id, struct mow_error *err)
{
	return store_key_parse(key, id, strlen(id))
		       ? MOW_OK
		       : mow_fail(err, MOW_ENOTFOUND, "that is no id of a record: it has 64 digits");
}

int store_holds(bool *out, struct repo *repo, const struct oid *root, const struct store_file *file,
		struct mow_error *err)
{
	unsigned char key[DIGEST_SIZE];
	struct store_top top;
	struct oid there;
	int result = parse_id(key, file->id, err);

	if (result == MOW_OK)
		result = store_top_open(&top, repo, root, NULL, err);
	if (result == MOW_OK)
		result = store_find_id(&there, repo, &top.parts[STORE_RECORDS], key, err);
	if (result == MOW_OK)
		*out = oid_equal(&there, &file->blob);
	return result;
}

/* In records/ or stops/. */
static int find(struct oid *blob, struct repo *repo, const struct oid *root, const char *id, struct mow_error *err)
{
	unsigned char key[DIGEST_SIZE];
	struct store_top top;
	int result = parse_id(key, id, err);

	if (result == MOW_OK)
		result = store_top_open(&top, repo, root, NULL, err);
	if (result == MOW_OK)
		result = store_find_id(blob, repo, &top.parts[STORE_RECORDS], key, err);
	if (result == MOW_OK && oid_is_zero(blob))
		result = store_find_id(blob, repo, &top.parts[STORE_STOPS], key, err);
	return result == MOW_OK && oid_is_zero(blob)
		       ? mow_fail(err, MOW_ENOTFOUND, "record %.12s is not in the store", id)
		       : result;
}

int store_read(struct record *out, struct repo *repo, const struct oid *root, const char *id, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct oid blob;
	int result = find(&blob, repo, root, id, err);

	if (result == MOW_OK)
		result = store_load(&bytes, repo, &blob, err);
	if (result == MOW_OK)
		result = store_parse(&record, &blob, &bytes, err);
	if (result != MOW_OK)
		return result;
	if (strcmp(record.id, id) != 0)
		return mow_fail(err, MOW_EINVAL, "record %.12s is stored under another record's id", record.id);
	*out = record;
	record = (struct record){0};
	return MOW_OK;
}
