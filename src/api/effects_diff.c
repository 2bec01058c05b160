#include "api/effects_diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/order.h"

struct diff {
	const struct effects_sides *sides;
	effects_diff_fn *each;
	void *context;
	struct arena arena;
	struct mow_error *err;
};

/* Of a role, of which `told` knows more. */
static int tell(const struct diff *diff, struct effects_told told, const char *before, const char *after)
{
	told.effect.before = before;
	told.effect.after = after;
	return diff->each(&told, diff->context);
}

/* ---- Who decides ---- */

static const char *decider(const struct rules *rules, const struct requirement *requirement)
{
	return requirement != NULL && requirement->area != NULL ? rules->owners[requirement->accountable].text : NULL;
}

/* Whether one approval of anybody decides; not where nobody owns the file, whose gates are all asked. */
static bool is_any(const struct rules *rules, const struct requirement *requirement)
{
	return requirement->accountable != RULES_NONE && rules->levels[requirement->level].any;
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
	struct effects_told told = {.effect = {.kind = MOW_EFFECT_DECIDER_JOIN, .role = "accountable"},
				    .joined = change.joined_people};
	if (result == MOW_OK && change.joined != NULL)
		result = tell(diff, told, before, change.joined);
	told = (struct effects_told){.effect = {.kind = MOW_EFFECT_DECIDER_LEAVE, .role = "accountable"},
				     .left = change.left_people};
	if (result == MOW_OK && change.left != NULL)
		result = tell(diff, told, before, change.left);
	return result;
}

static int diff_decider(struct diff *diff)
{
	const struct rules *rules = diff->sides->new_rules;
	const char *before = decider(diff->sides->old_rules, diff->sides->before);
	const char *after = decider(rules, diff->sides->after);

	struct effects_told told = {.effect = {.kind = MOW_EFFECT_DECIDER, .role = "accountable"}};

	if (before == NULL && after == NULL)
		return MOW_OK;
	if (before != NULL)
		told.lost = (struct effects_numbers){&diff->sides->before->accountable, 1};
	if (after != NULL)
		told.gained = (struct effects_numbers){&diff->sides->after->accountable, 1};
	if (before == NULL)
		told.effect.kind = MOW_EFFECT_OWNED;
	else if (after == NULL && rules != NULL && rules->unowned == UNOWNED_BLOCK)
		told.effect.kind = MOW_EFFECT_UNOWNED;
	else if (after == NULL)
		told.effect.kind = MOW_EFFECT_OPEN;
	if (told.effect.kind == MOW_EFFECT_OPEN)
		return tell(diff, told, before, rules != NULL ? effects_unowned_word(rules) : "no OWNERS file");
	if (told.effect.kind != MOW_EFFECT_DECIDER)
		return tell(diff, told, before, after);
	bool same = strcmp(before, after) == 0;
	int result = same ? MOW_OK : tell(diff, told, before, after);
	return result == MOW_OK ? diff_who_decides(diff, before, same) : result;
}

/* ---- Gates ---- */

/* The name of a gate and whom it asks, in one order: what it is known by in both states. NULL: no memory. */
static const char *gate_key(struct arena *arena, const struct rules *rules, const struct required_gate *gate)
{
	const char **texts = arena_array(arena, gate->of_count + 1, sizeof *texts);
	const char *key = texts != NULL ? gate->name : NULL;

	for (size_t i = 0; i < gate->of_count && key != NULL; i++)
		texts[i] = rules->owners[gate->of[i]].text;
	if (key != NULL && gate->of_count > 1)
		qsort(texts, gate->of_count, sizeof *texts, order_texts);
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

/* Either may be NULL, not both. */
static struct effects_told tell_of_gate(enum mow_effect_kind kind, const struct required_gate *old,
					const struct required_gate *new)
{
	return (struct effects_told){.effect = {.kind = kind,
						.role = "review",
						.gate = old != NULL ? old->name : new->name,
						.need_old = old != NULL ? old->need : 0,
						.need_new = new != NULL ? new->need : 0}};
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

	struct effects_told told = tell_of_gate(MOW_EFFECT_GATE_JOIN, old, new);
	told.joined = change.joined_people;
	if (result == MOW_OK && change.joined != NULL)
		result = tell(diff, told, old->text, change.joined);
	told = tell_of_gate(MOW_EFFECT_GATE_LEAVE, old, new);
	told.left = change.left_people;
	if (result == MOW_OK && change.left != NULL)
		result = tell(diff, told, old->text, change.left);
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

	if (was != is) {
		struct effects_told told = tell_of_gate(is ? MOW_EFFECT_GATE_GAINED : MOW_EFFECT_GATE_LOST,
							was ? old : NULL, is ? new : NULL);
		told.lost = was ? (struct effects_numbers){old->of, old->of_count} : told.lost;
		told.gained = is ? (struct effects_numbers){new->of, new->of_count} : told.gained;
		return tell(diff, told, was ? old->text : NULL, is ? new->text : NULL);
	}
	if (!was)
		return MOW_OK;
	if (old->need != new->need)
		result = tell(
			diff,
			tell_of_gate(new->need < old->need ? MOW_EFFECT_GATE_LOWER : MOW_EFFECT_GATE_HIGHER, old, new),
			old->text, new->text);
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

int effects_diff_roles(const struct effects_sides *sides, effects_diff_fn *each, void *context, struct mow_error *err)
{
	struct diff diff = {sides, each, context, {0}, err};
	int result = diff_decider(&diff);

	if (result == MOW_OK)
		result = diff_gates(&diff);
	arena_release(&diff.arena);
	return result;
}
