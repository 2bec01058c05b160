#include "rules/match/pattern_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

static int add_node(uint32_t *out, struct pattern_set *set, uint32_t parent, uint32_t component)
{
	if (set->nodes.count >= NODE_NONE - 1 || array_reserve(&set->nodes, 1))
		return MOW_ENOMEM;
	*out = (uint32_t)set->nodes.count++;
	set->nodes.items[*out] =
		(struct node){.parent = parent, .component = component, .any = NODE_NONE, .deep = NODE_NONE};
	return MOW_OK;
}

int pattern_set_new(struct pattern_set **out, struct mow_error *err)
{
	MOW_AUTO_PTR(pattern_set) set = calloc(1, sizeof *set);
	uint32_t root;

	if (set == NULL)
		return mow_fail_memory(err);
	int result = components_init(&set->components, &set->arena, err);
	if (result != MOW_OK)
		return result;
	set->seed = set->components.literals.seed[2] | 1;
	set->scratch = calloc(1, sizeof *set->scratch);
	if (set->scratch == NULL || add_node(&root, set, NODE_NONE, NODE_NONE))
		return mow_fail_memory(err);
	*out = MOW_STEAL(set);
	return MOW_OK;
}

void pattern_set_free(struct pattern_set *set)
{
	if (set == NULL)
		return;
	if (set->scratch != NULL) {
		pattern_matches_release(&set->scratch->reached);
		pattern_matches_release(&set->scratch->fresh);
		pattern_matches_release(&set->scratch->deep);
		pattern_matches_release(&set->scratch->ends);
		free(set->scratch);
	}
	components_release(&set->components);
	free(set->nodes.items);
	hash_index_release(&set->children);
	free(set->uses.items);
	free(set->edges);
	free(set->tables);
	free(set->patterns.items);
	free(set->ends);
	arena_release(&set->arena);
	free(set);
}

static uint32_t hash_edge(const struct pattern_set *set, uint32_t parent, uint32_t component)
{
	uint64_t hash = ((uint64_t)parent << 32 | component) * set->seed;

	return (uint32_t)((hash ^ hash >> 29) * set->seed >> 32);
}

/* The child by a component; NODE_NONE. */
static uint32_t find_child(const struct pattern_set *set, uint32_t parent, uint32_t component)
{
	uint32_t hash = hash_edge(set, parent, component);
	size_t at = hash;
	uint32_t node;

	if (!hash_index_may_hold(&set->children, hash))
		return NODE_NONE;
	while ((node = hash_index_next(&set->children, hash, &at)) != HASH_INDEX_NONE) {
		if (set->nodes.items[node].parent == parent && set->nodes.items[node].component == component)
			break;
	}
	return node;
}

/* The child by `**`, made if there is none. */
static int go_deep(uint32_t *node, struct pattern_set *set)
{
	uint32_t deep = set->nodes.items[*node].deep;

	if (deep == NODE_NONE) {
		if (add_node(&deep, set, *node, NODE_NONE))
			return MOW_ENOMEM;
		set->nodes.items[deep].deep = deep;
		set->nodes.items[*node].deep = deep;
	}
	*node = deep;
	return MOW_OK;
}

/* The child by a lone `*`, made if there is none. */
static int go_any(uint32_t *node, struct pattern_set *set)
{
	uint32_t any = set->nodes.items[*node].any;

	if (any == NODE_NONE) {
		if (add_node(&any, set, *node, NODE_NONE))
			return MOW_ENOMEM;
		set->nodes.items[*node].any = any;
	}
	*node = any;
	return MOW_OK;
}

/* The child by another component, made if there is none. */
static int go_component(uint32_t *node, struct pattern_set *set, const char *text, size_t len)
{
	uint32_t component, whole;

	int result = components_add(&component, &whole, &set->components, text, len);
	if (result != MOW_OK)
		return result;
	for (; set->uses.count <= component; set->uses.count++) {
		if (array_reserve(&set->uses, 1))
			return MOW_ENOMEM;
		uint32_t hash = (uint32_t)((component + 1) * set->seed >> 32);
		if (whole != LITERALS_NONE)
			hash = set->components.literals.items[whole].hash;
		set->uses.items[set->uses.count] = (struct component){0, 0, whole, hash};
	}
	uint32_t child = find_child(set, *node, component);
	if (child == NODE_NONE) {
		if (add_node(&child, set, *node, component) ||
		    hash_index_add(&set->children, hash_edge(set, *node, component), child))
			return MOW_ENOMEM;
		set->nodes.items[*node].table++;
		set->uses.items[component].count++;
		set->nodes.items[*node].ways |= (unsigned char)components_way(&set->components, component);
	}
	*node = child;
	return MOW_OK;
}

enum part { PART_NAME, PART_ANY, PART_DEEP };

static enum part classify(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '*')
			return PART_NAME;
	}
	return len == 1 ? PART_ANY : PART_DEEP;
}

/*
 * A last `**` ends where it was reached, and all below matches; with a slash behind it, all folders below, which is a
 * lone `*` more. A lone `*` is a folder where a slash is behind it, a file where one is before it only, and without any
 * slash a last `**`.
 */
static int go_along(struct pattern_end *end, struct pattern_set *set, const struct pattern_parts *parts)
{
	enum part part = PART_DEEP;
	int result = parts->anchored ? MOW_OK : go_deep(&end->node, set);

	for (size_t i = 0; i < parts->count && result == MOW_OK; i++) {
		const char *text = parts->items[i].text;
		part = classify(text, parts->items[i].len);
		if (part == PART_ANY && !parts->anchored && !parts->folder)
			part = PART_DEEP;
		result = part == PART_NAME  ? go_component(&end->node, set, text, parts->items[i].len)
			 : part == PART_ANY ? go_any(&end->node, set)
					    : go_deep(&end->node, set);
	}
	if (result == MOW_OK && part == PART_DEEP && parts->folder)
		result = go_any(&end->node, set);
	end->kind = parts->folder ? END_FOLDER : part == PART_ANY ? END_FILE : END_ENTRY;
	return result;
}

int pattern_set_add(struct pattern_set *set, const char *text, size_t len, struct mow_error *err)
{
	struct pattern_end end = {NODE_ROOT, set->next, END_ENTRY};
	struct pattern_parts parts;

	if (!pattern_split(&parts, text, len))
		return mow_fail(err, MOW_EINVAL, "this is no pattern");
	if (set->next >= NODE_NONE || array_reserve(&set->patterns, 1))
		return mow_fail_memory(err);
	int result = go_along(&end, set, &parts);
	if (result == MOW_EINVAL)
		return mow_fail(err, result, "this is no pattern");
	if (result != MOW_OK)
		return mow_fail_memory(err);
	set->patterns.items[set->patterns.count++] = end;
	set->next++;
	return MOW_OK;
}

void pattern_set_skip(struct pattern_set *set)
{
	if (set->next < NODE_NONE)
		set->next++;
}

/* Sorts the nodes by their components, by counting. */
static int sort_edges(struct pattern_set *set)
{
	uint32_t start = 0;

	set->edges = calloc(set->nodes.count, sizeof *set->edges);
	if (set->edges == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < set->uses.count; i++) {
		struct component *list = &set->uses.items[i];
		list->first = start;
		start += list->count;
		list->count = 0;
	}
	for (uint32_t i = 0; i < set->nodes.count; i++) {
		const struct node *node = &set->nodes.items[i];
		if (node->component == NODE_NONE)
			continue;
		struct component *list = &set->uses.items[node->component];
		set->edges[list->first + list->count++] = (struct edge){node->parent, i};
	}
	return MOW_OK;
}

static void place(struct pattern_set *set, uint32_t number)
{
	const struct node *node = &set->nodes.items[number];
	const struct node *parent = &set->nodes.items[node->parent];
	const struct component *component = &set->uses.items[node->component];
	struct child *table = set->tables + parent->table;
	size_t mask = ((size_t)1 << parent->bits) - 1;
	size_t at = component->hash;

	while (table[at & mask].node != 0)
		at++;
	table[at & mask] = (struct child){component->hash, number, component->whole};
}

/* A table is at most two thirds full, but for that of one child. */
static int make_tables(struct pattern_set *set)
{
	size_t total = 0;

	for (size_t i = 0; i < set->nodes.count; i++) {
		struct node *node = &set->nodes.items[i];
		size_t count = node->table;
		while (count > 1 && (size_t)1 << node->bits < count + count / 2)
			node->bits++;
		node->table = (uint32_t)total;
		total += count > 0 ? (size_t)1 << node->bits : 0;
	}
	set->tables = total < NODE_NONE ? calloc(total + 1, sizeof *set->tables) : NULL;
	if (set->tables == NULL)
		return MOW_ENOMEM;
	for (uint32_t i = 0; i < set->nodes.count; i++) {
		if (set->nodes.items[i].component != NODE_NONE)
			place(set, i);
	}
	hash_index_release(&set->children);
	return MOW_OK;
}

/* Sorts the patterns by where they end, by counting. */
static int sort_ends(struct pattern_set *set)
{
	uint32_t start = 0;

	set->ends = calloc(set->patterns.count + 1, sizeof *set->ends);
	if (set->ends == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < set->patterns.count; i++)
		set->nodes.items[set->patterns.items[i].node].ends[set->patterns.items[i].kind]++;
	for (size_t i = 0; i < set->nodes.count; i++) {
		uint32_t *ends = set->nodes.items[i].ends;
		for (size_t kind = 0; kind < END_KINDS; kind++) {
			uint32_t count = ends[kind];
			ends[kind] = start;
			start += count;
		}
	}
	for (uint32_t i = 0; i < set->patterns.count; i++) {
		uint32_t *ends = set->nodes.items[set->patterns.items[i].node].ends;
		set->ends[ends[set->patterns.items[i].kind]++] = set->patterns.items[i].number;
	}
	/* Now each begin is where the next one was: one place up. */
	start = 0;
	for (size_t i = 0; i < set->nodes.count; i++) {
		uint32_t *ends = set->nodes.items[i].ends;
		memmove(ends + 1, ends, END_KINDS * sizeof *ends);
		ends[0] = start;
		start = ends[END_KINDS];
	}
	return MOW_OK;
}

int pattern_set_compile(struct pattern_set *set, struct mow_error *err)
{
	return components_compile(&set->components) || sort_edges(set) || make_tables(set) || sort_ends(set)
		       ? mow_fail_memory(err)
		       : MOW_OK;
}

void pattern_matches_release(struct pattern_matches *matches)
{
	free(matches->items);
	*matches = (struct pattern_matches){0};
}
