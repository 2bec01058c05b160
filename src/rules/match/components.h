/*
 * The components of all patterns of a set, each once, and which of them a name matches: found by hashes of the whole
 * name, its beginnings and its ends, and by one search for the words inside, so that it hardly matters how many there
 * are. A component is known by a number from 0. Internal to the patterns.
 */
#ifndef MOW_RULES_MATCH_COMPONENTS_H
#define MOW_RULES_MATCH_COMPONENTS_H

#include "base/arena.h"
#include "mowners.h"
#include "rules/match/automaton.h"
#include "rules/match/glob.h"
#include "rules/match/literals.h"

/* How a component is found; sets of these bits tell components_find what matters. The first four are the kinds of
 * literals.
 */
enum {
	COMPONENTS_WHOLE = LITERAL_WHOLE,         /* no wild card: the name itself */
	COMPONENTS_BEGINNING = LITERAL_BEGINNING, /* by a literal that it begins with */
	COMPONENTS_END = LITERAL_END,             /* by one that it ends with */
	COMPONENTS_INSIDE = LITERAL_INSIDE,       /* by one inside */
	COMPONENTS_BARE = 16,                     /* it has no literal: tried one by one */
	COMPONENTS_SHAPED = LITERAL_SHAPED, /* by what is literal in it, all together; see struct component_shape */
};

/* Bytes of a literal that beginnings, ends and words are found by; a longer one is tried as a glob. As many as a mask
 * of lengths has bits. */
enum { COMPONENTS_ANCHOR_MAX = AUTOMATON_WORD_MAX };

/* A component with wild cards that must be tried. */
struct component_glob {
	struct glob glob;
	uint32_t component;
	uint32_t next; /* the next one found by the same literal; LITERALS_NONE */
};

/*
 * The lengths that the literals of a kind have, by two of their bytes, those that a name must have too: the first and
 * the last one of a whole name, the outermost two of a beginning or an end. Bit (n - 1) % 64: there is one of n
 * bytes. Spares most names the look-ups.
 */
enum { NAME_BYTES = 32 }; /* bytes that are equal modulo this share a place */
struct component_lengths {
	uint64_t one[NAME_BYTES], two[NAME_BYTES];
};

/*
 * Where the bytes are that are not literal in components without a star: such a one (`hero?.png`, `v[0-9].psd`) is
 * found by all of its literals together. Few shapes are needed for that; past a bound, others are found by one literal.
 */
struct component_shape {
	uint64_t wild; /* bit i: byte i */
	uint32_t next; /* of the same length; SHAPE_NONE */
};
#define SHAPE_NONE UINT32_MAX
enum { SHAPES_MAX = 32 }; /* of one length */
struct component_shapes {
	struct component_shape *items;
	size_t count, capacity;
	uint32_t first[COMPONENTS_ANCHOR_MAX + 1]; /* by length */
	uint64_t weight[COMPONENTS_ANCHOR_MAX +
			1]; /* of a byte in the hash of a literal, by how far from the end it begins */
};

/* What look-ups work with; changes under a const struct components. */
struct components_scratch {
	const char *name; /* that is looked up */
	size_t len;
	uint32_t *found; /* components; room for all */
	size_t count;
	struct automaton_search search;
};

struct components {
	struct arena *arena; /* the set's */
	struct literals literals;
	struct component_lengths *wholes, *beginnings, *ends; /* NULL: there is no such literal */
	struct {
		struct component_glob *items;
		size_t count, capacity;
	} globs;
	struct component_shapes *shapes; /* NULL: there are none */
	uint32_t bare;                   /* the first glob without a literal; LITERALS_NONE */
	struct {
		unsigned char *items; /* how each is found */
		size_t count, capacity;
	} ways;
	struct automaton words;
	struct components_scratch *scratch;
};

int components_init(struct components *components, struct arena *arena, struct mow_error *err);
void components_release(struct components *components);

/*
 * The number of a component other than one of stars alone, which must be well formed; new, or the one it had. `*whole`:
 * the literal that it is, or LITERALS_NONE where it has wild cards. 0, MOW_ENOMEM, MOW_EINVAL.
 */
int components_add(uint32_t *component, uint32_t *whole, struct components *components, const char *text, size_t len);

/* Ends adding. 0 or MOW_ENOMEM. */
int components_compile(struct components *components);

/* The bit of a length in a mask of lengths. */
static inline uint64_t components_length_bit(size_t len)
{
	return UINT64_C(1) << (len - 1) % 64;
}

static inline unsigned components_way(const struct components *components, uint32_t component)
{
	return components->ways.items[component];
}

/* Whether some component may be a name as a whole; `*hash` is then that of its literal. */
bool components_may_be_whole(const struct components *components, uint32_t *hash, const char *name, size_t len);

/*
 * The components that a name matches, at least all those that are found in one of `ways`, each once, in no order: in
 * scratch->found, until the next call. Returns how many.
 */
size_t components_find(const struct components *components, unsigned ways, const char *name, size_t len);

#endif
