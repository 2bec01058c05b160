#include <string.h>

#include "base/error.h"
#include "evidence/audit/top.h"

static int open_top(struct audit_top *out, struct repo *repo, const char *remote, struct mow_error *err)
{
	struct oid commit, tree;
	int result = audit_tip_of(&commit, &tree, repo, remote, err);

	return result == MOW_OK ? audit_top_read(out, repo, &tree, err) : result;
}

int audit_received(int64_t *moment, struct repo *repo, const char *remote, const char *id, struct mow_error *err)
{
	MOW_AUTO(buf) bytes = BUF_INIT;
	unsigned char key[DIGEST_SIZE];
	struct audit_top top;
	struct oid blob = {{0}};

	if (!store_key_parse(key, id, strlen(id)))
		return mow_fail(err, MOW_EINVAL, "that is no id of a record: it has 64 digits");
	int result = open_top(&top, repo, remote, err);
	if (result == MOW_OK)
		result = store_find_id(&blob, repo, &top.received, key, err);
	if (result == MOW_OK && oid_is_zero(&blob))
		return mow_fail(err, MOW_ENOTFOUND, "the audit does not say when record %.12s was received", id);
	if (result == MOW_OK)
		result = repo_blob(&bytes, repo, &blob, CLOCK_TEXT, err);
	if (result == MOW_OK && (bytes.len != CLOCK_TEXT || !clock_parse_strict(moment, bytes.data, bytes.len - 1)))
		return mow_fail(err, MOW_EINVAL, AUDIT_REF " holds no moment for record %.12s", id);
	return result;
}

int audit_tips_open(struct audit_tips *out, struct repo *repo, const char *remote, struct mow_error *err)
{
	struct audit_top top;
	int result = open_top(&top, repo, remote, err);

	if (result == MOW_OK)
		*out = (struct audit_tips){repo, top.tips.mode, top.tips.oid};
	return result;
}

int audit_was_tip(bool *out, const struct audit_tips *tips, const struct oid *commit, struct mow_error *err)
{
	const struct store_spot spot = {.part = STORE_RECORDS, .mode = tips->mode, .oid = tips->oid};
	unsigned char key[DIGEST_SIZE];
	struct oid blob;

	audit_tip_key(key, commit);
	int result = store_find_id(&blob, tips->repo, &spot, key, err);
	if (result == MOW_OK)
		*out = !oid_is_zero(&blob);
	return result;
}

static int give(const struct commit *commit, struct arena *arena, audit_entry_fn *each, void *context)
{
	struct audit_entry entry = {0};
	struct mow_error why = {0, ""};
	int result = audit_parse(&entry, arena, commit->message, &why);

	if (result == MOW_ENOMEM)
		return result;
	if (result != MOW_OK)
		entry = (struct audit_entry){.at = commit->time, .problem = why.message};
	return each(&entry, &commit->id, context);
}

int audit_each(struct repo *repo, const char *remote, audit_entry_fn *each, void *context, struct mow_error *err)
{
	struct oid at, tree;
	int result = audit_tip_of(&at, &tree, repo, remote, err);

	while (result == MOW_OK && !oid_is_zero(&at)) {
		MOW_AUTO(arena) arena = {0};
		struct commit commit;

		result = repo_commit(&commit, &arena, repo, &at, err);
		if (result == MOW_OK)
			result = give(&commit, &arena, each, context);
		memset(&at, 0, sizeof at);
		if (result == MOW_OK && commit.parent_count > 0)
			at = commit.parents[0];
	}
	return result;
}
