/* The changes as the public header has them. */
#include <string.h>

#include "api/report.h"
#include "base/error.h"

static enum mow_report_verdict verdict_of(const struct report_change *change)
{
	if (!change->judged)
		return MOW_REPORT_UNTOLD;
	return change->answer.word == AUDIT_OPEN     ? MOW_REPORT_OPEN
	       : change->answer.word == AUDIT_BAD    ? MOW_REPORT_LACKING
	       : change->answer.word == AUDIT_ERRORS ? MOW_REPORT_ERRORS
						     : MOW_REPORT_APPROVED;
}

static struct mow_report_part tell_part(const struct mow_report *report, const struct report_part *part)
{
	const struct report_lot *lot = &report->lots.items[part->lot];
	bool complete = part->judged != NULL && part->judged->complete;

	return (struct mow_report_part){
		.area = lot->area,
		.level = level_name(lot->level),
		.group = part->group != REPORT_NONE ? report->groups.items[part->group] : NULL,
		.files = part->files,
		.complete = complete,
		.completed = complete && report_completed(part) != INT64_MIN ? report_completed(part) : 0,
		.requested = part->requested,
		.author = part->author,
		.review = part->review,
		.accountable = part->accountable,
		.ready = part->ready,
		.rounds = part->rounds};
}

/* The commit of the first change that followed; NULL: none. */
static const char *follower(struct mow_report *report, size_t first)
{
	return first != REPORT_NONE ? report->changes.items[first].id : NULL;
}

static int tell_change(struct mow_report_change *out, struct mow_report *report, const struct report_change *change)
{
	struct mow_report_part *parts = arena_array(&report->arena, change->part_count + 1, sizeof *parts);
	size_t reverted = REPORT_NONE, fixed = REPORT_NONE;

	for (size_t i = 0; parts != NULL && i < change->part_count; i++) {
		const struct report_part *part = &change->parts[i];
		parts[i] = tell_part(report, part);
		reverted = part->reverted_by < reverted ? part->reverted_by : reverted;
		fixed = part->fixed_by < fixed ? part->fixed_by : fixed;
	}
	*out = (struct mow_report_change){.old_id = oid_dup(&report->arena, &change->old),
					  .new_id = change->id,
					  .at = change->at,
					  .noted = change->noted,
					  .unnoted = change->unnoted,
					  .verdict = verdict_of(change),
					  .overridden = change->answer.record_count > 0,
					  .debt = !change->paid,
					  .dates = change->dates,
					  .began = change->began,
					  .author = change->author,
					  .subject = change->subject,
					  .files = change->files,
					  .reverted_by = follower(report, reverted),
					  .fixed_by = follower(report, fixed),
					  .parts = parts,
					  .part_count = change->part_count};
	if (parts == NULL || out->old_id == NULL)
		return mow_fail_memory(report->err);
	return MOW_OK;
}

int report_tell(struct mow_report *report)
{
	int result = MOW_OK;

	report->told = arena_array(&report->arena, report->changes.count + 1, sizeof *report->told);
	if (report->told == NULL)
		return mow_fail_memory(report->err);
	for (size_t i = 0; result == MOW_OK && i < report->changes.count; i++)
		if (report->changes.items[i].inside)
			result = tell_change(&report->told[report->told_count++], report, &report->changes.items[i]);
	return result;
}
