#include "steps/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "steps/list.h"

void steps_release(struct steps *steps)
{
	free(steps->items);
	arena_release(&steps->arena);
	*steps = (struct steps){0};
}

void step_format(struct buf *out, const struct step *step)
{
	char old_id[OID_HEX];
	char new_id[OID_HEX];

	oid_format(old_id, &step->old_id);
	oid_format(new_id, &step->new_id);
	buf_addf(out, "step %06o %s %06o %s ", step->old_mode, old_id, step->new_mode, new_id);
	escape_percent(out, step->path, step->path_len);
}

int steps_add(struct steps *steps, const struct step *step, struct mow_error *err)
{
	if (steps->count >= STEPS_MAX)
		return mow_fail(err, MOW_ETOOBIG, "the change has more than %d files; split it", STEPS_MAX);
	if (array_reserve(steps, 1))
		return mow_fail_memory(err);
	struct step *copy = &steps->items[steps->count];
	*copy = *step;
	copy->path = arena_dup(&steps->arena, step->path, step->path_len);
	if (copy->path == NULL)
		return mow_fail_memory(err);
	steps->count++;
	return MOW_OK;
}
