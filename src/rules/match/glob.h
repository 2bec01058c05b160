/*
 * One component of a pattern, with wild cards as in git's wildmatch: `*`, `?`, `[…]`, `\`. Bytes, case-sensitive.
 * Internal to the patterns (pattern.h).
 */
#ifndef MOW_RULES_MATCH_GLOB_H
#define MOW_RULES_MATCH_GLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A unit of a component: a literal byte is its own value; these stand for the others. From GLOB_CLASS on: the class of
 * that number. */
enum { GLOB_ANY = 256, GLOB_STAR = 257, GLOB_CLASS = 258 };

/* The bytes that a class holds: bit b % 8 of byte b / 8. Negation is already in it; it never holds `/`. */
struct glob_class {
	unsigned char bits[32];
};

enum glob_fault {
	GLOB_FINE,
	GLOB_UNCLOSED,      /* a `[` without its `]` */
	GLOB_LONE_ESCAPE,   /* a `\` at the end */
	GLOB_UNKNOWN_CLASS, /* [:word:] that git does not know */
};

/*
 * Reads the unit at `*at` (less than `len`) and moves `*at` behind it, or, where it is none, to the byte that is wrong.
 * A class is filled in and reported as GLOB_CLASS. `/` is a byte like any other here.
 */
enum glob_fault glob_unit(unsigned *unit, struct glob_class *class, const char *text, size_t len, size_t *at);

/* A compiled component. */
struct glob {
	uint16_t *units; /* no two GLOB_STAR beside each other */
	size_t count;
	size_t least; /* bytes that a match has at least; exactly, where there is no star */
	bool star;
	struct glob_class *classes;
};

/* Into the arena. MOW_ENOMEM, or MOW_EINVAL where a unit is none or there are more than UINT16_MAX / 2. */
int glob_compile(struct glob *out, const char *text, size_t len, struct arena *arena);

/* In time at most (bytes of the component) × `len`, whatever they are. */
bool glob_match(const struct glob *glob, const char *name, size_t len);

#endif
