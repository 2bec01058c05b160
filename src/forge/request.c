#include "forge/forge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void forge_add_name(struct buf *out, const struct forge_place *place)
{
	buf_addf(out, "%s%c%s", place->forge->name, place->forge->sign, place->number);
}

const char *forge_source(struct arena *arena, const struct forge_place *place, int64_t number)
{
	return arena_printf(arena, "%s%c%s review %" PRId64, place->forge->name, place->forge->sign, place->number,
			    number);
}

void forge_add_ref(struct buf *out, const struct forge_place *place)
{
	buf_addf(out, "%s%s/head", place->forge->refs, place->number);
}

void forge_answer_release(struct forge_answer *answer)
{
	free(answer->opinions.items);
	free(answer->commits.items);
	arena_release(&answer->arena);
	memset(answer, 0, sizeof *answer);
}
