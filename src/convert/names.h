/* The names of the areas of a first OWNERS file: of what each is called, and each once. */
#ifndef MOW_CONVERT_NAMES_H
#define MOW_CONVERT_NAMES_H

#include "base/arena.h"
#include "base/map.h"

/*
 * A name that was not taken yet: that of write_name, with "-2" and so on where an area has it already. In the arena,
 * and in `names`, whose keys are; NULL: no memory.
 */
const char *names_take(struct map *names, struct arena *arena, const char *text, size_t len);

#endif
