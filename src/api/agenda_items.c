#include "api/agenda.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"

bool agenda_wants(const struct mow_agenda *agenda, const char *const *names, size_t count)
{
	for (size_t i = 0; agenda->owned && i < count; i++)
		if (map_get(&agenda->wanted, names[i], strlen(names[i]), NULL))
			return true;
	return !agenda->owned;
}

int agenda_add(struct mow_agenda *agenda, const struct mow_agenda_item *item)
{
	int64_t before = agenda->options->before;

	if (before != 0 && item->from >= before)
		return MOW_OK;
	if (array_reserve(&agenda->items, 1) != MOW_OK)
		return mow_fail_memory(agenda->err);
	agenda->items.items[agenda->items.count++] = *item;
	return MOW_OK;
}
