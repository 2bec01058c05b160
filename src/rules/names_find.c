#include <string.h>

#include "rules/names.h"

/* The lengths that literals may have which agree with a name in these two bytes. */
static uint64_t find_lengths(const struct name_lengths *lengths, char one, char two)
{
	return lengths == NULL
		       ? 0
		       : lengths->one[(unsigned char)one % NAME_BYTES] & lengths->two[(unsigned char)two % NAME_BYTES];
}

/* A glob is found by one literal only, and every literal once, so no component is added twice. */
static void try_globs(const struct names *names, uint32_t glob)
{
	struct names_scratch *scratch = names->scratch;

	for (; glob != LITERALS_NONE; glob = names->globs.items[glob].next) {
		if (glob_match(&names->globs.items[glob].glob, scratch->name, scratch->len))
			scratch->found[scratch->count++] = names->globs.items[glob].component;
	}
}

static void add_found(const struct names *names, uint32_t number)
{
	const struct literal *literal = &names->literals.items[number];

	if (literal->component != LITERALS_NONE)
		names->scratch->found[names->scratch->count++] = literal->component;
	try_globs(names, literal->globs);
}

/* The literal that is the first or last `n` bytes of the name, by their hash. */
static void look_up(const struct names *names, uint64_t hash, enum literal_kind kind, size_t n)
{
	const struct names_scratch *scratch = names->scratch;
	uint32_t finished = literals_finish(&names->literals, hash, kind);

	if (!literals_may_hold(&names->literals, finished))
		return;
	const char *bytes = kind == LITERAL_END ? scratch->name + scratch->len - n : scratch->name;
	uint32_t number = literals_look_up(&names->literals, finished, kind, bytes, n);
	if (number != LITERALS_NONE)
		add_found(names, number);
}

static bool may_be_whole(const struct names *names, const char *name, size_t len)
{
	return (find_lengths(names->wholes, name[0], name[len - 1]) & names_length_bit(len)) != 0;
}

bool names_may_be_whole(const struct names *names, uint32_t *hash, const char *name, size_t len)
{
	uint64_t whole = literals_begin(&names->literals);

	if (len == 0 || !may_be_whole(names, name, len))
		return false;
	for (size_t i = 0; i < len; i++)
		whole = literals_extend(&names->literals, whole, name[i]);
	*hash = literals_finish(&names->literals, whole, LITERAL_WHOLE);
	return true;
}

/* The whole name and its beginnings. */
static void find_forward(const struct names *names, unsigned ways, const char *name, size_t len)
{
	char second = name[len > 1 ? 1 : 0];
	uint64_t lengths = ways & NAMES_BEGINNING ? find_lengths(names->beginnings, name[0], second) : 0;
	uint64_t hash = literals_begin(&names->literals);
	bool whole = (ways & NAMES_WHOLE) && may_be_whole(names, name, len);

	for (size_t n = 1; n <= len && (lengths != 0 || whole); n++, lengths >>= 1) {
		hash = literals_extend(&names->literals, hash, name[n - 1]);
		if (lengths & 1)
			look_up(names, hash, LITERAL_BEGINNING, n);
	}
	if (whole)
		look_up(names, hash, LITERAL_WHOLE, len);
}

/* Its ends. */
static void find_backward(const struct names *names, const char *name, size_t len)
{
	char second = name[len > 1 ? len - 2 : 0];
	uint64_t lengths = find_lengths(names->ends, name[len - 1], second);
	uint64_t hash = literals_begin(&names->literals);

	for (size_t n = 1; n <= len && lengths != 0; n++, lengths >>= 1) {
		hash = literals_extend(&names->literals, hash, name[len - n]);
		if (lengths & 1)
			look_up(names, hash, LITERAL_END, n);
	}
}

/* Without the weight of its wild bytes, a name has the hash of the literal that has NULs there. */
static void find_shaped(const struct names *names, const char *name, size_t len)
{
	const struct name_shapes *shapes = names->shapes;
	uint64_t whole = literals_begin(&names->literals);
	char bytes[NAMES_ANCHOR_MAX];

	if (shapes == NULL || len > NAMES_ANCHOR_MAX || shapes->first[len] == SHAPE_NONE)
		return;
	for (size_t i = 0; i < len; i++)
		whole = literals_extend(&names->literals, whole, name[i]);
	for (uint32_t i = shapes->first[len]; i != SHAPE_NONE; i = shapes->items[i].next) {
		uint64_t hash = whole;
		for (uint64_t wild = shapes->items[i].wild; wild != 0; wild &= wild - 1) {
			size_t at = (size_t)__builtin_ctzll(wild);
			hash -= (unsigned char)name[at] * shapes->weight[len - at];
		}
		uint32_t finished = literals_finish(&names->literals, hash, LITERAL_SHAPED);
		if (!literals_may_hold(&names->literals, finished))
			continue;
		for (size_t at = 0; at < len; at++)
			bytes[at] = (char)(shapes->items[i].wild >> at & 1 ? '\0' : name[at]);
		uint32_t number = literals_look_up(&names->literals, finished, LITERAL_SHAPED, bytes, len);
		if (number != LITERALS_NONE)
			add_found(names, number);
	}
}

static void find_inside(const struct names *names, const char *name, size_t len)
{
	struct automaton_search *search = &names->scratch->search;

	if (++search->turn == 0) {
		memset(search->seen, 0, names->literals.count * sizeof *search->seen);
		search->turn = 1;
	}
	automaton_find(search, &names->words, name, len);
	for (size_t i = 0; i < search->count; i++)
		add_found(names, search->found[i]);
}

size_t names_find(const struct names *names, unsigned ways, const char *name, size_t len)
{
	struct names_scratch *scratch = names->scratch;

	scratch->name = name;
	scratch->len = len;
	scratch->count = 0;
	if (len == 0)
		return 0;
	if (ways & (NAMES_WHOLE | NAMES_BEGINNING))
		find_forward(names, ways, name, len);
	if (ways & NAMES_END)
		find_backward(names, name, len);
	if (ways & NAMES_INSIDE)
		find_inside(names, name, len);
	if (ways & NAMES_SHAPED)
		find_shaped(names, name, len);
	if (ways & NAMES_BARE)
		try_globs(names, names->bare);
	return scratch->count;
}
