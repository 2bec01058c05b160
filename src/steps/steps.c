#include "steps/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/escape.h"
#include "base/order.h"
#include "steps/list.h"

struct mow_path step_path(const struct step *step)
{
	bool submodule = step->old_mode == MODE_GITLINK || step->new_mode == MODE_GITLINK;

	return (struct mow_path){step->path, step->path_len, submodule ? MOW_PATH_SUBMODULE : MOW_PATH_FILE};
}

void steps_release(struct steps *steps)
{
	free(steps->items);
	arena_release(&steps->arena);
	*steps = (struct steps){0};
}

size_t steps_find(const struct step *items, size_t count, const char *path, size_t len)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = order_bytes(items[middle].path, items[middle].path_len, path, len);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

/* "100644 ID ". By hand, since a record has up to 100,000 lines and each is written once more to check it. */
static void add_side(struct buf *out, unsigned mode, const struct oid *oid)
{
	char text[7 + OID_HEX];

	for (size_t i = 6; i-- > 0; mode >>= 3)
		text[i] = (char)('0' + (mode & 7));
	text[6] = ' ';
	oid_format(text + 7, oid);
	text[6 + OID_HEX] = ' ';
	buf_add(out, text, sizeof text);
}

void step_format(struct buf *out, const struct step *step)
{
	buf_adds(out, "step ");
	add_side(out, step->old_mode, &step->old_id);
	add_side(out, step->new_mode, &step->new_id);
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
