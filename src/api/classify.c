/* The kinds of paths of a change: owners, authors and approvals of each step, and those that agree in all of them
 * together. */
#include <stdlib.h>
#include <string.h>

#include "api/classify.h"
#include "base/array.h"
#include "base/error.h"
#include "base/order.h"

struct people_list {
	size_t *items;
	size_t count, capacity;
};

/* Bytes for each step: its key, its class, and its places in the lists of authors and of approvals. */
#define STEP_KEPT (sizeof(struct class_key) + 8 * sizeof(size_t))

/* The steps whose verdict depends on who made them, in order. */
static int pick_authored(struct steps *out, struct classifier *classifier, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;

	out->items = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *out->items);
	if (out->items == NULL)
		return mow_fail_memory(err);
	out->old_tree = verdict->steps.old_tree;
	out->new_tree = verdict->steps.new_tree;
	for (size_t i = 0; i < verdict->steps.count; i++)
		if (verdict_needs_authors(policy_rules(classifier->change->policy), classifier->keys[i].requirement))
			out->items[out->count++] = verdict->steps.items[i];
	return MOW_OK;
}

/* The same with proofs of who they are. */
static int read_proved(struct classifier *classifier, const struct steps *steps, const struct commit_range *range,
		       struct mow_error *err)
{
	struct proofs proofs;
	const struct authors_request request = {
		.steps = steps, .range = range, .prove = proofs_prove, .context = &proofs};

	proofs_open(&proofs, classifier->verdict, classifier->change);
	int result = authors_of_request(&classifier->verdict->authors, classifier->change->repo->git, &request, err);
	proofs_release(&proofs);
	return result;
}

/* Whoever is about to commit what is staged is one of its authors; of a first commit the only one. */
static int read_authors(struct classifier *classifier, const struct steps *steps, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;
	const struct change *change = classifier->change;
	MOW_AUTO(buf) name = BUF_INIT;
	MOW_AUTO(buf) email = BUF_INIT;
	const struct commit_range range = {&change->authors_tip, &change->authors_base,
					   !oid_is_zero(&change->authors_base)};
	int result = change->staged ? repo_identity(&name, &email, change->repo->git, err) : MOW_OK;

	if (result != MOW_OK)
		return result;
	if (change->author != NULL)
		return authors_single(&verdict->authors, steps, change->author, err);
	if (change->staged && oid_is_zero(&change->authors_tip))
		return authors_single(&verdict->authors, steps, email.data, err);
	if (!change->staged && policy_rules(change->policy)->proved)
		return read_proved(classifier, steps, &range, err);
	if (change->staged)
		classifier->committer_count =
			people_by_address(classifier->committer, policy_rules(change->policy), email.data, email.len);
	if (change->sources == NULL)
		return authors_of(&verdict->authors, change->repo->git, steps, &range, err);
	const struct squash_request request = {steps, &range, change->sources, change->sources_context, change->target};
	return squash_authors(&verdict->authors, &verdict->squashes, change->repo->git, &request, err);
}

/* The number of a step's set, counted on behind the last one where the committer belongs to it. */
static size_t set_of(const struct classifier *classifier, size_t authored, const char *path)
{
	const struct mow_verdict *verdict = classifier->verdict;
	size_t set = verdict->authors.of_step[authored];
	bool own = classifier->committer_count > 0 && verdict_is_own(verdict, path);

	return own ? verdict->authors.count + set : set;
}

/* History is read only as far as some verdict depends on it; the other steps have the empty set of authors, 0. */
static int find_authors(struct classifier *classifier, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;
	struct steps authored = {0};
	size_t next = 0;
	int result = pick_authored(&authored, classifier, err);

	if (result == MOW_OK && authored.count)
		result = read_authors(classifier, &authored, err);
	classifier->authored = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *classifier->authored);
	if (result == MOW_OK && classifier->authored == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++) {
		classifier->authored[i] = SIZE_MAX;
		if (next >= authored.count || strcmp(authored.items[next].path, verdict->steps.items[i].path) != 0)
			continue;
		classifier->authored[i] = next;
		classifier->keys[i].unproved = authors_unproved(&verdict->authors, next) != NULL;
		classifier->keys[i].authors = set_of(classifier, next++, verdict->steps.items[i].path);
	}
	return result;
}

/* The people of one set, with what `found` holds of others; it is room that is used again. */
static int know_set(struct author_people *out, struct classifier *classifier, const struct author_set *set,
		    struct people_list *found, struct mow_error *err)
{
	const struct rules *rules = policy_rules(classifier->change->policy);

	for (size_t i = 0; i < set->count; i++) {
		if (array_reserve(found, PEOPLE_OF_ADDRESS) != MOW_OK)
			return mow_fail_memory(err);
		size_t known =
			people_by_address(found->items + found->count, rules, set->emails[i], strlen(set->emails[i]));
		out->strangers = out->strangers || known == 0;
		found->count += known;
	}
	if (found->count > 0)
		qsort(found->items, found->count, sizeof *found->items, order_numbers);
	out->items = arena_array(&classifier->verdict->arena, found->count + 1, sizeof *out->items);
	if (out->items == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < found->count; i++)
		if (out->count == 0 || out->items[out->count - 1] != found->items[i])
			out->items[out->count++] = found->items[i];
	found->count = 0;
	return MOW_OK;
}

/* The same with whoever is about to commit. */
static int know_own(struct author_people *out, struct classifier *classifier, const struct author_set *set,
		    struct people_list *found, struct mow_error *err)
{
	if (array_reserve(found, classifier->committer_count) != MOW_OK)
		return mow_fail_memory(err);
	for (size_t i = 0; i < classifier->committer_count; i++)
		found->items[found->count++] = classifier->committer[i];
	return know_set(out, classifier, set, found, err);
}

/* Behind the sets as they are the same ones with the committer, for what they have staged. */
static int know_authors(struct classifier *classifier, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;
	size_t count = verdict->authors.count;
	struct author_people *known = arena_array(&verdict->arena, 2 * count + 1, sizeof *known);
	struct people_list found = {0};
	int result = known != NULL ? MOW_OK : mow_fail_memory(err);

	for (size_t i = 0; result == MOW_OK && i < count; i++) {
		result = know_set(&known[i], classifier, &verdict->authors.sets[i], &found, err);
		if (result == MOW_OK && classifier->committer_count > 0)
			result = know_own(&known[count + i], classifier, &verdict->authors.sets[i], &found, err);
	}
	free(found.items);
	classifier->authors = known;
	return result;
}

/* The resolver keeps what paths ask for, each once; what it has kept with another change of the push was spent then. */
static int spend_owners(struct classifier *classifier, const struct requirement *requirement, struct mow_error *err)
{
	struct ruleset *ruleset = &classifier->change->policy->ruleset;
	uint64_t kept = sizeof *requirement + requirement->gate_count * sizeof *requirement->gates +
			requirement->area_count * 2 * sizeof *requirement->areas;

	if (requirement->number <= ruleset->resolved)
		return MOW_OK;
	ruleset->resolved = requirement->number;
	classifier->verdict->shared += kept;
	return budget_memory(repo_budget(classifier->change->repo->git), kept, err);
}

static int find_owners(struct classifier *classifier, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;
	struct resolver *resolver = classifier->change->policy->ruleset.resolver;
	struct budget *budget = repo_budget(classifier->change->repo->git);
	int result = budget_memory(budget, (uint64_t)verdict->steps.count * STEP_KEPT, err);
	if (result != MOW_OK)
		return result;
	classifier->keys = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *classifier->keys);
	if (classifier->keys == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++) {
		const struct mow_path path = step_path(&verdict->steps.items[i]);
		result = resolver_expect(resolver, &path, err);
	}
	for (size_t i = 0; result == MOW_OK && i < verdict->steps.count; i++) {
		const struct mow_path path = step_path(&verdict->steps.items[i]);
		classifier->keys[i].handover = verdict->consent_count > 0 && rules_is_owners(path.bytes, path.len);
		result = resolver_look_up(&classifier->keys[i].requirement, resolver, &path, err);
		if (result == MOW_OK)
			result = spend_owners(classifier, classifier->keys[i].requirement, err);
		if (result == MOW_OK && verdict->steps.items[i].new_mode == MODE_NONE)
			classifier->keys[i].deletes =
				verdict_tells_deletions(classifier->keys[i].requirement, verdict->now);
	}
	return result;
}

static int bring_together(struct classifier *classifier, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;
	MOW_AUTO(map) seen = {0};

	verdict->class_of = arena_array(&verdict->arena, verdict->steps.count + 1, sizeof *verdict->class_of);
	if (verdict->class_of == NULL)
		return mow_fail_memory(err);
	for (size_t i = 0; i < verdict->steps.count; i++) {
		struct class_key *key = &classifier->keys[i];

		key->approvals = verdict->approvals.of_step[i];
		key->escalated = classifier_is_late(classifier, i);
		if (map_get(&seen, key, sizeof *key, &verdict->class_of[i]))
			continue;
		if (array_reserve(&verdict->classes, 1) || map_put(&seen, key, sizeof *key, verdict->classes.count))
			return mow_fail_memory(err);
		verdict->class_of[i] = verdict->classes.count;
		verdict->classes.items[verdict->classes.count] = classifier_class(classifier, i);
		verdict->classes.items[verdict->classes.count++].approvals = &verdict->approvals.sets[key->approvals];
	}
	return MOW_OK;
}

/* Of each class, who made its first step. */
static int take_authored(struct classifier *classifier, struct mow_error *err)
{
	struct mow_verdict *verdict = classifier->verdict;

	verdict->authored = arena_array(&verdict->arena, verdict->classes.count + 1, sizeof *verdict->authored);
	if (verdict->authored == NULL)
		return mow_fail_memory(err);
	for (size_t i = verdict->steps.count; i-- > 0;)
		verdict->authored[verdict->class_of[i]] = classifier->authored[i];
	return MOW_OK;
}

int classify_steps(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	struct classifier classifier = {.verdict = verdict, .change = change};
	int result = find_owners(&classifier, err);

	if (result == MOW_OK)
		result = find_authors(&classifier, err);
	if (result == MOW_OK)
		result = know_authors(&classifier, err);
	if (result == MOW_OK)
		result = classifier_gather(&classifier, err);
	if (result == MOW_OK)
		result = bring_together(&classifier, err);
	if (result == MOW_OK)
		result = take_authored(&classifier, err);
	map_release(&classifier.roles);
	map_release(&classifier.stands);
	return result;
}
