/* The default branch, for whoever asks in a clone; on the server HEAD says it (target.c). */
#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "policy/target_find.h"

#define NAME_IT "name it with --target BRANCH, or for good: git config mowners.target BRANCH"

/* Of the branch that the remote's HEAD names, as it was asked a moment ago. */
static int from_head(struct target *out, struct repo *repo, const struct target_request *request, struct mow_error *err)
{
	int result = target_set_ref(out, "", request->head, err);

	if (result == MOW_OK)
		result = target_find_tip(out, repo, request->remote, err);
	if (result < 0 || !oid_is_zero(&out->tip))
		return result;
	return target_missing(out, repo, request, "its HEAD", err);
}

/*
 * The branch that refs/remotes/REMOTE/HEAD names; MOW_ENOTFOUND where it is not there, or names one that is gone: the
 * server may have another default branch by now, and the old one was pruned.
 */
static int from_tracking_head(struct target *out, struct repo *repo, const char *remote, struct mow_error *err)
{
	MOW_AUTO(buf) prefix = BUF_INIT;
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) branch = BUF_INIT;

	buf_addf(&prefix, "refs/remotes/%s/", remote);
	buf_addf(&name, "%sHEAD", prefix.data);
	if (buf_check(&prefix, err) || buf_check(&name, err))
		return MOW_ENOMEM;
	int result = repo_symbolic(&branch, repo, name.data, err);
	if (result < 0)
		return result;
	if (strncmp(branch.data, prefix.data, prefix.len) != 0)
		return MOW_ENOTFOUND;
	result = target_set_ref(out, TARGET_HEADS, branch.data + prefix.len, err);
	if (result == MOW_OK)
		result = target_find_tip(out, repo, remote, err);
	return result == MOW_OK && oid_is_zero(&out->tip) ? MOW_ENOTFOUND : result;
}

/* MOW_ENOTFOUND: mowners.target is not set. */
static int from_config(struct target *out, struct repo *repo, const struct target_request *request,
		       struct mow_error *err)
{
	MOW_AUTO(buf) named = BUF_INIT;
	int result = repo_config(&named, repo, "mowners.target", REPO_SCOPE_ANY, err);
	struct target_request set = *request;

	set.named = named.data;
	if (result == MOW_OK)
		result = target_named(out, repo, &set, err);
	if (result < 0 || !oid_is_zero(&out->tip))
		return result;
	result = target_missing(out, repo, &set, "git config mowners.target", err);
	return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EGIT) : result;
}

/* The target decides where only that is known. Where it does not exist, neither is. */
static int from_target(struct target *out, struct repo *repo, const struct target_request *request,
		       struct mow_error *err)
{
	int result = target_named(out, repo, request, err);

	out->assumed = true;
	if (result < 0 || !oid_is_zero(&out->tip))
		return result;
	return target_missing(out, repo, request, "--target", err);
}

struct counting {
	size_t branches;
	const char *name; /* of HEAD */
	bool has_head;
};

static int count_branch(const char *name, const struct oid *oid, void *context)
{
	struct counting *counting = context;

	(void)oid;
	counting->branches++;
	counting->has_head = counting->has_head || strcmp(name, counting->name) == 0;
	return MOW_OK;
}

/* The branch that the change is said to begin with; MOW_ENOTFOUND: it is none. */
static int from_beginning(struct target *out, struct repo *repo, const char *from, struct mow_error *err)
{
	int result = from != NULL ? target_set_ref(out, TARGET_HEADS, from, err) : MOW_ENOTFOUND;

	if (result == MOW_OK && !repo_ref_is_valid(out->ref.data))
		return MOW_ENOTFOUND;
	if (result == MOW_OK)
		result = target_find_tip(out, repo, NULL, err);
	return result == MOW_OK && oid_is_zero(&out->tip) ? MOW_ENOTFOUND : result;
}

/* Of several branches without a remote the current one decides, unless it is what is to be decided about. */
static int from_branches(struct target *out, struct repo *repo, const struct target_request *request,
			 struct mow_error *err)
{
	bool bare = repo_work_dir(repo) == NULL;
	MOW_AUTO(buf) head = BUF_INIT;
	int result = bare ? MOW_ENOTFOUND : from_beginning(out, repo, request->from, err);

	if (result != MOW_ENOTFOUND)
		return result;
	result = repo_head_name(&head, repo, err);
	if (result < 0 && result != MOW_ENOTFOUND)
		return result;
	bool detached = result == MOW_ENOTFOUND;
	struct counting counting = {.name = head.data};
	result = repo_each_ref(repo, TARGET_HEADS, count_branch, &counting, err);
	if (result < 0)
		return result;
	bool alone = bare || counting.branches == 1 || request->apart;
	if (!detached && (counting.branches == 0 || (counting.has_head && alone)))
		return target_server(out, repo, err);
	return mow_fail(err, MOW_ENOTFOUND, "which branch decides is not known here, since %s; " NAME_IT,
			detached             ? "HEAD is detached"
			: !counting.has_head ? "HEAD names a branch that does not exist"
					     : "there are several, and no remote that says which is its default one");
}

static int fail_unknown(struct repo *repo, const char *remote, struct mow_error *err)
{
	static const char some_branch[] = TARGET_HEADS "mowners-any-name";
	MOW_AUTO(buf) shown = BUF_INIT;
	bool all = false;
	int result = repo_fetches(&all, repo, remote, some_branch, err);

	if (result < 0)
		return result;
	escape_path(&shown, remote, strlen(remote));
	if (!all)
		return mow_fail(
			err, MOW_ENOTFOUND,
			"which branch is the default one of %s is not known here, and this clone fetches only some "
			"branches; " NAME_IT,
			shown.data);
	return mow_fail(err, MOW_ENOTFOUND,
			"which branch is the default one of %s is not known here; " NAME_IT
			"; or ask the server: git fetch %s && git remote set-head %s --auto",
			shown.data, shown.data, shown.data);
}

static int find(struct target *out, struct repo *repo, const struct target_request *request, struct mow_error *err)
{
	int result = MOW_ENOTFOUND;

	if (request->head != NULL)
		return from_head(out, repo, request, err);
	if (request->remote != NULL)
		result = from_tracking_head(out, repo, request->remote, err);
	if (result == MOW_ENOTFOUND && repo_work_dir(repo) != NULL)
		result = from_config(out, repo, request, err);
	if (result != MOW_ENOTFOUND)
		return result;
	if (request->remote == NULL) {
		result = from_branches(out, repo, request, err);
		if (result != MOW_ENOTFOUND || request->named == NULL)
			return result;
	}
	return request->named != NULL ? from_target(out, repo, request, err) : fail_unknown(repo, request->remote, err);
}

int target_default(struct target *out, struct repo *repo, const struct target_request *request, struct mow_error *err)
{
	MOW_AUTO(target) found = TARGET_INIT;
	int result = find(&found, repo, request, err);

	if (result < 0)
		return result;
	buf_release(&out->ref);
	*out = found;
	found.ref = (struct buf)BUF_INIT;
	return MOW_OK;
}
