#include "base/hash_index.h"

#include <stdlib.h>

#include "mowners.h"

static void place(struct hash_index *index, uint64_t item)
{
	uint32_t hash = (uint32_t)(item >> 32);
	size_t at = hash;

	index->filter[hash & (index->capacity / 8 - 1)] |= hash_index_bits(hash);
	while (index->items[at & (index->capacity - 1)] != 0)
		at++;
	index->items[at & (index->capacity - 1)] = item;
}

static int grow(struct hash_index *index)
{
	struct hash_index larger = {.count = index->count, .capacity = index->capacity ? index->capacity * 2 : 16};

	if (index->capacity > SIZE_MAX / 4)
		return MOW_ENOMEM;
	larger.items = calloc(larger.capacity, sizeof *larger.items);
	larger.filter = calloc(larger.capacity / 8, sizeof *larger.filter);
	if (larger.items == NULL || larger.filter == NULL) {
		hash_index_release(&larger);
		return MOW_ENOMEM;
	}
	for (size_t i = 0; i < index->capacity; i++) {
		if (index->items[i] != 0)
			place(&larger, index->items[i]);
	}
	hash_index_release(index);
	*index = larger;
	return MOW_OK;
}

int hash_index_add(struct hash_index *index, uint32_t hash, uint32_t number)
{
	if (index->count >= index->capacity / 2 && grow(index))
		return MOW_ENOMEM;
	place(index, (uint64_t)hash << 32 | (number + 1));
	index->count++;
	return MOW_OK;
}

void hash_index_release(struct hash_index *index)
{
	free(index->items);
	free(index->filter);
	*index = (struct hash_index){0};
}
