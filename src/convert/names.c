#include "convert/names.h"

#include <string.h>

#include "base/buf.h"
#include "convert/write.h"
#include "rules/keys.h"

#define TAIL_MAX 11 /* of "-4294967295" */

static const char *keep(struct map *names, struct arena *arena, const struct buf *name, size_t last)
{
	const char *kept = name->failed ? NULL : arena_dup(arena, name->data, name->len);

	return kept != NULL && map_put(names, kept, name->len, last) == 0 ? kept : NULL;
}

const char *names_take(struct map *names, struct arena *arena, const char *text, size_t len)
{
	MOW_AUTO(buf) name = BUF_INIT;
	size_t last = 1; /* the number that was given last; it is remembered, so that none is tried twice */

	write_name(&name, text, len);
	if (!map_get(names, name.data, name.len, NULL))
		return keep(names, arena, &name, last);
	buf_cut(&name, KEYS_WORD_MAX - TAIL_MAX);
	size_t stem = name.len;
	(void)map_get(names, name.data, stem, &last);
	do {
		buf_cut(&name, stem);
		buf_addf(&name, "-%zu", ++last);
	} while (!name.failed && map_get(names, name.data, name.len, NULL));
	const char *kept = keep(names, arena, &name, 1);
	buf_cut(&name, stem);
	return kept != NULL && keep(names, arena, &name, last) != NULL ? kept : NULL;
}
