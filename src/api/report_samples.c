/* Figures: of all, by area and level, and by team or person. */
#include "api/report_samples.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/order.h"

void samples_release(struct samples *samples)
{
	free(samples->list.items);
	free(samples->divided.items);
}
int report_add_sample(struct samples *samples, const struct sample *sample)
{
	if (array_reserve(&samples->list, 1) != MOW_OK)
		return mow_fail_memory(samples->report->err);
	samples->list.items[samples->list.count++] = *sample;
	return MOW_OK;
}

/* ---- From samples to a figure ------------------------------------------------------------------------------------- */

/* Of samples in the order of time; `figure` says whose they are. */
static int tell(struct mow_report_figure *figure, const struct samples *samples, const struct sample *items,
		size_t count)
{
	struct arena *arena = &samples->report->arena;
	bool values = samples->unit == MOW_REPORT_SECONDS || samples->unit == MOW_REPORT_NUMBERS;
	size_t counted = 0;

	for (size_t i = 0; i < count; i++)
		counted += items[i].counted;
	int64_t *numbers = arena_array(arena, counted + 1, sizeof *numbers);
	struct mow_report_trace *traces = arena_array(arena, counted + 1, sizeof *traces);
	if (numbers == NULL || traces == NULL)
		return mow_fail_memory(samples->report->err);
	figure->measure = samples->measure;
	figure->unit = samples->unit;
	figure->of = count;
	figure->traces = traces;
	for (size_t i = 0; i < count; i++) {
		if (!items[i].counted)
			continue;
		numbers[figure->count++] = items[i].value;
		traces[figure->trace_count] = items[i].trace;
		traces[figure->trace_count++].value = items[i].value;
	}
	if (values && figure->count > 0)
		qsort(numbers, figure->count, sizeof *numbers, order_moments);
	figure->values = values ? numbers : NULL;
	if (count == 0 && samples->unit != MOW_REPORT_COUNT)
		figure->gap = samples->none != MOW_REPORT_KNOWN ? samples->none : MOW_REPORT_NOTHING;
	else if (values && figure->count == 0)
		figure->gap = samples->gap;
	return MOW_OK;
}

int report_tell_all(const struct samples *samples)
{
	struct mow_report_figure figure = {.measure = samples->measure};
	int result = tell(&figure, samples, samples->list.items, samples->list.count);

	return result == MOW_OK ? report_add(samples->report, &figure, NULL) : result;
}

/* ---- By area and level, and by group ------------------------------------------------------------------------------ */

/* What cannot be told is said once, of all; but that an area had parts. */
static bool is_told(const struct mow_report_figure *figure)
{
	return figure->gap == MOW_REPORT_KNOWN || figure->measure == MOW_REPORT_LEAD;
}

static int tell_lot(const struct samples *samples, const struct sample *items, size_t count)
{
	struct mow_report *report = samples->report;
	const struct report_lot *lot = &report->lots.items[items->lot];
	struct mow_report_figure figure = {.area = lot->area, .level = level_name(lot->level)};
	MOW_AUTO(buf) tail = BUF_INIT;

	if (lot->group != REPORT_NONE)
		figure.group = report->groups.items[lot->group];
	buf_addf(&tail, "%s/%s", lot->area != NULL ? lot->area : "-", figure.level);
	int result = buf_check(&tail, report->err);
	if (result == MOW_OK)
		result = tell(&figure, samples, items, count);
	return result == MOW_OK && is_told(&figure) ? report_add(report, &figure, tail.data) : result;
}

static int tell_group(const struct samples *samples, const struct sample *items, size_t count)
{
	struct mow_report *report = samples->report;
	struct mow_report_figure figure = {.group = report->groups.items[items->group]};
	int result = tell(&figure, samples, items, count);

	return result == MOW_OK && is_told(&figure) ? report_add(report, &figure, figure.group) : result;
}

static size_t lot_of(const struct sample *sample)
{
	return sample->lot;
}

static size_t group_of(const struct sample *sample)
{
	return sample->group;
}

/* How samples are told apart: by a number, or REPORT_NONE. */
struct division {
	size_t (*of)(const struct sample *sample);
	size_t count; /* of the numbers */
	int (*tell)(const struct samples *samples, const struct sample *items, size_t count);
};

/* Those of each number together, in the order of time: put to where those of the numbers before end. */
static int tell_divided(struct samples *samples, const struct division *division)
{
	MOW_AUTO_FREE size_t *ends = calloc(division->count + 1, sizeof *ends);
	bool room = ends != NULL && array_reserve(&samples->divided, samples->list.count) == MOW_OK;
	struct sample *divided = samples->divided.items;
	size_t first = 0;
	int result = room ? MOW_OK : mow_fail_memory(samples->report->err);

	for (size_t i = 0; result == MOW_OK && i < samples->list.count; i++) {
		size_t number = division->of(&samples->list.items[i]);
		if (number != REPORT_NONE)
			ends[number + 1]++;
	}
	for (size_t i = 0; result == MOW_OK && i < division->count; i++)
		ends[i + 1] += ends[i];
	for (size_t i = 0; result == MOW_OK && i < samples->list.count; i++) {
		size_t number = division->of(&samples->list.items[i]);
		if (number != REPORT_NONE)
			divided[ends[number]++] = samples->list.items[i];
	}
	for (size_t i = 0; result == MOW_OK && i < division->count; i++) {
		if (ends[i] > first)
			result = division->tell(samples, &divided[first], ends[i] - first);
		first = ends[i];
	}
	return result;
}

int report_tell_groups(struct samples *samples)
{
	const struct division division = {group_of, samples->report->groups.count, tell_group};

	return tell_divided(samples, &division);
}

int report_tell_split(struct samples *samples)
{
	const struct division lots = {lot_of, samples->report->lots.count, tell_lot};
	int result = report_tell_all(samples);

	if (result == MOW_OK)
		result = tell_divided(samples, &lots);
	return result == MOW_OK ? report_tell_groups(samples) : result;
}
