/* What is owned no more as it is written: areas and patterns; and what ends in the next days. */
#include <string.h>

#include "api/report_samples.h"
#include "base/error.h"

/* Areas that changed in the window, by their labels. */
struct stale {
	struct mow_report *report;
	struct map changed;
	struct samples unconfirmed, quiet, left, dead;
};

static void stale_release(struct stale *stale)
{
	map_release(&stale->changed);
	samples_release(&stale->unconfirmed);
	samples_release(&stale->quiet);
	samples_release(&stale->left);
	samples_release(&stale->dead);
}
MOW_AUTO_DEFINE(stale)

static int find_changed(struct stale *stale)
{
	const struct mow_report *report = stale->report;

	for (size_t i = 0; i < report->changes.count; i++) {
		const struct report_change *change = &report->changes.items[i];
		for (size_t k = 0; k < change->part_count; k++) {
			const char *area = report->lots.items[change->parts[k].lot].area;
			if (area != NULL && map_put(&stale->changed, area, strlen(area), 0) != MOW_OK)
				return mow_fail_memory(report->err);
		}
	}
	return MOW_OK;
}

/* ---- Areas -------------------------------------------------------------------------------------------------------- */

static bool is_active(const struct mow_report *report, const struct person *person)
{
	for (size_t i = 0; i < person->email_count; i++)
		if (map_get(&report->active, person->emails[i], strlen(person->emails[i]), NULL))
			return true;
	return false;
}

static int add(struct samples *samples, const struct sample *sample, bool counted)
{
	struct sample added = *sample;

	added.counted = counted;
	return report_add_sample(samples, &added);
}

/* A lint_area_fn. */
static int look_at_area(struct lint *lint, const struct area *area, void *context)
{
	struct stale *stale = context;
	struct mow_report *report = stale->report;
	const struct rules *rules = lint->rules;
	int64_t now = report->repo->now;
	const char *label = audit_area_label(&report->arena, area);
	struct sample sample = {.lot = REPORT_NONE,
				.group = REPORT_NONE,
				.trace = {.id = label, .file = area->place.file, .line = area->place.line}};
	int result = MOW_OK;

	if (label == NULL)
		return mow_fail_memory(report->err);
	const struct person *owner =
		area->accountable != RULES_NONE ? &rules->people[rules->owners[area->accountable].index] : NULL;
	if (owner != NULL) {
		sample.trace.other = people_label(rules, rules->owners[area->accountable].index);
		result = report_find_group(&sample.group, report, rules, rules->owners[area->accountable].index, now);
	}
	if (result == MOW_OK && area->confirm_place.line != 0)
		result = add(&stale->unconfirmed, &sample, area->confirm_end <= now);
	if (result == MOW_OK && owner != NULL)
		result = add(&stale->left, &sample,
			     !people_in_service(rules, rules->owners[area->accountable].index, now));
	if (result == MOW_OK && owner != NULL && map_get(&stale->changed, label, strlen(label), NULL))
		result = add(&stale->quiet, &sample, !is_active(report, owner));
	return result;
}

/* ---- Patterns ----------------------------------------------------------------------------------------------------- */

static int look_at_patterns(struct stale *stale, const struct rules_file *file)
{
	const struct lint *lint = &stale->report->lint;
	const struct lint_use *uses = file->number < lint->used.count ? lint->used.items[file->number] : NULL;
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < file->pattern_count; i++) {
		const struct pattern *pattern = &file->patterns[i];
		const struct sample sample = {
			.lot = REPORT_NONE,
			.group = REPORT_NONE,
			.trace = {.id = pattern->text, .file = file->path, .line = pattern->line}};
		result = add(&stale->dead, &sample, uses == NULL || !uses[i].decides);
	}
	return result;
}

static int walk_files(struct stale *stale)
{
	static const struct mow_lint_options plain;
	struct mow_report *report = stale->report;
	struct lint *lint = &report->lint;
	int result;

	lint->repo = report->repo;
	lint->options = &plain;
	lint->now = report->repo->now;
	lint->ruleset = &report->rules->ruleset;
	lint->rules = lint->ruleset->rules;
	lint->err = report->err;
	result = lint_walk(lint);
	if (result == MOW_OK)
		result = lint_each_area(lint, look_at_area, stale);
	for (size_t i = 0; result == MOW_OK && i < lint->rules->file_count; i++)
		result = look_at_patterns(stale, lint->rules->files[i]);
	return result;
}

/* ---- What ends ---------------------------------------------------------------------------------------------------- */

static int add_ending(struct mow_report *report)
{
	MOW_AUTO(samples) samples = {.report = report, .measure = MOW_REPORT_ENDING, .unit = MOW_REPORT_COUNT};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < mow_agenda_items(report->agenda); i++) {
		const struct mow_agenda_item *item = mow_agenda_item(report->agenda, i);
		const struct sample sample = {
			.lot = REPORT_NONE,
			.group = REPORT_NONE,
			.counted = true,
			.trace = {.id = item->name, .at = item->from, .file = item->file, .line = item->line}};
		if (item->kind != MOW_AGENDA_REQUEST && item->kind != MOW_AGENDA_DEBT && !item->overdue &&
		    item->from < report->repo->now + REPORT_SOON)
			result = report_add_sample(&samples, &sample);
	}
	return result == MOW_OK ? report_tell_all(&samples) : result;
}

int report_add_stale(struct mow_report *report)
{
	const struct samples empty = {.report = report, .unit = MOW_REPORT_SHARE};
	MOW_AUTO(stale) stale = {.report = report, .unconfirmed = empty, .quiet = empty, .left = empty, .dead = empty};
	int result = find_changed(&stale);

	stale.unconfirmed.measure = MOW_REPORT_UNCONFIRMED;
	stale.quiet.measure = MOW_REPORT_QUIET;
	stale.left.measure = MOW_REPORT_LEFT;
	stale.dead.measure = MOW_REPORT_DEAD;
	if (result == MOW_OK && report->rules->ruleset.rules != NULL)
		result = walk_files(&stale);
	if (result == MOW_OK)
		result = report_tell_all(&stale.unconfirmed);
	if (result == MOW_OK)
		result = report_tell_all(&stale.quiet);
	if (result == MOW_OK)
		result = report_tell_all(&stale.left);
	if (result == MOW_OK)
		result = report_tell_all(&stale.dead);
	return result == MOW_OK ? add_ending(report) : result;
}
