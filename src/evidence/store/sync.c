/* What is here and what a remote has, brought together or looked at together. */
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/store/compare.h"
#include "evidence/store/write.h"

static int count_record(const struct store_change *change, void *context)
{
	*(size_t *)context += change->kind == STORE_NEW;
	return MOW_OK;
}

/* How many records one state of the store has that another has not; both are of the form of the layout. */
static int count_new(size_t *out, struct repo *repo, const struct oid *before, const struct oid *after,
		     struct mow_error *err)
{
	static const enum store_part parts[] = {STORE_RECORDS, STORE_STOPS};
	struct store_top old, new;
	size_t count = 0;
	int result = store_top_open(&old, repo, before, NULL, err);

	if (result == MOW_OK)
		result = store_top_open(&new, repo, after, NULL, err);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && result == MOW_OK; i++) {
		const struct store_pair pair = {repo, &old.parts[parts[i]], &new.parts[parts[i]], false};
		result = store_compare(&pair, count_record, &count, err);
	}
	if (result == MOW_OK)
		*out = count;
	return result;
}

/* What was here and is there, beside what is here now. */
static int count_both(struct store_synced *out, struct repo *repo, const struct oid *before, const struct oid *theirs,
		      struct mow_error *err)
{
	struct oid modern, after, commit, clean, root = {{0}};
	int result = store_modern(&modern, repo, before, err);

	if (result == MOW_OK)
		result = store_root(&after, &commit, repo, err);
	if (result == MOW_OK)
		result = count_new(&out->received, repo, &modern, &after, err);
	if (result == MOW_OK && !oid_is_zero(theirs))
		result = repo_commit_tree(&root, repo, theirs, err);
	if (result == MOW_OK)
		result = store_clean(&clean, repo, &after, &(struct store_other){&root, NULL}, err);
	return result == MOW_OK ? count_new(&out->waiting, repo, &clean, &after, err) : result;
}

int store_sync(struct store_synced *out, struct repo *repo, const char *name, const struct commit_text *text,
	       struct mow_error *err)
{
	struct store_fetched fetched = {.along = out->along};
	struct oid before, commit;
	int result = store_tip(&before, &commit, repo, err);

	if (result == MOW_OK)
		result = store_fetch_commit(&fetched, repo, name, text, err);
	if (result == MOW_OK)
		result = count_both(out, repo, &before, &fetched.theirs, err);
	if (result == MOW_OK)
		out->theirs = fetched.theirs;
	if (result == MOW_OK && out->send && out->waiting > 0)
		result = store_push(NULL, repo, name, text, err);
	return result;
}

/* ---- what git fetch has brought */

/* As it was fetched, where nothing is here beside which only the difference would have to be looked at: whoever reads
 * it trusts none of it. */
static int take_fetched(struct oid *root, struct repo *repo, const struct store_other *theirs, struct mow_error *err)
{
	struct store_top top;
	int result = store_top_open(&top, repo, theirs->root, theirs->whose, err);

	if (result == MOW_OK)
		*root = *theirs->root;
	return result;
}

static int unite_known(struct oid *root, struct oid *tip, struct repo *repo, const struct store_other *theirs,
		       struct mow_error *err)
{
	struct oid here, commit, ours, clean;
	int result = store_tip(&here, &commit, repo, err);

	if (result == MOW_OK && oid_is_zero(&here))
		return take_fetched(root, repo, theirs, err);
	if (result == MOW_OK)
		result = store_modern(&ours, repo, &here, err);
	if (result == MOW_OK)
		result = store_clean(&clean, repo, &ours, theirs, err);
	if (result == MOW_OK)
		result = store_unite(root, repo, &clean, &ours, err);
	if (result == MOW_OK && !oid_equal(root, theirs->root))
		*tip = commit;
	return result;
}

int store_known(struct oid *root, struct oid *tip, struct repo *repo, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) ref = BUF_INIT;
	MOW_AUTO(buf) whose = BUF_INIT;
	struct oid theirs;

	if (name == NULL)
		return store_root(root, tip, repo, err);
	buf_addf(&ref, STORE_FETCHED "%s/approvals", name);
	buf_adds(&whose, "the approvals of ");
	escape_text(&whose, name, strlen(name));
	int result = buf_check(&ref, err);
	if (result == MOW_OK)
		result = buf_check(&whose, err);
	if (result == MOW_OK)
		result = repo_ref(tip, NULL, repo, ref.data, err);
	if (result == MOW_ENOTFOUND)
		return store_root(root, tip, repo, err);
	if (result == MOW_OK)
		result = repo_commit_tree(&theirs, repo, tip, err);
	return result == MOW_OK ? unite_known(root, tip, repo, &(struct store_other){&theirs, whose.data}, err)
				: result;
}
