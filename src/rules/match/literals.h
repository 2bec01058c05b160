/*
 * A table of short strings that can be found as the whole, the beginnings or the ends of a name in one pass over it
 * each. Internal to the patterns.
 *
 * The hash of bytes grows byte by byte, so that one pass gives those of all beginnings, and one from behind those of
 * all ends. It is a polynomial over 2^64 at a secret odd place; the strings that collide in such ones whatever the
 * place (Thue-Morse) agree in low bits alone at the lengths there are, and literals_finish takes high ones.
 */
#ifndef MOW_RULES_MATCH_LITERALS_H
#define MOW_RULES_MATCH_LITERALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash_index.h"

#define LITERALS_NONE HASH_INDEX_NONE

/* What a literal is: the components of one kind and those of another are apart. Ends are hashed from behind. */
enum literal_kind {
	LITERAL_WRITTEN = 0, /* a component with wild cards as it is written */
	LITERAL_WHOLE = 1,
	LITERAL_BEGINNING = 2,
	LITERAL_END = 4,
	LITERAL_INSIDE = 8,
	LITERAL_SHAPED = 32, /* a whole one with NULs for the bytes that are not told */
};

/* As long as a line of the cache: short bytes are in it, and a look-up that finds touches nothing else. */
#define LITERAL_SHORT 40

struct literal {
	uint32_t hash;
	uint32_t len;
	enum literal_kind kind;
	/* what components.c keeps with it: */
	uint32_t component; /* LITERALS_NONE */
	uint32_t globs;     /* LITERALS_NONE */
	uint32_t glob_count;
	union {
		char copy[LITERAL_SHORT];
		const char *bytes; /* of a longer one */
	} text;
};

struct literals {
	struct literal *items;
	size_t count, capacity;
	uint64_t seed[3];
	struct hash_index slots;
};

int literals_init(struct literals *literals); /* of zeros; 0 or MOW_ESYSTEM: no random bytes */
void literals_release(struct literals *literals);

/* The number of a literal, an old one or new; its bytes must live as long as the table. 0 or MOW_ENOMEM. */
int literals_intern(uint32_t *number, struct literals *literals, enum literal_kind kind, const char *bytes, size_t len);

/* LITERALS_NONE: there is none. */
uint32_t literals_get(const struct literals *literals, enum literal_kind kind, const char *bytes, size_t len);

/* For a pass over a name: begin, extend by each byte, then find what has been passed so far. */
static inline uint64_t literals_begin(const struct literals *literals)
{
	return literals->seed[2];
}

static inline uint64_t literals_extend(const struct literals *literals, uint64_t hash, char byte)
{
	return (hash + (unsigned char)byte + 1) * literals->seed[0];
}

static inline uint32_t literals_finish(const struct literals *literals, uint64_t hash, enum literal_kind kind)
{
	hash = (hash ^ hash >> 32 ^ (uint64_t)kind) * literals->seed[1];
	return (uint32_t)(hash >> 32);
}

/* By a finished hash. */
static inline bool literals_may_hold(const struct literals *literals, uint32_t hash)
{
	return hash_index_may_hold(&literals->slots, hash);
}
bool literals_equal(const struct literals *literals, uint32_t number, enum literal_kind kind, const char *bytes,
		    size_t len);
uint32_t literals_look_up(const struct literals *literals, uint32_t hash, enum literal_kind kind, const char *bytes,
			  size_t len);

#endif
