#include "api/push.h"

#include <string.h>

#include "base/error.h"

/* The commit that a protected ref is to point to; a refusal where it is none. */
static int find_commit(struct oid *out, struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	struct mow_error why = {0, ""};
	int result = repo_peel(out, push->repo->git, &item->new, &why);

	if (result == MOW_EINVAL)
		return push_update_refuse(item, &push->arena, "a protected ref must point to a commit", err);
	return result < 0 ? mow_fail(err, result, "%s", why.message) : MOW_OK;
}

/* A move that only an override lets through. */
static int judge_move(struct mow_push *push, struct push_update *item, const char *why, struct mow_error *err)
{
	int result = push_find_move(&item->moved, push, item, err);

	return result != MOW_OK || item->moved
		       ? result
		       : push_refuse_by_rules(push, item, push_move_advice(push, item, why), err);
}

/* Whether a protected ref may be moved so at all: only created, or moved forward. */
static int check_move(struct mow_push *push, struct push_update *item, const struct oid *commit, struct mow_error *err)
{
	bool forward = false;
	struct oid old;
	int result;

	if (oid_is_zero(&item->old))
		return MOW_OK;
	if (push_update_is_below(item, "refs/tags/"))
		return judge_move(push, item,
				  "this tag is protected: it cannot be moved once it is there; make a new one", err);
	result = repo_peel(&old, push->repo->git, &item->old, err);
	if (result == MOW_OK)
		result = repo_is_ancestor(&forward, push->repo->git, &old, commit, err);
	if (result < 0 || forward)
		return result;
	return judge_move(
		push, item,
		"this branch is protected: it moves only forward, so nothing that landed can be taken out of its history; "
		"git fetch, then rebase or merge, and to undo something use git revert",
		err);
}

/* Fills in where the change starts: the old tip, or for a new ref what stands for it. */
static int find_start(struct change *change, struct mow_push *push, const struct push_update *item,
		      struct mow_error *err)
{
	struct repo *git = push->repo->git;
	const struct target_standard standard = {&push->standard.tip, NULL};
	int result = oid_is_zero(&item->old) ? target_origin(&change->old_tip, git, &change->new_id, &standard, err)
					     : repo_peel(&change->old_tip, git, &item->old, err);

	change->old_id = change->authors_base = change->old_tip;
	change->authors_tip = change->new_id;
	if (result == MOW_OK && !oid_is_zero(&change->old_tip))
		result = repo_commit_tree(&change->old_tree, git, &change->old_tip, err);
	return result < 0 ? result : repo_commit_tree(&change->new_tree, git, &change->new_id, err);
}

/* What has to be judged later: what landed since an approval. Without rules there are none. */
static int check_brought(struct mow_push *push, struct push_update *item, const struct change *change,
			 struct mow_error *err)
{
	struct oid hide[2];
	size_t count = 0;
	struct mow_error why = {0, ""};

	if (!oid_is_zero(&change->old_tip))
		hide[count++] = change->old_tip;
	if (!oid_is_zero(&push->standard.tip))
		hide[count++] = push->standard.tip;
	const struct commit_range range = {&change->new_id, hide, count};
	int result = steps_check_brought(push->repo->git, &range, &why);
	return push_update_refuse_denied(item, &push->arena, result, &why, err);
}

/* What needs no rules: the trees; and errors that the change brings into the rules. */
static int check_content(struct mow_push *push, struct push_update *item, const struct change *change,
			 struct mow_error *err)
{
	const struct steps *steps = &item->verdict->steps;
	struct mow_error why = {0, ""};
	int result = verdict_list_steps(item->verdict, change, &why);

	if (result == MOW_OK)
		result = steps_check(push->repo->git, &change->old_tree, &change->new_tree, steps, &why);
	if (result < 0)
		return push_update_refuse_denied(item, &push->arena, result, &why, err);
	result = verdict_find_introduced(item->verdict, change, err);
	item->shown.findings = mow_verdict_introduced(item->verdict, &item->shown.finding_count);
	return result;
}

/*
 * Where a new ref has no steps nobody is asked, so anybody could take its name, and for good: a tag is never moved, and
 * a branch only forward. A tip of the default branch, present or former, is what everybody approved.
 */
static int check_birth(struct mow_push *push, struct push_update *item, const struct change *change,
		       struct mow_error *err)
{
	if (!oid_is_zero(&item->old) || item->verdict->steps.count > 0 || oid_equal(&change->new_id, &change->old_tip))
		return MOW_OK;
	return push_refuse_by_rules(
		push, item,
		"a protected branch or tag begins at a tip of the default branch, or with a change that its owners "
		"approve; here there is nothing to approve",
		err);
}

/* The default branch is what all the others are judged by, so it stays whatever the mode. */
static int judge_deletion(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	static const char why[] = "this branch or tag is protected: it cannot be deleted";

	if (strcmp(item->ref.data, push->standard.ref.data) == 0 || policy_rules(&push->policy) == NULL)
		return push_update_refuse(item, &push->arena, why, err);
	int result = judge_move(push, item, why, err);
	return result == MOW_OK && item->moved ? push_pass_move(push, item, err) : result;
}

/* What holds whatever the approvals, and what the rules forbid of any change. */
static int check_update(struct mow_push *push, struct push_update *item, struct change *change, struct mow_error *err)
{
	bool has_rules = policy_rules(&push->policy) != NULL;
	int result = find_commit(&change->new_id, push, item, err);

	if (result == MOW_OK && !push_update_is_refused(item) && has_rules)
		result = check_move(push, item, &change->new_id, err);
	if (result < 0 || push_update_is_refused(item))
		return result;
	result = find_start(change, push, item, err);
	if (result == MOW_OK && item->verdict == NULL)
		result = verdict_alloc(&item->verdict, err);
	if (result == MOW_OK)
		result = check_content(push, item, change, err);
	if (result == MOW_OK && !push_update_is_refused(item) && has_rules)
		result = check_brought(push, item, change, err);
	if (result == MOW_OK && !push_update_is_refused(item) && has_rules)
		result = check_birth(push, item, change, err);
	return result;
}

static int judge(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	struct change change = {.repo = push->repo,
				.policy = &push->policy,
				.target = item->ref.data,
				.is_protected = true,
				.is_default = strcmp(item->ref.data, push->standard.ref.data) == 0,
				.pusher = &push->pusher,
				.sources = sources_list,
				.sources_context = &push->sources,
				.store = push->store,
				.store_tip = push->store_tip};
	int result = oid_is_zero(&item->new) ? judge_deletion(push, item, err) : check_update(push, item, &change, err);

	if (result < 0 || oid_is_zero(&item->new) || push_update_is_refused(item) || item->shown.finding_count > 0 ||
	    policy_rules(&push->policy) == NULL)
		return result;
	if (push->store_problem.code != MOW_OK)
		return push_update_refuse(item, &push->arena, push->store_problem.message, err);
	if (item->moved)
		return push_pass_move(push, item, err);
	item->shown.verdict = item->verdict;
	result = verdict_run(item->verdict, &change, NULL, err);
	/* What is accepted is approved already, by people who were shown it. */
	if (result == MOW_OK && item->verdict->outcome == MOW_OUTCOME_BLOCKED)
		result = verdict_find_effects(item->verdict, &change, err);
	return result;
}

static bool is_detailed(const struct push_update *item)
{
	const struct mow_verdict *verdict = item->shown.verdict;

	return item->shown.finding_count > 0 ||
	       (verdict != NULL && mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED);
}

/* Keeps of the answer what will be asked for: with thousands of refs it would be everything, thousands of times. */
static int keep_answer(struct mow_push *push, struct push_update *item, uint64_t kept, struct mow_error *err)
{
	uint64_t shared = item->verdict != NULL ? item->verdict->shared : 0;
	int result = MOW_OK;

	if (is_detailed(item) && push->detailed < MOW_PUSH_DETAILED) {
		push->detailed++;
		return MOW_OK;
	}
	item->shown.findings = NULL;
	if (item->shown.verdict != NULL) {
		result = verdict_trim(item->verdict, err);
	} else {
		mow_verdict_free(item->verdict);
		item->verdict = NULL;
	}
	budget_free(&push->budget, budget_kept(&push->budget) - kept - shared);
	return result;
}

int push_judge_protected(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	uint64_t kept = budget_kept(&push->budget);
	int result = judge(push, item, err);

	if (result == MOW_OK && push->landed)
		result = landed_note(push, item, err);
	return result < 0 ? result : keep_answer(push, item, kept, err);
}
