#include "policy/target_find.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "evidence/audit/audit.h"
#include "policy/ruleset.h"

void target_release(struct target *target)
{
	buf_release(&target->ref);
}

int target_set_ref(struct target *out, const char *prefix, const char *name, struct mow_error *err)
{
	buf_reset(&out->ref);
	buf_adds(&out->ref, prefix);
	buf_adds(&out->ref, name);
	return buf_check(&out->ref, err);
}

const char *target_branch(const struct target *target)
{
	return text_after(target->ref.data, TARGET_HEADS);
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

/* A branch of the same name here is no answer: it is the change itself, or older than what the server has. */
int target_find_tip(struct target *out, struct repo *repo, const char *remote, struct mow_error *err)
{
	MOW_AUTO(buf) tracking = BUF_INIT;
	const char *branch = target_branch(out);

	if (remote == NULL || branch == NULL)
		return tip_of(&out->tip, repo, out->ref.data, err);
	buf_addf(&tracking, "refs/remotes/%s/%s", remote, branch);
	int result = buf_check(&tracking, err);
	return result == MOW_OK ? tip_of(&out->tip, repo, tracking.data, err) : result;
}

static int check_branch(const struct target *target, struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;

	if (target_branch(target) != NULL && repo_ref_is_valid(target->ref.data))
		return MOW_OK;
	escape_path(&shown, target->ref.data, target->ref.len);
	return mow_fail(err, MOW_EINVAL,
			"HEAD names %s, which is no branch, so none is the default one; set it: git symbolic-ref HEAD "
			"refs/heads/main",
			shown.data);
}

int target_server(struct target *out, struct repo *repo, struct mow_error *err)
{
	MOW_AUTO(buf) name = BUF_INIT;
	int result = repo_head_name(&name, repo, err);

	if (result == MOW_ENOTFOUND)
		return mow_fail(err, MOW_EINVAL,
				"HEAD is detached, so no branch is the default one; the administrator sets it: git "
				"symbolic-ref HEAD refs/heads/main");
	if (result == MOW_OK)
		result = repo_follow(&out->ref, repo, name.data, err);
	if (result == MOW_OK)
		result = check_branch(out, err);
	return result == MOW_OK ? tip_of(&out->tip, repo, out->ref.data, err) : result;
}

/* "origin/main" where that is a remote-tracking branch and no branch of that name is at the remote. */
static int from_tracking(struct target *out, struct repo *repo, const struct target_request *request,
			 struct mow_error *err)
{
	size_t len = request->remote != NULL ? strlen(request->remote) : 0;
	const char *name = request->named;
	struct oid oid;

	if (len == 0 || strncmp(name, request->remote, len) != 0 || name[len] != '/' || name[len + 1] == '\0' ||
	    !oid_is_zero(&out->tip) || repo_ref(&oid, NULL, repo, out->ref.data, NULL) == MOW_OK)
		return MOW_OK;
	int result = target_set_ref(out, TARGET_HEADS, name + len + 1, err);
	return result == MOW_OK ? target_find_tip(out, repo, request->remote, err) : result;
}

/* As git completes it: "heads/main", "tags/x", "remotes/origin/main". */
static const char *prefix_of(const char *name)
{
	static const char *const folders[] = {"heads/", "tags/", "remotes/"};

	if (text_begins(name, "refs/"))
		return "";
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (text_begins(name, folders[i]))
			return "refs/";
	return TARGET_HEADS;
}

/* What was fetched of a branch stands for that: nothing ever goes to the copy, so nothing would protect it. */
static int take_copy(struct target *out, const struct target_request *request, struct mow_error *err)
{
	static const char copies[] = "refs/remotes/";
	size_t len = request->remote != NULL ? strlen(request->remote) : 0;
	const char *rest = out->ref.data + sizeof copies - 1;
	MOW_AUTO(buf) shown = BUF_INIT;

	if (len == 0 || !text_begins(out->ref.data, copies))
		return MOW_OK;
	if (strncmp(rest, request->remote, len) == 0 && rest[len] == '/') {
		MOW_AUTO(buf) branch = BUF_INIT;
		buf_adds(&branch, rest + len + 1);
		int result = buf_check(&branch, err);
		return result == MOW_OK ? target_set_ref(out, TARGET_HEADS, branch.data, err) : result;
	}
	escape_path(&shown, out->ref.data, out->ref.len);
	return mow_fail(
		err, MOW_EINVAL,
		"%s is a copy of a branch of another remote than %s, and nothing goes there; name the branch, or the "
		"remote: git config mowners.remote NAME",
		shown.data, request->remote);
}

/* HEAD is a branch by another name, and no branch can be called so. */
static bool is_name(const struct target *target)
{
	const char *branch = target_branch(target);

	return repo_ref_is_valid(target->ref.data) && (branch == NULL || strcmp(branch, "HEAD") != 0);
}

int target_named(struct target *out, struct repo *repo, const struct target_request *request, struct mow_error *err)
{
	const char *name = request->named;
	MOW_AUTO(buf) shown = BUF_INIT;
	int result = target_set_ref(out, prefix_of(name), name, err);

	if (result == MOW_OK)
		result = take_copy(out, request, err);
	if (result < 0)
		return result;
	if (!is_name(out)) {
		escape_path(&shown, name, strlen(name));
		return mow_fail(err, MOW_EINVAL, "%s is no name of a branch or tag",
				shown.len > 0 ? shown.data : "an empty text");
	}
	result = target_find_tip(out, repo, request->remote, err);
	return result == MOW_OK ? from_tracking(out, repo, request, err) : result;
}

/* Whether a ref that is being created may begin here. */
struct origin {
	const struct oid *standard;      /* the default branch's present tip */
	const struct audit_tips *former; /* NULL: none is asked about */
};

/* Whether a state has rules that are not only said. What came before them, nobody was asked about. */
static int has_rules(bool *out, struct repo *repo, const struct oid *commit, struct mow_error *err)
{
	MOW_AUTO(snapshot) snapshot = {0};
	MOW_AUTO(ruleset) ruleset = RULESET_INIT;
	struct oid tree;
	int result = repo_commit_tree(&tree, repo, commit, err);

	if (result != MOW_OK)
		return result;
	snapshot_open_tree(&snapshot, repo, &tree);
	result = ruleset_open(&ruleset, &snapshot, err);
	if (result == MOW_OK)
		result = ruleset_read(&ruleset, "", 0, NULL, err);
	*out = ruleset.rules != NULL && !ruleset.erroneous && !rules_advise(ruleset.rules);
	return result;
}

/* What an override took out of the default branch again is no tip of it any more. */
static int is_origin(bool *out, struct repo *repo, const struct origin *origin, const struct oid *commit,
		     struct mow_error *err)
{
	*out = oid_equal(commit, origin->standard);
	if (*out || origin->former == NULL)
		return MOW_OK;
	int result = audit_was_tip(out, origin->former, commit, err);
	if (result == MOW_OK && *out)
		result = repo_is_ancestor(out, repo, commit, origin->standard, err);
	return result == MOW_OK && *out ? has_rules(out, repo, commit, err) : result;
}

/* The nearest on the first-parent line of `at`, which becomes it; zeros: there is none. */
static int find_origin(struct oid *at, struct repo *repo, const struct origin *origin, struct mow_error *err)
{
	bool found = false;
	int result = is_origin(&found, repo, origin, at, err);

	while (result == MOW_OK && !found) {
		MOW_AUTO(arena) arena = {0};
		struct commit commit;

		result = repo_commit(&commit, &arena, repo, at, err);
		memset(at, 0, sizeof *at);
		if (result < 0 || commit.parent_count == 0)
			return result;
		*at = commit.parents[0];
		result = is_origin(&found, repo, origin, at, err);
	}
	return result;
}

int target_origin(struct oid *out, struct repo *repo, const struct oid *tip, const struct target_standard *standard,
		  struct mow_error *err)
{
	struct audit_tips former = {0};
	const struct origin origin = {standard->tip, &former};
	struct oid at = *tip;
	int result = MOW_OK;

	memset(out, 0, sizeof *out);
	if (oid_is_zero(standard->tip))
		return MOW_OK;
	result = audit_tips_open(&former, repo, standard->remote, err);
	if (result == MOW_OK)
		result = find_origin(&at, repo, &origin, err);
	if (result == MOW_OK)
		*out = at;
	return result;
}

int target_passed(bool *out, struct repo *repo, const struct oid *tip, const struct oid *commit, struct mow_error *err)
{
	const struct origin origin = {commit, NULL};
	struct oid at = *tip;
	int result = oid_is_zero(commit) ? MOW_OK : find_origin(&at, repo, &origin, err);

	if (result == MOW_OK)
		*out = !oid_is_zero(commit) && !oid_is_zero(&at);
	return result;
}
