/*
 * From a string of bytes to a number: a hash table with a secret seed (SipHash), since keys come from hostile
 * repositories. Keys are not copied; they must live as long as the map.
 */
#ifndef MOW_BASE_MAP_H
#define MOW_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

struct map_slot;
struct map {
	struct map_slot *slots;
	size_t count;
	size_t capacity; /* a power of two, or 0 */
	uint64_t seed[2];
};

bool map_get(const struct map *map, const void *key, size_t len, size_t *value); /* `value` may be NULL */
int map_put(struct map *map, const void *key, size_t len, size_t value);         /* replaces; 0 or MOW_ENOMEM */
/* The value of a key into `*value`; where there is none, `*value` is put. 0 or MOW_ENOMEM. */
int map_take(struct map *map, const void *key, size_t len, size_t *value);
void map_release(struct map *map); /* a zeroed struct map is an empty one */

MOW_AUTO_DEFINE(map)

#endif
