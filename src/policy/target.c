#include "policy/target.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"

void target_release(struct target *target)
{
	buf_release(&target->ref);
}

static bool is_bare(const struct repo *repo)
{
	return repo_work_dir(repo) == NULL;
}

static int set_ref(struct target *out, const char *prefix, const char *name, struct mow_error *err)
{
	buf_reset(&out->ref);
	buf_adds(&out->ref, prefix);
	buf_adds(&out->ref, name);
	return buf_check(&out->ref, err);
}

/* The commit of a ref; zeros where there is none. */
static int tip_of(struct oid *out, struct repo *git, const char *ref, struct mow_error *err)
{
	struct oid oid;
	int result = repo_ref(&oid, NULL, git, ref, err);

	memset(out, 0, sizeof *out);
	if (result == MOW_ENOTFOUND)
		return MOW_OK;
	return result < 0 ? result : repo_peel(out, git, &oid, err);
}

/* The tip of a branch of the remote as last fetched, else of the local one. */
static int find_tip(struct target *out, struct repo *repo, struct mow_error *err)
{
	static const char heads[] = "refs/heads/";
	MOW_AUTO(buf) tracking = BUF_INIT;
	const char *remote = NULL;
	int result = is_bare(repo) ? 0 : repo_remote(&remote, repo, err);

	memset(&out->tip, 0, sizeof out->tip);
	if (result < 0)
		return result;
	if (remote != NULL && strncmp(out->ref.data, heads, sizeof heads - 1) == 0) {
		buf_addf(&tracking, "refs/remotes/%s/%s", remote, out->ref.data + sizeof heads - 1);
		result = buf_check(&tracking, err);
		if (result == MOW_OK)
			result = tip_of(&out->tip, repo, tracking.data, err);
	}
	if (result < 0 || !oid_is_zero(&out->tip))
		return result;
	return tip_of(&out->tip, repo, out->ref.data, err);
}

/* The branch that refs/remotes/REMOTE/HEAD names; MOW_ENOTFOUND. */
static int remote_head(struct target *out, struct repo *repo, const char *remote, struct mow_error *err)
{
	MOW_AUTO(buf) prefix = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) branch = BUF_INIT;
	int result;

	buf_addf(&prefix, "refs/remotes/%s/", remote);
	buf_adds(&name, prefix.data);
	buf_adds(&name, "HEAD");
	if (buf_check(&prefix, err) || buf_check(&name, err))
		return MOW_ENOMEM;
	result = repo_symbolic(&branch, repo, name.data, err);
	if (result < 0)
		return result;
	if (strncmp(branch.data, prefix.data, prefix.len) != 0)
		return MOW_ENOTFOUND;
	return set_ref(out, "refs/heads/", branch.data + prefix.len, err);
}

static int check_branch(const struct target *target, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (strncmp(target->ref.data, "refs/heads/", 11) == 0 && repo_ref_is_valid(target->ref.data))
		return 0;
	escape_path(&shown, target->ref.data, target->ref.len);
	return mow_fail(err, MOW_EINVAL,
			"HEAD names %s, which is no branch, so none is the default one; set it: git symbolic-ref HEAD "
			"refs/heads/main",
			shown.data);
}

/* The branch that HEAD names, followed through symbolic refs. */
static int head_branch(struct target *out, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	int result = repo_head_name(&name, repo, err);

	if (result == MOW_ENOTFOUND)
		return mow_fail(err, MOW_EINVAL, "HEAD is detached, so no branch is the default one; %s",
				is_bare(repo) ? "the administrator sets it: git symbolic-ref HEAD refs/heads/main"
					      : "switch to a branch, or name the target with --target");
	if (result < 0)
		return result;
	result = repo_follow(&out->ref, repo, name.data, err);
	return result < 0 ? result : check_branch(out, err);
}

static int clone_default(struct target *out, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) named = BUF_INIT;
	const char *remote;
	int result = repo_remote(&remote, repo, err);

	if (result < 0)
		return result;
	result = remote != NULL ? remote_head(out, repo, remote, err) : MOW_ENOTFOUND;
	if (result != MOW_ENOTFOUND)
		return result < 0 ? result : find_tip(out, repo, err);
	result = repo_config(&named, repo, "mowners.target", REPO_SCOPE_ANY, err);
	if (result == MOW_OK)
		return target_named(out, repo, named.data, err);
	if (result != MOW_ENOTFOUND)
		return result;
	out->guessed = remote != NULL;
	result = head_branch(out, repo, err);
	return result < 0 ? result : find_tip(out, repo, err);
}

int target_default(struct target *out, struct repo *repo, bool server, struct mow_error *err)
{
	MOW_AUTO(target) found = TARGET_INIT;
	int result;

	if (server || is_bare(repo)) {
		result = head_branch(&found, repo, err);
		if (result == MOW_OK)
			result = tip_of(&found.tip, repo, found.ref.data, err);
	} else {
		result = clone_default(&found, repo, err);
	}
	if (result < 0)
		return result;
	buf_release(&out->ref);
	*out = found;
	found.ref = (struct buf)BUF_INIT;
	return MOW_OK;
}

/* "origin/main" where that is a remote-tracking branch and no local one. */
static int from_tracking(struct target *out, struct repo *repo, const char *name, struct mow_error *err)
{
	const char *remote = NULL;
	struct oid oid;
	size_t len;
	int result = is_bare(repo) ? 0 : repo_remote(&remote, repo, err);

	if (result < 0)
		return result;
	len = remote != NULL ? strlen(remote) : 0;
	if (!len || strncmp(name, remote, len) != 0 || name[len] != '/' || !name[len + 1])
		return MOW_ENOTFOUND;
	if (repo_ref(&oid, NULL, repo, out->ref.data, NULL) == 0)
		return MOW_ENOTFOUND;
	return set_ref(out, "refs/heads/", name + len + 1, err);
}

int target_named(struct target *out, struct repo *repo, const char *name, struct mow_error *err)
{
	const char *prefix = strncmp(name, "refs/", 5) == 0   ? ""
			     : strncmp(name, "tags/", 5) == 0 ? "refs/"
							      : "refs/heads/";
	MOW_AUTO(buf) shown = BUF_INIT;
	int result = set_ref(out, prefix, name, err);

	if (result < 0)
		return result;
	if (!repo_ref_is_valid(out->ref.data)) {
		escape_path(&shown, name, strlen(name));
		return mow_fail(err, MOW_EINVAL, "%s is no name of a branch or tag", shown.data);
	}
	result = from_tracking(out, repo, name, err);
	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	return find_tip(out, repo, err);
}

int target_origin(struct oid *out, struct repo *repo, const struct oid *tip, const struct oid *default_tip,
		  struct mow_error *err)
{
	struct oid at = *tip;
	int result;

	memset(out, 0, sizeof *out);
	if (oid_is_zero(default_tip))
		return MOW_OK;
	while (!oid_equal(&at, default_tip)) {
		MOW_AUTO(arena) arena = {0};
		struct commit commit;

		result = repo_commit(&commit, &arena, repo, &at, err);
		if (result < 0)
			return result;
		if (!commit.parent_count)
			return MOW_OK;
		at = commit.parents[0];
	}
	*out = at;
	return MOW_OK;
}
