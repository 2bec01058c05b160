#include "rules/slots.h"

#include <stdlib.h>

#include "mowners.h"

static void place(struct slots *slots, uint64_t item)
{
	uint32_t hash = (uint32_t)(item >> 32);
	size_t at = hash;

	slots->filter[hash & (slots->capacity / 8 - 1)] |= slots_bits(hash);
	while (slots->items[at & (slots->capacity - 1)] != 0)
		at++;
	slots->items[at & (slots->capacity - 1)] = item;
}

static int grow(struct slots *slots)
{
	struct slots larger = {.count = slots->count, .capacity = slots->capacity ? slots->capacity * 2 : 16};

	if (slots->capacity > SIZE_MAX / 4)
		return MOW_ENOMEM;
	larger.items = calloc(larger.capacity, sizeof *larger.items);
	larger.filter = calloc(larger.capacity / 8, sizeof *larger.filter);
	if (larger.items == NULL || larger.filter == NULL) {
		slots_release(&larger);
		return MOW_ENOMEM;
	}
	for (size_t i = 0; i < slots->capacity; i++) {
		if (slots->items[i] != 0)
			place(&larger, slots->items[i]);
	}
	slots_release(slots);
	*slots = larger;
	return MOW_OK;
}

int slots_add(struct slots *slots, uint32_t hash, uint32_t number)
{
	if (slots->count >= slots->capacity / 2 && grow(slots))
		return MOW_ENOMEM;
	place(slots, (uint64_t)hash << 32 | (number + 1));
	slots->count++;
	return MOW_OK;
}

void slots_release(struct slots *slots)
{
	free(slots->items);
	free(slots->filter);
	*slots = (struct slots){0};
}
