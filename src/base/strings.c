#include "base/strings.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"

void strings_release(struct strings *strings)
{
	free(strings->items);
	*strings = (struct strings){0};
}

int strings_add_args(struct strings *strings, struct arena *arena, struct mow_error *err, const char *format,
		     va_list args)
{
	const char *text = arena_vprintf(arena, format, args);

	if (text == NULL || array_reserve(strings, 1) != MOW_OK)
		return mow_fail_memory(err);
	strings->items[strings->count++] = text;
	return MOW_OK;
}

int strings_add(struct strings *strings, struct arena *arena, struct mow_error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int result = strings_add_args(strings, arena, err, format, args);
	va_end(args);
	return result;
}
