#include "api/verdict.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/handover.h"
#include "api/show.h"
#include "api/sources.h"
#include "base/array.h"
#include "base/error.h"

int verdict_alloc(struct mow_verdict **out, struct mow_error *err)
{
	struct mow_verdict *verdict = calloc(1, sizeof *verdict);

	if (verdict == NULL)
		return mow_fail_memory(err);
	verdict->own_policy = (struct policy)POLICY_INIT;
	*out = verdict;
	return MOW_OK;
}

void mow_verdict_free(struct mow_verdict *verdict)
{
	if (verdict == NULL)
		return;
	judge_free(verdict->judge);
	findings_release(&verdict->introduced);
	effects_release(&verdict->effects);
	policy_release(&verdict->own_policy);
	steps_release(&verdict->steps);
	steps_release(&verdict->own);
	authors_release(&verdict->authors);
	squashes_release(&verdict->squashes);
	approvals_release(&verdict->approvals);
	free(verdict->classes.items);
	free(verdict->groups.items);
	free(verdict->stops.items);
	free(verdict->overrides.items);
	free(verdict->claims.items);
	free(verdict->informed.items);
	free(verdict->unknown.items);
	free(verdict->unproved.items);
	strings_release(&verdict->warnings);
	arena_release(&verdict->arena);
	free(verdict);
}

/* The steps as the public header has them. */
static int show_steps(struct mow_verdict *verdict, struct mow_error *err)
{
	struct mow_step *shown = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *shown);

	if (shown == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < verdict->steps.count; i++) {
		const struct step *step = &verdict->steps.items[i];

		shown[i].path = step->path;
		shown[i].path_len = step->path_len;
		shown[i].old_mode = step->old_mode;
		shown[i].new_mode = step->new_mode;
		oid_format(shown[i].old_id, &step->old_id);
		oid_format(shown[i].new_id, &step->new_id);
	}
	verdict->shown = shown;
	return MOW_OK;
}

int verdict_list_steps(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	int result =
		change->staged ? verdict_list_staged(verdict, change, err) : verdict_list_between(verdict, change, err);

	if (result == MOW_OK)
		result = budget_memory(repo_budget(change->repo->git),
				       (uint64_t)verdict->steps.count * sizeof(struct mow_step), err);
	return result < 0 ? result : show_steps(verdict, err);
}

int verdict_take_steps(struct mow_verdict *verdict, const struct step *steps, size_t count, struct mow_error *err)
{
	if (array_reserve(&verdict->steps, count) != MOW_OK)
		return mow_fail_memory(err);
	if (count > 0)
		memcpy(verdict->steps.items, steps, count * sizeof *steps);
	verdict->steps.count = count;
	return show_steps(verdict, err);
}

/* Whether somebody's push may be what a class lacks. */
static bool awaits_pusher(const struct mow_verdict *verdict, size_t class)
{
	const struct step_class *item = &verdict->classes.items[class];
	const struct level_rule *level = &policy_rules(verdict->policy)->levels[item->requirement->level];

	return (verdict->judgements[class].state == MOW_MISSING || verdict->judgements[class].state == MOW_STALE) &&
	       item->author_count > 0 && level->self_approval && (level->evidence & EVIDENCE_PUSHER) != 0;
}

/* Why nobody's push counts where it might. */
static int note_pusher(struct mow_verdict *verdict, const struct pusher *pusher, struct mow_error *err)
{
	struct strings *out = &verdict->warnings;
	size_t class = 0;

	while (class < verdict->classes.count && !awaits_pusher(verdict, class))
		class ++;
	if (class == verdict->classes.count)
		return MOW_OK;
	if (pusher == NULL)
		return strings_add(
			out, &verdict->arena, err,
			"by evidence = pusher the server may count who pushes for their own work, which cannot be "
			"seen here");
	if (pusher->name == NULL)
		return strings_add(
			out, &verdict->arena, err,
			"evidence = pusher counts for nothing, since git config mowners.platform of the server "
			"does not say who pushes; the administrator sets it");
	if (pusher_person(pusher, policy_rules(verdict->policy)) != RULES_NONE)
		return MOW_OK;
	return strings_add(
		out, &verdict->arena, err,
		"%s pushes, as %s says, and [people] in OWNERS has nobody of that %s, so it counts as nobody's "
		"approval",
		pusher->name, pusher->platform, pusher->account != NULL ? "account" : "handle");
}

static int judge_all(struct mow_verdict *verdict, struct mow_error *err)
{
	int result = MOW_OK;

	verdict->judgements = arena_array(&verdict->arena, verdict->classes.count + 1, sizeof *verdict->judgements);
	if (verdict->judgements == NULL)
		return mow_fail_memory(err);
	verdict->outcome = MOW_OUTCOME_APPROVED;
	judge_heed(verdict->judge, &verdict->approvals);
	for (size_t i = 0; result == MOW_OK && i < verdict->classes.count; i++) {
		result = judge_class(&verdict->judgements[i], verdict->judge, &verdict->classes.items[i],
				     &verdict->arena, err);
		if (result == MOW_OK && verdict->judgements[i].state != MOW_APPROVED)
			verdict->outcome = MOW_OUTCOME_BLOCKED;
	}
	return result;
}

static int take_notes(struct mow_verdict *verdict, struct mow_error *err)
{
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < verdict->approvals.notes.count; i++)
		result = strings_add(&verdict->warnings, &verdict->arena, err, "%s", verdict->approvals.notes.items[i]);
	return result;
}

int verdict_find_introduced(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	const struct introduced_request request = {change->repo->git, &change->old_tree,
						   change->staged ? NULL : &change->new_tree, &verdict->steps};

	int result = introduced_find(&verdict->introduced, &request, err);

	if (result != MOW_OK || verdict->introduced.count > 0 || change->staged || !introduced_concern(&verdict->steps))
		return result;
	return signable_find(&verdict->introduced, change, err);
}

/* What the hook refuses for its paths alone; of the index there is no tree to look at. */
static int find_refused(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct mow_error why = {0, ""};

	if (!change->is_protected || change->staged)
		return MOW_OK;
	int result = steps_check(change->repo->git, &change->old_tree, &change->new_tree, &verdict->steps, &why);
	if (result != MOW_EDENIED)
		return result < 0 ? mow_fail(err, result, "%s", why.message) : MOW_OK;
	verdict->refused = arena_dup(&verdict->arena, why.message, strlen(why.message));
	return verdict->refused != NULL ? MOW_OK : mow_fail_memory(err);
}

int verdict_find_effects(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	const struct effects_request request = {change->repo->git, &change->old_tree,
						change->staged ? NULL : &change->new_tree, &verdict->steps,
						verdict->now};

	if (!change->is_default || verdict->introduced.count > 0)
		return MOW_OK;
	return effects_find(&verdict->effects, &request, err);
}

/* What there is to tell of the judgements. */
static int tell(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	int result = verdict_find_ask(verdict, change, err);

	if (result == MOW_OK)
		result = take_notes(verdict, err);
	if (result == MOW_OK)
		result = uncounted_note(verdict, err);
	if (result == MOW_OK)
		result = note_pusher(verdict, change->pusher, err);
	if (result == MOW_OK)
		result = groups_build(verdict, err);
	return result < 0 ? result : claims_build(verdict, err);
}

int verdict_run(struct mow_verdict *verdict, const struct change *change, const struct mow_finding_sink *sink,
		struct mow_error *err)
{
	int result;

	verdict->policy = change->policy;
	verdict->now = change->repo->now;
	verdict->old_tip = change->old_tip;
	verdict->authors_base = change->authors_base;
	verdict->authors_tip = change->authors_tip;
	verdict->is_default = change->is_default;
	verdict->target = arena_dup(&verdict->arena, change->target, strlen(change->target));
	if (verdict->target == NULL)
		return mow_fail_memory(err);
	oid_format(verdict->old_id, &change->old_id);
	oid_format(verdict->new_id, &change->new_id);
	bool breaks_rules = change->is_protected && (verdict->introduced.count > 0 || verdict->refused != NULL);
	if (policy_rules(change->policy) == NULL || !change->is_protected) {
		verdict->outcome = breaks_rules ? MOW_OUTCOME_BLOCKED : MOW_OUTCOME_OPEN;
		return MOW_OK;
	}
	verdict->advises = rules_advise(policy_rules(change->policy));
	result = judge_new(&verdict->judge, policy_rules(change->policy), verdict->now, err);
	if (result == MOW_OK)
		judge_spend(verdict->judge, repo_budget(change->repo->git));
	if (result == MOW_OK && change->landed)
		judge_briefly(verdict->judge);
	if (result == MOW_OK)
		result = ruleset_read_steps(&change->policy->ruleset, &verdict->steps, sink, err);
	if (result == MOW_OK)
		result = handover_find(verdict, change, err);
	if (result == MOW_OK)
		result = classify_steps(verdict, change, err);
	if (result == MOW_OK)
		result = judge_all(verdict, err);
	if (breaks_rules)
		verdict->outcome = MOW_OUTCOME_BLOCKED;
	if (result == MOW_OK)
		result = decided_build(verdict, err);
	return result < 0 || change->landed ? result : tell(verdict, change, err);
}

int mow_verdict_new(struct mow_verdict **out, struct mow_repo *repo, const struct mow_change_options *options,
		    const struct mow_finding_sink *sink, struct mow_error *err)
{
	struct mow_verdict *verdict;
	MOW_AUTO(sources) sources = {.git = repo->git};
	struct change change = {.repo = repo, .sources = sources_list, .sources_context = &sources};
	int result = verdict_alloc(&verdict, err);

	if (result < 0)
		return result;
	result = change_resolve(&change, verdict, options, sink, err);
	sources.remote = change.remote;
	if (result == MOW_OK)
		result = verdict_list_steps(verdict, &change, err);
	if (result == MOW_OK)
		result = verdict_find_introduced(verdict, &change, err);
	if (result == MOW_OK)
		result = find_refused(verdict, &change, err);
	if (result == MOW_OK)
		result = verdict_run(verdict, &change, sink, err);
	if (result == MOW_OK)
		result = verdict_find_effects(verdict, &change, err);
	if (result < 0) {
		mow_verdict_free(verdict);
		return result;
	}
	*out = verdict;
	return MOW_OK;
}

enum mow_outcome mow_verdict_outcome(const struct mow_verdict *verdict)
{
	return verdict->outcome;
}

bool mow_verdict_advises(const struct mow_verdict *verdict)
{
	return verdict->advises;
}

bool mow_verdict_blocks(const struct mow_verdict *verdict)
{
	return verdict->outcome == MOW_OUTCOME_BLOCKED &&
	       (!verdict->advises || verdict->introduced.count > 0 || verdict->refused != NULL);
}

const char *mow_verdict_refused(const struct mow_verdict *verdict)
{
	return verdict->refused;
}

int64_t mow_verdict_now(const struct mow_verdict *verdict)
{
	return verdict->now;
}

const char *mow_verdict_target(const struct mow_verdict *verdict)
{
	return verdict->target;
}

bool mow_verdict_to_default(const struct mow_verdict *verdict)
{
	return verdict->is_default;
}

const char *mow_verdict_old(const struct mow_verdict *verdict)
{
	return verdict->old_id;
}

const char *mow_verdict_new_tip(const struct mow_verdict *verdict)
{
	return verdict->new_id;
}

size_t mow_verdict_steps(const struct mow_verdict *verdict)
{
	return verdict->steps.count;
}

const struct mow_step *mow_verdict_step(const struct mow_verdict *verdict, size_t index)
{
	return &verdict->shown[index];
}

const struct mow_effect *mow_verdict_effects(const struct mow_verdict *verdict, size_t *count, bool *cut)
{
	*count = verdict->effects.found.count;
	*cut = verdict->effects.cut;
	return verdict->effects.found.items;
}

const struct mow_finding *mow_verdict_introduced(const struct mow_verdict *verdict, size_t *count)
{
	*count = verdict->introduced.count;
	return verdict->introduced.items;
}

size_t mow_verdict_groups(const struct mow_verdict *verdict)
{
	return verdict->groups.count;
}

const struct mow_group *mow_verdict_group(const struct mow_verdict *verdict, size_t index)
{
	return &verdict->groups.items[index];
}

size_t mow_verdict_warnings(const struct mow_verdict *verdict)
{
	return verdict->warnings.count;
}

const char *mow_verdict_warning(const struct mow_verdict *verdict, size_t index)
{
	return verdict->warnings.items[index];
}
