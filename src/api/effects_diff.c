#include "api/effects_diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"

struct diff {
	const struct effects_sides *sides;
	effects_diff_fn *each;
	void *context;
	struct arena arena;
	struct mow_error *err;
};

static int tell(const struct diff *diff, enum mow_effect_kind kind, const char *before, const char *after)
{
	const struct mow_effect effect = {.kind = kind, .before = before, .after = after};

	return diff->each(&effect, diff->context);
}

/* ---- Who decides, and the level ---- */

static const char *decider(const struct rules *rules, const struct requirement *owners)
{
	return owners != NULL && owners->area != NULL ? rules->owners[owners->accountable].text : NULL;
}

static int diff_decider(const struct diff *diff)
{
	const char *before = decider(diff->sides->old_rules, diff->sides->before);
	const char *after = decider(diff->sides->new_rules, diff->sides->after);

	if (before == NULL && after == NULL)
		return MOW_OK;
	if (before == NULL || after == NULL)
		return tell(diff, before == NULL ? MOW_EFFECT_OWNED : MOW_EFFECT_UNOWNED, before, after);
	return strcmp(before, after) != 0 ? tell(diff, MOW_EFFECT_DECIDER, before, after) : MOW_OK;
}

static bool same_rule(const struct level_rule *a, const struct level_rule *b)
{
	return a->any == b->any && a->self_approval == b->self_approval && a->people == b->people &&
	       a->evidence == b->evidence && a->max_age == b->max_age;
}

static int diff_level(const struct diff *diff)
{
	const struct effects_sides *sides = diff->sides;

	if (sides->after == NULL)
		return MOW_OK;
	enum level before = sides->before->level;
	enum level after = sides->after->level;
	if (before != after)
		return tell(diff, after < before ? MOW_EFFECT_LEVEL_LOWER : MOW_EFFECT_LEVEL_HIGHER, level_name(before),
			    level_name(after));
	if (same_rule(&sides->old_rules->levels[before], &sides->new_rules->levels[after]))
		return MOW_OK;
	return tell(diff, MOW_EFFECT_LEVEL_RULE, level_name(before), level_name(after));
}

/* ---- Gates ---- */

static int compare_texts(const void *one, const void *two)
{
	return strcmp(*(const char *const *)one, *(const char *const *)two);
}

/* The name of a gate and whom it asks, in one order: what it is known by in both states. NULL: no memory. */
static const char *gate_key(struct arena *arena, const struct rules *rules, const struct required_gate *gate)
{
	const char **texts = arena_array(arena, gate->of_count + 1, sizeof *texts);
	const char *key = texts != NULL ? gate->name : NULL;

	for (size_t i = 0; i < gate->of_count && key != NULL; i++)
		texts[i] = rules->owners[gate->of[i]].text;
	if (key != NULL && gate->of_count > 1)
		qsort(texts, gate->of_count, sizeof *texts, compare_texts);
	size_t size = key != NULL ? strlen(key) + 1 : 0;
	for (size_t i = 0; i < gate->of_count && key != NULL; i++)
		size += strlen(texts[i]) + 1;
	char *out = key != NULL ? arena_alloc(arena, size) : NULL;
	if (out == NULL)
		return NULL;
	char *end = stpcpy(out, key);
	for (size_t i = 0; i < gate->of_count; i++) {
		*end++ = '\n';
		end = stpcpy(end, texts[i]);
	}
	return out;
}

/* A gate of one state with its key. */
struct keyed {
	const char *key;
	const struct required_gate *gate;
};

static int compare_keys(const void *one, const void *two)
{
	const struct keyed *a = one;
	const struct keyed *b = two;
	int order = strcmp(a->key, b->key);

	return order != 0 ? order : (a->gate->need > b->gate->need) - (a->gate->need < b->gate->need);
}

static int key_gates(struct keyed **out, struct diff *diff, const struct rules *rules, const struct requirement *owners)
{
	size_t count = owners != NULL ? owners->gate_count : 0;

	*out = arena_array(&diff->arena, count + 1, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(diff->err);
	for (size_t i = 0; i < count; i++) {
		(*out)[i] = (struct keyed){gate_key(&diff->arena, rules, &owners->gates[i]), &owners->gates[i]};
		if ((*out)[i].key == NULL)
			return mow_fail_memory(diff->err);
	}
	if (count > 1)
		qsort(*out, count, sizeof **out, compare_keys);
	return MOW_OK;
}

static int diff_gate(const struct diff *diff, const struct required_gate *before, const struct required_gate *after)
{
	if (before == NULL || after == NULL)
		return tell(diff, before == NULL ? MOW_EFFECT_GATE_GAINED : MOW_EFFECT_GATE_LOST,
			    before != NULL ? before->text : NULL, after != NULL ? after->text : NULL);
	if (before->need == after->need)
		return MOW_OK;
	return tell(diff, after->need < before->need ? MOW_EFFECT_GATE_LOWER : MOW_EFFECT_GATE_HIGHER, before->text,
		    after->text);
}

/* Both in the order of their keys. */
static int diff_gates(struct diff *diff)
{
	const struct effects_sides *sides = diff->sides;
	size_t old_count = sides->before->gate_count;
	size_t new_count = sides->after != NULL ? sides->after->gate_count : 0;
	struct keyed *before, *after;
	size_t old = 0, new = 0;
	int result = key_gates(&before, diff, sides->old_rules, sides->before);

	if (result == MOW_OK)
		result = key_gates(&after, diff, sides->new_rules, sides->after);
	while (result == MOW_OK && (old < old_count || new < new_count)) {
		int order = old == old_count ? 1 : new == new_count ? -1 : strcmp(before[old].key, after[new].key);
		result = diff_gate(diff, order <= 0 ? before[old].gate : NULL, order >= 0 ? after[new].gate : NULL);
		old += order <= 0;
		new += order >= 0;
	}
	return result;
}

int effects_diff(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err)
{
	struct diff diff = {sides, each, context, {0}, err};
	int result = diff_decider(&diff);

	if (result == MOW_OK)
		result = diff_level(&diff);
	if (result == MOW_OK)
		result = diff_gates(&diff);
	arena_release(&diff.arena);
	return result;
}
