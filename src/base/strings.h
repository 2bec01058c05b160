/* Lists of texts that are made while something is found out, such as warnings and notes; their bytes are an arena's. */
#ifndef MOW_BASE_STRINGS_H
#define MOW_BASE_STRINGS_H

#include "base/arena.h"
#include "mowners.h"

/* Zeroed at the start. */
struct strings {
	const char **items;
	size_t count, capacity;
};
void strings_release(struct strings *strings); /* the list; the texts go with their arena */
MOW_AUTO_DEFINE(strings)

/* Appends a text, formatted into the arena. MOW_OK or MOW_ENOMEM. */
int strings_add(struct strings *strings, struct arena *arena, struct mow_error *err, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
int strings_add_args(struct strings *strings, struct arena *arena, struct mow_error *err, const char *format,
		     va_list args) __attribute__((format(printf, 4, 0)));

#endif
