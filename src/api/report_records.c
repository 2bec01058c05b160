/* What the store says of the default branch. Signatures are not looked at: what came in was looked at by the guard. */
#include <stdlib.h>
#include <string.h>

#include "api/report.h"
#include "base/array.h"
#include "base/error.h"

struct reading {
	struct mow_report *report;
	struct buf bytes, room;
};

static void reading_release(struct reading *reading)
{
	buf_release(&reading->bytes);
	buf_release(&reading->room);
}
MOW_AUTO_DEFINE(reading)

/* The path, and the state that it is changed from. */
static void write_key(struct buf *out, const struct step *step)
{
	buf_reset(out);
	buf_add(out, &step->old_id, sizeof step->old_id);
	buf_add(out, &step->old_mode, sizeof step->old_mode);
	buf_add(out, step->path, step->path_len);
}

struct report_key *report_find_key(struct mow_report *report, struct buf *room, const struct step *step)
{
	size_t number;

	write_key(room, step);
	return !room->failed && map_get(&report->key_numbers, room->data, room->len, &number)
		       ? &report->keys.items[number]
		       : NULL;
}

static int add_event(struct reading *reading, const struct step *step, size_t record)
{
	struct mow_report *report = reading->report;
	struct report_event event = {.record = record, .mode = step->new_mode, .id = step->new_id};

	write_key(&reading->room, step);
	if (reading->room.failed)
		return mow_fail_memory(report->err);
	if (!map_get(&report->key_numbers, reading->room.data, reading->room.len, &event.key)) {
		const char *kept = arena_dup(&report->arena, reading->room.data, reading->room.len);
		event.key = report->keys.count;
		if (kept == NULL || array_reserve(&report->keys, 1) != MOW_OK ||
		    map_put(&report->key_numbers, kept, reading->room.len, event.key) != MOW_OK)
			return mow_fail_memory(report->err);
		report->keys.items[report->keys.count++] = (struct report_key){0};
	}
	if (array_reserve(&report->events, 1) != MOW_OK)
		return mow_fail_memory(report->err);
	report->events.items[report->events.count++] = event;
	return MOW_OK;
}

/* What lapsed before the window asked for nothing that landed in it. */
static bool says_more(const struct mow_report *report, const struct record *head)
{
	return head->decision == RECORD_STOP ||
	       (head->decision == RECORD_REQUEST && head->expires > report->head.since);
}

static int take_record(struct reading *reading, const char *id, const struct oid *blob, const struct record *head)
{
	struct mow_report *report = reading->report;
	MOW_AUTO(record) whole = {0};
	size_t number = report->records.count;
	int result = MOW_OK;

	if (array_reserve(&report->records, 1) != MOW_OK)
		return mow_fail_memory(report->err);
	struct report_record *record = &report->records.items[number];
	*record = (struct report_record){.decision = head->decision,
					 .by = arena_dup(&report->arena, head->by, strlen(head->by)),
					 .made = head->made};
	memcpy(record->id, id, DIGEST_HEX);
	if (record->by == NULL)
		return mow_fail_memory(report->err);
	if (says_more(report, head) && store_parse(&whole, blob, &reading->bytes, NULL) != MOW_OK)
		return MOW_OK;
	report->records.count++;
	for (size_t i = 0; result == MOW_OK && i < whole.step_count; i++)
		result = add_event(reading, &whole.steps[i], number);
	return result;
}

/* A store_record_fn. A file that is no record says nothing. */
static int take_file(const char *id, const struct oid *blob, void *context)
{
	struct reading *reading = context;
	struct mow_report *report = reading->report;
	MOW_AUTO(record) head = {0};
	int result = store_load(&reading->bytes, report->repo->git, blob, NULL);

	if (result == MOW_OK)
		result = record_parse_head(&head, reading->bytes.data, reading->bytes.len, NULL);
	if (result != MOW_OK)
		return result == MOW_ENOMEM ? mow_fail_memory(report->err) : MOW_OK;
	if (strcmp(head.target, report->head.target) != 0 || head.made > report->head.until)
		return MOW_OK;
	return take_record(reading, id, blob, &head);
}

/* ---- In the order of time ----------------------------------------------------------------------------------------- */

struct placed {
	struct report_record record;
	size_t number; /* as it was read */
};

static int compare_records(const void *a, const void *b)
{
	const struct report_record *x = &((const struct placed *)a)->record, *y = &((const struct placed *)b)->record;

	return x->made != y->made ? (x->made < y->made ? -1 : 1) : memcmp(x->id, y->id, sizeof x->id);
}

static int compare_events(const void *a, const void *b)
{
	const struct report_event *x = a, *y = b;

	return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->record > y->record) - (x->record < y->record);
}

static int sort(struct mow_report *report)
{
	size_t count = report->records.count;
	MOW_AUTO_FREE struct placed *placed = calloc(count + 1, sizeof *placed);
	MOW_AUTO_FREE size_t *place_of = calloc(count + 1, sizeof *place_of);

	if (placed == NULL || place_of == NULL)
		return mow_fail_memory(report->err);
	for (size_t i = 0; i < count; i++)
		placed[i] = (struct placed){report->records.items[i], i};
	qsort(placed, count, sizeof *placed, compare_records);
	for (size_t i = 0; i < count; i++) {
		report->records.items[i] = placed[i].record;
		place_of[placed[i].number] = i;
	}
	struct report_event *events = report->events.items;
	for (size_t i = 0; i < report->events.count; i++)
		events[i].record = place_of[events[i].record];
	if (report->events.count > 0)
		qsort(events, report->events.count, sizeof *events, compare_events);
	for (size_t i = 0; i < report->events.count; i++) {
		struct report_key *key = &report->keys.items[events[i].key];
		if (key->end == 0)
			key->first = key->next = i;
		key->end = i + 1;
	}
	return MOW_OK;
}

int report_read_records(struct mow_report *report)
{
	MOW_AUTO(reading) reading = {report, BUF_INIT, BUF_INIT};
	const struct oid *store = &report->audit->moves.present;
	int result = oid_is_zero(store) ? MOW_OK
					: store_each_record(report->repo->git, store, take_file, &reading, report->err);

	return result == MOW_OK ? sort(report) : result;
}
