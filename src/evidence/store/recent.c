/* The records that came last, by the history of the store. */
#include "base/error.h"
#include "evidence/store/compare.h"
#include "evidence/store/store.h"

#define RECENT_SIZE_MAX ((size_t)256 << 10) /* bytes of a record that is read for this; some 2,000 steps */

struct recent {
	struct repo *repo;
	store_recent_fn *each;
	void *context;
	size_t left;
	struct mow_error *err;
};

/* What cannot be read is passed over: nothing is decided by it. */
static int take(const struct store_change *change, void *context)
{
	struct recent *recent = context;
	MOW_AUTO(buf) bytes = BUF_INIT;
	MOW_AUTO(record) head = {0};

	if (change->kind != STORE_NEW)
		return MOW_OK;
	int result = repo_blob_unverified(&bytes, recent->repo, &change->item->blob, RECENT_SIZE_MAX, recent->err);
	if (result == MOW_OK)
		result = record_parse_head(&head, bytes.data, bytes.len, recent->err);
	if (result == MOW_OK)
		recent->each(&head, recent->context);
	recent->left--;
	return result == MOW_ENOMEM ? result : recent->left == 0;
}

/* The tree of the store as it was so many commits ago; zeros: nothing. Where history is cut off, that of the oldest. */
static int find_before(struct oid *root, const struct recent *recent, const struct oid *tip)
{
	struct oid at = *tip;

	*root = (struct oid){{0}};
	for (int i = 0; i <= STORE_RECENT_COMMITS; i++) {
		MOW_AUTO(arena) arena = {0};
		struct commit commit;
		int result = repo_commit(&commit, &arena, recent->repo, &at, recent->err);
		if (result != MOW_OK)
			return result == MOW_ENOMEM ? result : MOW_OK;
		*root = commit.parent_count > 0 || i == STORE_RECENT_COMMITS ? commit.tree : (struct oid){{0}};
		if (commit.parent_count == 0)
			return MOW_OK;
		at = commit.parents[0];
	}
	return MOW_OK;
}

int store_recent(struct repo *repo, const struct oid *tip, store_recent_fn *each, void *context, struct mow_error *err)
{
	struct mow_error why = {0};
	struct recent recent = {repo, each, context, STORE_RECENT_MAX, &why};
	struct store_top before = {0}, after = {0};
	struct oid old = {{0}}, new = {{0}};

	if (oid_is_zero(tip))
		return MOW_OK;
	int result = find_before(&old, &recent, tip);
	if (result == MOW_OK)
		result = repo_commit_tree(&new, repo, tip, &why);
	if (result == MOW_OK)
		result = store_top_read(&before, repo, &old, &why);
	if (result == MOW_OK)
		result = store_top_read(&after, repo, &new, &why);
	if (before.form != STORE_LAST)
		before = (struct store_top){0};
	const struct store_pair pair = {repo, &before.parts[STORE_RECORDS], &after.parts[STORE_RECORDS], false};
	if (result == MOW_OK && after.form == STORE_LAST)
		result = store_compare(&pair, take, &recent, &why);
	return result == MOW_ENOMEM ? mow_fail_memory(err) : MOW_OK;
}
