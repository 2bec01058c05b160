/*
 * The components of all patterns of a set, each once, and which of them a name matches: found by hashes of the whole
 * name, its beginnings and its ends, and by one search for the words inside, so that it hardly matters how many there
 * are. A component is known by a number from 0. Internal to the patterns.
 */
#ifndef MOW_RULES_NAMES_H
#define MOW_RULES_NAMES_H

#include "base/arena.h"
#include "mowners.h"
#include "rules/automaton.h"
#include "rules/glob.h"
#include "rules/literals.h"

/* How a component is found; sets of these bits tell names_find what matters. The first four are the kinds of literals.
 */
enum {
	NAMES_WHOLE = LITERAL_WHOLE,         /* no wild card: the name itself */
	NAMES_BEGINNING = LITERAL_BEGINNING, /* by a literal that it begins with */
	NAMES_END = LITERAL_END,             /* by one that it ends with */
	NAMES_INSIDE = LITERAL_INSIDE,       /* by one inside */
	NAMES_BARE = 16,                     /* it has no literal: tried one by one */
	NAMES_SHAPED = LITERAL_SHAPED,       /* by what is literal in it, all together; see struct name_shape */
};

/* Bytes of a literal that beginnings, ends and words are found by; a longer one is tried as a glob. As many as a mask
 * of lengths has bits. */
enum { NAMES_ANCHOR_MAX = 64 };

/* A component with wild cards that must be tried. */
struct name_glob {
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
struct name_lengths {
	uint64_t one[NAME_BYTES], two[NAME_BYTES];
};

/*
 * Where the bytes are that are not literal in components without a star: such a one (`hero?.png`, `v[0-9].psd`) is
 * found by all of its literals together. Few shapes are needed for that; past a bound, others are found by one literal.
 */
struct name_shape {
	uint64_t wild; /* bit i: byte i */
	uint32_t next; /* of the same length; SHAPE_NONE */
};
#define SHAPE_NONE UINT32_MAX
enum { SHAPES_MAX = 32 }; /* of one length */
struct name_shapes {
	struct name_shape *items;
	size_t count, capacity;
	uint32_t first[NAMES_ANCHOR_MAX + 1]; /* by length */
	uint64_t weight[NAMES_ANCHOR_MAX +
			1]; /* of a byte in the hash of a literal, by how far from the end it begins */
};

/* What look-ups work with; changes under a const struct names. */
struct names_scratch {
	const char *name; /* that is looked up */
	size_t len;
	uint32_t *found; /* components; room for all */
	size_t count;
	struct automaton_search search;
};

struct names {
	struct arena *arena; /* the set's */
	struct literals literals;
	struct name_lengths *wholes, *beginnings, *ends; /* NULL: there is no such literal */
	struct {
		struct name_glob *items;
		size_t count, capacity;
	} globs;
	struct name_shapes *shapes; /* NULL: there are none */
	uint32_t bare;              /* the first glob without a literal; LITERALS_NONE */
	struct {
		unsigned char *items; /* how each is found */
		size_t count, capacity;
	} components;
	struct automaton words;
	struct names_scratch *scratch;
};

int names_init(struct names *names, struct arena *arena, struct mow_error *err);
void names_release(struct names *names);

/*
 * The number of a component other than a lone `*` or `**`, which must be well formed; new, or the one it had. `*whole`:
 * the literal that it is, or LITERALS_NONE where it has wild cards. 0, MOW_ENOMEM, MOW_EINVAL.
 */
int names_add(uint32_t *component, uint32_t *whole, struct names *names, const char *text, size_t len);

/* Ends adding. 0 or MOW_ENOMEM. */
int names_compile(struct names *names);

/* The bit of a length in a mask of lengths. */
static inline uint64_t names_length_bit(size_t len)
{
	return UINT64_C(1) << (len - 1) % 64;
}

static inline unsigned names_way(const struct names *names, uint32_t component)
{
	return names->components.items[component];
}

/* Whether some component may be a name as a whole; `*hash` is then that of its literal. */
bool names_may_be_whole(const struct names *names, uint32_t *hash, const char *name, size_t len);

/*
 * The components that a name matches, at least all those that are found in one of `ways`, each once, in no order: in
 * scratch->found, until the next call. Returns how many.
 */
size_t names_find(const struct names *names, unsigned ways, const char *name, size_t len);

#endif
