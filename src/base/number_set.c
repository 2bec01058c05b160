#include "base/number_set.h"

#include <string.h>

#include "base/array.h"
#include "mowners.h"

int number_set_begin(struct number_set *set, size_t limit)
{
	size_t old = set->capacity;

	if (limit > old) {
		if (array_grow(&set->items, &set->capacity, 0, limit, sizeof *set->items))
			return MOW_ENOMEM;
		memset(set->items + old, 0, (set->capacity - old) * sizeof *set->items);
	}
	set->round++;
	return MOW_OK;
}

bool number_set_add(struct number_set *set, size_t number)
{
	bool added = set->items[number] != set->round;

	set->items[number] = set->round;
	return added;
}

void number_set_release(struct number_set *set)
{
	free(set->items);
	*set = (struct number_set){0};
}
