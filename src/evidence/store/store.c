#include "evidence/store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "evidence/store/layout.h"

void store_ids_release(struct store_ids *ids)
{
	free(ids->items);
	*ids = (struct store_ids){0};
}

int store_root(struct oid *root, struct oid *commit, struct repo *repo, struct mow_error *err)
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

/* What else lies there is nobody's record: it was not let in by a guard, and is passed over. */
static int add_ids(struct store_ids *ids, const struct tree *tree, struct mow_error *err)
{
	struct tree_entry entry;
	size_t position = 0;
	int left;

	while ((left = tree_next(&entry, tree, &position, err)) == 1) {
		if (entry.mode != MODE_FILE || !store_is_id(entry.name, entry.name_len))
			continue;
		if (array_reserve(ids, 1))
			return mow_fail_memory(err);
		memcpy(ids->items[ids->count], entry.name, STORE_ID_LEN);
		ids->items[ids->count++][STORE_ID_LEN] = '\0';
	}
	return left;
}

int store_find_at(struct store_ids *ids, struct repo *repo, const struct store_place *place, struct mow_error *err)
{
	MOW_AUTO(tree) tree = TREE_INIT;
	size_t before = ids->count;

	if (place->mode != MODE_TREE)
		return MOW_OK;
	int result = tree_read(&tree, repo, &place->oid, err);
	if (result == MOW_OK)
		result = add_ids(ids, &tree, err);
	if (result != MOW_OK)
		ids->count = before;
	return result;
}

int store_find(struct store_ids *ids, struct repo *repo, const struct oid *root, const char *line,
	       struct mow_error *err)
{
	struct store_place place;

	digest_hex(place.id, line, strlen(line));
	int result = store_locate_lines(&place, 1, repo, root, err);
	return result == MOW_OK ? store_find_at(ids, repo, &place, err) : result;
}

struct listing {
	struct store_ids *ids;
	size_t limit;
	struct mow_error *err;
};

static int list_record(const struct store_change *change, void *context)
{
	struct listing *listing = context;
	struct store_ids *ids = listing->ids;

	if (change->kind != STORE_RECORD)
		return MOW_OK;
	if (listing->limit-- == 0)
		return mow_fail(listing->err, MOW_ETOOBIG, "there are more records in the store than were asked for");
	if (array_reserve(ids, 1))
		return mow_fail_memory(listing->err);
	memcpy(ids->items[ids->count++], change->id, DIGEST_HEX);
	return MOW_OK;
}

int store_list(struct store_ids *ids, struct repo *repo, const struct oid *root, size_t limit, struct mow_error *err)
{
	static const struct oid nothing;
	const struct store_pair pair = {repo, &nothing, root, "records"};
	struct listing listing = {ids, limit, err};
	size_t before = ids->count;
	int result = store_compare(&pair, list_record, &listing, err);

	if (result != MOW_OK)
		ids->count = before;
	return result;
}

int store_load_at(struct buf *bytes, struct repo *repo, const struct store_place *place, struct mow_error *err)
{
	buf_reset(bytes);
	if (place->mode == MODE_NONE)
		return mow_fail(err, MOW_ENOTFOUND, "record %.12s is not in the store", place->id);
	if (place->mode != MODE_FILE)
		return mow_fail(err, MOW_EINVAL, "record %.12s is no ordinary file in the store", place->id);
	int result = repo_blob_unverified(bytes, repo, &place->oid, RECORD_MAX, err);
	if (result == MOW_ETOOBIG)
		return mow_fail(err, MOW_EINVAL, "record %.12s is larger than a record may be", place->id);
	return result;
}

/* The id of its text stands for the record's bytes; git's, which takes longer, is left for when something is wrong. */
int store_parse_at(struct record *out, const struct store_place *place, const struct buf *bytes, struct mow_error *err)
{
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};

	int result = record_parse(&record, bytes->data, bytes->len, &why);
	if (result != MOW_OK || strcmp(record.id, place->id) != 0) {
		int whole = repo_blob_verify(bytes->data, bytes->len, &place->oid, err);
		if (whole != MOW_OK)
			return whole;
	}
	if (result != MOW_OK)
		return mow_fail(err, result, "record %.12s: %s", place->id, why.message);
	if (strcmp(record.id, place->id) != 0)
		return mow_fail(err, MOW_EINVAL, "record %.12s is stored under another record's id", record.id);
	if (record.armour_len == 0)
		return mow_fail(err, MOW_EINVAL, "record %.12s is not signed", place->id);
	*out = record;
	record = (struct record){0};
	return MOW_OK;
}

int store_read_at(struct record *out, struct repo *repo, const struct store_place *place, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	int result = store_load_at(&bytes, repo, place, err);

	return result == MOW_OK ? store_parse_at(out, place, &bytes, err) : result;
}

int store_read(struct record *out, struct repo *repo, const struct oid *root, const char *id, struct mow_error *err)
{
	struct store_place place;

	if (!store_is_id(id, strlen(id)))
		return mow_fail(err, MOW_ENOTFOUND, "that is no id of a record: it has 64 digits");
	memcpy(place.id, id, sizeof place.id);
	int result = store_locate_records(&place, 1, repo, root, err);
	return result == MOW_OK ? store_read_at(out, repo, &place, err) : result;
}
