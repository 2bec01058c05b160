#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/system.h"
#include "mowners.h"

/* Linear probing, at most three quarters full. A hash has its top bit set, so that 0 means a free slot. */
struct map_slot {
	const void *key;
	size_t len;
	uint64_t hash;
	size_t value;
};

#define TAKEN (UINT64_C(1) << 63)

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] = rotate(v[2], 32);
}

/* Up to eight bytes, the first the lowest. */
static uint64_t load(const unsigned char *bytes, size_t len)
{
	uint64_t word = 0;

	for (size_t i = 0; i < len; i++)
		word |= (uint64_t)bytes[i] << 8 * i;
	return word;
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012), the variant that hash tables use: one round a word, three at the end. */
static uint64_t sip_hash(const uint64_t seed[2], const void *key, size_t len)
{
	const unsigned char *bytes = key;
	uint64_t v[4] = {seed[0] ^ UINT64_C(0x736f6d6570736575), seed[1] ^ UINT64_C(0x646f72616e646f6d),
			 seed[0] ^ UINT64_C(0x6c7967656e657261), seed[1] ^ UINT64_C(0x7465646279746573)};
	size_t whole = len / 8;

	for (size_t i = 0; i <= whole; i++) {
		uint64_t word = (uint64_t)len << 56;
		if (i < whole)
			memcpy(&word, bytes + 8 * i, 8);
		if (i == whole && len % 8 > 0)
			word |= load(bytes + 8 * i, len % 8);
		v[3] ^= word;
		sip_round(v);
		v[0] ^= word;
	}
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The key's slot, or the free one where it would go. There always is a free one. */
static struct map_slot *find(const struct map *map, const void *key, size_t len, uint64_t hash)
{
	size_t at = (size_t)hash & (map->capacity - 1);

	while (map->slots[at].hash != 0) {
		const struct map_slot *slot = &map->slots[at];
		if (slot->hash == hash && slot->len == len && (len == 0 || memcmp(slot->key, key, len) == 0))
			break;
		at = (at + 1) & (map->capacity - 1);
	}
	return &map->slots[at];
}

/* Another one for each map, of a secret of the thread: asking the system for each would cost more than the map. */
static int find_seed(uint64_t out[2])
{
	static _Thread_local uint64_t secret[2];
	static _Thread_local uint64_t made;

	if (made == 0 && !system_random(secret, sizeof secret))
		return MOW_ENOMEM;
	out[0] = secret[0];
	out[1] = secret[1] + ++made;
	return MOW_OK;
}

static int grow(struct map *map)
{
	struct map larger = *map;

	if (map->capacity == 0 && find_seed(larger.seed) != MOW_OK)
		return MOW_ENOMEM;
	if (map->capacity > SIZE_MAX / 4)
		return MOW_ENOMEM;
	larger.capacity = map->capacity ? map->capacity * 2 : 16;
	larger.slots = calloc(larger.capacity, sizeof *larger.slots);
	if (larger.slots == NULL)
		return MOW_ENOMEM;
	for (size_t i = 0; i < map->capacity; i++) {
		const struct map_slot *slot = &map->slots[i];
		if (slot->hash != 0)
			*find(&larger, slot->key, slot->len, slot->hash) = *slot;
	}
	free(map->slots);
	*map = larger;
	return MOW_OK;
}

bool map_get(const struct map *map, const void *key, size_t len, size_t *value)
{
	if (map->count == 0)
		return false;
	const struct map_slot *slot = find(map, key, len, sip_hash(map->seed, key, len) | TAKEN);
	if (slot->hash != 0 && value != NULL)
		*value = slot->value;
	return slot->hash != 0;
}

/* The key's slot, in which it is put with the value if it is not there; NULL: no memory. */
static struct map_slot *take(struct map *map, const void *key, size_t len, size_t value)
{
	/* Even where the key is there already: simpler, and at most one doubling too early. */
	if (map->count >= map->capacity / 4 * 3 && grow(map))
		return NULL;
	uint64_t hash = sip_hash(map->seed, key, len) | TAKEN;
	struct map_slot *slot = find(map, key, len, hash);
	if (slot->hash == 0) {
		*slot = (struct map_slot){key, len, hash, value};
		map->count++;
	}
	return slot;
}

int map_put(struct map *map, const void *key, size_t len, size_t value)
{
	struct map_slot *slot = take(map, key, len, value);

	if (slot == NULL)
		return MOW_ENOMEM;
	slot->value = value;
	return MOW_OK;
}

int map_take(struct map *map, const void *key, size_t len, size_t *value)
{
	const struct map_slot *slot = take(map, key, len, *value);

	if (slot == NULL)
		return MOW_ENOMEM;
	*value = slot->value;
	return MOW_OK;
}

void map_release(struct map *map)
{
	free(map->slots);
	*map = (struct map){0};
}
