#include "rules/relations.h"

#include "mowners.h"

/* A key of the map: no padding, so that it compares by its bytes. */
struct pair {
	size_t kind, of, who;
};

int relations_add(struct rules *rules, enum relation kind, size_t of, size_t who)
{
	struct pair *pair = arena_alloc(&rules->arena, sizeof *pair);

	if (pair == NULL)
		return MOW_ENOMEM;
	*pair = (struct pair){kind, of, who};
	return map_put(&rules->relations, pair, sizeof *pair, 0);
}

bool relations_has(const struct rules *rules, enum relation kind, size_t of, size_t who)
{
	const struct pair pair = {kind, of, who};

	return map_get(&rules->relations, &pair, sizeof pair, NULL);
}
