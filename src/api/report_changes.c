/* What became of changes, when they landed and after. */
#include "api/report_samples.h"
#include "base/clock.h"

/* It was to be approved. */
static bool is_asked(const struct report_change *change)
{
	return change->judged && change->answer.word != AUDIT_OPEN;
}

static bool is_recorded(const struct report_change *change)
{
	return change->answer.word == AUDIT_GOOD && change->answer.record_count == 0 && !change->unnoted;
}

static bool is_lacking(const struct report_change *change)
{
	return change->unnoted || change->answer.word == AUDIT_BAD || change->answer.word == AUDIT_ERRORS;
}

static bool is_by_word(const struct report_change *change)
{
	for (size_t i = 0; i < change->answer.part_count; i++)
		if (change->answer.parts[i].word)
			return true;
	return false;
}

static bool is_any(const struct report_change *change)
{
	(void)change;
	return true;
}

static bool is_unjudged(const struct report_change *change)
{
	return !change->judged;
}

static bool is_odd(const struct report_change *change)
{
	return change->dates;
}

static bool is_overridden(const struct report_change *change)
{
	return change->answer.record_count > 0;
}

static bool is_debt(const struct report_change *change)
{
	return !change->paid;
}

static bool is_refused(const struct report_change *change)
{
	return change->refused;
}

static int add_change(struct samples *samples, const struct report_change *change, bool counted, size_t other)
{
	struct mow_report *report = samples->report;
	struct sample sample = {.lot = REPORT_NONE, .group = REPORT_NONE, .counted = counted};

	sample.trace = (struct mow_report_trace){.id = change->id, .at = change->at};
	if (other != REPORT_NONE)
		sample.trace.other = report->changes.items[other].id;
	return report_add_sample(samples, &sample);
}

typedef bool change_fn(const struct report_change *change);
struct change_measure {
	enum mow_report_measure measure;
	enum mow_report_unit unit;
	change_fn *of, *is;
	bool audit; /* an audit alone tells it */
};

static int add_change_measure(struct samples *samples, const struct change_measure *measure)
{
	struct mow_report *report = samples->report;
	const struct mow_report_figure unknown = {
		.measure = measure->measure, .unit = measure->unit, .gap = MOW_REPORT_NO_AUDIT};
	int result = MOW_OK;

	if (measure->audit && !report->head.audit)
		return report_add(report, &unknown, NULL);
	samples->measure = measure->measure;
	samples->unit = measure->unit;
	samples->list.count = 0;
	for (size_t i = 0; result == MOW_OK && i < report->changes.count; i++) {
		const struct report_change *change = &report->changes.items[i];
		if (change->inside && measure->of(change))
			result = add_change(samples, change, measure->is(change), REPORT_NONE);
	}
	return result == MOW_OK ? report_tell_all(samples) : result;
}

int report_add_changes(struct mow_report *report)
{
	static const struct change_measure all[] = {
		{MOW_REPORT_CHANGES, MOW_REPORT_COUNT, is_any, is_any, false},
		{MOW_REPORT_RECORDS, MOW_REPORT_SHARE, is_asked, is_recorded, false},
		{MOW_REPORT_UNRECORDED, MOW_REPORT_SHARE, is_asked, is_lacking, false},
		{MOW_REPORT_UNSIGNED, MOW_REPORT_SHARE, is_asked, is_by_word, false},
		{MOW_REPORT_UNJUDGED, MOW_REPORT_SHARE, is_any, is_unjudged, false},
		{MOW_REPORT_CLOCK, MOW_REPORT_SHARE, is_any, is_odd, false},
	};
	MOW_AUTO(samples) samples = {.report = report};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < sizeof all / sizeof *all; i++)
		result = add_change_measure(&samples, &all[i]);
	return result;
}

/* ---- Quality ------------------------------------------------------------------------------------------------------ */

/* All of the days in which it is watched are over. */
static bool is_watched(const struct mow_report *report, const struct report_change *change)
{
	return change->at + REPORT_WATCH * CLOCK_DAY <= report->repo->now;
}

static size_t follower(const struct report_part *part, enum mow_report_measure measure)
{
	return measure == MOW_REPORT_REVERTED ? part->reverted_by : part->fixed_by;
}

static int add_followed(struct mow_report *report, enum mow_report_measure measure)
{
	MOW_AUTO(samples) samples = {.report = report, .measure = measure, .unit = MOW_REPORT_SHARE};
	int result = MOW_OK;

	for (size_t i = 0; i < report->changes.count; i++) {
		const struct report_change *change = &report->changes.items[i];
		if (change->inside && change->part_count > 0)
			samples.none = MOW_REPORT_TOO_RECENT;
		for (size_t k = 0; result == MOW_OK && is_watched(report, change) && k < change->part_count; k++) {
			size_t other = follower(&change->parts[k], measure);
			result = add_change(&samples, change, other != REPORT_NONE, other);
			if (result == MOW_OK) {
				struct sample *sample = &samples.list.items[samples.list.count - 1];
				sample->lot = change->parts[k].lot;
				sample->group = change->parts[k].group;
			}
		}
	}
	return result == MOW_OK ? report_tell_split(&samples) : result;
}

int report_add_quality(struct mow_report *report)
{
	static const struct change_measure all[] = {
		{MOW_REPORT_OVERRIDDEN, MOW_REPORT_SHARE, is_asked, is_overridden, false},
		{MOW_REPORT_DEBTS, MOW_REPORT_SHARE, is_overridden, is_debt, false},
		{MOW_REPORT_BLOCKED, MOW_REPORT_SHARE, is_any, is_refused, true},
	};
	MOW_AUTO(samples) samples = {.report = report};
	int result = add_followed(report, MOW_REPORT_REVERTED);

	if (result == MOW_OK)
		result = add_followed(report, MOW_REPORT_FIXED);
	for (size_t i = 0; result == MOW_OK && i < sizeof all / sizeof *all; i++)
		result = add_change_measure(&samples, &all[i]);
	return result;
}
