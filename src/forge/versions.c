#include "forge/versions.h"

#include <stdlib.h>

#include "forge/forge.h"

static int compare(const void *one, const void *two)
{
	const struct version *a = one;
	const struct version *b = two;

	return a->id < b->id ? -1 : a->id > b->id;
}

void versions_sort(struct versions *versions)
{
	if (versions->count > 1)
		qsort(versions->items, versions->count, sizeof *versions->items, compare);
}

/* What stands behind one that came too late came too late as well, whatever it says. */
const struct version *versions_find(const struct versions *versions, int64_t approved)
{
	size_t count = 0;

	while (count < versions->count && versions->items[count].created <= approved - FORGE_SEEN)
		count++;
	return count > 0 ? &versions->items[count - 1] : NULL;
}
