#include "rules/resolve/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/system.h"

struct memo_item {
	const struct requirement *owners;
	const void **key;
	size_t count; /* of the key */
};

int memo_init(struct memo *memo, const struct rules *rules, struct mow_error *err)
{
	*memo = (struct memo){.rules = rules, .cascade.rules = rules};
	if (!system_random(memo->seed, sizeof memo->seed))
		return mow_fail_errno(err, "cannot get random bytes");
	memo->seed[0] |= 1;
	memo->seed[1] |= 1;
	return MOW_OK;
}

void memo_release(struct memo *memo)
{
	free(memo->items);
	hash_index_release(&memo->numbers);
	cascade_release(&memo->cascade);
	free(memo->key.items);
	arena_release(&memo->arena);
}

const struct requirement *memo_get(const struct memo *memo, size_t number)
{
	return memo->items[number].owners;
}

int memo_begin(struct memo *memo, const struct rules_file *broken, bool covered)
{
	struct memo_key *key = &memo->key;

	key->count = 0;
	key->sets = 0;
	if (array_reserve(key, 2))
		return MOW_ENOMEM;
	key->items[key->count++] = broken;
	key->items[key->count++] = covered ? &memo->rules->rules_area : NULL;
	return MOW_OK;
}

/* Room for one more, and for the number 0. */
static int reserve(struct memo *memo)
{
	if (memo->count >= HASH_INDEX_NONE - 2 || array_reserve(memo, 2))
		return MOW_ENOMEM;
	if (memo->count == 0)
		memo->items[memo->count++] = (struct memo_item){NULL, NULL, 0};
	return MOW_OK;
}

static size_t put(struct memo *memo, struct requirement *owners, const void **key, size_t count)
{
	owners->number = memo->count;
	memo->items[memo->count++] = (struct memo_item){owners, key, count};
	return owners->number;
}

/* As in literals.h: a polynomial at a secret odd place, of which high bits are taken. */
static uint32_t hash_key(const struct memo *memo)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < memo->key.count; i++)
		hash = (hash + (uintptr_t)memo->key.items[i] + 1) * memo->seed[0];
	return (uint32_t)(((hash ^ hash >> 32) * memo->seed[1]) >> 32);
}

static int add(size_t *number, struct memo *memo, uint32_t hash)
{
	size_t count = memo->key.count;
	const void **key = arena_array(&memo->arena, count, sizeof *key);
	struct requirement *owners = arena_alloc(&memo->arena, sizeof *owners);

	if (key == NULL || owners == NULL || reserve(memo))
		return MOW_ENOMEM;
	memcpy(key, memo->key.items, count * sizeof *key);
	const struct area_set set = {.items = (const struct area *const *)(key + 2),
				     .count = count - 2,
				     .sets = memo->key.sets,
				     .covered = key[1] != NULL,
				     .broken = key[0]};
	if (cascade_add_up(owners, &memo->cascade, &set, &memo->arena) ||
	    hash_index_add(&memo->numbers, hash, (uint32_t)memo->count))
		return MOW_ENOMEM;
	*number = put(memo, owners, key, count);
	return MOW_OK;
}

int memo_find(size_t *number, struct memo *memo)
{
	uint32_t hash = hash_key(memo);
	size_t at = hash;
	uint32_t found;

	while ((found = hash_index_next(&memo->numbers, hash, &at)) != HASH_INDEX_NONE) {
		const struct memo_item *answer = &memo->items[found];
		if (answer->count == memo->key.count &&
		    memcmp(answer->key, memo->key.items, answer->count * sizeof *answer->key) == 0) {
			*number = found;
			return MOW_OK;
		}
	}
	return add(number, memo, hash);
}

int memo_find_broken(size_t *number, struct memo *memo, bool covered)
{
	if (memo->broken[covered] == 0) {
		struct requirement *owners = arena_alloc(&memo->arena, sizeof *owners);
		if (owners == NULL || reserve(memo))
			return MOW_ENOMEM;
		cascade_broken(owners, memo->rules, covered);
		memo->broken[covered] = put(memo, owners, NULL, 0);
	}
	*number = memo->broken[covered];
	return MOW_OK;
}
