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

int steps_add(struct steps *steps, const char *path, size_t len, const struct tree_entry *before, const struct tree_entry *after,
	      struct mow_error *err)
{
	static const struct tree_entry nothing;
	const struct tree_entry *from = before != NULL ? before : &nothing;
	const struct tree_entry *to = after != NULL ? after : &nothing;

	if (steps->count >= STEPS_MAX)
		return mow_fail(err, MOW_ETOOBIG, "the change has more than %d files; split it", STEPS_MAX);
	if (array_reserve(steps, 1))
		return mow_fail_memory(err);
	const char *copy = arena_dup(&steps->arena, path, len);
	if (copy == NULL)
		return mow_fail_memory(err);
	steps->items[steps->count++] = (struct step){.path = copy,
						     .path_len = len,
						     .old_mode = from->mode,
						     .new_mode = to->mode,
						     .old_id = from->oid,
						     .new_id = to->oid};
	return MOW_OK;
}
