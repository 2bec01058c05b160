/* What was asked for of a file before it landed, and what was stopped. */
#include <stdlib.h>
#include <string.h>

#include "api/report_look.h"
#include "base/array.h"
#include "base/error.h"

static int compare_states(const void *a, const void *b)
{
	const struct report_event *x = a, *y = b;

	return x->mode != y->mode ? (x->mode < y->mode ? -1 : 1) : memcmp(&x->id, &y->id, sizeof x->id);
}

/* Different contents of a file, of events that are the caller's to sort. */
static size_t count_states(struct report_event *events, size_t count)
{
	size_t states = 0;

	if (count > 0)
		qsort(events, count, sizeof *events, compare_states);
	for (size_t i = 0; i < count; i++)
		states += i == 0 || compare_states(&events[i - 1], &events[i]) != 0;
	return states;
}

static void take_ask(struct report_part *part, const struct mow_report *report, const struct report_event *event)
{
	const struct report_record *record = &report->records.items[event->record];

	if (part->ask == REPORT_NONE || event->record < part->ask) {
		part->ask = event->record;
		part->requested = record->made;
	}
}

/* The events of a file since it landed before, up to now. */
struct slice {
	const struct report_event *items;
	size_t count;
};

static struct slice find_slice(struct looking *looking, const struct step *step, int64_t before, int64_t landed)
{
	struct mow_report *report = looking->report;
	struct report_key *key = report_find_key(report, &looking->room, step);
	const struct report_record *records = report->records.items;
	const struct report_event *events = report->events.items;
	struct slice slice = {NULL, 0};

	while (key != NULL && key->next < key->end && records[events[key->next].record].made <= before)
		key->next++;
	for (size_t i = key != NULL ? key->next : 0; key != NULL && i < key->end; i++) {
		if (records[events[i].record].made > landed)
			break;
		slice = (struct slice){&events[key->next], i + 1 - key->next};
	}
	return slice;
}

static int take_rounds(struct report_part *part, const struct mow_report *report, const struct slice *slice)
{
	bool complete = part->judged != NULL && part->judged->complete;
	int64_t limit = complete ? report_completed(part) : INT64_MAX;
	MOW_AUTO_FREE struct report_event *events = calloc(slice->count + 1, sizeof *events);
	size_t count = 0;

	if (events == NULL)
		return mow_fail_memory(report->err);
	while (count < slice->count && report->records.items[slice->items[count].record].made <= limit) {
		events[count] = slice->items[count];
		count++;
	}
	size_t states = count_states(events, count);
	if (states > part->rounds)
		part->rounds = states;
	return MOW_OK;
}

int look_take_asks(struct looking *looking, size_t number, const struct step *step, const int64_t span[2])
{
	struct mow_report *report = looking->report;
	const struct slice slice = find_slice(looking, step, span[0], span[1]);
	struct report_part *part = &looking->found.items[number];
	const struct report_event *offer = NULL;
	bool same = false;

	if (array_reserve(&looking->moments, slice.count) != MOW_OK)
		return mow_fail_memory(report->err);
	for (size_t i = 0; i < slice.count; i++) {
		const struct report_event *event = &slice.items[i];
		bool stop = report->records.items[event->record].decision == RECORD_STOP;
		looking->moments.items[looking->moments.count++] = (struct report_moment){number, event->record, stop};
		if (stop)
			continue;
		take_ask(part, report, event);
		/* The first one for the contents that landed; else the last one. */
		if (!same)
			offer = event;
		same = same || (event->mode == step->new_mode && oid_equal(&event->id, &step->new_id));
	}
	if (offer != NULL && report->records.items[offer->record].made > part->offered)
		part->offered = report->records.items[offer->record].made;
	return slice.count > 0 ? take_rounds(part, report, &slice) : MOW_OK;
}
