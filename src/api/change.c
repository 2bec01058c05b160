/* From what a user asks to be judged to trees and commits. */
#include "api/verdict.h"

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "evidence/store/store.h"
#include "policy/target.h"

/* Where a change starts and ends, as commits; zeros: nothing. */
struct ends {
	struct oid old, new;
	bool from_target; /* old is the merge base with the target */
	bool creates;     /* nothing was there before */
};

/* A revision; zeros and "" are understood as nothing and as HEAD. */
static int commit_named(struct oid *out, struct repo *git, const char *text, struct mow_error *err)
{
	int result;

	if (strlen(text) == OID_HEX - 1 && oid_parse(out, text, strlen(text)) && oid_is_zero(out))
		return MOW_OK;
	result = repo_commit_of(out, git, *text ? text : "HEAD", err);
	if (result == MOW_ENOTFOUND && (!*text || strcmp(text, "HEAD") == 0))
		return mow_fail(err, MOW_EINVAL,
				"the current branch has no commit yet; commit first, or name what to look at: OLD NEW");
	return result == MOW_ENOTFOUND || result == MOW_EDENIED ? mow_fail_as(err, MOW_EINVAL) : result;
}

static int split_range(struct ends *out, bool *symmetric, struct repo *git, const char *range, struct mow_error *err)
{
	const char *dots = strstr(range, "..");
	MOW_AUTO(buf) left = BUF_INIT;
	int result;

	*symmetric = dots != NULL && dots[2] == '.';
	if (dots == NULL)
		return commit_named(&out->new, git, range, err);
	buf_add(&left, range, (size_t)(dots - range));
	result = buf_check(&left, err);
	if (result == MOW_OK)
		result = commit_named(&out->old, git, left.data, err);
	return result < 0 ? result : commit_named(&out->new, git, dots + (*symmetric ? 3 : 2), err);
}

static int merge_base(struct oid *out, struct repo *git, const struct oid *a, const struct oid *b,
		      struct mow_error *err)
{
	int result = repo_merge_base(out, git, a, b, err);

	return result == MOW_ENOTFOUND || result == MOW_EDENIED ? mow_fail_as(err, MOW_EINVAL) : result;
}

/* Where the change left the target. Where there are several such places, each shows another part of what would land. */
static int find_fork(struct oid *out, struct repo *git, const struct target *target, const struct oid *tip,
		     struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	const char *branch = target_branch(target), *name = branch != NULL ? branch : target->ref.data;
	int result = repo_merge_base(out, git, &target->tip, tip, err);

	if (result != MOW_EDENIED)
		return result == MOW_ENOTFOUND ? mow_fail_as(err, MOW_EINVAL) : result;
	escape_path(&shown, name, strlen(name));
	return mow_fail(err, MOW_EINVAL,
			"the change and %s were merged into one another crosswise, so that nobody can tell what would "
			"land; merge %s into the change first",
			shown.data, shown.data);
}

static int find_ends(struct ends *out, const struct mow_change_options *options, const struct target *target,
		     struct repo *git, struct mow_error *err)
{
	bool symmetric = false;
	struct oid base;
	int result;

	memset(out, 0, sizeof *out);
	if (options->unchanged) {
		out->old = out->new = target->tip;
		out->from_target = true;
		return MOW_OK;
	}
	if (options->old_rev != NULL) {
		result = commit_named(&out->old, git, options->old_rev, err);
		if (result == MOW_OK)
			result = commit_named(&out->new, git, options->new_rev, err);
		out->creates = oid_is_zero(&out->old);
		return result;
	}
	result = split_range(out, &symmetric, git, options->range != NULL ? options->range : "", err);
	if (result < 0 || (options->range != NULL && strstr(options->range, "..") != NULL && !symmetric))
		return result;
	if (!symmetric) {
		out->old = target->tip;
		out->from_target = true;
		out->creates = oid_is_zero(&target->tip);
		if (out->creates)
			return MOW_OK;
	}
	result = symmetric ? merge_base(&base, git, &out->old, &out->new, err)
			   : find_fork(&base, git, target, &out->new, err);
	if (result == MOW_OK)
		out->old = base;
	return result;
}

static int tree_of(struct oid *out, struct repo *git, const struct oid *commit, struct mow_error *err)
{
	memset(out, 0, sizeof *out);
	return oid_is_zero(commit) ? 0 : repo_commit_tree(out, git, commit, err);
}

/* The commit that stands for the target's old tip: where the change starts, if that is or was the target's tip, else
 * the tip as it is. */
static int settle_old_tip(struct change *out, struct ends *ends, const struct target *target,
			  const struct oid *default_tip, struct mow_error *err)
{
	struct repo *git = out->repo->git;
	bool passed = false;
	int result;

	if (ends->creates) {
		const struct target_standard standard = {default_tip, out->remote};
		result = target_origin(&ends->old, git, &ends->new, &standard, err);
		out->old_tip = ends->old;
		return result;
	}
	out->old_tip = target->tip;
	if (ends->from_target)
		return MOW_OK;
	if (oid_is_zero(&target->tip)) {
		out->old_tip = ends->old;
		return MOW_OK;
	}
	result = target_passed(&passed, git, &target->tip, &ends->old, err);
	if (result == MOW_OK && passed)
		out->old_tip = ends->old;
	return result;
}

static int resolve_commits(struct change *out, const struct mow_change_options *options, const struct target *target,
			   const struct oid *default_tip, struct mow_error *err)
{
	struct repo *git = out->repo->git;
	struct ends ends;
	int result = find_ends(&ends, options, target, git, err);

	if (result == MOW_OK)
		result = settle_old_tip(out, &ends, target, default_tip, err);
	if (result < 0)
		return result;
	out->authors_base = ends.from_target && !ends.creates ? target->tip : ends.old;
	out->authors_tip = ends.new;
	out->forked = ends.from_target && !ends.creates && !oid_equal(&ends.old, &out->old_tip);
	out->old_id = ends.old;
	out->new_id = ends.new;
	result = tree_of(&out->old_tree, git, &ends.old, err);
	return result < 0 ? result : tree_of(&out->new_tree, git, &ends.new, err);
}

/* Opens the rules and keys that decide. */
static int open_rules(struct change *out, const char *rules, const struct target *standard,
		      const struct policy_request *request, struct mow_error *err)
{
	struct repo *git = out->repo->git;
	MOW_AUTO(snapshot) snapshot = {0};

	if (rules == NULL)
		return policy_open_commit(out->policy, git, &standard->tip, request, err);
	int result = snapshot_open(&snapshot, git, rules, err);
	return result == MOW_OK ? policy_open(out->policy, &snapshot, request, err) : result;
}

/* Which branches are meant: the default one, and where the change is to go. */
struct targets {
	struct target standard, target;
	struct target_request request;
	const struct mow_change_options *options; /* what was asked for */
};

static void targets_release(struct targets *targets)
{
	target_release(&targets->standard);
	target_release(&targets->target);
}
MOW_AUTO_DEFINE(targets)

/* Where the change begins, if it says so; NULL. */
static const char *range_start(const struct mow_change_options *options, struct arena *arena)
{
	const char *dots = options->range != NULL ? strstr(options->range, "..") : NULL;

	if (options->old_rev != NULL)
		return options->old_rev;
	return dots != NULL ? arena_dup(arena, options->range, (size_t)(dots - options->range)) : NULL;
}

/* Whether the change ends in another commit than the one that is checked out. */
static bool ends_elsewhere(struct repo *git, const struct mow_change_options *options)
{
	const char *end = change_end(options);
	struct oid head, tip;

	return !options->staged && end[0] != '\0' && repo_commit_of(&head, git, "HEAD", NULL) == MOW_OK &&
	       repo_commit_of(&tip, git, end, NULL) == MOW_OK && !oid_equal(&head, &tip);
}

static int find_targets(struct targets *out, struct mow_repo *repo, struct mow_error *err)
{
	const struct mow_change_options *options = out->options;
	struct repo *git = repo->git;
	MOW_AUTO(arena) arena = {0};
	struct target_request *request = &out->request;
	int result = mow_change_remote(&request->remote, repo, options, err);

	request->head = request->remote != NULL ? options->head : NULL;
	request->named = options->target;
	if (result == MOW_OK && request->remote == NULL) {
		request->from = range_start(options, &arena);
		request->apart = ends_elsewhere(git, options);
	}
	if (result == MOW_OK)
		result = target_default(&out->standard, git, request, err);
	request->from = NULL;
	if (request->named == NULL)
		request->named = out->standard.ref.data;
	return result == MOW_OK ? target_named(&out->target, git, request, err) : result;
}

/* A target that is not known here is one that the change creates, where the change begins with nothing, or the rules
 * protect it and it would have been fetched; else it was mistyped. */
static int check_exists(const struct targets *targets, struct mow_verdict *verdict, const struct change *change,
			const struct mow_change_options *options, struct mow_error *err)
{
	const struct target *target = &targets->target;
	struct repo *git = change->repo->git;
	bool from_nothing = options->old_rev != NULL && options->old_rev[strspn(options->old_rev, "0")] == '\0';
	bool fetched = true;
	MOW_AUTO(buf) shown = BUF_INIT;
	int result = MOW_OK;

	if (!oid_is_zero(&target->tip) || strcmp(target->ref.data, targets->standard.ref.data) == 0)
		return MOW_OK;
	if (targets->request.remote != NULL && text_begins(target->ref.data, "refs/heads/"))
		result = repo_fetches(&fetched, git, targets->request.remote, target->ref.data, err);
	if (result < 0)
		return result;
	if (!from_nothing && (change->is_protected ? !fetched : !options->new_target))
		return target_missing(target, git, &targets->request, "--target", err);
	escape_path(&shown, target->ref.data, target->ref.len);
	return strings_add(&verdict->warnings, &verdict->arena, err,
			   "%s does not exist yet, so this is judged as what creates it", shown.data);
}

static int open_policy(struct change *out, struct mow_verdict *verdict, const struct targets *targets,
		       const struct mow_finding_sink *sink, struct mow_error *err)
{
	const struct mow_change_options *options = targets->options;
	const struct policy_request request = {out->repo->now, sink};
	const char *ref = targets->target.ref.data;
	int result = MOW_OK;

	if (targets->standard.assumed && targets->request.remote != NULL)
		result = strings_add(
			&verdict->warnings, &verdict->arena, err,
			"which branch is the default one is not known here, so the rules of the target were "
			"taken; git config mowners.target BRANCH says it");
	if (result == MOW_OK)
		result = open_rules(out, options->rules, &targets->standard, &request, err);
	if (result < 0)
		return result;
	out->target = arena_dup(&verdict->arena, ref, targets->target.ref.len);
	if (out->target == NULL)
		return mow_fail_memory(err);
	out->is_default = strcmp(ref, targets->standard.ref.data) == 0;
	out->is_protected = out->is_default ||
			    (policy_rules(out->policy) != NULL && rules_protects(policy_rules(out->policy), ref));
	return check_exists(targets, verdict, out, options, err);
}

int change_resolve(struct change *out, struct mow_verdict *verdict, const struct mow_change_options *options,
		   const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct mow_repo *repo = out->repo;
	MOW_AUTO(targets) targets = {TARGET_INIT, TARGET_INIT, {0}, options};
	int result = find_targets(&targets, repo, err);

	out->policy = &verdict->own_policy;
	out->remote = targets.request.remote;
	out->alone = options->staged_alone;
	out->evidence = options->evidence;
	out->evidence_len = options->evidence_len;
	if (result == MOW_OK)
		result = open_policy(out, verdict, &targets, sink, err);
	if (result == MOW_OK && !options->staged)
		result = change_note_remote(&verdict->warnings, &verdict->arena, repo, options, err);
	if (result < 0)
		return result;
	result = options->staged ? change_resolve_staged(out, &targets.target.tip, err)
				 : resolve_commits(out, options, &targets.target, &targets.standard.tip, err);
	return result < 0 ? result : store_known(&out->store, &out->store_tip, repo->git, targets.request.remote, err);
}
