/* A remote's chain in a clone: a copy, of which nothing is ever sent, and which goes forward alone. */
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "evidence/audit/top.h"

static int name_copy(struct buf *out, const char *remote, struct mow_error *err)
{
	buf_addf(out, AUDIT_FETCHED, remote);
	return buf_check(out, err);
}

int audit_copy(struct oid *out, struct repo *repo, const char *remote, struct mow_error *err)
{
	MOW_AUTO(buf) ref = BUF_INIT;
	struct oid tip = {{0}};
	int result = name_copy(&ref, remote, err);

	if (result == MOW_OK)
		result = repo_ref(&tip, NULL, repo, ref.data, err);
	if (result == MOW_ENOTFOUND)
		result = MOW_OK;
	if (result == MOW_OK)
		*out = tip;
	return result;
}

/* Which of the two goes on from the other; of those that do not the copy. */
static int choose(struct oid *out, struct repo *repo, const struct oid *copy, struct mow_error *err)
{
	struct oid own;
	bool newer = false;
	int result = repo_ref(&own, NULL, repo, AUDIT_REF, err);

	*out = *copy;
	if (result == MOW_ENOTFOUND || (result == MOW_OK && oid_equal(&own, copy)))
		return MOW_OK;
	if (result == MOW_OK)
		result = repo_is_ancestor(&newer, repo, copy, &own, err);
	if (newer)
		*out = own;
	return result;
}

int audit_tip_of(struct oid *commit, struct oid *tree, struct repo *repo, const char *remote, struct mow_error *err)
{
	struct oid copy = {{0}};
	int result = remote != NULL ? audit_copy(&copy, repo, remote, err) : MOW_OK;

	if (result != MOW_OK || oid_is_zero(&copy))
		return result != MOW_OK ? result : audit_tip(commit, tree, repo, err);
	result = choose(commit, repo, &copy, err);
	return result == MOW_OK ? repo_commit_tree(tree, repo, commit, err) : result;
}

/* ---- Taking over ------------------------------------------------------------------------------------------------- */

/* Whether all of ours is in theirs. git is asked, which can tell in a shallow clone too. */
static int goes_on(bool *out, struct repo *repo, const struct oid *ours, const struct oid *theirs,
		   struct mow_error *err)
{
	char hex[OID_HEX], hidden[OID_HEX + 1] = "^";
	const char *const arguments[] = {"rev-list", "-n", "1", hex, hidden, "--", NULL};
	MOW_AUTO(buf) listed = BUF_INIT;

	oid_format(hex, ours);
	oid_format(hidden + 1, theirs);
	int result = oid_is_zero(ours) ? MOW_OK : repo_git(&listed, repo, arguments, err);
	*out = listed.len == 0;
	return result;
}

/* Whether it looks like one: what is in an entry is looked at when it is asked. On a server without the hook anybody
 * may have put anything there, which must not be in the way of approvals. */
static int is_audit(bool *out, struct repo *repo, const struct oid *theirs, struct mow_error *err)
{
	struct audit_top top;
	struct oid tree;
	int result = repo_commit_tree(&tree, repo, theirs, NULL);

	if (result == MOW_OK)
		result = audit_top_read(&top, repo, &tree, NULL);
	*out = result == MOW_OK;
	return result == MOW_ENOMEM ? mow_fail_memory(err) : MOW_OK;
}

static int refuse(const char *remote, bool audit, const struct buf *ref, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	MOW_AUTO(buf) where = BUF_INIT;

	escape_text(&shown, remote, strlen(remote));
	escape_path(&where, ref->data, ref->len);
	if (buf_check(&shown, err) != MOW_OK || buf_check(&where, err) != MOW_OK)
		return MOW_ENOMEM;
	if (!audit)
		return mow_fail(err, MOW_EDENIED, AUDIT_REF " of %s is no audit, so it was left there", shown.data);
	return mow_fail(err, MOW_EDENIED,
			"the audit of %s does not go on from what was fetched before: it was written anew there; what "
			"is here is kept, and where the new one is meant: git update-ref -d %s",
			shown.data, where.data);
}

int audit_take(struct repo *repo, const char *remote, const struct oid *theirs, struct mow_error *err)
{
	MOW_AUTO(buf) ref = BUF_INIT;
	bool audit = true, forward = true;
	struct oid ours;
	int result = audit_copy(&ours, repo, remote, err);

	if (result != MOW_OK || oid_is_zero(theirs) || oid_equal(theirs, &ours))
		return result;
	result = name_copy(&ref, remote, err);
	if (result == MOW_OK)
		result = is_audit(&audit, repo, theirs, err);
	if (result == MOW_OK && audit)
		result = goes_on(&forward, repo, &ours, theirs, err);
	if (result != MOW_OK)
		return result;
	if (!audit || !forward)
		return refuse(remote, audit, &ref, err);
	const struct ref_move move = {ref.data, &ours, theirs, "mowners: sync"};
	result = repo_ref_set(repo, &move, err);
	/* Whoever was faster fetched it too. */
	return result == MOW_EDENIED ? MOW_OK : result;
}
