/* What is noted of a push that has landed while it is judged once more. */
#include "api/push.h"

#include <string.h>

#include "base/error.h"
#include "evidence/store/store.h"

/* ---- What was before --------------------------------------------------------------------------------------------- */

const struct push_update *landed_find(const struct mow_push *push, const char *ref)
{
	for (size_t i = 0; i < push->count; i++)
		if (strcmp(push->items[i].ref.data, ref) == 0)
			return &push->items[i];
	return NULL;
}

int landed_go_back(struct mow_push *push, struct mow_error *err)
{
	const struct push_update *standard = landed_find(push, push->standard.ref.data);
	const struct push_update *store = landed_find(push, STORE_REF);
	struct repo *git = push->repo->git;
	int result = MOW_OK;

	if (standard != NULL) {
		push->standard.tip = (struct oid){{0}};
		if (!oid_is_zero(&standard->old))
			result = repo_peel(&push->standard.tip, git, &standard->old, err);
	}
	for (size_t i = 0; result == MOW_OK && i < push->count; i++)
		result = sources_moved(&push->sources, push->items[i].ref.data, &push->items[i].old, err);
	if (result != MOW_OK || store == NULL)
		return result;
	push->store = (struct oid){{0}};
	push->store_tip = store->old;
	return oid_is_zero(&store->old) ? MOW_OK : repo_commit_tree(&push->store, git, &store->old, err);
}

/* ---- What carried it --------------------------------------------------------------------------------------------- */

static int add_id(const char **list, size_t *count, struct mow_push *push, const char *id, struct mow_error *err)
{
	list[*count] = arena_dup(&push->arena, id, strlen(id));
	return list[(*count)++] != NULL ? MOW_OK : mow_fail_memory(err);
}

/* Approvals were gathered as if whoever escalate names could decide already. */
static bool holds_role(const struct mow_verdict *verdict, const struct step_class *class,
		       const struct approval *approval)
{
	if (class->requirement->escalate == NULL || class->escalated)
		return true;
	const struct judge_holder holder = {approval->person, judge_roles(verdict->judge, class, approval->person)};

	return judge_may_count(verdict->judge, class, &holder, &approval->role);
}

/* The approvals that count somewhere in the change, each once. */
static void mark_counting(bool *counts, const struct mow_verdict *verdict)
{
	for (size_t i = 0; i < verdict->classes.count; i++) {
		const struct step_class *class = &verdict->classes.items[i];
		const struct approval_set *set = class->approvals;

		for (size_t k = 0; set != NULL && k < set->count; k++) {
			const struct approval *approval = &verdict->approvals.items[set->items[k]];
			if (!counts[set->items[k]])
				counts[set->items[k]] = judge_counts(verdict->judge, class, approval) &&
							holds_role(verdict, class, approval);
		}
	}
}

/* Evidence that is no record has no id. */
static bool is_record(const struct approval *approval)
{
	return approval->id != NULL && strlen(approval->id) == DIGEST_HEX - 1;
}

static int note_approvals(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	const struct mow_verdict *verdict = item->verdict;
	const struct approvals *approvals = &verdict->approvals;
	struct audit_ref *landed = &item->landed;
	bool *counts = arena_array(&push->arena, approvals->count + 1, sizeof *counts);
	int result = MOW_OK;

	landed->records = arena_array(&push->arena, approvals->count + 1, sizeof *landed->records);
	if (counts == NULL || landed->records == NULL)
		return mow_fail_memory(err);
	mark_counting(counts, verdict);
	for (size_t i = 0; result == MOW_OK && i < approvals->count; i++)
		if (counts[i] && is_record(&approvals->items[i]))
			result = add_id(landed->records, &landed->record_count, push, approvals->items[i].id, err);
	return result;
}

static int note_overrides(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	const struct mow_verdict *verdict = item->verdict;
	struct audit_ref *landed = &item->landed;
	int result = MOW_OK;

	landed->overrides = arena_array(&push->arena, verdict->overrides.count + 1, sizeof *landed->overrides);
	if (landed->overrides == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < verdict->overrides.count; i++)
		result = add_id(landed->overrides, &landed->override_count, push, verdict->overrides.items[i].record,
				err);
	return result;
}

static const char *word_of(const struct push_update *item)
{
	const struct mow_verdict *verdict = item->shown.verdict;

	if (push_update_is_refused(item) || item->shown.finding_count > 0)
		return "refused";
	if (verdict == NULL)
		return item->shown.refusal != NULL ? "advised" : "open";
	if (mow_verdict_outcome(verdict) == MOW_OUTCOME_BLOCKED)
		return mow_verdict_blocks(verdict) ? "blocked" : "advised";
	return item->shown.refusal != NULL ? "advised" : "approved";
}

/* Where the authors of a squash were taken from. */
static int note_squashes(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	const struct squashes *taken = &item->verdict->squashes;
	struct audit_ref *landed = &item->landed;

	landed->squashes = arena_array(&push->arena, taken->count + 1, sizeof *landed->squashes);
	if (landed->squashes == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < taken->count; i++)
		landed->squashes[landed->squash_count++] =
			(struct audit_squash){taken->items[i].commit, taken->items[i].source.tip};
	return MOW_OK;
}

int landed_note(struct mow_push *push, struct push_update *item, struct mow_error *err)
{
	item->landed.verdict = word_of(item);
	if (item->shown.verdict == NULL)
		return MOW_OK;
	int result = note_overrides(push, item, err);
	/* A move is passed by its override alone; nothing of it was judged. */
	if (result != MOW_OK || item->verdict->judge == NULL)
		return result;
	result = note_approvals(push, item, err);
	if (result == MOW_OK)
		result = note_squashes(push, item, err);
	return result == MOW_OK ? told_note(push, item, err) : result;
}
