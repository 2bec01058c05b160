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

/* How many there were. What stands behind one that came too late came too late as well, whatever it says. */
static size_t count_until(const struct versions *versions, int64_t moment)
{
	size_t count = 0;

	while (count < versions->count && versions->items[count].created <= moment)
		count++;
	return count;
}

const struct version *versions_find(bool *unsure, const struct versions *versions, int64_t approved)
{
	size_t seen = count_until(versions, approved - FORGE_SEEN), since = count_until(versions, approved) - seen;

	/* Of what the last version leaves as it was, both were the same. */
	bool is_last = since == 1 && seen + since == versions->count;
	*unsure = seen > 0 && since > 0 && !is_last;
	return seen > 0 && !*unsure ? &versions->items[seen - 1] : NULL;
}
