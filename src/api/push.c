/* All refs of a push, judged by the rules from before it (mowners-hooks(7)). */
#include <stdlib.h>
#include <string.h>

#include "api/brought.h"
#include "api/target.h"
#include "api/verdict.h"
#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "steps/steps.h"

#define SYMBOLIC_MAX 10 /* symbolic refs that lead to one another */

struct judged {
	struct mow_push_update shown;
	struct mow_verdict *verdict;
	struct brought brought;
	struct buf ref; /* what the pushed name resolves to */
	struct oid old, new;
	bool is_current; /* `old` is what the ref is now */
};

struct mow_push {
	struct mow_repo *repo;
	struct arena arena;
	struct judged *items;
	size_t count;
	struct target standard; /* the default branch before the push */
	struct book book;
	struct keyring keyring;
	struct oid store; /* the tree to look for records in: with those of this push, once the guard has let them in */
	const char *warning; /* NULL */
};

static bool is_below(const char *ref, const char *prefix)
{
	return strncmp(ref, prefix, strlen(prefix)) == 0;
}

/* Notes why an update is refused whatever the approvals; the first reason stays. */
static int refuse(struct mow_push *push, struct judged *item, const char *why, struct mow_error *err)
{
	if (!item->shown.refusal)
		item->shown.refusal = arena_dup(&push->arena, why, strlen(why));
	return item->shown.refusal ? 0 : mow_fail_memory(err);
}

/* A failure of policy is an answer: the update is refused. Any other stays a failure. */
static int refuse_denied(struct mow_push *push, struct judged *item, int result, const struct mow_error *why,
			 struct mow_error *err)
{
	if (result == MOW_EDENIED)
		return refuse(push, item, why->message, err);
	return result < 0 ? mow_fail(err, result, "%s", why->message) : result;
}

/*
 * What a pushed name stands for: a symbolic ref is followed even where it leads to a ref that is not there yet, since
 * git would create that one.
 */
static int follow_name(struct judged *item, struct repo *git, const char *name, struct mow_error *err)
{
	MOW_AUTO(buf) target = BUF_INIT;
	unsigned links;
	int result;

	buf_adds(&item->ref, name);
	for (links = 0; links <= SYMBOLIC_MAX; links++) {
		result = buf_check(&item->ref, err);
		if (result == 0)
			result = repo_symbolic(&target, git, item->ref.data, err);
		if (result == MOW_ENOTFOUND)
			return 0;
		if (result < 0)
			return result;
		buf_reset(&item->ref);
		buf_add(&item->ref, target.data, target.len);
	}
	return mow_fail(err, MOW_EGIT, "the ref %s is a chain of symbolic refs that does not end", item->shown.ref);
}

/*
 * Whether the old state that git was told of is the one there is. Where it is not, git will not make this update; it is
 * judged by what it says all the same, but nothing else in the push may rest on it.
 */
static int compare_old(struct mow_push *push, struct judged *item, struct mow_error *err)
{
	struct oid now = {{0}};
	int result = repo_ref(&now, NULL, push->repo->git, item->ref.data, err);

	item->is_current = oid_equal(&now, &item->old);
	return result == MOW_ENOTFOUND ? 0 : result;
}

static int take_update(struct mow_push *push, struct judged *item, const struct mow_update *update,
		       struct mow_error *err)
{
	MOW_AUTO(buf) shown = BUF_INIT;
	int result;

	item->ref = (struct buf)BUF_INIT;
	escape_text(&shown, update->ref, strlen(update->ref));
	item->shown.ref = arena_dup(&push->arena, shown.data, shown.len);
	if (!item->shown.ref)
		return mow_fail_memory(err);
	if (!repo_ref_is_valid(update->ref) || !oid_parse(&item->old, update->old_id, strlen(update->old_id)) ||
	    !oid_parse(&item->new, update->new_id, strlen(update->new_id)))
		return mow_fail(err, MOW_EINVAL, "git handed over an update that is none: %s", shown.data);
	result = follow_name(item, push->repo->git, update->ref, err);
	return result < 0 ? result : compare_old(push, item, err);
}

static int take_updates(struct mow_push *push, const struct mow_update *updates, size_t count, struct mow_error *err)
{
	MOW_AUTO(map) seen = {0};
	size_t i;
	int result;

	push->items = calloc(count + 1, sizeof *push->items);
	if (!push->items)
		return mow_fail_memory(err);
	for (i = 0; i < count; i++) {
		push->count++;
		result = take_update(push, &push->items[i], &updates[i], err);
		if (result < 0)
			return result;
		if (map_get(&seen, push->items[i].ref.data, push->items[i].ref.len, NULL))
			result = refuse(push, &push->items[i],
					"two updates of this push are for the same ref; push them one after the other",
					err);
		else
			result = map_put(&seen, push->items[i].ref.data, push->items[i].ref.len, 0)
					 ? mow_fail_memory(err)
					 : 0;
		if (result < 0)
			return result;
	}
	return 0;
}

/* The rules on the default branch before the push, and their keys. */
static int open_rules(struct mow_push *push, struct mow_error *err)
{
	MOW_AUTO(source) source = {0};
	struct oid tree = {{0}}, commit;
	int result = target_default(&push->standard, push->repo, true, err);

	if (result == 0 && !oid_is_zero(&push->standard.tip))
		result = repo_commit_tree(&tree, push->repo->git, &push->standard.tip, err);
	if (result < 0)
		return result;
	source_open_tree(&source, push->repo->git, &tree);
	result = book_open(&push->book, &source, err);
	if (result == 0)
		result = book_read(&push->book, "", 0, NULL, NULL, err);
	if (result == 0 && push->book.rules)
		result = keyring_open(&push->keyring, push->repo, &push->book, NULL, NULL, err);
	return result < 0 ? result : store_root(&push->store, &commit, push->repo->git, err);
}

/* What holds for the names that are mowners' own and for replace refs. */
static int judge_own_refs(struct mow_push *push, struct judged *item, struct mow_error *err)
{
	const char *ref = item->ref.data;
	struct mow_error why = {0, ""};
	int result;

	if (is_below(ref, "refs/replace/"))
		result = refuse(
			push, item,
			"refs/replace/ makes git show other content than what was approved; it cannot be pushed here",
			err);
	else if (strcmp(ref, STORE_REF) != 0)
		result = refuse(push, item, "nothing but " STORE_REF " can be pushed below refs/mowners/", err);
	else if (oid_is_zero(&item->new))
		result = refuse(push, item, "the approvals cannot be deleted", err);
	else {
		result = store_guard(push->repo->git, &item->old, &item->new,
				     push->book.rules ? &push->keyring.verifier : NULL, push->repo->now, &why);
		if (result == 0 && item->is_current)
			result = repo_commit_tree(&push->store, push->repo->git, &item->new, err);
		else if (result < 0)
			result = refuse_denied(push, item, result, &why, err);
	}
	return result;
}

/* The commit that a protected ref is to point to; a refusal where it is none. */
static int find_commit(struct oid *out, struct mow_push *push, struct judged *item, struct mow_error *err)
{
	struct mow_error why = {0, ""};
	int result = repo_peel(out, push->repo->git, &item->new, &why);

	if (result == MOW_EINVAL)
		return refuse(push, item, "a protected ref must point to a commit", err);
	return result < 0 ? mow_fail(err, result, "%s", why.message) : 0;
}

/* Whether a protected ref may be moved so at all: only created, or moved forward. */
static int check_move(struct mow_push *push, struct judged *item, const struct oid *commit, struct mow_error *err)
{
	bool forward = false;
	struct oid old;
	int result;

	if (oid_is_zero(&item->old))
		return 0;
	if (is_below(item->ref.data, "refs/tags/"))
		return refuse(push, item, "this tag is protected: it cannot be moved once it is there; make a new one",
			      err);
	result = repo_peel(&old, push->repo->git, &item->old, err);
	if (result == 0)
		result = repo_is_ancestor(&forward, push->repo->git, &old, commit, err);
	if (result < 0 || forward)
		return result;
	return refuse(
		push, item,
		"this branch is protected: it moves only forward, so nothing that landed can be taken out of its history; "
		"git fetch, then rebase or merge, and to undo something use git revert",
		err);
}

/* Fills in where the change starts: the old tip, or for a new ref what stands for it. */
static int find_start(struct change *change, struct mow_push *push, const struct judged *item, struct mow_error *err)
{
	struct repo *git = push->repo->git;
	int result = oid_is_zero(&item->old)
			     ? target_origin(&change->old_tip, git, &change->new_id, &push->standard.tip, err)
			     : repo_peel(&change->old_tip, git, &item->old, err);

	change->old_id = change->authors_base = change->old_tip;
	change->authors_tip = change->new_id;
	if (result == 0 && !oid_is_zero(&change->old_tip))
		result = repo_commit_tree(&change->old_tree, git, &change->old_tip, err);
	return result < 0 ? result : repo_commit_tree(&change->new_tree, git, &change->new_id, err);
}

/* What needs no rules: the trees; and errors that the change brings into the rules. */
static int check_content(struct mow_push *push, struct judged *item, const struct change *change, struct mow_error *err)
{
	const struct steps *steps = &item->verdict->steps;
	struct mow_error why = {0, ""};
	int result = verdict_list_steps(item->verdict, change, &why);

	if (result == 0)
		result = steps_check(push->repo->git, &change->old_tree, &change->new_tree, steps, &why);
	if (result < 0)
		return refuse_denied(push, item, result, &why, err);
	result = brought_find(&item->brought, push->repo->git, &change->old_tree, &change->new_tree, steps, err);
	item->shown.findings = item->brought.items;
	item->shown.finding_count = item->brought.count;
	return result;
}

static int judge_protected(struct mow_push *push, struct judged *item, struct mow_error *err)
{
	struct change change = {.repo = push->repo,
				.book = &push->book,
				.target = item->ref.data,
				.is_protected = true,
				.store = push->store};
	int result;

	if (oid_is_zero(&item->new))
		return refuse(push, item, "this branch or tag is protected: it cannot be deleted", err);
	result = find_commit(&change.new_id, push, item, err);
	if (result == 0 && !item->shown.refusal && push->book.rules)
		result = check_move(push, item, &change.new_id, err);
	if (result < 0 || item->shown.refusal)
		return result;
	change.keyring = push->book.rules ? &push->keyring : NULL;
	result = find_start(&change, push, item, err);
	if (result == 0)
		result = verdict_alloc(&item->verdict, err);
	if (result == 0)
		result = check_content(push, item, &change, err);
	if (result < 0 || item->shown.refusal || item->brought.count || !push->book.rules)
		return result;
	item->shown.verdict = item->verdict;
	return verdict_run(item->verdict, &change, NULL, NULL, err);
}

static bool is_protected(const struct mow_push *push, const char *ref)
{
	return strcmp(ref, push->standard.ref.data) == 0 || (push->book.rules && rules_protects(push->book.rules, ref));
}

/* What a push into a repository without rules is told. */
static const char *open_warning(struct mow_push *push)
{
	const char *ref = push->standard.ref.data;
	bool exists = !oid_is_zero(&push->standard.tip);
	size_t i;

	for (i = 0; i < push->count && !exists; i++)
		exists = strcmp(push->items[i].ref.data, ref) == 0;
	if (exists)
		return arena_printf(
			&push->arena,
			"there is no OWNERS file on %s yet, so nothing needs approval; push one there to change that",
			ref);
	return arena_printf(
		&push->arena,
		"the default branch %s does not exist, so nothing needs approval; if another branch is the default one, "
		"the administrator says so on the server: git symbolic-ref HEAD refs/heads/NAME",
		ref);
}

/* A repository without rules: closed where the administrator says so, else open with a warning. */
static int judge_without_rules(struct mow_push *push, struct mow_error *err)
{
	bool required;
	size_t i;
	int result = mow_repo_config_bool(&required, push->repo, "mowners.require", false, true, err);

	if (result < 0)
		return result;
	if (!required) {
		push->warning = open_warning(push);
		return push->warning ? 0 : mow_fail_memory(err);
	}
	for (i = 0; result == 0 && i < push->count; i++)
		result = refuse(push, &push->items[i],
				"this server accepts pushes only once there is an OWNERS file on the default branch "
				"(mowners.require); the administrator puts the first one there",
				err);
	return result;
}

static int judge_all(struct mow_push *push, struct mow_error *err)
{
	size_t i;
	int result = push->book.rules ? 0 : judge_without_rules(push, err);

	/* The store first: records count for what is pushed along with them. */
	for (i = 0; result == 0 && i < push->count; i++)
		if (is_below(push->items[i].ref.data, "refs/mowners/") ||
		    is_below(push->items[i].ref.data, "refs/replace/"))
			result = judge_own_refs(push, &push->items[i], err);
	for (i = 0; result == 0 && i < push->count; i++)
		if (!push->items[i].shown.refusal && is_protected(push, push->items[i].ref.data))
			result = judge_protected(push, &push->items[i], err);
	return result;
}

int mow_push_new(struct mow_push **out, struct mow_repo *repo, const struct mow_update *updates, size_t count,
		 struct mow_error *err)
{
	struct mow_push *push = calloc(1, sizeof *push);
	int result;

	if (!push)
		return mow_fail_memory(err);
	push->repo = repo;
	push->standard = (struct target)TARGET_INIT;
	push->book.root = push->book.last = (struct buf)BUF_INIT;
	push->keyring.name = push->keyring.revoked = (struct buf)BUF_INIT;
	result = repo_is_shallow(repo->git)
			 ? mow_fail(err, MOW_EUNSUPPORTED,
				    "the server's repository is shallow, so what a push changes cannot be told; the "
				    "administrator runs git fetch --unshallow there")
			 : take_updates(push, updates, count, err);
	if (result == 0)
		result = open_rules(push, err);
	if (result == 0)
		result = judge_all(push, err);
	if (result < 0) {
		mow_push_free(push);
		return result;
	}
	*out = push;
	return 0;
}

void mow_push_free(struct mow_push *push)
{
	size_t i;

	if (!push)
		return;
	for (i = 0; i < push->count; i++) {
		mow_verdict_free(push->items[i].verdict);
		brought_release(&push->items[i].brought);
		buf_release(&push->items[i].ref);
	}
	free(push->items);
	keyring_release(&push->keyring);
	book_release(&push->book);
	target_release(&push->standard);
	arena_release(&push->arena);
	free(push);
}

bool mow_push_is_accepted(const struct mow_push *push)
{
	size_t i;

	for (i = 0; i < push->count; i++) {
		const struct judged *item = &push->items[i];

		if (item->shown.refusal || item->shown.finding_count)
			return false;
		if (item->shown.verdict && mow_verdict_outcome(item->shown.verdict) == MOW_OUTCOME_BLOCKED)
			return false;
	}
	return true;
}

size_t mow_push_updates(const struct mow_push *push)
{
	return push->count;
}

const struct mow_push_update *mow_push_update(const struct mow_push *push, size_t index)
{
	return &push->items[index].shown;
}

size_t mow_push_warnings(const struct mow_push *push)
{
	return push->warning != NULL;
}

const char *mow_push_warning(const struct mow_push *push, size_t index)
{
	return index ? NULL : push->warning;
}
