/*
 * The bare part of a hash table: numbers found by the hash of a key that lies elsewhere.
 *
 * A slot holds the whole hash beside the number, so that growing needs no keys and a wrong one is hardly ever looked
 * at; a filter an eighth of that size answers for most of what is not there. At most half of the slots are taken. The
 * caller's hashes must be keyed by a secret: keys come from anybody.
 */
#ifndef MOW_BASE_HASH_INDEX_H
#define MOW_BASE_HASH_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_INDEX_NONE UINT32_MAX

struct hash_index {
	uint64_t *items;  /* hash in the upper half, number plus 1 in the lower; 0: free */
	uint64_t *filter; /* a word for eight slots: three bits for each number */
	size_t count;
	size_t capacity; /* a power of two, or 0 */
};

/* Adds a number below UINT32_MAX - 1; nothing is replaced. 0 or MOW_ENOMEM. */
int hash_index_add(struct hash_index *index, uint32_t hash, uint32_t number);
void hash_index_release(struct hash_index *index);

static inline uint64_t hash_index_bits(uint32_t hash)
{
	return UINT64_C(1) << (hash >> 26) | UINT64_C(1) << (hash >> 20) % 64 | UINT64_C(1) << (hash >> 14) % 64;
}

/* False: there is none with this hash. */
static inline bool hash_index_may_hold(const struct hash_index *index, uint32_t hash)
{
	uint64_t bits = hash_index_bits(hash);

	return index->capacity != 0 && (index->filter[hash & (index->capacity / 8 - 1)] & bits) == bits;
}

/* The next number with this hash, or HASH_INDEX_NONE; `*at` is the hash itself at first. */
static inline uint32_t hash_index_next(const struct hash_index *index, uint32_t hash, size_t *at)
{
	while (index->capacity != 0) {
		uint64_t item = index->items[(*at)++ & (index->capacity - 1)];
		if (item == 0)
			break;
		if (item >> 32 == hash)
			return (uint32_t)item - 1;
	}
	return HASH_INDEX_NONE;
}

#endif
