#include "report/who/who.h"

#include <stdlib.h>
#include <string.h>

/* The root has no name of its own. */
const char *who_path(size_t *len, const struct mow_owners *owners)
{
	*len = owners->path_len > 0 ? owners->path_len : 1;
	return owners->path_len > 0 ? owners->path : ".";
}

void who_report_init(struct who_report *report, struct buf *out, const struct who_format *format)
{
	memset(report, 0, sizeof *report);
	report->out = out;
	report->format = format;
	report->json = (struct json)JSON_INIT(out);
	report->cells = (struct buf)BUF_INIT;
	report->tail = (struct buf)BUF_INIT;
}

void who_report_release(struct who_report *report)
{
	buf_release(&report->cells);
	buf_release(&report->tail);
	free(report->tails);
	arena_release(&report->arena);
	free(report->rows.items);
}

void who_report_begin(struct who_report *report)
{
	if (report->format->begin != NULL)
		report->format->begin(report);
}

static struct who_tail make_tail(struct who_report *report, const struct mow_owners *owners)
{
	struct who_tail tail = {.number = owners->number};

	buf_reset(&report->tail);
	report->format->tail(report, owners, &tail.row);
	report->out->failed = report->out->failed || report->tail.failed;
	tail.text = report->tail.data;
	tail.len = report->tail.len;
	return tail;
}

static void forget_tails(struct who_report *report)
{
	memset(report->tails, 0, WHO_TAILS * sizeof *report->tails);
	arena_release(&report->arena);
	report->tail_count = 0;
}

/* NULL: there was no memory. */
static const struct who_tail *find_tail(struct who_report *report, const struct mow_owners *owners)
{
	struct who_tail *tail;

	if (report->tails == NULL && (report->tails = calloc(WHO_TAILS, sizeof *report->tails)) == NULL)
		return NULL;
	tail = &report->tails[owners->number % WHO_TAILS];
	if (tail->text != NULL && tail->number == owners->number && owners->number > 0)
		return tail;
	if (report->tail_count++ == WHO_TAILS)
		forget_tails(report);
	*tail = make_tail(report, owners);
	tail->text = arena_dup(&report->arena, tail->text, tail->len);
	return tail->text != NULL ? tail : NULL;
}

void who_report_add(struct who_report *report, const struct mow_owners *owners, bool folder)
{
	const struct who_tail *tail = find_tail(report, owners);

	if (tail == NULL)
		report->out->failed = true;
	else
		report->format->add(report, owners, tail, folder);
}

void who_report_end(struct who_report *report)
{
	if (report->format->end != NULL)
		report->format->end(report);
}
