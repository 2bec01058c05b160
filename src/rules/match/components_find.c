#include "rules/match/components.h"

/* The lengths that literals may have which agree with a name in these two bytes. */
static uint64_t find_lengths(const struct component_lengths *lengths, char one, char two)
{
	return lengths == NULL
		       ? 0
		       : lengths->one[(unsigned char)one % NAME_BYTES] & lengths->two[(unsigned char)two % NAME_BYTES];
}

/* A glob is found by one literal only, and every literal once, so no component is added twice. */
static void try_globs(const struct components *components, uint32_t glob)
{
	struct components_scratch *scratch = components->scratch;

	for (; glob != LITERALS_NONE; glob = components->globs.items[glob].next) {
		if (glob_match(&components->globs.items[glob].glob, scratch->name, scratch->len))
			scratch->found[scratch->count++] = components->globs.items[glob].component;
	}
}

static void add_found(const struct components *components, uint32_t number)
{
	const struct literal *literal = &components->literals.items[number];

	if (literal->component != LITERALS_NONE)
		components->scratch->found[components->scratch->count++] = literal->component;
	try_globs(components, literal->globs);
}

/* The literal that is the first or last `n` bytes of the name, by their hash. */
static void look_up(const struct components *components, uint64_t hash, enum literal_kind kind, size_t n)
{
	const struct components_scratch *scratch = components->scratch;
	uint32_t finished = literals_finish(&components->literals, hash, kind);

	if (!literals_may_hold(&components->literals, finished))
		return;
	const char *bytes = kind == LITERAL_END ? scratch->name + scratch->len - n : scratch->name;
	uint32_t number = literals_look_up(&components->literals, finished, kind, bytes, n);
	if (number != LITERALS_NONE)
		add_found(components, number);
}

static bool may_be_whole(const struct components *components, const char *name, size_t len)
{
	return (find_lengths(components->wholes, name[0], name[len - 1]) & components_length_bit(len)) != 0;
}

bool components_may_be_whole(const struct components *components, uint32_t *hash, const char *name, size_t len)
{
	uint64_t whole = literals_begin(&components->literals);

	if (len == 0 || !may_be_whole(components, name, len))
		return false;
	for (size_t i = 0; i < len; i++)
		whole = literals_extend(&components->literals, whole, name[i]);
	*hash = literals_finish(&components->literals, whole, LITERAL_WHOLE);
	return true;
}

/* The whole name and its beginnings. */
static void find_forward(const struct components *components, unsigned ways, const char *name, size_t len)
{
	char second = name[len > 1 ? 1 : 0];
	uint64_t lengths = ways & COMPONENTS_BEGINNING ? find_lengths(components->beginnings, name[0], second) : 0;
	uint64_t hash = literals_begin(&components->literals);
	bool whole = (ways & COMPONENTS_WHOLE) && may_be_whole(components, name, len);

	for (size_t n = 1; n <= len && (lengths != 0 || whole); n++, lengths >>= 1) {
		hash = literals_extend(&components->literals, hash, name[n - 1]);
		if (lengths & 1)
			look_up(components, hash, LITERAL_BEGINNING, n);
	}
	if (whole)
		look_up(components, hash, LITERAL_WHOLE, len);
}

/* Its ends. */
static void find_backward(const struct components *components, const char *name, size_t len)
{
	char second = name[len > 1 ? len - 2 : 0];
	uint64_t lengths = find_lengths(components->ends, name[len - 1], second);
	uint64_t hash = literals_begin(&components->literals);

	for (size_t n = 1; n <= len && lengths != 0; n++, lengths >>= 1) {
		hash = literals_extend(&components->literals, hash, name[len - n]);
		if (lengths & 1)
			look_up(components, hash, LITERAL_END, n);
	}
}

/* Without the weight of its wild bytes, a name has the hash of the literal that has NULs there. */
static void find_shaped(const struct components *components, const char *name, size_t len)
{
	const struct component_shapes *shapes = components->shapes;
	uint64_t whole = literals_begin(&components->literals);
	char bytes[COMPONENTS_ANCHOR_MAX];

	if (shapes == NULL || len > COMPONENTS_ANCHOR_MAX || shapes->first[len] == SHAPE_NONE)
		return;
	for (size_t i = 0; i < len; i++)
		whole = literals_extend(&components->literals, whole, name[i]);
	for (uint32_t i = shapes->first[len]; i != SHAPE_NONE; i = shapes->items[i].next) {
		uint64_t hash = whole;
		for (uint64_t wild = shapes->items[i].wild; wild != 0; wild &= wild - 1) {
			size_t at = (size_t)__builtin_ctzll(wild);
			hash -= (unsigned char)name[at] * shapes->weight[len - at];
		}
		uint32_t finished = literals_finish(&components->literals, hash, LITERAL_SHAPED);
		if (!literals_may_hold(&components->literals, finished))
			continue;
		for (size_t at = 0; at < len; at++)
			bytes[at] = (char)(shapes->items[i].wild >> at & 1 ? '\0' : name[at]);
		uint32_t number = literals_look_up(&components->literals, finished, LITERAL_SHAPED, bytes, len);
		if (number != LITERALS_NONE)
			add_found(components, number);
	}
}

static void find_inside(const struct components *components, const char *name, size_t len)
{
	struct automaton_search *search = &components->scratch->search;

	search->turn++;
	automaton_find(search, &components->words, name, len);
	for (size_t i = 0; i < search->count; i++)
		add_found(components, search->found[i]);
}

size_t components_find(const struct components *components, unsigned ways, const char *name, size_t len)
{
	struct components_scratch *scratch = components->scratch;

	scratch->name = name;
	scratch->len = len;
	scratch->count = 0;
	if (len == 0)
		return 0;
	find_forward(components, ways, name, len);
	if (ways & COMPONENTS_END)
		find_backward(components, name, len);
	if (ways & COMPONENTS_INSIDE)
		find_inside(components, name, len);
	if (ways & COMPONENTS_SHAPED)
		find_shaped(components, name, len);
	if (ways & COMPONENTS_BARE)
		try_globs(components, components->bare);
	return scratch->count;
}
