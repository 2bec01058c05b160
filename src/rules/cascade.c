#include "rules/cascade.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "mowners.h"

/* [otherwise] steps in where no area is accountable; what [rules] covers it never speaks of. */
static bool steps_in(const struct rules *rules, const struct area_set *set)
{
	if (!rules->has_otherwise || set->covered)
		return false;
	for (size_t i = 0; i < set->count; i++) {
		if (set->items[i]->accountable != RULES_NONE)
			return false;
	}
	return true;
}

/* All areas that count, in order: [otherwise] before the others, [rules] behind them. */
static int list_areas(struct owners *out, const struct rules *rules, const struct area_set *set, struct arena *arena)
{
	bool otherwise = steps_in(rules, set);

	out->areas = set->items;
	out->area_count = set->count + otherwise + set->covered;
	if (out->area_count == set->count)
		return MOW_OK;
	const struct area **areas = arena_array(arena, out->area_count, sizeof *areas);
	if (areas == NULL)
		return MOW_ENOMEM;
	areas[0] = &rules->otherwise;
	for (size_t i = 0; i < set->count; i++)
		areas[i + otherwise] = set->items[i];
	if (set->covered)
		areas[out->area_count - 1] = &rules->rules_area;
	out->areas = areas;
	return MOW_OK;
}

/* The keys of which the last one wins. */
static void decide(struct owners *out)
{
	for (size_t i = 0; i < out->area_count; i++) {
		const struct area *area = out->areas[i];
		if (out->is_rules && i + 1 < out->area_count)
			continue;
		if (area->accountable != RULES_NONE) {
			out->area = area;
			out->accountable = area->accountable;
			out->accountable_place = area->accountable_place;
		}
		if (area->responsible.count > 0)
			out->responsible = &area->responsible;
	}
}

/* The strictest level of the areas, the first of equals; else that of [otherwise] where it steps in; else that of
 * [mowners]. */
static void decide_level(struct owners *out, const struct rules *rules)
{
	const struct area *otherwise = NULL;

	for (size_t i = 0; i < out->area_count; i++) {
		const struct area *area = out->areas[i];
		if (out->is_rules && i + 1 < out->area_count)
			continue;
		if (area == &rules->otherwise) {
			otherwise = area;
		} else if (area->level > out->level) {
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

/* The lists of one key, each owner once. A single list is taken as it is. */
static int add_lists(struct owner_list *out, const struct owners *owners, size_t member, struct arena *arena)
{
	MOW_AUTO(map) seen = {0};
	const struct owner_list *only = NULL;
	size_t lists = 0;
	size_t room = 0;

	for (size_t i = 0; i < owners->area_count; i++) {
		const struct owner_list *list = (const void *)((const char *)owners->areas[i] + member);
		if (list->count > 0 && lists++ == 0)
			only = list;
		room += list->count;
	}
	if (lists == 0)
		return MOW_OK;
	*out = *only;
	if (lists == 1)
		return MOW_OK;
	out->count = 0;
	out->items = arena_array(arena, room, sizeof *out->items);
	if (out->items == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < owners->area_count; i++) {
		const struct owner_list *list = (const void *)((const char *)owners->areas[i] + member);
		for (size_t j = 0; j < list->count; j++) {
			if (map_get(&seen, &list->items[j], sizeof list->items[j], NULL))
				continue;
			if (map_put(&seen, &list->items[j], sizeof list->items[j], 1))
				return MOW_ENOMEM;
			out->items[out->count++] = list->items[j];
		}
	}
	return MOW_OK;
}

static int compare(const void *a, const void *b)
{
	size_t x = *(const size_t *)a;
	size_t y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* What tells gates apart: the name, and the set of owners. */
static char *make_key(size_t *len, const struct gate *gate, struct arena *arena)
{
	size_t name = strlen(gate->name) + 1;
	size_t list = gate->of_count * sizeof *gate->of;
	MOW_AUTO_FREE size_t *sorted = malloc(list > 0 ? list : 1);
	char *key = sorted == NULL ? NULL : arena_alloc(arena, name + list);

	if (key == NULL)
		return NULL;
	memcpy(key, gate->name, name);
	if (list > 0) {
		memcpy(sorted, gate->of, list);
		qsort(sorted, gate->of_count, sizeof *sorted, compare);
		memcpy(key + name, sorted, list);
	}
	*len = name + list;
	return key;
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

/* Gates while they are added up: `map` finds one by its key; `firsts` are what the first areas set. */
struct gate_table {
	struct map map;
	struct arena keys;
	const struct gate **firsts;
};

static int add_gate(struct owners *out, struct gate_table *table, const struct gate *gate, bool light)
{
	size_t len;
	size_t at = out->gate_count;
	char *key = make_key(&len, gate, &table->keys);

	if (key == NULL)
		return MOW_ENOMEM;
	if (!map_get(&table->map, key, len, &at)) {
		if (map_put(&table->map, key, len, at))
			return MOW_ENOMEM;
		table->firsts[at] = gate;
		out->gates[out->gate_count++] = (struct required_gate){.name = gate->name,
								       .need = gate->need,
								       .of = gate->of,
								       .of_count = gate->of_count,
								       .text = gate->text,
								       .place = gate->place};
	}
	struct required_gate *sum = &out->gates[at];
	if (gate->need > sum->need)
		sum->need = gate->need;
	sum->light |= light;
	sum->strict |= !light;
	return MOW_OK;
}

static int fill_gates(struct owners *out, struct gate_table *table, const struct rules *rules, struct arena *arena)
{
	for (size_t i = 0; i < out->area_count; i++) {
		const struct area *area = out->areas[i];
		for (size_t g = 0; g < area->gate_count; g++) {
			if (add_gate(out, table, &area->gates[g], area->level == LEVEL_LIGHTWEIGHT))
				return MOW_ENOMEM;
		}
	}
	for (size_t i = 0; i < out->gate_count; i++) {
		struct required_gate *gate = &out->gates[i];
		if (gate->need != table->firsts[i]->need)
			gate->text = write_gate(gate, rules, arena);
		if (gate->text == NULL)
			return MOW_ENOMEM;
	}
	return MOW_OK;
}

static int add_gates(struct owners *out, const struct rules *rules, struct arena *arena)
{
	struct gate_table table = {0};
	size_t room = 0;

	for (size_t i = 0; i < out->area_count; i++)
		room += out->areas[i]->gate_count;
	if (room == 0)
		return MOW_OK;
	out->gates = arena_array(arena, room, sizeof *out->gates);
	table.firsts = calloc(room, sizeof(const struct gate *));
	int status = out->gates == NULL || table.firsts == NULL ? MOW_ENOMEM : fill_gates(out, &table, rules, arena);
	map_release(&table.map);
	arena_release(&table.keys);
	free(table.firsts);
	return status;
}

int cascade_add_up(struct owners *out, const struct rules *rules, const struct area_set *set, struct arena *arena)
{
	struct owners owners = {.accountable = RULES_NONE, .broken = set->broken, .is_rules = set->covered};

	if (list_areas(&owners, rules, set, arena))
		return MOW_ENOMEM;
	decide(&owners);
	decide_level(&owners, rules);
	if (add_gates(&owners, rules, arena) ||
	    add_lists(&owners.consulted, &owners, offsetof(struct area, consulted), arena) ||
	    add_lists(&owners.informed, &owners, offsetof(struct area, informed), arena))
		return MOW_ENOMEM;
	*out = owners;
	return MOW_OK;
}

void cascade_broken(struct owners *out, const struct rules *rules, bool covered)
{
	static const struct rules_file root = {.path = "OWNERS", .folder = "", .broken = true};

	*out = (struct owners){.accountable = RULES_NONE,
			       .level = LEVEL_STANDARD,
			       .broken = rules->file_count > 0 ? rules->files[0] : &root,
			       .is_rules = covered};
}
