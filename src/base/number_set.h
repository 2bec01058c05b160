/* A set of small numbers that is emptied in no time: each number remembers the round in which it was added last. */
#ifndef MOW_BASE_NUMBER_SET_H
#define MOW_BASE_NUMBER_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"

/* Zeroed at the start. */
struct number_set {
	size_t *items;
	size_t capacity;
	size_t round;
};

/* Empties it, and makes room for numbers below `limit`. 0, or MOW_ENOMEM with the set as it was. */
int number_set_begin(struct number_set *set, size_t limit);
/* Adds a number below the limit; true: it was not in it. */
bool number_set_add(struct number_set *set, size_t number);
void number_set_release(struct number_set *set);

MOW_AUTO_DEFINE(number_set)

#endif
