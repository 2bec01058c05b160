/*
 * Growing arrays. A list is any struct with these three members, zeroed at the start:
 *
 *     struct step_list { struct step *items; size_t count; size_t capacity; };
 *
 *     if (array_reserve(&list, 1)) return mow_fail_memory(err);
 *     list.items[list.count++] = item;
 */
#ifndef MOW_BASE_ARRAY_H
#define MOW_BASE_ARRAY_H

#include <stddef.h>

/* Room for `more` items behind `count`, doubling. 0, or MOW_ENOMEM with the list untouched. */
#define array_reserve(list, more)                                                               \
	((list)->capacity - (list)->count >= (size_t)(more)                                     \
		 ? 0                                                                            \
		 : array_grow(&(list)->items, &(list)->capacity, (list)->count, (size_t)(more), \
			      sizeof *(list)->items))

/* What array_reserve calls; `items_field` points to the list's `items`. */
int array_grow(void *items_field, size_t *capacity, size_t count, size_t more, size_t size);

#endif
