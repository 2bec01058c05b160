#include "rules/match/pattern_state.h"

#include <string.h>

#include "base/array.h"
#include "rules/match/pattern_set.h"

/* So many live nodes are asked one by one for a name before it is looked up whether any component is called so. */
#define LIVE_FEW 16

/*
 * A state is the set of nodes that are alive in a folder, and the patterns that match because of a folder above. Both
 * are ascending lists, each number once, so they never hold more than the set has; a list that is the parent's is
 * shared with it, and so is a whole state where nothing differs: in the folders that no pattern speaks of there is one
 * state for all depths.
 */
struct pattern_state {
	struct pattern_list deep;           /* nodes of `**`: alive here and below */
	struct pattern_list fresh;          /* nodes that the folder's own name has reached: alive here alone */
	struct pattern_list any;            /* the children by a lone `*` of all these */
	struct pattern_list inherited;      /* patterns that match a folder above or this one, or all that is in it */
	struct pattern_list files, folders; /* those and the ones that end in a lone `*` here */
	unsigned ways;                      /* how children of the live nodes are found */
	size_t size;
	struct plain_child *plain;
};

/* The state of a folder whose name no component knows but the lone `*`: made when it is first needed, where the parent
 * lives. */
struct plain_child {
	struct arena *arena;
	const struct pattern_state *state;
};

size_t pattern_state_size(const struct pattern_state *state)
{
	return state->size;
}

bool pattern_state_outlives(const struct pattern_state *child, const struct pattern_state *parent)
{
	return child == parent || child == parent->plain->state;
}

bool pattern_state_is_final(const struct pattern_state *state)
{
	return state->deep.count == 0 && state->fresh.count == 0;
}

bool pattern_state_is_silent(const struct pattern_state *state)
{
	return pattern_state_is_final(state) && state->files.count == 0 && state->folders.count == 0;
}

const struct pattern_list *pattern_state_common(const struct pattern_state *state, bool folder)
{
	return folder ? &state->folders : &state->files;
}

/* `list` becomes `base` and `more` together: `base` itself where that adds nothing. `more` is sorted here. */
static int unite(struct pattern_list *list, const struct pattern_list *base, struct pattern_matches *more,
		 struct pattern_state *state, struct arena *arena)
{
	struct pattern_list added = pattern_list_sort(more);

	if (pattern_list_within(&added, base)) {
		*list = *base;
		return MOW_OK;
	}
	uint32_t *items = arena_array(arena, base->count + added.count, sizeof *items);
	if (items == NULL)
		return MOW_ENOMEM;
	state->size += (base->count + added.count) * sizeof *items;
	*list = (struct pattern_list){items, pattern_list_merge(items, base, &added)};
	return MOW_OK;
}

static int push_ends(struct pattern_matches *list, const struct pattern_set *set, uint32_t number, enum end_kind kind)
{
	const struct node *node = &set->nodes.items[number];

	return pattern_list_append(list, set->ends + node->ends[kind], node->ends[kind + 1] - node->ends[kind]);
}

/* What the live nodes mean for the entries of the folder. */
static int add_live(struct pattern_matches *any, struct pattern_state *state, const struct pattern_set *set,
		    const struct pattern_list *live)
{
	for (size_t i = 0; i < live->count; i++) {
		const struct node *node = &set->nodes.items[live->items[i]];
		state->ways |= node->ways;
		if (node->any != NODE_NONE && pattern_list_push(any, node->any))
			return MOW_ENOMEM;
	}
	return MOW_OK;
}

static int add_common(struct pattern_list *list, struct pattern_state *state, const struct pattern_set *set,
		      enum end_kind kind, struct arena *arena)
{
	struct pattern_matches *ends = &set->scratch->ends;

	ends->count = 0;
	for (size_t i = 0; i < state->any.count; i++) {
		if (push_ends(ends, set, state->any.items[i], kind))
			return MOW_ENOMEM;
	}
	return unite(list, &state->inherited, ends, state, arena);
}

/* A state of which the live nodes and the inherited patterns are known. */
static int finish(const struct pattern_state **out, struct pattern_state *draft, const struct pattern_set *set,
		  struct arena *arena)
{
	static const struct pattern_list none;
	struct pattern_matches *any = &set->scratch->ends;

	any->count = 0;
	if (add_live(any, draft, set, &draft->deep) || add_live(any, draft, set, &draft->fresh) ||
	    unite(&draft->any, &none, any, draft, arena) || add_common(&draft->files, draft, set, END_FILE, arena) ||
	    add_common(&draft->folders, draft, set, END_FOLDER, arena))
		return MOW_ENOMEM;
	struct pattern_state *state = arena_alloc(arena, sizeof *state);
	draft->plain = arena_alloc(arena, sizeof *draft->plain);
	if (state == NULL || draft->plain == NULL)
		return MOW_ENOMEM;
	draft->size += sizeof *state + sizeof *draft->plain;
	draft->plain->arena = arena;
	*state = *draft;
	*out = state;
	return MOW_OK;
}

/*
 * A folder has been entered by way of `node`: it stays alive if it leads on, what ends there is inherited, and where a
 * `**` follows, that comes alive too.
 */
static int enter_node(struct pattern_matches *inherited, const struct pattern_set *set, uint32_t number)
{
	struct set_scratch *scratch = set->scratch;
	const struct node *node = &set->nodes.items[number];

	if (node_leads_on(node) && pattern_list_push(&scratch->fresh, number))
		return MOW_ENOMEM;
	if (push_ends(inherited, set, number, END_ENTRY) || push_ends(inherited, set, number, END_FOLDER))
		return MOW_ENOMEM;
	if (node->deep == NODE_NONE)
		return MOW_OK;
	if (node_leads_on(&set->nodes.items[node->deep]) && pattern_list_push(&scratch->deep, node->deep))
		return MOW_ENOMEM;
	return push_ends(inherited, set, node->deep, END_ENTRY);
}

/* The child of `parent` by way of the reached nodes and the lone `*`s: the parent itself where nothing differs. */
static int descend(const struct pattern_state **out, const struct pattern_set *set, const struct pattern_state *parent,
		   const struct pattern_list *reached, struct arena *arena)
{
	static const struct pattern_list none;
	struct set_scratch *scratch = set->scratch;
	struct pattern_matches *inherited = &scratch->ends;
	struct pattern_state draft = {.size = 0};

	scratch->fresh.count = scratch->deep.count = inherited->count = 0;
	for (size_t i = 0; i < reached->count; i++) {
		if (enter_node(inherited, set, reached->items[i]))
			return MOW_ENOMEM;
	}
	for (size_t i = 0; i < parent->any.count; i++) {
		if (enter_node(inherited, set, parent->any.items[i]))
			return MOW_ENOMEM;
	}
	if (unite(&draft.inherited, &parent->inherited, inherited, &draft, arena) ||
	    unite(&draft.deep, &parent->deep, &scratch->deep, &draft, arena))
		return MOW_ENOMEM;
	struct pattern_list fresh = pattern_list_sort(&scratch->fresh);
	if (draft.inherited.items == parent->inherited.items && draft.deep.items == parent->deep.items &&
	    pattern_list_equal(&fresh, &parent->fresh)) {
		*out = parent;
		return MOW_OK;
	}
	if (unite(&draft.fresh, &none, &scratch->fresh, &draft, arena))
		return MOW_ENOMEM;
	return finish(out, &draft, set, arena);
}

const struct pattern_state *pattern_state_root(const struct pattern_set *set, struct arena *arena)
{
	/* Nothing inherited, nothing alive: as if the root were a folder that is entered. */
	static const struct pattern_state above;
	uint32_t root = NODE_ROOT;
	const struct pattern_list reached = {&root, 1};
	const struct pattern_state *state;

	if (descend(&state, set, &above, &reached, arena))
		return NULL;
	if (state == &above) {
		struct pattern_state draft = above;
		if (finish(&state, &draft, set, arena))
			return NULL;
	}
	return state;
}

struct whole_name {
	const char *text;
	size_t len;
	uint32_t hash;
};

/* The children of the live nodes by the name as a whole. */
static int reach_whole(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
		       const struct whole_name *name)
{
	const struct pattern_list *lists[] = {&state->fresh, &state->deep};
	const struct child *child;

	for (size_t l = 0; l < 2; l++) {
		for (size_t i = 0; i < lists[l]->count; i++) {
			const struct node *parent = &set->nodes.items[lists[l]->items[i]];
			size_t at = (parent->ways & COMPONENTS_WHOLE) ? 0 : SIZE_MAX;
			while ((child = pattern_set_next(set, parent, name->hash, &at)) != NULL) {
				__builtin_prefetch(&set->nodes.items[child->node]);
				if (child->whole != LITERALS_NONE &&
				    literals_equal(&set->components.literals, child->whole, LITERAL_WHOLE, name->text,
						   name->len) &&
				    pattern_list_push(out, child->node))
					return MOW_ENOMEM;
			}
		}
	}
	return MOW_OK;
}

/* Fetches what reach_whole will look at first, which with many patterns is far away; there is something to do
 * meanwhile. */
static void prefetch(const struct pattern_set *set, const struct pattern_list *live, uint32_t hash)
{
	for (size_t i = 0; i < live->count; i++) {
		const struct node *parent = &set->nodes.items[live->items[i]];
		__builtin_prefetch(&set->tables[parent->table + (hash & (((size_t)1 << parent->bits) - 1))]);
	}
}

/* The child of a node by a component, if there is one. */
static int reach_child(struct pattern_matches *out, const struct pattern_set *set, const struct node *parent,
		       uint32_t component)
{
	uint32_t hash = set->uses.items[component].hash;
	const struct child *child;
	size_t at = 0;

	while ((child = pattern_set_next(set, parent, hash, &at)) != NULL) {
		if (set->nodes.items[child->node].component == component)
			return pattern_list_push(out, child->node);
	}
	return MOW_OK;
}

static size_t count_live(const struct pattern_state *state)
{
	return state->fresh.count + state->deep.count;
}

static bool is_live(const struct pattern_state *state, uint32_t node)
{
	return pattern_list_has(&state->fresh, node) || pattern_list_has(&state->deep, node);
}

/* The children of the live nodes by one component: from whichever side there is less to try. */
static int reach_by(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
		    uint32_t component)
{
	const struct component *list = &set->uses.items[component];
	const struct pattern_list *lists[] = {&state->fresh, &state->deep};
	unsigned way = components_way(&set->components, component);

	if (list->count <= count_live(state)) {
		for (uint32_t i = 0; i < list->count; i++) {
			const struct edge *edge = &set->edges[list->first + i];
			if (is_live(state, edge->parent) && pattern_list_push(out, edge->node))
				return MOW_ENOMEM;
		}
		return MOW_OK;
	}
	for (size_t l = 0; l < 2; l++) {
		for (size_t i = 0; i < lists[l]->count; i++) {
			const struct node *parent = &set->nodes.items[lists[l]->items[i]];
			if ((parent->ways & way) && reach_child(out, set, parent, component))
				return MOW_ENOMEM;
		}
	}
	return MOW_OK;
}

int pattern_state_hits(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
		       const char *name, size_t len)
{
	unsigned ways = state->ways;
	struct whole_name whole = {name, len, 0};
	bool may = false;

	out->count = 0;
	if ((ways & COMPONENTS_WHOLE) && count_live(state) <= LIVE_FEW) {
		ways &= ~(unsigned)COMPONENTS_WHOLE;
		may = components_may_be_whole(&set->components, &whole.hash, name, len);
		if (may)
			prefetch(set, &state->deep, whole.hash);
	}
	size_t count = ways == 0 ? 0 : components_find(&set->components, ways, name, len);
	if (may && reach_whole(out, set, state, &whole))
		return MOW_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		if (reach_by(out, set, state, set->components.scratch->found[i]))
			return MOW_ENOMEM;
	}
	(void)pattern_list_sort(out);
	return MOW_OK;
}

static int enter_plain(const struct pattern_state **out, const struct pattern_set *set,
		       const struct pattern_state *parent)
{
	static const struct pattern_list none;

	if (parent->plain->state == NULL && descend(&parent->plain->state, set, parent, &none, parent->plain->arena))
		return MOW_ENOMEM;
	*out = parent->plain->state;
	return MOW_OK;
}

const struct pattern_state *pattern_state_enter(const struct pattern_set *set, const struct pattern_state *parent,
						const char *name, size_t len, struct arena *arena)
{
	struct pattern_matches *reached = &set->scratch->reached;
	const struct pattern_state *state;

	if (pattern_state_hits(reached, set, parent, name, len))
		return NULL;
	struct pattern_list list = {reached->items, reached->count};
	if (list.count == 0 ? enter_plain(&state, set, parent) : descend(&state, set, parent, &list, arena))
		return NULL;
	return state;
}

static int expand(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_list *common,
		  const struct pattern_list *hits, bool folder)
{
	struct pattern_matches *ends = &set->scratch->ends;

	ends->count = 0;
	for (size_t i = 0; i < hits->count; i++) {
		if (push_ends(ends, set, hits->items[i], END_ENTRY) ||
		    (folder && push_ends(ends, set, hits->items[i], END_FOLDER)))
			return MOW_ENOMEM;
	}
	struct pattern_list more = pattern_list_sort(ends);
	out->count = 0;
	if (array_reserve(out, common->count + more.count))
		return MOW_ENOMEM;
	out->count = pattern_list_merge(out->items, common, &more);
	return MOW_OK;
}

int pattern_state_expand(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
			 const struct pattern_list *hits, enum mow_path_kind kind)
{
	bool folder = kind != MOW_PATH_FILE;
	struct pattern_matches *kept = &set->scratch->ends;

	if (expand(out, set, pattern_state_common(state, folder), hits, folder))
		return MOW_ENOMEM;
	if (kind != MOW_PATH_SUBMODULE || state->files.count == 0)
		return MOW_OK;
	kept->count = 0;
	if (pattern_list_append(kept, out->items, out->count))
		return MOW_ENOMEM;
	struct pattern_list as_folder = {kept->items, kept->count};
	out->count = 0;
	if (array_reserve(out, kept->count + state->files.count))
		return MOW_ENOMEM;
	out->count = pattern_list_merge(out->items, &as_folder, &state->files);
	return MOW_OK;
}

int pattern_state_match(struct pattern_matches *out, const struct pattern_set *set, const struct pattern_state *state,
			const struct mow_path *name)
{
	struct pattern_matches *reached = &set->scratch->reached;

	out->count = 0;
	if (name->len == 0)
		return MOW_OK;
	int result = pattern_state_hits(reached, set, state, name->bytes, name->len);
	if (result != MOW_OK)
		return result;
	struct pattern_list hits = {reached->items, reached->count};
	bool none = hits.count == 0 && state->files.count == 0 && state->folders.count == 0;
	return none ? MOW_OK : pattern_state_expand(out, set, state, &hits, name->kind);
}
