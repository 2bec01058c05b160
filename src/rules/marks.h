/* A set of small numbers that is emptied in no time: each number remembers the round in which it was added last. */
#ifndef MOW_RULES_MARKS_H
#define MOW_RULES_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"

/* Zeroed at the start. */
struct marks {
	size_t *items;
	size_t capacity;
	size_t round;
};

/* Empties it, and makes room for numbers below `limit`. 0, or MOW_ENOMEM with the set as it was. */
int marks_begin(struct marks *marks, size_t limit);
/* Adds a number below the limit; true: it was not in it. */
bool marks_add(struct marks *marks, size_t number);
void marks_release(struct marks *marks);

MOW_AUTO_DEFINE(marks)

#endif
