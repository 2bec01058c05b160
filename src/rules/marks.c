#include "rules/marks.h"

#include <string.h>

#include "base/array.h"
#include "mowners.h"

int marks_begin(struct marks *marks, size_t limit)
{
	size_t old = marks->capacity;

	if (limit > old) {
		if (array_grow(&marks->items, &marks->capacity, 0, limit, sizeof *marks->items))
			return MOW_ENOMEM;
		memset(marks->items + old, 0, (marks->capacity - old) * sizeof *marks->items);
	}
	marks->round++;
	return MOW_OK;
}

bool marks_add(struct marks *marks, size_t number)
{
	bool added = marks->items[number] != marks->round;

	marks->items[number] = marks->round;
	return added;
}

void marks_release(struct marks *marks)
{
	free(marks->items);
	*marks = (struct marks){0};
}
