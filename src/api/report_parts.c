/* What parts of changes took: time, and rounds. */
#include "api/report_samples.h"

typedef bool part_value_fn(int64_t *value, const struct report_change *change, const struct report_part *part);

static bool lead_of(int64_t *value, const struct report_change *change, const struct report_part *part)
{
	(void)change;
	if (part->ask == REPORT_NONE || part->judged == NULL || !part->judged->complete ||
	    report_completed(part) == INT64_MIN)
		return false;
	*value = report_completed(part) > part->requested ? report_completed(part) - part->requested : 0;
	return true;
}

static bool age_of(int64_t *value, const struct report_change *change, const struct report_part *part)
{
	*value = change->at - change->began;
	return part->ask == REPORT_NONE && change->began != 0 && *value >= 0;
}

#define SPENT(who)                                                                                               \
	static bool who##_of(int64_t *value, const struct report_change *change, const struct report_part *part) \
	{                                                                                                        \
		(void)change;                                                                                    \
		*value = part->who;                                                                              \
		return part->ask != REPORT_NONE;                                                                 \
	}
SPENT(author)
SPENT(review)
SPENT(accountable)
SPENT(ready)

static bool rounds_of(int64_t *value, const struct report_change *change, const struct report_part *part)
{
	(void)change;
	*value = (int64_t)part->rounds;
	return part->rounds > 0;
}

static const struct {
	enum mow_report_measure measure;
	enum mow_report_unit unit;
	part_value_fn *value_of;
} measures[] = {
	{MOW_REPORT_LEAD, MOW_REPORT_SECONDS, lead_of},
	{MOW_REPORT_BRANCH_AGE, MOW_REPORT_SECONDS, age_of},
	{MOW_REPORT_AUTHOR, MOW_REPORT_SECONDS, author_of},
	{MOW_REPORT_REVIEW, MOW_REPORT_SECONDS, review_of},
	{MOW_REPORT_ACCOUNTABLE, MOW_REPORT_SECONDS, accountable_of},
	{MOW_REPORT_READY, MOW_REPORT_SECONDS, ready_of},
	{MOW_REPORT_ROUNDS, MOW_REPORT_NUMBERS, rounds_of},
};

static int add_part(struct samples *samples, const struct report_change *change, const struct report_part *part,
		    part_value_fn *value_of)
{
	struct mow_report *report = samples->report;
	struct sample sample = {.lot = part->lot, .group = part->group};

	sample.counted = value_of(&sample.value, change, part);
	if (sample.counted) {
		bool asked = part->ask != REPORT_NONE;
		sample.trace = (struct mow_report_trace){.id = asked ? report->records.items[part->ask].id : change->id,
							 .at = asked ? part->requested : change->at,
							 .other = asked ? change->id : NULL};
	}
	return report_add_sample(samples, &sample);
}

static int add_measure(struct samples *samples, size_t number)
{
	const struct mow_report *report = samples->report;
	int result = MOW_OK;

	samples->measure = measures[number].measure;
	samples->unit = measures[number].unit;
	samples->gap = samples->measure == MOW_REPORT_BRANCH_AGE ? MOW_REPORT_NOTHING : MOW_REPORT_NO_REQUEST;
	samples->list.count = 0;
	for (size_t i = 0; i < report->changes.count; i++) {
		const struct report_change *change = &report->changes.items[i];
		for (size_t k = 0; result == MOW_OK && k < change->part_count; k++)
			result = add_part(samples, change, &change->parts[k], measures[number].value_of);
	}
	return result == MOW_OK ? report_tell_split(samples) : result;
}

int report_add_parts(struct mow_report *report)
{
	MOW_AUTO(samples) samples = {.report = report};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < sizeof measures / sizeof *measures; i++)
		result = add_measure(&samples, i);
	return result;
}
