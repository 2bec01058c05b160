#include "forge/forge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

int64_t forge_moment(const char *text)
{
	int64_t moment;

	return text != NULL && clock_parse_moment(&moment, text, strlen(text)) ? moment : INT64_MAX;
}

void forge_add_name(struct buf *out, const struct forge_place *place)
{
	buf_addf(out, "%s%c%s", place->forge->name, place->forge->sign, place->number);
}

const char *forge_source(struct arena *arena, const struct forge_place *place, int64_t number)
{
	MOW_AUTO(buf) text = BUF_INIT;

	forge_add_name(&text, place);
	buf_adds(&text, " review");
	if (number > 0)
		buf_addf(&text, " %" PRId64, number);
	return text.failed ? NULL : arena_dup(arena, text.data, text.len);
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
