/*
 * The bare part of a hash table: numbers found by the hash of a key that lies elsewhere. Internal to the rules.
 *
 * A slot holds the whole hash beside the number, so that growing needs no keys and a wrong one is hardly ever looked
 * at; a filter an eighth of that size answers for most of what is not there. At most half of the slots are taken. The
 * caller's hashes must be keyed by a secret: patterns come from anybody.
 */
#ifndef MOW_RULES_SLOTS_H
#define MOW_RULES_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SLOTS_NONE UINT32_MAX

struct slots {
	uint64_t *items;  /* hash in the upper half, number plus 1 in the lower; 0: free */
	uint64_t *filter; /* a word for eight slots: three bits for each number */
	size_t count;
	size_t capacity; /* a power of two, or 0 */
};

/* Adds a number below UINT32_MAX - 1; nothing is replaced. 0 or MOW_ENOMEM. */
int slots_add(struct slots *slots, uint32_t hash, uint32_t number);
void slots_release(struct slots *slots);

static inline uint64_t slots_bits(uint32_t hash)
{
	return UINT64_C(1) << (hash >> 26) | UINT64_C(1) << (hash >> 20) % 64 | UINT64_C(1) << (hash >> 14) % 64;
}

/* False: there is none with this hash. */
static inline bool slots_may_hold(const struct slots *slots, uint32_t hash)
{
	uint64_t bits = slots_bits(hash);

	return slots->capacity != 0 && (slots->filter[hash & (slots->capacity / 8 - 1)] & bits) == bits;
}

/* The next number with this hash, or SLOTS_NONE; `*at` is the hash itself at first. */
static inline uint32_t slots_next(const struct slots *slots, uint32_t hash, size_t *at)
{
	while (slots->capacity != 0) {
		uint64_t item = slots->items[(*at)++ & (slots->capacity - 1)];
		if (item == 0)
			break;
		if (item >> 32 == hash)
			return (uint32_t)item - 1;
	}
	return SLOTS_NONE;
}

#endif
