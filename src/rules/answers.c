#include "rules/answers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/array.h"
#include "base/error.h"

struct answer {
	const struct owners *owners;
	const void **key;
	size_t count; /* of the key */
};

int answers_init(struct answers *answers, const struct rules *rules, struct mow_error *err)
{
	*answers = (struct answers){.rules = rules, .cascade.rules = rules};
	if (getentropy(answers->seed, sizeof answers->seed) != 0)
		return mow_fail_errno(err, "cannot get random bytes");
	answers->seed[0] |= 1;
	answers->seed[1] |= 1;
	return MOW_OK;
}

void answers_release(struct answers *answers)
{
	free(answers->items);
	hash_index_release(&answers->numbers);
	cascade_release(&answers->cascade);
	free(answers->key.items);
	arena_release(&answers->arena);
}

const struct owners *answers_get(const struct answers *answers, size_t number)
{
	return answers->items[number].owners;
}

int answers_begin(struct answers *answers, const struct rules_file *broken, bool covered)
{
	struct answer_key *key = &answers->key;

	key->count = 0;
	key->sets = 0;
	if (array_reserve(key, 2))
		return MOW_ENOMEM;
	key->items[key->count++] = broken;
	key->items[key->count++] = covered ? &answers->rules->rules_area : NULL;
	return MOW_OK;
}

/* Room for one more, and for the number 0. */
static int reserve(struct answers *answers)
{
	if (answers->count >= HASH_INDEX_NONE - 2 || array_reserve(answers, 2))
		return MOW_ENOMEM;
	if (answers->count == 0)
		answers->items[answers->count++] = (struct answer){NULL, NULL, 0};
	return MOW_OK;
}

static size_t put(struct answers *answers, struct owners *owners, const void **key, size_t count)
{
	owners->number = answers->count;
	answers->items[answers->count++] = (struct answer){owners, key, count};
	return owners->number;
}

/* As in literals.h: a polynomial at a secret odd place, of which high bits are taken. */
static uint32_t hash_key(const struct answers *answers)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < answers->key.count; i++)
		hash = (hash + (uintptr_t)answers->key.items[i] + 1) * answers->seed[0];
	return (uint32_t)(((hash ^ hash >> 32) * answers->seed[1]) >> 32);
}

static int add(size_t *number, struct answers *answers, uint32_t hash)
{
	size_t count = answers->key.count;
	const void **key = arena_array(&answers->arena, count, sizeof *key);
	struct owners *owners = arena_alloc(&answers->arena, sizeof *owners);

	if (key == NULL || owners == NULL || reserve(answers))
		return MOW_ENOMEM;
	memcpy(key, answers->key.items, count * sizeof *key);
	const struct area_set set = {.items = (const struct area *const *)(key + 2),
				     .count = count - 2,
				     .sets = answers->key.sets,
				     .covered = key[1] != NULL,
				     .broken = key[0]};
	if (cascade_add_up(owners, &answers->cascade, &set, &answers->arena) ||
	    hash_index_add(&answers->numbers, hash, (uint32_t)answers->count))
		return MOW_ENOMEM;
	*number = put(answers, owners, key, count);
	return MOW_OK;
}

int answers_find(size_t *number, struct answers *answers)
{
	uint32_t hash = hash_key(answers);
	size_t at = hash;
	uint32_t found;

	while ((found = hash_index_next(&answers->numbers, hash, &at)) != HASH_INDEX_NONE) {
		const struct answer *answer = &answers->items[found];
		if (answer->count == answers->key.count &&
		    memcmp(answer->key, answers->key.items, answer->count * sizeof *answer->key) == 0) {
			*number = found;
			return MOW_OK;
		}
	}
	return add(number, answers, hash);
}

int answers_find_broken(size_t *number, struct answers *answers, bool covered)
{
	if (answers->broken[covered] == 0) {
		struct owners *owners = arena_alloc(&answers->arena, sizeof *owners);
		if (owners == NULL || reserve(answers))
			return MOW_ENOMEM;
		cascade_broken(owners, answers->rules, covered);
		answers->broken[covered] = put(answers, owners, NULL, 0);
	}
	*number = answers->broken[covered];
	return MOW_OK;
}
