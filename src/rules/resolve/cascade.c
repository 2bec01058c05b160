#include "rules/resolve/cascade.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "mowners.h"

unsigned cascade_sets(const struct area *area)
{
	return (area->accountable != RULES_NONE ? CASCADE_ACCOUNTABLE : 0U) |
	       (area->responsible.count > 0 ? CASCADE_RESPONSIBLE : 0U) |
	       (area->level != LEVEL_UNSET ? CASCADE_LEVEL : 0U) | (area->gate_count > 0 ? CASCADE_GATES : 0U) |
	       (area->consulted.count > 0 ? CASCADE_CONSULTED : 0U) |
	       (area->informed.count > 0 ? CASCADE_INFORMED : 0U) |
	       (area->rights_end != INT64_MAX ? CASCADE_RIGHTS : 0U) | (area->freeze != NULL ? CASCADE_FREEZE : 0U);
}

void cascade_release(struct cascade *cascade)
{
	number_set_release(&cascade->seen);
	free(cascade->gates.items);
}

/* An answer while it is added up. */
struct sum {
	struct requirement *out;
	struct cascade *cascade;
	unsigned sets; /* what any of its areas sets */
	struct arena *arena;
};

/* All areas that count, in order: [otherwise] before the others where none of them is accountable, [rules] behind them.
 * Of what [rules] covers, [otherwise] never speaks. */
static int list_areas(struct sum *sum, const struct area_set *set)
{
	const struct rules *rules = sum->cascade->rules;
	struct requirement *out = sum->out;
	bool otherwise = rules->has_otherwise && !set->covered && (set->sets & CASCADE_ACCOUNTABLE) == 0;

	sum->sets = set->sets;
	out->areas = set->items;
	out->area_count = set->count;
	if (!otherwise && !set->covered && (set->sets & CASCADE_FREEZE) == 0)
		return MOW_OK;
	const struct area **areas = arena_array(sum->arena, set->count + otherwise + set->covered, sizeof *areas);
	if (areas == NULL)
		return MOW_ENOMEM;
	out->areas = areas;
	out->area_count = 0;
	if (otherwise)
		areas[out->area_count++] = &rules->otherwise;
	for (size_t i = 0; i < set->count; i++)
		if (set->items[i]->freeze == NULL)
			areas[out->area_count++] = set->items[i];
	if (set->covered)
		areas[out->area_count++] = &rules->rules_area;
	sum->sets |= otherwise ? cascade_sets(&rules->otherwise) : set->covered ? cascade_sets(&rules->rules_area) : 0;
	return MOW_OK;
}

/* The keys of which the last one wins; of what [rules] covers, its own. */
static void decide(struct sum *sum)
{
	const unsigned keys = CASCADE_ACCOUNTABLE | CASCADE_RESPONSIBLE;
	struct requirement *out = sum->out;
	unsigned left = sum->sets & keys;

	for (size_t i = out->area_count; i > 0 && left != 0; i--) {
		const struct area *area = out->areas[i - 1];
		unsigned found = left & cascade_sets(area);
		if (found & CASCADE_ACCOUNTABLE) {
			out->area = area;
			out->accountable = area->accountable;
			out->accountable_place = area->accountable_place;
			out->escalate = area->escalate;
		}
		if (found & CASCADE_RESPONSIBLE)
			out->responsible = &area->responsible;
		left = out->is_rules ? 0 : left & ~found;
	}
}

/* The strictest level of the areas, the first of equals; else that of [otherwise] where it steps in; else that of
 * [mowners]. */
static void decide_level(struct sum *sum)
{
	const struct rules *rules = sum->cascade->rules;
	struct requirement *out = sum->out;
	const struct area *otherwise =
		out->area_count > 0 && out->areas[0] == &rules->otherwise ? &rules->otherwise : NULL;
	size_t first = otherwise != NULL || out->is_rules ? (out->is_rules ? out->area_count - 1 : 1) : 0;

	for (size_t i = first; i < out->area_count && (sum->sets & CASCADE_LEVEL); i++) {
		const struct area *area = out->areas[i];
		if (area->level > out->level) {
			out->level = area->level;
			out->level_place = area->level_place;
		}
	}
	if (out->level != LEVEL_UNSET)
		return;
	if (out->is_rules) {
		out->level = LEVEL_STANDARD;
	} else if (otherwise != NULL && otherwise->level != LEVEL_UNSET) {
		out->level = otherwise->level;
		out->level_place = otherwise->level_place;
	} else {
		out->level = rules->level;
		out->level_place = rules->level_place;
	}
}

/* The earliest day of the areas, the first of equals; of what [rules] covers, its own. */
static void decide_rights(struct sum *sum)
{
	struct requirement *out = sum->out;

	for (size_t i = out->is_rules ? out->area_count - 1 : 0; i < out->area_count; i++) {
		const struct area *area = out->areas[i];
		if (area->rights_end < out->rights_end) {
			out->rights_end = area->rights_end;
			out->rights_place = area->rights_place;
		}
	}
}

static int add_freezes(struct sum *sum, const struct area_set *set)
{
	struct requirement *out = sum->out;

	if ((set->sets & CASCADE_FREEZE) == 0 || out->is_rules)
		return MOW_OK;
	out->freezes = arena_array(sum->arena, set->count, sizeof *out->freezes);
	if (out->freezes == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < set->count; i++) {
		const struct area *area = set->items[i];
		if (area->freeze == NULL)
			continue;
		const struct owner_list *allow = &area->freeze->allow;
		const struct required_gate gate = {.name = area->name,
						   .need = 1,
						   .of = allow->items,
						   .of_count = allow->count,
						   .text = area->freeze->allow_text,
						   .place = area->place,
						   .strict = true};
		out->freezes[out->freeze_count++] = (struct required_freeze){area, gate};
	}
	return MOW_OK;
}

/* The lists of one key, each owner once. A single list is taken as it is. */
static int add_lists(struct owner_list *out, struct sum *sum, size_t member)
{
	const struct requirement *owners = sum->out;
	struct number_set *seen = &sum->cascade->seen;
	const struct owner_list *only = NULL;
	size_t lists = 0;
	size_t room = 0;

	for (size_t i = 0; i < owners->area_count; i++) {
		const struct owner_list *list = (const void *)((const char *)owners->areas[i] + member);
		if (list->count > 0 && lists++ == 0)
			only = list;
		room += list->count;
	}
	if (only == NULL)
		return MOW_OK;
	*out = *only;
	if (lists == 1)
		return MOW_OK;
	out->count = 0;
	out->items = arena_array(sum->arena, room, sizeof *out->items);
	if (out->items == NULL || number_set_begin(seen, sum->cascade->rules->owner_count))
		return MOW_ENOMEM;
	for (size_t i = 0; i < owners->area_count; i++) {
		const struct owner_list *list = (const void *)((const char *)owners->areas[i] + member);
		for (size_t j = 0; j < list->count; j++) {
			if (number_set_add(seen, list->items[j]))
				out->items[out->count++] = list->items[j];
		}
	}
	return MOW_OK;
}

/* "2 of @a @b" */
static const char *write_gate(const struct required_gate *gate, const struct rules *rules, struct arena *arena)
{
	MOW_AUTO(buf) text = BUF_INIT;

	buf_addf(&text, "%u of", gate->need);
	for (size_t i = 0; i < gate->of_count; i++) {
		buf_addc(&text, ' ');
		buf_adds(&text, rules->owners[gate->of[i]].text);
	}
	return buf_check(&text, NULL) ? NULL : arena_dup(arena, text.data, text.len);
}

static void add_gate(struct requirement *out, size_t *place, const struct gate *gate, bool light)
{
	if (*place == 0) {
		out->gates[out->gate_count++] = (struct required_gate){.name = gate->name,
								       .need = gate->need,
								       .of = gate->of,
								       .of_count = gate->of_count,
								       .text = gate->text,
								       .place = gate->place};
		*place = out->gate_count;
	}
	struct required_gate *sum = &out->gates[*place - 1];
	if (gate->need > sum->need) {
		sum->need = gate->need;
		sum->text = NULL; /* nobody has written that */
	}
	sum->light |= light;
	sum->strict |= !light;
}

/* Places for all gates that there are; 0 between two answers. */
static int reserve_places(struct cascade *cascade)
{
	size_t old = cascade->gates.capacity;

	if (cascade->rules->gate_total <= old)
		return MOW_OK;
	if (array_grow(&cascade->gates.items, &cascade->gates.capacity, old, cascade->rules->gate_total - old,
		       sizeof *cascade->gates.items))
		return MOW_ENOMEM;
	memset(cascade->gates.items + old, 0, (cascade->gates.capacity - old) * sizeof *cascade->gates.items);
	return MOW_OK;
}

static int add_gates(struct sum *sum)
{
	struct requirement *out = sum->out;
	struct cascade *cascade = sum->cascade;
	size_t room = 0;

	for (size_t i = 0; i < out->area_count; i++)
		room += out->areas[i]->gate_count;
	out->gates = arena_array(sum->arena, room, sizeof *out->gates);
	if (out->gates == NULL || reserve_places(cascade))
		return MOW_ENOMEM;
	for (size_t i = 0; i < out->area_count; i++) {
		const struct area *area = out->areas[i];
		for (size_t g = 0; g < area->gate_count; g++)
			add_gate(out, &cascade->gates.items[area->gates[g].same], &area->gates[g],
				 area->level == LEVEL_LIGHTWEIGHT);
	}
	for (size_t i = 0; i < out->area_count; i++) {
		const struct area *area = out->areas[i];
		for (size_t g = 0; g < area->gate_count; g++)
			cascade->gates.items[area->gates[g].same] = 0;
	}
	for (size_t i = 0; i < out->gate_count; i++) {
		struct required_gate *gate = &out->gates[i];
		if (gate->text == NULL && (gate->text = write_gate(gate, cascade->rules, sum->arena)) == NULL)
			return MOW_ENOMEM;
	}
	return MOW_OK;
}

int cascade_add_up(struct requirement *out, struct cascade *cascade, const struct area_set *set, struct arena *arena)
{
	struct requirement owners = {
		.accountable = RULES_NONE, .broken = set->broken, .is_rules = set->covered, .rights_end = INT64_MAX};
	struct sum sum = {&owners, cascade, 0, arena};

	if (list_areas(&sum, set))
		return MOW_ENOMEM;
	decide(&sum);
	decide_level(&sum);
	if (sum.sets & CASCADE_RIGHTS)
		decide_rights(&sum);
	if (add_freezes(&sum, set) || ((sum.sets & CASCADE_GATES) && add_gates(&sum)) ||
	    ((sum.sets & CASCADE_CONSULTED) && add_lists(&owners.consulted, &sum, offsetof(struct area, consulted))) ||
	    ((sum.sets & CASCADE_INFORMED) && add_lists(&owners.informed, &sum, offsetof(struct area, informed))))
		return MOW_ENOMEM;
	*out = owners;
	return MOW_OK;
}

void cascade_broken(struct requirement *out, const struct rules *rules, bool covered)
{
	*out = (struct requirement){.accountable = RULES_NONE,
				    .level = LEVEL_STANDARD,
				    .rights_end = INT64_MAX,
				    .broken = rules->files[0],
				    .is_rules = covered};
}
