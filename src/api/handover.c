#include "api/handover.h"

#include <stdlib.h>
#include <string.h>

#include "api/owner_people.h"
#include "base/array.h"
#include "base/error.h"
#include "policy/ruleset.h"

/* Bytes on a budget for each pair of owners and each consent, and for each file. */
enum { PAIR_KEPT = 512, FILE_WORK = 64 };

/* What it takes that files go from one owner to another: consents, by their numbers. */
struct pair {
	size_t *takes, *gives;
	size_t take_count, give_count;
};

/* A consent while others are found. */
struct wanted {
	size_t person;
	const char *text; /* as the rules call them */
	bool former;
	struct mow_effect effect;
};

struct comparison {
	struct mow_verdict *verdict;
	const struct rules *rules; /* in force: what people are told by */
	struct ruleset before, after;
	struct budget *budget;
	struct map pairs; /* the owners of both → pair */
	struct {
		struct pair *items;
		size_t count, capacity;
	} kept;
	size_t last_owners[2]; /* of the file before */
	size_t last;
	struct map known; /* struct wanted_key → number */
	struct {
		struct wanted *items;
		size_t count, capacity;
	} wanted;
	struct owner_people old_people, new_people; /* working memory */
	struct {
		size_t *items;
		size_t count, capacity;
	} found; /* too */
	struct arena arena;
	struct mow_error *err;
};

static void comparison_release(struct comparison *comparison)
{
	ruleset_release(&comparison->before);
	ruleset_release(&comparison->after);
	map_release(&comparison->pairs);
	map_release(&comparison->known);
	free(comparison->kept.items);
	free(comparison->wanted.items);
	free(comparison->old_people.items);
	free(comparison->new_people.items);
	free(comparison->found.items);
	arena_release(&comparison->arena);
}
MOW_AUTO_DEFINE(comparison)

/* ---- Consents ----------------------------------------------------------------------------------------------------- */

struct wanted_key {
	size_t person, owner, former; /* `owner`: of the new rules, where there is no person */
};

/* The consent of a person, or where that is RULES_NONE of an owner of the new rules whom those in force do not know. */
static int want(struct comparison *comparison, size_t person, size_t owner, bool former)
{
	const struct wanted_key key = {person, person == RULES_NONE ? owner : 0, former};
	const struct wanted wanted = {.effect = {.kind = MOW_EFFECT_DECIDER, .first = ""},
				      .person = person,
				      .text = person != RULES_NONE ? people_label(comparison->rules, person)
								   : comparison->after.rules->owners[owner].text,
				      .former = former};
	size_t number;

	if (!map_get(&comparison->known, &key, sizeof key, &number)) {
		struct wanted_key *kept = arena_alloc(&comparison->arena, sizeof *kept);
		number = comparison->wanted.count;
		if (kept == NULL || array_reserve(&comparison->wanted, 1))
			return mow_fail_memory(comparison->err);
		*kept = key;
		if (map_put(&comparison->known, kept, sizeof *kept, number))
			return mow_fail_memory(comparison->err);
		comparison->wanted.items[comparison->wanted.count++] = wanted;
	}
	if (array_reserve(&comparison->found, 1))
		return mow_fail_memory(comparison->err);
	comparison->found.items[comparison->found.count++] = number;
	return budget_memory(comparison->budget, PAIR_KEPT, comparison->err);
}

static int keep_found(size_t **out, size_t *count, struct comparison *comparison)
{
	*count = comparison->found.count;
	*out = arena_array(&comparison->arena, *count + 1, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(comparison->err);
	if (*count > 0)
		memcpy(*out, comparison->found.items, *count * sizeof **out);
	comparison->found.count = 0;
	return MOW_OK;
}

/*
 * Whoever has an e-mail of the new owner and none of the former one accepts. Where there is nobody, but the rules know
 * the new owner, it is the former one by another name.
 */
static int find_takers(struct pair *out, struct comparison *comparison, size_t after)
{
	const struct owner_people *new_people = &comparison->new_people;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < new_people->count; i++)
		if (!owner_people_hold(&comparison->old_people, new_people->items[i]))
			result = want(comparison, new_people->items[i], after, false);
	if (result == MOW_OK && after != RULES_NONE && new_people->count == 0)
		result = want(comparison, RULES_NONE, after, false);
	return result == MOW_OK ? keep_found(&out->takes, &out->take_count, comparison) : result;
}

/* The former owner, unless they serve no more: then nobody could ever take their files over. */
static int find_givers(struct pair *out, struct comparison *comparison)
{
	const struct owner_people *old_people = &comparison->old_people;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < old_people->count; i++)
		if (people_in_service(comparison->rules, old_people->items[i], comparison->verdict->now))
			result = want(comparison, old_people->items[i], RULES_NONE, true);
	return result == MOW_OK ? keep_found(&out->gives, &out->give_count, comparison) : result;
}

/* Only [people] says who somebody is: whom else a list names hangs on the files that were read. */
static void leave_out_undeclared(struct comparison *comparison)
{
	struct owner_people *people = &comparison->new_people;
	size_t kept = 0;

	for (size_t i = 0; i < people->count; i++)
		if (comparison->rules->people[people->items[i]].line != 0 ||
		    owner_people_hold(&comparison->old_people, people->items[i]))
			people->items[kept++] = people->items[i];
	people->count = kept;
}

/* The people of an owner of either state. */
static int know(struct owner_people *out, struct comparison *comparison, const struct rules *rules, size_t owner)
{
	int result = owner_people_know(out, comparison->rules, rules, owner, comparison->err);

	if (result != MOW_OK || owner == RULES_NONE)
		return result;
	size_t emails = rules->people[rules->owners[owner].index].email_count;
	return budget_work(comparison->budget, (uint64_t)emails * BUDGET_LOOK, comparison->err);
}

static int compare_owners(struct pair *out, struct comparison *comparison, size_t before, size_t after)
{
	int result = know(&comparison->old_people, comparison, comparison->before.rules, before);

	if (result == MOW_OK)
		result = know(&comparison->new_people, comparison, comparison->after.rules, after);
	if (result == MOW_OK)
		leave_out_undeclared(comparison);
	if (result == MOW_OK)
		result = find_takers(out, comparison, after);
	bool moves = out->take_count > 0 || after == RULES_NONE;
	if (result != MOW_OK || !moves || comparison->rules->handover != HANDOVER_BOTH)
		return result;
	return find_givers(out, comparison);
}

/* The pair of two owners, compared where it is a new one. */
static int find_pair(size_t *number, struct comparison *comparison, size_t before, size_t after)
{
	const size_t owners[2] = {before, after};
	struct pair pair = {0};

	if (map_get(&comparison->pairs, owners, sizeof owners, number))
		return MOW_OK;
	int result = budget_memory(comparison->budget, PAIR_KEPT, comparison->err);
	if (result == MOW_OK)
		result = compare_owners(&pair, comparison, before, after);
	if (result != MOW_OK)
		return result;
	size_t *key = arena_array(&comparison->arena, 2, sizeof *key);
	*number = comparison->kept.count;
	if (key == NULL || array_reserve(&comparison->kept, 1))
		return mow_fail_memory(comparison->err);
	memcpy(key, owners, sizeof owners);
	if (map_put(&comparison->pairs, key, sizeof owners, *number))
		return mow_fail_memory(comparison->err);
	comparison->kept.items[comparison->kept.count++] = pair;
	return MOW_OK;
}

/* ---- Files -------------------------------------------------------------------------------------------------------- */

static int look_up(size_t *owner, struct comparison *comparison, struct ruleset *ruleset, const struct mow_path *file)
{
	const struct requirement *requirement = NULL;
	int result = ruleset->rules != NULL ? resolver_look_up(&requirement, ruleset->resolver, file, comparison->err)
					    : MOW_OK;

	*owner = requirement != NULL ? requirement->accountable : RULES_NONE;
	return result;
}

static int count_to(struct comparison *comparison, const size_t *numbers, size_t count, const struct mow_path *file)
{
	int result = budget_work(comparison->budget, (uint64_t)count * BUDGET_LOOK, comparison->err);

	for (size_t i = 0; result == MOW_OK && i < count; i++)
		if (effect_count_file(&comparison->wanted.items[numbers[i]].effect, &comparison->verdict->arena,
				      file) != MOW_OK)
			result = mow_fail_memory(comparison->err);
	return result;
}

/* Of what is taken out nobody takes anything over. */
static int compare_file(struct comparison *comparison, const struct mow_path *file, bool removed)
{
	size_t before, after, number = comparison->last;
	int result = budget_work(comparison->budget, FILE_WORK + file->len, comparison->err);

	if (result == MOW_OK)
		result = look_up(&before, comparison, &comparison->before, file);
	if (result == MOW_OK)
		result = look_up(&after, comparison, &comparison->after, file);
	if (result != MOW_OK)
		return result;
	if (comparison->kept.count == 0 || comparison->last_owners[0] != before || comparison->last_owners[1] != after)
		result = find_pair(&number, comparison, before, after);
	if (result != MOW_OK)
		return result;
	comparison->last = number;
	comparison->last_owners[0] = before;
	comparison->last_owners[1] = after;
	const struct pair pair = comparison->kept.items[number];
	if (!removed)
		result = count_to(comparison, pair.takes, pair.take_count, file);
	return result == MOW_OK ? count_to(comparison, pair.gives, pair.give_count, file) : result;
}

/* A snapshot_file_fn of the new state. */
static int compare_there(const struct mow_path *file, void *context)
{
	return compare_file(context, file, false);
}

/* A tree_folder_fn: its OWNERS has been read with the others. */
static int enter_folder(const char *path, size_t len, const struct tree *tree, void *context)
{
	(void)path;
	(void)len;
	(void)tree;
	(void)context;
	return MOW_OK;
}

static int compare_files(struct comparison *comparison)
{
	const struct snapshot_walk walk = {"", compare_there, enter_folder, comparison};
	const struct steps *steps = &comparison->verdict->steps;
	int result = snapshot_walk(&comparison->after.snapshot, &walk, comparison->err);

	for (size_t i = 0; result == MOW_OK && i < steps->count; i++) {
		const struct mow_path path = step_path(&steps->items[i]);
		if (steps->items[i].new_mode == MODE_NONE)
			result = compare_file(comparison, &path, true);
	}
	return result;
}

/* ---- All of it ---------------------------------------------------------------------------------------------------- */

static int read_state(struct ruleset *out, struct snapshot *snapshot, struct mow_error *err)
{
	int result = ruleset_open(out, snapshot, err);

	return result == MOW_OK ? ruleset_read_all(out, NULL, err) : result;
}

static int read_states(struct comparison *comparison, const struct change *change)
{
	struct repo *git = change->repo->git;
	MOW_AUTO(snapshot) before = {0};
	MOW_AUTO(snapshot) after = {0};
	int result = MOW_OK;

	snapshot_open_tree(&before, git, &change->old_tree);
	if (change->staged)
		result = snapshot_open(&after, git, ":", comparison->err);
	else
		snapshot_open_tree(&after, git, &change->new_tree);
	if (result == MOW_OK)
		result = read_state(&comparison->before, &before, comparison->err);
	return result == MOW_OK ? read_state(&comparison->after, &after, comparison->err) : result;
}

/* By person, as the verdict looks for them. */
static int compare_wanted(const void *one, const void *two)
{
	const struct wanted *a = one;
	const struct wanted *b = two;

	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	return a->former != b->former ? (a->former ? 1 : -1) : strcmp(a->text, b->text);
}

/* Those of files that are there to be counted. */
static int take_consents(struct comparison *comparison)
{
	struct mow_verdict *verdict = comparison->verdict;
	struct arena *arena = &verdict->arena;
	size_t count = comparison->wanted.count;
	struct consent *consents = arena_array(arena, count + 1, sizeof *consents);
	struct mow_effect *handed = arena_array(arena, count + 1, sizeof *handed);

	if (consents == NULL || handed == NULL)
		return mow_fail_memory(comparison->err);
	if (count > 1)
		qsort(comparison->wanted.items, count, sizeof *comparison->wanted.items, compare_wanted);
	verdict->consents = consents;
	verdict->handed = handed;
	for (size_t i = 0; i < count; i++) {
		const struct wanted *wanted = &comparison->wanted.items[i];
		struct consent *consent = &consents[verdict->consent_count];
		if (wanted->effect.files == 0)
			continue;
		size_t *owner = arena_array(arena, 1, sizeof *owner);
		const char *text = arena_dup(arena, wanted->text, strlen(wanted->text));
		if (owner == NULL || text == NULL)
			return mow_fail_memory(comparison->err);
		*owner = people_owner(comparison->rules, text, strlen(text));
		*consent = (struct consent){.who = {.name = wanted->former ? "release" : "accept",
						    .need = 1,
						    .of = owner,
						    .of_count = wanted->person != RULES_NONE && *owner != RULES_NONE,
						    .text = text},
					    .person = wanted->person,
					    .former = wanted->former};
		handed[verdict->consent_count++] = wanted->effect;
	}
	return MOW_OK;
}

static bool concerns_owners(const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		if (rules_is_owners(steps->items[i].path, steps->items[i].path_len))
			return true;
	return false;
}

int handover_find(struct mow_verdict *verdict, const struct change *change, struct mow_error *err)
{
	const struct rules *rules = policy_rules(change->policy);

	if (rules->handover == HANDOVER_RULES || !change->is_default || oid_is_zero(&change->old_tree) ||
	    !concerns_owners(&verdict->steps))
		return MOW_OK;
	MOW_AUTO(comparison) comparison = {.verdict = verdict,
					   .rules = rules,
					   .before = RULESET_INIT,
					   .after = RULESET_INIT,
					   .budget = repo_budget(change->repo->git),
					   .err = err};
	int result = read_states(&comparison, change);
	if (result == MOW_OK)
		result = compare_files(&comparison);
	return result == MOW_OK ? take_consents(&comparison) : result;
}
