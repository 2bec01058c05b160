/* Whether what landed was taken back or mended soon. */
#include "api/report_look.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"

static const struct report_landing *find_landing(const struct looking *looking, const struct map *map, const char *key,
						 size_t len)
{
	size_t number;

	return map_get(map, key, len, &number) ? &looking->landings.items[number] : NULL;
}

/* `room` has the key. */
static int keep_landing(struct looking *looking, struct map *map, const struct report_landing *landing)
{
	struct mow_report *report = looking->report;
	const struct buf *key = &looking->room;
	size_t number = looking->landings.count;

	if (key->failed)
		return mow_fail_memory(report->err);

	if (map_get(map, key->data, key->len, &number)) {
		looking->landings.items[number] = *landing;
		return MOW_OK;
	}
	const char *kept = arena_dup(&report->arena, key->data, key->len);
	if (kept == NULL || array_reserve(&looking->landings, 1) != MOW_OK ||
	    map_put(map, kept, key->len, number) != MOW_OK)
		return mow_fail_memory(report->err);
	looking->landings.items[looking->landings.count++] = *landing;
	return MOW_OK;
}

static void write_state(struct buf *out, const struct step *step, bool after)
{
	buf_reset(out);
	buf_add(out, after ? &step->new_id : &step->old_id, sizeof step->old_id);
	buf_add(out, after ? &step->new_mode : &step->old_mode, sizeof step->old_mode);
	buf_add(out, step->path, step->path_len);
}

/* The part of a change that was soon followed by another change. */
static struct report_part *followed(const struct looking *looking, const struct report_landing *landing, int64_t at)
{
	const struct mow_report *report = looking->report;

	if (landing == NULL || landing->part == REPORT_NONE)
		return NULL;
	const struct report_change *change = &report->changes.items[landing->change];
	return at - change->at <= REPORT_WATCH * CLOCK_DAY ? &change->parts[landing->part] : NULL;
}

int64_t look_last(const struct looking *looking, const struct step *step)
{
	const struct report_landing *last = find_landing(looking, &looking->by_path, step->path, step->path_len);

	return last != NULL ? looking->report->changes.items[last->change].at : INT64_MIN;
}

/* A file comes back to a state that a change took it out of; a fix comes to a file that a change has touched. */
int look_follow(struct looking *looking, size_t number, const struct step *step, size_t part)
{
	const struct report_change *change = &looking->report->changes.items[number];
	const struct report_landing landing = {number, part};
	struct report_part *before;

	write_state(&looking->room, step, true);
	before = followed(looking, find_landing(looking, &looking->by_state, looking->room.data, looking->room.len),
			  change->at);
	if (before != NULL && before->reverted_by == REPORT_NONE)
		before->reverted_by = number;
	before = followed(looking, find_landing(looking, &looking->by_path, step->path, step->path_len), change->at);
	if (before != NULL && change->fix && before->fixed_by == REPORT_NONE)
		before->fixed_by = number;
	write_state(&looking->room, step, false);
	int result = keep_landing(looking, &looking->by_state, &landing);
	buf_reset(&looking->room);
	buf_add(&looking->room, step->path, step->path_len);
	return result == MOW_OK ? keep_landing(looking, &looking->by_path, &landing) : result;
}
