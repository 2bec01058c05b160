/* The stores of two repositories in one. */
#include <string.h>

#include "base/error.h"
#include "evidence/store/compare.h"
#include "evidence/store/draft.h"
#include "evidence/store/write.h"

/* Records, and the lines of each, that a store takes over one by one; some 100 bytes a line. */
#define UNITE_MAX 5000000

/* Records that are found on one side, on their way to the other. */
struct taking {
	struct repo *repo;
	struct store_draft *draft;
	struct mow_error *err;
};

/* What cannot be read approves nothing; a stop blocks all the same. */
static int keep_unread(struct taking *taking, enum store_part part, const struct store_item *item, int result,
		       const struct mow_error *why)
{
	if (result != MOW_EINVAL && result != MOW_ENOTFOUND)
		return mow_fail(taking->err, result, "%s", why->message);
	return part == STORE_STOPS ? store_draft_keep(taking->draft, STORE_STOPS, item, taking->err) : MOW_OK;
}

/* A file under an id. */
static int take_file(struct taking *taking, enum store_part part, const struct store_item *item)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) record = {0};
	struct mow_error why = {0};
	char id[DIGEST_HEX];
	int result = store_load(&bytes, taking->repo, &item->blob, &why);

	if (result == MOW_OK)
		result = store_parse(&record, &item->blob, &bytes, &why);
	if (result != MOW_OK)
		return keep_unread(taking, part, item, result, &why);
	store_key_format(id, item->key);
	if (strcmp(record.id, id) != 0 || store_part_of(&record) != part)
		return keep_unread(taking, part, item, MOW_EINVAL, &why);
	return store_draft_add(taking->draft, &record, &item->blob, taking->err);
}

static int take_new(const struct store_change *change, void *context)
{
	return change->kind == STORE_NEW ? take_file(context, change->part, change->item) : MOW_OK;
}

static int take_records(struct taking *taking, const struct store_top *before, const struct store_top *after)
{
	static const enum store_part parts[] = {STORE_RECORDS, STORE_STOPS};
	int result = MOW_OK;

	taking->draft->limit = UNITE_MAX;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && result == MOW_OK; i++) {
		const struct store_pair pair = {taking->repo, &before->parts[parts[i]], &after->parts[parts[i]], false};
		result = store_compare(&pair, take_new, taking, taking->err);
	}
	return result;
}

int store_unite(struct oid *out, struct repo *repo, const struct oid *theirs, const struct oid *ours,
		struct mow_error *err)
{
	MOW_AUTO(store_draft) draft;
	struct taking taking = {repo, &draft, err};
	struct store_top before, after;

	store_draft_init(&draft, repo);
	if (oid_is_zero(theirs) || oid_is_zero(ours) || oid_equal(theirs, ours)) {
		*out = oid_is_zero(theirs) ? *ours : *theirs;
		return MOW_OK;
	}
	int result = store_top_open(&before, repo, theirs, NULL, err);
	if (result == MOW_OK)
		result = store_top_open(&after, repo, ours, NULL, err);
	if (result == MOW_OK)
		result = take_records(&taking, &before, &after);
	return result == MOW_OK ? store_draft_write(out, &draft, theirs, err) : result;
}

/* ---- what a fetched store is taken over as */

static int stop_at_odd(const struct store_change *change, void *context)
{
	*(bool *)context = change->kind == STORE_ODD;
	return change->kind == STORE_ODD;
}

static int is_odd(bool *odd, struct repo *repo, const struct store_top *ours, const struct store_top *theirs,
		  struct mow_error *err)
{
	*odd = theirs->odd;
	for (int i = 0; i < STORE_PARTS && !*odd; i++) {
		const struct store_pair pair = {repo, &ours->parts[i], &theirs->parts[i], false};
		int result = store_compare(&pair, stop_at_odd, odd, err);
		if (result < 0)
			return result;
	}
	return MOW_OK;
}

/* The id that the digits of a path below its part make, wherever they are divided. */
static bool find_id(unsigned char key[DIGEST_SIZE], const char *path, size_t len)
{
	char id[DIGEST_HEX];
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		if (path[i] == '/')
			continue;
		if (count == STORE_ID_LEN)
			return false;
		id[count++] = path[i];
	}
	return store_key_parse(key, id, count);
}

static int salvage(const char *path, size_t len, const struct tree_entry *entry, void *context)
{
	static const char records[] = "records/";
	static const char stops[] = "stops/";
	struct taking *taking = context;
	struct store_item item = {.blob = entry->oid};
	bool is_record = len >= sizeof records - 1 && memcmp(path, records, sizeof records - 1) == 0;
	bool is_stop = len >= sizeof stops - 1 && memcmp(path, stops, sizeof stops - 1) == 0;
	size_t skip = is_record ? sizeof records - 1 : sizeof stops - 1;

	if (entry->mode == MODE_TREE && memchr(path, '/', len) == NULL)
		return (len == 7 && memcmp(path, "records", 7) == 0) || (len == 5 && memcmp(path, "stops", 5) == 0) ? 0
														    : 1;
	if (entry->mode != MODE_FILE || (!is_record && !is_stop) || !find_id(item.key, path + skip, len - skip))
		return 0;
	return take_file(taking, is_stop ? STORE_STOPS : STORE_RECORDS, &item);
}

/* Whoever can write there may have made a store of any form: then it is built anew from its records. */
static int rebuild(struct oid *out, struct repo *repo, const struct oid *theirs, struct mow_error *err)
{
	static const struct oid none;
	MOW_AUTO(store_draft) draft;
	struct taking taking = {repo, &draft, err};

	store_draft_init(&draft, repo);
	draft.limit = UNITE_MAX;
	int result = tree_walk(repo, theirs, salvage, &taking, err);
	return result == MOW_OK ? store_draft_write(out, &draft, &none, err) : result;
}

int store_clean(struct oid *out, struct repo *repo, const struct oid *ours, const struct store_other *theirs,
		struct mow_error *err)
{
	struct store_top before, after;
	bool odd = false;

	int result = store_top_open(&before, repo, ours, NULL, err);
	if (result == MOW_OK)
		result = store_top_open(&after, repo, theirs->root, theirs->whose, err);
	if (result == MOW_OK)
		result = is_odd(&odd, repo, &before, &after, err);
	if (result != MOW_OK)
		return result;
	if (odd)
		return rebuild(out, repo, theirs->root, err);
	*out = *theirs->root;
	return MOW_OK;
}
