#include "api/effects.h"

#include <stdlib.h>
#include <string.h>

#include "api/effects_diff.h"
#include "api/effects_facts.h"
#include "api/effects_keys.h"
#include "base/array.h"
#include "base/budget.h"
#include "base/error.h"
#include "base/system.h"
#include "policy/ruleset.h"

/* Bytes on a budget for each pair of requirements that is compared, and for each effect of it. */
enum { PAIR_KEPT = 512, FILE_WORK = 64 };

void effects_release(struct effects *effects)
{
	free(effects->found.items);
	arena_release(&effects->arena);
	*effects = (struct effects){0};
}

/* What two requirements of the two states differ in: effects, by their numbers. */
struct pair {
	const struct requirement *before, *after;
	size_t *effects;
	size_t count, capacity;
};

/* The files of an effect. */
struct path_list {
	struct mow_path *items;
	size_t count, capacity;
};

struct comparison {
	struct effects *out;
	struct {
		struct path_list *items;
		size_t count, capacity;
	} lists; /* where they are wanted, by effect */
	struct ruleset *before, *after;
	struct budget *budget;
	struct map pairs; /* the numbers of both requirements → pair */
	struct {
		struct pair *items;
		size_t count, capacity;
	} kept;
	struct effects_people people;
	struct map known; /* kind and texts → effect */
	size_t last;      /* the pair of the file before; there is one */
	struct arena arena;
	struct mow_error *err;
};

static void comparison_release(struct comparison *comparison)
{
	map_release(&comparison->pairs);
	map_release(&comparison->known);
	effects_people_release(&comparison->people);
	free(comparison->kept.items);
	free(comparison->lists.items);
	arena_release(&comparison->arena);
}
MOW_AUTO_DEFINE(comparison)

/* The effect of that kind, gate and texts, once. */
static int add_effect(size_t *number, struct comparison *comparison, const struct effects_told *told)
{
	const struct mow_effect *effect = &told->effect;
	const char *gate = effect->gate != NULL ? effect->gate : "";
	const char *before = effect->before != NULL ? effect->before : "";
	const char *after = effect->after != NULL ? effect->after : "";
	struct effects *out = comparison->out;

	const char *key = arena_printf(&comparison->arena, "%d\n%s\n%s\n%s", (int)effect->kind, gate, before, after);
	if (key == NULL)
		return mow_fail_memory(comparison->err);
	if (map_get(&comparison->known, key, strlen(key), number))
		return MOW_OK;
	struct mow_effect kept = *effect;
	kept.before = effect->before != NULL ? arena_dup(&out->arena, before, strlen(before)) : NULL;
	kept.after = effect->after != NULL ? arena_dup(&out->arena, after, strlen(after)) : NULL;
	kept.first = "";
	*number = out->found.count;
	const struct effects_facts facts = {comparison->before->rules, comparison->after->rules, out->now, out->list,
					    &out->arena};
	if ((effect->before != NULL && kept.before == NULL) || (effect->after != NULL && kept.after == NULL) ||
	    effects_keep_facts(&kept, &facts, told) != MOW_OK || array_reserve(&out->found, 1) ||
	    map_put(&comparison->known, key, strlen(key), *number))
		return mow_fail_memory(comparison->err);
	out->found.items[out->found.count++] = kept;
	return budget_memory(comparison->budget, PAIR_KEPT, comparison->err);
}

/* An effects_diff_fn: of whatever files. */
static int add_setting(const struct effects_told *told, void *context)
{
	size_t number;

	return add_effect(&number, context, told);
}

/* An effects_diff_fn: the effect becomes one of the last pair. */
static int add_to_pair(const struct effects_told *told, void *context)
{
	struct comparison *comparison = context;
	struct pair *pair = &comparison->kept.items[comparison->kept.count - 1];
	size_t number = 0;
	int result = add_effect(&number, comparison, told);

	if (result != MOW_OK)
		return result;
	if (pair->count == pair->capacity) {
		size_t room = pair->capacity == 0 ? 4 : 2 * pair->capacity;
		size_t *grown = arena_array(&comparison->arena, room, sizeof *grown);
		if (grown == NULL)
			return mow_fail_memory(comparison->err);
		if (pair->count > 0)
			memcpy(grown, pair->effects, pair->count * sizeof *grown);
		pair->effects = grown;
		pair->capacity = room;
	}
	pair->effects[pair->count++] = number;
	return budget_memory(comparison->budget, PAIR_KEPT, comparison->err);
}

static effects_sides_fn *const differences[] = {effects_diff_roles, effects_diff_level, effects_diff_times,
						effects_diff_lists};

/* The pair of two requirements, compared where it is a new one. */
static int find_pair(size_t *number, struct comparison *comparison, const struct requirement *before,
		     const struct requirement *after)
{
	size_t numbers[2] = {before->number, after != NULL ? after->number : 0};

	if (map_get(&comparison->pairs, numbers, sizeof numbers, number))
		return MOW_OK;
	int result = budget_memory(comparison->budget, PAIR_KEPT, comparison->err);
	if (result != MOW_OK)
		return result;
	size_t *key = arena_array(&comparison->arena, 2, sizeof *key);
	*number = comparison->kept.count;
	if (key == NULL || array_reserve(&comparison->kept, 1))
		return mow_fail_memory(comparison->err);
	memcpy(key, numbers, sizeof numbers);
	if (map_put(&comparison->pairs, key, sizeof numbers, *number))
		return mow_fail_memory(comparison->err);
	comparison->kept.items[comparison->kept.count++] = (struct pair){.before = before, .after = after};
	const struct effects_sides sides = {comparison->before->rules, comparison->after->rules, before, after,
					    &comparison->people};
	for (size_t i = 0; result == MOW_OK && i < sizeof differences / sizeof *differences; i++)
		result = differences[i](&sides, add_to_pair, comparison, comparison->err);
	return result;
}

int effect_count_file(struct mow_effect *effect, struct arena *arena, const struct mow_path *file)
{
	const char *path = file->bytes;
	const char *slash = system_last(path, '/', file->len);
	size_t folder = slash != NULL ? (size_t)(slash + 1 - path) : 0;
	size_t common = 0;

	if (effect->files++ == 0) {
		effect->first = arena_dup(arena, path, file->len);
		effect->first_len = file->len;
		effect->folder_len = folder;
		return effect->first != NULL ? MOW_OK : MOW_ENOMEM;
	}
	for (size_t i = 0; i < effect->folder_len && i < folder && effect->first[i] == path[i]; i++)
		if (path[i] == '/')
			common = i + 1;
	effect->folder_len = common;
	return MOW_OK;
}

/* Lists a file, whose bytes live as long as the answer, among those of an effect. */
static int list_file(struct comparison *comparison, size_t effect, const struct mow_path *file)
{
	while (comparison->lists.count <= effect) {
		if (array_reserve(&comparison->lists, 1))
			return MOW_ENOMEM;
		comparison->lists.items[comparison->lists.count++] = (struct path_list){NULL, 0, 0};
	}
	struct path_list *list = &comparison->lists.items[effect];
	if (list->count == list->capacity) {
		size_t room = list->capacity == 0 ? 4 : 2 * list->capacity;
		struct mow_path *grown = arena_array(&comparison->out->arena, room, sizeof *grown);
		if (grown == NULL)
			return MOW_ENOMEM;
		if (list->count > 0)
			memcpy(grown, list->items, list->count * sizeof *grown);
		list->items = grown;
		list->capacity = room;
	}
	list->items[list->count++] = *file;
	comparison->out->found.items[effect].paths = list->items;
	return MOW_OK;
}

static int list_files(struct comparison *comparison, const struct pair *pair, const struct mow_path *file)
{
	struct mow_path kept = *file;
	int result = MOW_OK;

	if (pair->count == 0 || !comparison->out->list)
		return MOW_OK;
	kept.bytes = arena_dup(&comparison->out->arena, file->bytes, file->len);
	if (kept.bytes == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < pair->count && result == MOW_OK; i++)
		result = list_file(comparison, pair->effects[i], &kept);
	return result;
}

/* A ruleset_file_fn of the old state. */
static int compare_file(const struct requirement *before, const struct mow_path *file, void *context)
{
	struct comparison *comparison = context;
	const struct requirement *after = NULL;
	int result = budget_work(comparison->budget, FILE_WORK + file->len, comparison->err);

	if (before == NULL || result != MOW_OK)
		return result;
	if (comparison->after->rules != NULL)
		result = resolver_look_up(&after, comparison->after->resolver, file, comparison->err);
	if (result != MOW_OK)
		return result;
	const struct pair *last = comparison->kept.items != NULL ? &comparison->kept.items[comparison->last] : NULL;
	if (last == NULL || last->before != before || last->after != after)
		result = find_pair(&comparison->last, comparison, before, after);
	if (result != MOW_OK || comparison->kept.items == NULL)
		return result;
	const struct pair *pair = &comparison->kept.items[comparison->last];
	for (size_t i = 0; i < pair->count && result == MOW_OK; i++) {
		struct mow_effect *effect = &comparison->out->found.items[pair->effects[i]];
		effect->rules = effect->rules || before->is_rules;
		result = effect_count_file(effect, &comparison->out->arena, file);
	}
	if (result == MOW_OK)
		result = list_files(comparison, pair, file);
	return result == MOW_OK ? result : mow_fail_memory(comparison->err);
}

/* Less is asked of those who can change the rules, and so all else; above all by a setting for all files. */
static int rank(const struct mow_effect *effect)
{
	bool less = effect->rules && effect->kind <= MOW_EFFECT_GATE_JOIN;

	return !less ? 2 : effect->files > 0 ? 1 : 0;
}

/* The worst first; of a kind what concerns most files. */
static int compare_effects(const void *one, const void *two)
{
	const struct mow_effect *a = one;
	const struct mow_effect *b = two;

	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->files != b->files)
		return a->files > b->files ? -1 : 1;
	return strcmp(a->first, b->first);
}

static int compare_settings(struct comparison *comparison)
{
	const struct rules *before = comparison->before->rules;
	const struct rules *after = comparison->after->rules;
	int result = effects_diff_settings(before, after, add_setting, comparison, comparison->err);

	if (result == MOW_OK)
		result = effects_diff_keys(comparison->before, comparison->after, add_setting, comparison,
					   comparison->err);
	if (result == MOW_OK)
		result = effects_people_open(&comparison->people, before, after, comparison->budget, comparison->err);
	if (result != MOW_OK || before->override.of_count == 0 || after->override.of_count == 0)
		return result;
	return effects_diff_overriders(&comparison->people, add_setting, comparison, comparison->err);
}

/* Where either has errors, that is what has to be said: all of them. */
static int fail_erroneous(struct comparison *comparison, const struct effects_states *states)
{
	struct effects *out = comparison->out;
	int result = MOW_OK;

	out->found.count = 0;
	if (comparison->after->erroneous)
		result = ruleset_read_all(comparison->before, states->old_sink, comparison->err);
	if (result != MOW_OK)
		return result;
	return mow_fail(comparison->err, MOW_ERULES, "the OWNERS files have errors; mowners lint lists all of them");
}

static int read_states(struct comparison *comparison, const struct effects_states *states)
{
	struct mow_error *err = comparison->err;
	int result = ruleset_open(comparison->before, states->before, err);

	if (result == MOW_OK)
		result = ruleset_open(comparison->after, states->after, err);
	if (result == MOW_OK)
		result = ruleset_read_all(comparison->after, states->new_sink, err);
	if (result == MOW_OK)
		result = ruleset_read(comparison->before, RULES_OWNERS, strlen(RULES_OWNERS), states->old_sink, err);
	return result;
}

int effects_between(struct effects *out, const struct effects_states *states, struct mow_error *err)
{
	MOW_AUTO(ruleset) old_rules = RULESET_INIT;
	MOW_AUTO(ruleset) new_rules = RULESET_INIT;
	MOW_AUTO(comparison) comparison = {
		.out = out, .before = &old_rules, .after = &new_rules, .budget = states->budget, .err = err};
	comparison.people.before.now = comparison.people.after.now = out->now;
	int result = read_states(&comparison, states);

	if (result == MOW_OK && (new_rules.erroneous || old_rules.erroneous))
		return fail_erroneous(&comparison, states);
	if (result == MOW_OK && old_rules.rules != NULL && new_rules.rules != NULL)
		result = compare_settings(&comparison);
	if (result != MOW_OK)
		return result;
	out->first = old_rules.rules == NULL && new_rules.rules != NULL;
	const struct ruleset_walk walk = {&old_rules.snapshot, "", compare_file, &comparison, states->old_sink};
	result = ruleset_walk(&old_rules, &walk, err);
	if (result == MOW_OK && old_rules.erroneous)
		return fail_erroneous(&comparison, states);
	if (out->found.count > 1)
		qsort(out->found.items, out->found.count, sizeof *out->found.items, compare_effects);
	return result;
}

static bool concerns_owners(const struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		if (rules_is_source(steps->items[i].path, steps->items[i].path_len))
			return true;
	return false;
}

int effects_find(struct effects *out, const struct effects_request *request, struct mow_error *err)
{
	struct budget *whole = repo_budget(request->repo);
	struct budget share;
	MOW_AUTO(snapshot) before = {0};
	MOW_AUTO(snapshot) after = {0};
	struct mow_error why = {0, ""};
	int result = MOW_OK;

	out->now = request->now;
	if (!concerns_owners(request->steps) || oid_is_zero(request->old_tree))
		return MOW_OK;
	budget_share(&share, whole);
	if (whole != NULL)
		repo_set_budget(request->repo, &share);
	snapshot_open_tree(&before, request->repo, request->old_tree);
	if (request->new_tree != NULL)
		snapshot_open_tree(&after, request->repo, request->new_tree);
	else
		result = snapshot_open(&after, request->repo, ":", &why);
	const struct effects_states states = {&before, &after, whole != NULL ? &share : NULL, NULL, NULL};
	if (result == MOW_OK)
		result = effects_between(out, &states, &why);
	if (result == MOW_ERULES)
		result = MOW_OK;
	repo_set_budget(request->repo, whole);
	if (whole != NULL)
		budget_settle(whole, &share);
	if (result == MOW_ETOOBIG) {
		effects_release(out);
		out->cut = true;
		return MOW_OK;
	}
	return result < 0 ? mow_fail(err, result, "%s", why.message) : MOW_OK;
}
