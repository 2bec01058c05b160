/* Memory that lives and dies together: many small pieces, one release. */
#ifndef MOW_BASE_ARENA_H
#define MOW_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/cleanup.h"

struct arena_block;
struct arena {
	struct arena_block *blocks;
};

void *arena_alloc(struct arena *arena, size_t size);               /* zeroed, aligned for anything; NULL: no memory */
void *arena_room(struct arena *arena, size_t size);                /* the same, not zeroed */
void *arena_array(struct arena *arena, size_t count, size_t size); /* zeroed, the product checked */
/* An array as it is; of none `items` may be NULL. */
void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size);
char *arena_dup(struct arena *arena, const char *bytes, size_t len); /* with a NUL behind */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
void arena_release(struct arena *arena); /* leaves an empty arena */

MOW_AUTO_DEFINE(arena)

#endif
