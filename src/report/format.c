#include "report/format.h"

#include <string.h>

size_t format_find(const struct format *formats, const char *name)
{
	size_t place = 0;

	while (formats[place].name != NULL && strcmp(formats[place].name, name) != 0)
		place++;
	return place;
}
