/* One change that landed, judged as it was then, or remembered. */
#include <stdlib.h>
#include <string.h>

#include "api/audit.h"
#include "api/move.h"
#include "base/error.h"
#include "git/tree.h"

/* ---- Judging ----------------------------------------------------------------------------------------------------- */

/* A judgement at work. */
struct judging {
	struct mow_audit *audit;
	struct mow_repo repo;  /* the same, then */
	struct policy *policy; /* the audit's own */
	struct pusher pusher;
	struct mow_verdict *verdict;
	const struct audit_move *move; /* NULL */
	struct squash_source *noted;   /* room for what it names of one squash */
	struct mow_error *err;
};

static void judging_release(struct judging *judging)
{
	free(judging->noted);
	mow_verdict_free(judging->verdict);
}
MOW_AUTO_DEFINE(judging)

static int tree_of(struct oid *out, struct repo *git, const struct oid *commit, struct mow_error *err)
{
	memset(out, 0, sizeof *out);
	return oid_is_zero(commit) ? MOW_OK : repo_commit_tree(out, git, commit, err);
}

/* A squash_sources_fn: those that the entry names; whatever branches there are now. */
static int list_noted(const struct squash_source **out, size_t *count, const struct oid *commit, void *context,
		      struct mow_error *err)
{
	struct judging *judging = context;
	const struct audit_move *move = judging->move;

	*count = 0;
	if (judging->noted == NULL)
		judging->noted = calloc(move->squash_count + 1, sizeof *judging->noted);
	if (judging->noted == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < move->squash_count; i++)
		if (oid_equal(&move->squashes[i].commit, commit))
			judging->noted[(*count)++] = (struct squash_source){"", move->squashes[i].source};
	*out = judging->noted;
	return MOW_OK;
}

/* Those of a commit are known where somebody has looked before. */
static int list_steps(struct judging *judging, const struct change *judged, const struct audit_change *change)
{
	const struct past *past = judging->audit->past;
	const struct past_commit *known = past != NULL ? past_find(past, &change->new) : NULL;
	struct mow_verdict *verdict = judging->verdict;

	if (known == NULL || !known->compared || !oid_equal(&known->parent, &change->old))
		return verdict_list_steps(verdict, judged, judging->err);
	verdict->steps.old_tree = judged->old_tree;
	verdict->steps.new_tree = judged->new_tree;
	return verdict_take_steps(verdict, known->steps.items, known->steps.count, judging->err);
}

/* `rules`: the commit whose rules decide, and that stands for the old tip. */
static int judge(struct judging *judging, const struct audit_change *change, const struct oid *rules, int64_t now)
{
	struct mow_audit *audit = judging->audit;
	struct repo *git = audit->repo->git;
	struct audit_rules_request in_force = {.change = change, .rules = rules, .now = now};
	struct change judged = {.repo = &judging->repo,
				.target = audit->standard.ref.data,
				.remote = audit->remote,
				.is_protected = true,
				.is_default = true,
				.landed = true,
				.old_tip = change->old,
				.old_id = change->old,
				.new_id = change->new,
				.authors_base = change->old,
				.authors_tip = change->new,
				.store = change->store};
	const struct audit_move *move = change->move;
	int result = tree_of(&judged.old_tree, git, &change->old, judging->err);

	judging->move = move;
	if (move != NULL && move->squash_count > 0) {
		judged.sources = list_noted;
		judged.sources_context = judging;
	}
	judging->repo = (struct mow_repo){.git = git, .now = now};
	if (move != NULL && move->pusher != NULL && pusher_of(&judging->pusher, move->platform, move->pusher))
		judged.pusher = &judging->pusher;
	if (result == MOW_OK)
		result = tree_of(&judged.new_tree, git, &change->new, judging->err);
	if (result == MOW_OK)
		result = verdict_alloc(&judging->verdict, judging->err);
	if (result == MOW_OK)
		result = list_steps(judging, &judged, change);
	in_force.verdict = judging->verdict;
	if (result == MOW_OK)
		result = audit_rules_at(&judging->policy, audit, &in_force, judging->err);
	judged.policy = judging->policy;
	if (result == MOW_OK)
		result = verdict_find_introduced(judging->verdict, &judged, judging->err);
	return result == MOW_OK ? verdict_run(judging->verdict, &judged, NULL, judging->err) : result;
}

/* What is no way forward lands where an override lets that very move through, which then passes all of it. */
static int pass_move(struct judging *judging, const struct audit_change *change)
{
	struct mow_verdict *verdict = judging->verdict;
	const struct rules *rules = policy_rules(judging->policy);
	struct repo *git = judging->audit->repo->git;
	MOW_AUTO(approvals) approvals = {0};
	struct decision_list parts = {0};
	bool forward = true;

	/* A commit without an entry comes after its parent. */
	if (change->move == NULL)
		return MOW_OK;
	if (rules == NULL || rules->override.of_count == 0 || oid_is_zero(&change->old) ||
	    verdict->judgements == NULL || mow_verdict_outcome(verdict) != MOW_OUTCOME_BLOCKED ||
	    move_lacks_quorum(verdict, judging->policy))
		return MOW_OK;
	int result = repo_is_ancestor(&forward, git, &change->old, &change->new, judging->err);
	if (result != MOW_OK || forward)
		return result;
	const struct move_request request = {.repo = git,
					     .policy = judging->policy,
					     .target = judging->audit->standard.ref.data,
					     .old = change->old,
					     .new = change->new,
					     .store = change->store,
					     .now = change->at,
					     .arena = &verdict->arena};
	result = move_find_parts(&parts, &approvals, &request, judging->err);
	if (result != MOW_OK || parts.count < rules->override.need) {
		free(parts.items);
		return result;
	}
	free(verdict->overrides.items);
	verdict->overrides = parts;
	for (size_t i = 0; i < verdict->steps.count; i++) {
		struct judgement *judgement = &verdict->judgements[verdict->class_of[i]];
		judgement->overridden = judgement->overridden || judgement->state != MOW_APPROVED;
		judgement->state = MOW_APPROVED;
	}
	return MOW_OK;
}

/* ---- The answer -------------------------------------------------------------------------------------------------- */

static int take_step(struct audit_answer *out, struct judging *judging, size_t number)
{
	const struct mow_verdict *verdict = judging->verdict;
	const struct judgement *judgement = &verdict->judgements[verdict->class_of[number]];
	const struct step *step = &verdict->steps.items[number];

	if (judgement->state == MOW_APPROVED && !judgement->overridden)
		return MOW_OK;
	out->files += judgement->state != MOW_APPROVED;
	const char *path = arena_dup(&judging->audit->arena, step->path, step->path_len);
	if (path == NULL)
		return mow_fail_memory(judging->err);
	out->paths[out->count++] = (struct audit_path){judgement->overridden, judgement->state, path, step->path_len};
	return MOW_OK;
}

static bool was_taken(const struct mow_verdict *verdict, const struct audit_squash *squash)
{
	for (size_t i = 0; i < verdict->squashes.count; i++)
		if (oid_equal(&verdict->squashes.items[i].commit, &squash->commit) &&
		    oid_equal(&verdict->squashes.items[i].source.tip, &squash->source))
			return true;
	return false;
}

/* What helped when it landed, and no more. */
static int list_missing(struct audit_answer *out, struct judging *judging)
{
	const struct audit_move *move = judging->move;
	struct arena *arena = &judging->audit->arena;
	size_t count = move != NULL ? move->squash_count : 0;

	out->missing = arena_array(arena, count + 1, sizeof *out->missing);
	if (out->missing == NULL)
		return mow_fail_memory(judging->err);
	for (size_t i = 0; i < count; i++) {
		if (was_taken(judging->verdict, &move->squashes[i]))
			continue;
		out->missing[out->missing_count] = oid_dup(arena, &move->squashes[i].source);
		if (out->missing[out->missing_count++] == NULL)
			return mow_fail_memory(judging->err);
	}
	return MOW_OK;
}

static int make_answer(struct audit_answer *out, struct judging *judging)
{
	const struct mow_verdict *verdict = judging->verdict;
	struct arena *arena = &judging->audit->arena;
	struct audit_answer answer = {.word = AUDIT_GOOD};
	bool open = mow_verdict_outcome(verdict) == MOW_OUTCOME_OPEN || verdict->judgements == NULL;
	int result = MOW_OK;

	answer.paths = open ? NULL : arena_array(arena, verdict->steps.count + 1, sizeof *answer.paths);
	answer.records = arena_array(arena, verdict->overrides.count + 1, sizeof *answer.records);
	if ((!open && answer.paths == NULL) || answer.records == NULL)
		return mow_fail_memory(judging->err);
	for (size_t i = 0; !open && result == MOW_OK && i < verdict->steps.count; i++)
		result = take_step(&answer, judging, i);
	for (size_t i = 0; result == MOW_OK && i < verdict->overrides.count; i++) {
		const char *id = verdict->overrides.items[i].record;
		answer.records[answer.record_count] = arena_dup(arena, id, strlen(id));
		if (answer.records[answer.record_count++] == NULL)
			result = mow_fail_memory(judging->err);
	}
	answer.word = verdict->introduced.count > 0 && policy_rules(judging->policy) != NULL ? AUDIT_ERRORS
		      : open                                                                 ? AUDIT_OPEN
		      : answer.files > 0                                                     ? AUDIT_BAD
											     : AUDIT_GOOD;
	if (result == MOW_OK)
		result = list_missing(&answer, judging);
	if (result == MOW_OK && !open)
		result = audit_list_parts(&answer, verdict, arena, judging->err);
	*out = answer;
	return result;
}

/* An approval that did not count may be good where the system is in better order, or more of the history is here. */
static bool may_be_remembered(const struct mow_verdict *verdict, const struct audit_answer *answer)
{
	return answer->word == AUDIT_GOOD || answer->word == AUDIT_OPEN ||
	       (verdict->approvals.notes.count == 0 && answer->missing_count == 0);
}

int audit_judge(struct audit_answer *out, struct mow_audit *audit, const struct audit_change *change,
		struct mow_error *err)
{
	MOW_AUTO(judging) judging = {.audit = audit, .err = err};
	unsigned char key[DIGEST_SIZE];
	int result = audit_key(key, audit, change, err);

	if (result != MOW_OK)
		return result;
	if (audit_cache_find(out, &audit->cache, key, &audit->arena))
		return MOW_OK;
	audit->judged++;
	result = judge(&judging, change, &change->old, change->at);
	if (result == MOW_OK)
		result = pass_move(&judging, change);
	if (result == MOW_OK)
		result = make_answer(out, &judging);
	if (result == MOW_OK && may_be_remembered(judging.verdict, out))
		result = audit_cache_add(&audit->cache, key, out, err);
	return result;
}

/* ---- Debts ------------------------------------------------------------------------------------------------------- */

/* Whether the file is another now than what the change made of it: by changes that are judged themselves. */
static int is_replaced(bool *out, const struct mow_audit *audit, const struct step *step, const struct oid *tip,
		       struct mow_error *err)
{
	const struct mow_path path = {step->path, step->path_len, false};
	struct tree_entry entry = {.mode = MODE_NONE};
	int result = tree_find(&entry, audit->repo->git, tip, &path, err);

	if (result == MOW_ENOTFOUND)
		result = MOW_OK;
	*out = entry.mode != step->new_mode || (entry.mode != MODE_NONE && !oid_equal(&entry.oid, &step->new_id));
	return result;
}

/* Whether what the owners of today are asked about a step is there, without the override. */
static bool is_approved(const struct mow_verdict *verdict, size_t number)
{
	if (verdict->judgements == NULL)
		return false;
	const struct judgement *judgement = &verdict->judgements[verdict->class_of[number]];
	return judgement->state == MOW_APPROVED && !judgement->overridden;
}

/* The number of the step of a path, at or behind `from`: both are in the order of paths. */
static size_t find_step(const struct mow_verdict *verdict, const struct audit_path *path, size_t from)
{
	const struct steps *steps = &verdict->steps;

	while (from < steps->count && (steps->items[from].path_len != path->len ||
				       memcmp(steps->items[from].path, path->path, path->len) != 0))
		from++;
	return from;
}

int audit_drop_paid(bool *paid, struct mow_audit *audit, const struct audit_change *change, struct audit_answer *answer,
		    struct mow_error *err)
{
	MOW_AUTO(judging) judging = {.audit = audit, .err = err};
	struct audit_change now = *change;
	size_t kept = 0, number = 0;
	struct oid tip;
	int result = repo_commit_tree(&tip, audit->repo->git, &audit->standard.tip, err);

	now.store = audit->moves.present;
	if (result == MOW_OK)
		result = judge(&judging, &now, &audit->standard.tip, audit->repo->now);
	*paid = true;
	for (size_t i = 0; result == MOW_OK && i < answer->count; i++) {
		bool done = false;
		if (answer->paths[i].overridden) {
			number = find_step(judging.verdict, &answer->paths[i], number);
			done = number == judging.verdict->steps.count || is_approved(judging.verdict, number);
			if (!done)
				result = is_replaced(&done, audit, &judging.verdict->steps.items[number], &tip, err);
			*paid = *paid && done;
		}
		if (!done)
			answer->paths[kept++] = answer->paths[i];
	}
	answer->count = kept;
	return result;
}
