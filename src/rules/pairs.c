#include "rules/pairs.h"

#include "mowners.h"

/* A key of the map: no padding, so that it compares by its bytes. */
struct pair {
	size_t kind, of, who;
};

int pairs_add(struct rules *rules, enum pair_kind kind, size_t of, size_t who)
{
	struct pair *pair = arena_alloc(&rules->arena, sizeof *pair);

	if (pair == NULL)
		return MOW_ENOMEM;
	*pair = (struct pair){kind, of, who};
	return map_put(&rules->pairs, pair, sizeof *pair, 0);
}

bool pairs_has(const struct rules *rules, enum pair_kind kind, size_t of, size_t who)
{
	const struct pair pair = {kind, of, who};

	return map_get(&rules->pairs, &pair, sizeof pair, NULL);
}
