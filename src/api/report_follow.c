/* Whether what landed was taken back or mended soon. */
#include <string.h>

#include "api/report_look.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"

/* A file and what it is; no padding, so that it compares by its bytes. */
struct state {
	size_t path;
	struct oid id;
	unsigned mode;
};

static struct state state_of(const struct step *step, size_t path, bool after)
{
	return (struct state){.path = path,
			      .id = after ? step->new_id : step->old_id,
			      .mode = after ? step->new_mode : step->old_mode};
}

/* The part of a change that was soon followed by another change. */
static struct report_part *followed(const struct looking *looking, const struct report_landing *landing, int64_t at)
{
	const struct mow_report *report = looking->report;

	if (landing->part == REPORT_NONE)
		return NULL;
	const struct report_change *change = &report->changes.items[landing->change];
	return at - change->at <= REPORT_WATCH * CLOCK_DAY ? &change->parts[landing->part] : NULL;
}

static int keep_state(struct looking *looking, const struct state *state, const struct report_landing *landing)
{
	struct mow_report *report = looking->report;
	size_t number = looking->landings.count;

	if (map_get(&looking->by_state, state, sizeof *state, &number)) {
		looking->landings.items[number] = *landing;
		return MOW_OK;
	}
	const struct state *kept = arena_copy(&report->arena, state, 1, sizeof *state);
	if (kept == NULL || array_reserve(&looking->landings, 1) != MOW_OK ||
	    map_put(&looking->by_state, kept, sizeof *kept, number) != MOW_OK)
		return mow_fail_memory(report->err);
	looking->landings.items[looking->landings.count++] = *landing;
	return MOW_OK;
}

/* A file comes back to a state that a change took it out of; a fix comes to a file that a change has touched. */
int look_follow(struct looking *looking, const struct step *step, size_t path, const struct report_landing *landing)
{
	const struct report_change *change = &looking->report->changes.items[landing->change];
	struct report_landing *last = &looking->paths.items[path].last;
	const struct state before = state_of(step, path, false), after = state_of(step, path, true);
	struct report_part *part = followed(looking, last, change->at);
	size_t number;

	if (part != NULL && change->fix && part->fixed_by == REPORT_NONE)
		part->fixed_by = landing->change;
	*last = *landing;
	part = map_get(&looking->by_state, &after, sizeof after, &number)
		       ? followed(looking, &looking->landings.items[number], change->at)
		       : NULL;
	if (part != NULL && part->reverted_by == REPORT_NONE)
		part->reverted_by = landing->change;
	return keep_state(looking, &before, landing);
}
