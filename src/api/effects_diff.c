#include "api/effects_diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
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

/* ---- Who decides ---- */

static const char *decider(const struct rules *rules, const struct requirement *requirement)
{
	return requirement != NULL && requirement->area != NULL ? rules->owners[requirement->accountable].text : NULL;
}

static bool is_any(const struct rules *rules, const struct requirement *requirement)
{
	return rules->levels[requirement->level].any;
}

/* Who may decide beside the accountable owner where the level lets anyone. */
static int list_any(struct effects_seats *out, struct diff *diff, const struct requirement *requirement)
{
	size_t room = requirement->responsible != NULL ? requirement->responsible->count : 0;
	size_t count = 0;

	for (size_t i = 0; i < requirement->gate_count; i++)
		room += requirement->gates[i].of_count;
	size_t *list = arena_array(&diff->arena, room + 1, sizeof *list);
	if (list == NULL)
		return mow_fail_memory(diff->err);
	for (size_t i = 0; requirement->responsible != NULL && i < requirement->responsible->count; i++)
		list[count++] = requirement->responsible->items[i];
	for (size_t i = 0; i < requirement->gate_count; i++)
		for (size_t j = 0; requirement->gates[i].light && j < requirement->gates[i].of_count; j++)
			list[count++] = requirement->gates[i].of[j];
	out->any = list;
	out->any_count = count;
	return MOW_OK;
}

static void add_key(struct buf *key, const struct rules *rules, const struct effects_seats *seats)
{
	if (seats->accountable != RULES_NONE)
		buf_adds(key, rules->owners[seats->accountable].text);
	for (size_t i = 0; i < seats->any_count; i++) {
		buf_addc(key, '\n');
		buf_adds(key, rules->owners[seats->any[i]].text);
	}
	for (size_t i = 0; i < seats->late_count; i++) {
		buf_adds(key, "\nlate ");
		buf_adds(key, rules->owners[seats->late[i]].text);
	}
}

/* What tells one role of deciding from another, by the owners as both states write them. */
static int key_decider(struct effects_role *role, struct diff *diff)
{
	MOW_AUTO(buf) key = BUF_INIT;
	MOW_AUTO(buf) after = BUF_INIT;

	add_key(&key, diff->sides->old_rules, &role->before);
	add_key(&after, diff->sides->new_rules, &role->after);
	role->same = key.len == after.len && memcmp(key.data, after.data, key.len) == 0;
	buf_adds(&key, "\n\n");
	buf_add(&key, after.data, after.len);
	role->key = key.failed || after.failed ? NULL : arena_dup(&diff->arena, key.data, key.len);
	return role->key != NULL ? MOW_OK : mow_fail_memory(diff->err);
}

static void add_late(struct effects_seats *out, const struct requirement *requirement)
{
	if (requirement->escalate == NULL)
		return;
	out->late = requirement->escalate->list.items;
	out->late_count = requirement->escalate->list.count;
}

/* Who can decide by the same name, and could not before. */
static int diff_who_decides(struct diff *diff, const char *before, bool same)
{
	const struct effects_sides *sides = diff->sides;
	struct effects_role role = {.before = {.accountable = same ? sides->before->accountable : RULES_NONE},
				    .after = {.accountable = same ? sides->after->accountable : RULES_NONE}};
	struct effects_change change = {0};
	int result = MOW_OK;

	if (is_any(sides->old_rules, sides->before) && is_any(sides->new_rules, sides->after)) {
		result = list_any(&role.before, diff, sides->before);
		if (result == MOW_OK)
			result = list_any(&role.after, diff, sides->after);
	}
	if (same)
		add_late(&role.before, sides->before);
	if (same)
		add_late(&role.after, sides->after);
	if (result == MOW_OK)
		result = key_decider(&role, diff);
	if (result == MOW_OK)
		result = effects_people_compare(&change, sides->people, &role, diff->err);
	if (result == MOW_OK && change.joined != NULL)
		result = tell(diff, MOW_EFFECT_DECIDER_JOIN, before, change.joined);
	if (result == MOW_OK && change.left != NULL)
		result = tell(diff, MOW_EFFECT_DECIDER_LEAVE, before, change.left);
	return result;
}

static int diff_decider(struct diff *diff)
{
	const struct rules *rules = diff->sides->new_rules;
	const char *before = decider(diff->sides->old_rules, diff->sides->before);
	const char *after = decider(rules, diff->sides->after);

	if (before == NULL && after == NULL)
		return MOW_OK;
	if (before == NULL)
		return tell(diff, MOW_EFFECT_OWNED, before, after);
	if (after == NULL && rules != NULL && rules->unowned == UNOWNED_BLOCK)
		return tell(diff, MOW_EFFECT_UNOWNED, before, after);
	if (after == NULL)
		return tell(diff, MOW_EFFECT_OPEN, before,
			    rules != NULL ? effects_unowned_word(rules) : "no OWNERS file");
	bool same = strcmp(before, after) == 0;
	int result = same ? MOW_OK : tell(diff, MOW_EFFECT_DECIDER, before, after);
	return result == MOW_OK ? diff_who_decides(diff, before, same) : result;
}

/* ---- The level ---- */

/* What a level asks, one thing at a time: how it is written, and how much it is; more is stricter. */
struct ask {
	const char *text;
	int64_t strict;
};

static const char *evidence_text(struct arena *arena, unsigned evidence)
{
	static const char *const kinds[] = {"signed", "forge", "pusher"};
	char text[64] = "evidence = ";
	char *end = text + strlen(text);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (evidence >> i & 1)
			end = stpcpy(stpcpy(end, end[-1] == ' ' ? "" : ", "), kinds[i]);
	return arena_dup(arena, text, (size_t)(end - text));
}

static const char *age_text(struct arena *arena, int64_t seconds)
{
	static const int64_t hour = 3600;
	bool days = seconds % CLOCK_DAY == 0;

	if (seconds == 0)
		return "max-age = none";
	return arena_printf(arena, "max-age = %lld%c", (long long)(seconds / (days ? CLOCK_DAY : hour)),
			    days ? 'd' : 'h');
}

enum { ASKS = 5 };

static void list_asks(struct ask out[ASKS], struct arena *arena, const struct level_rule *rule)
{
	out[0] = (struct ask){rule->any ? "decided-by = any" : "decided-by = accountable", !rule->any};
	out[1] = (struct ask){rule->self_approval ? "self-approval = yes" : "self-approval = no", !rule->self_approval};
	out[2] = (struct ask){arena_printf(arena, "people = %u", rule->people), rule->people};
	/* What more kinds are to be had of is less strict, as is what may be older. */
	out[3] = (struct ask){evidence_text(arena, rule->evidence), -(int64_t)rule->evidence};
	out[4] = (struct ask){age_text(arena, rule->max_age), rule->max_age == 0 ? INT64_MIN : -rule->max_age};
}

/* Of two levels what goes against their names: a stricter one that asks for less. */
static int diff_rules(struct diff *diff, enum level before, enum level after)
{
	const struct level_rule *old = &diff->sides->old_rules->levels[before];
	const struct level_rule *new = &diff->sides->new_rules->levels[after];
	struct ask was[ASKS], is[ASKS];
	int result = MOW_OK;

	list_asks(was, &diff->arena, old);
	list_asks(is, &diff->arena, new);
	for (size_t i = 0; result == MOW_OK && i < ASKS; i++) {
		bool lower = is[i].strict < was[i].strict;
		if (was[i].text == NULL || is[i].text == NULL)
			return mow_fail_memory(diff->err);
		/* A kind that did not count before is what may let something pass. */
		if (i == 3)
			lower = (new->evidence & ~old->evidence) != 0;
		if (is[i].strict == was[i].strict || (before != after && lower == (after < before)))
			continue;
		result = tell(diff, lower ? MOW_EFFECT_RULE_LOWER : MOW_EFFECT_RULE_HIGHER, was[i].text, is[i].text);
	}
	return result;
}

static int diff_level(struct diff *diff)
{
	const struct effects_sides *sides = diff->sides;
	int result = MOW_OK;

	if (sides->after == NULL)
		return MOW_OK;
	enum level before = sides->before->level;
	enum level after = sides->after->level;
	if (before != after)
		result = tell(diff, after < before ? MOW_EFFECT_LEVEL_LOWER : MOW_EFFECT_LEVEL_HIGHER,
			      level_name(before), level_name(after));
	return result == MOW_OK ? diff_rules(diff, before, after) : result;
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

static int key_gates(struct keyed **out, struct diff *diff, const struct rules *rules,
		     const struct requirement *requirement)
{
	size_t count = requirement != NULL ? requirement->gate_count : 0;

	*out = arena_array(&diff->arena, count + 1, sizeof **out);
	if (*out == NULL)
		return mow_fail_memory(diff->err);
	for (size_t i = 0; i < count; i++) {
		const struct required_gate *gate = &requirement->gates[i];
		(*out)[i] = (struct keyed){gate_key(&diff->arena, rules, gate), gate};
		if ((*out)[i].key == NULL)
			return mow_fail_memory(diff->err);
	}
	if (count > 1)
		qsort(*out, count, sizeof **out, compare_keys);
	return MOW_OK;
}

/* Who can agree in a gate of the same name and owners, and could not before. */
static int diff_who_agrees(struct diff *diff, const struct keyed *before, const struct keyed *after)
{
	const struct required_gate *old = before->gate;
	const struct required_gate *new = after->gate;
	const struct effects_role role = {before->key,
					  true,
					  {.gate = old->of, .gate_count = old->of_count, .accountable = RULES_NONE},
					  {.gate = new->of, .gate_count = new->of_count, .accountable = RULES_NONE}};
	struct effects_change change = {0};
	int result = effects_people_compare(&change, diff->sides->people, &role, diff->err);

	if (result == MOW_OK && change.joined != NULL)
		result = tell(diff, MOW_EFFECT_GATE_JOIN, old->text, change.joined);
	if (result == MOW_OK && change.left != NULL)
		result = tell(diff, MOW_EFFECT_GATE_LEAVE, old->text, change.left);
	return result;
}

/* Whether the gate must agree: not where one approval stands for it too. */
static bool is_asked(const struct rules *rules, const struct requirement *requirement, const struct required_gate *gate)
{
	return gate->strict || !is_any(rules, requirement);
}

/* Either may be NULL, not both. */
static int diff_gate(struct diff *diff, const struct keyed *before, const struct keyed *after)
{
	const struct effects_sides *sides = diff->sides;
	const struct required_gate *old = before != NULL ? before->gate : NULL;
	const struct required_gate *new = after != NULL ? after->gate : NULL;
	bool was = old != NULL && is_asked(sides->old_rules, sides->before, old);
	bool is = new != NULL &&is_asked(sides->new_rules, sides->after, new);
	int result = MOW_OK;

	if (was != is)
		return tell(diff, is ? MOW_EFFECT_GATE_GAINED : MOW_EFFECT_GATE_LOST, was ? old->text : NULL,
			    is ? new->text : NULL);
	if (!was)
		return MOW_OK;
	if (old->need != new->need)
		result = tell(diff, new->need < old->need ? MOW_EFFECT_GATE_LOWER : MOW_EFFECT_GATE_HIGHER, old->text,
			      new->text);
	return result == MOW_OK ? diff_who_agrees(diff, before, after) : result;
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
		result = diff_gate(diff, order <= 0 ? &before[old] : NULL, order >= 0 ? &after[new] : NULL);
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
