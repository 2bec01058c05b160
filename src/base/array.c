#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mowners.h"

/* `items_field` is a pointer to some T *: read and written as bytes, since a T ** is no void **. */
int array_grow(void *items_field, size_t *capacity, size_t count, size_t more, size_t size)
{
	size_t wanted = *capacity < 8 ? 8 : *capacity;
	void *items, *grown;

	if (more > SIZE_MAX / 4 - count)
		return MOW_ENOMEM;
	while (wanted < count + more)
		wanted *= 2;
	if (wanted > SIZE_MAX / size)
		return MOW_ENOMEM;
	memcpy(&items, items_field, sizeof items);
	grown = realloc(items, wanted * size);
	if (grown == NULL)
		return MOW_ENOMEM;
	memcpy(items_field, &grown, sizeof grown);
	*capacity = wanted;
	return MOW_OK;
}
