/* What waits now, what ends soon, and who has to do how much. */
#include <string.h>

#include "api/matrix.h"
#include "api/report_samples.h"
#include "base/error.h"

static const struct rules *rules_now(const struct mow_report *report)
{
	return report->rules->ruleset.rules;
}

/* Of an owner as the agenda names them: a team is its own group, where groups are teams. */
static int group_named(size_t *out, struct mow_report *report, const char *name)
{
	const struct rules *rules = rules_now(report);
	size_t owner = rules != NULL ? people_owner(rules, name, strlen(name)) : RULES_NONE;

	*out = REPORT_NONE;
	if (owner == RULES_NONE || rules->owners[owner].kind != OWNER_PERSON)
		return MOW_OK;
	return report_find_group(out, report, rules, rules->owners[owner].index, report->repo->now);
}

/* ---- Requests ----------------------------------------------------------------------------------------------------- */

static int find_item_lot(size_t *out, struct mow_report *report, const struct mow_agenda_item *item)
{
	const struct mow_path path = {item->path, item->path_len, MOW_PATH_FILE};
	const struct requirement *requirement = NULL;
	int result = MOW_OK;

	if (rules_now(report) != NULL)
		result = resolver_look_up(&requirement, report->rules->ruleset.resolver, &path, report->err);
	return result == MOW_OK ? report_find_lot(out, report, requirement) : result;
}

static int add_request(struct samples *waiting, struct samples *asked, const struct mow_agenda_item *item)
{
	struct mow_report *report = waiting->report;
	struct sample sample = {.lot = REPORT_NONE,
				.group = REPORT_NONE,
				.counted = true,
				.trace = {.id = item->name, .at = item->from}};
	MOW_AUTO(map) seen = {0};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < item->who_count; i++) {
		result = group_named(&sample.group, report, item->who[i]);
		if (result != MOW_OK || sample.group == REPORT_NONE)
			continue;
		const char *name = report->groups.items[sample.group];
		if (map_get(&seen, name, strlen(name), NULL))
			continue;
		result = map_put(&seen, name, strlen(name), 0) == MOW_OK ? report_add_sample(asked, &sample)
									 : mow_fail_memory(report->err);
	}
	sample.group = REPORT_NONE;
	sample.value = report->repo->now > item->from ? report->repo->now - item->from : 0;
	if (result == MOW_OK)
		result = find_item_lot(&sample.lot, report, item);
	return result == MOW_OK ? report_add_sample(waiting, &sample) : result;
}

int report_add_waiting(struct mow_report *report)
{
	const struct mow_agenda_options options = {0};
	MOW_AUTO(samples) waiting = {.report = report, .measure = MOW_REPORT_WAITING, .unit = MOW_REPORT_SECONDS};
	MOW_AUTO(samples) asked = {.report = report, .measure = MOW_REPORT_ASKED, .unit = MOW_REPORT_COUNT};
	int result = MOW_OK;

	if (report->agenda == NULL) {
		result = mow_agenda_new(&report->own_agenda, report->rules, &options, report->err);
		report->agenda = report->own_agenda;
	}
	for (size_t i = 0; result == MOW_OK && i < mow_agenda_items(report->agenda); i++) {
		const struct mow_agenda_item *item = mow_agenda_item(report->agenda, i);
		if (item->kind == MOW_AGENDA_REQUEST && strcmp(item->target, report->head.target) == 0)
			result = add_request(&waiting, &asked, item);
	}
	if (result == MOW_OK)
		result = report_tell_split(&waiting);
	return result == MOW_OK ? report_tell_groups(&asked) : result;
}

/* ---- Load --------------------------------------------------------------------------------------------------------- */

static int add_given(struct mow_report *report)
{
	MOW_AUTO(samples) samples = {.report = report, .measure = MOW_REPORT_GIVEN, .unit = MOW_REPORT_COUNT};
	const struct rules *rules = rules_now(report);
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < report->records.count; i++) {
		const struct report_record *record = &report->records.items[i];
		struct sample sample = {.lot = REPORT_NONE,
					.group = REPORT_NONE,
					.counted = true,
					.trace = {.id = record->id, .at = record->made}};
		size_t person = rules != NULL ? people_by_email(rules, record->by, strlen(record->by)) : RULES_NONE;
		if (record->made < report->head.since || record->decision == RECORD_REQUEST ||
		    record->decision == RECORD_WITHDRAW)
			continue;
		if (person != RULES_NONE)
			result = report_find_group(&sample.group, report, rules, person, report->repo->now);
		if (result == MOW_OK)
			result = report_note_active(report, record->by);
		if (result == MOW_OK)
			result = report_add_sample(&samples, &sample);
	}
	return result == MOW_OK ? report_tell_split(&samples) : result;
}

/* Somebody without whom nobody could approve files, by how many. */
static int add_alone(struct mow_report *report)
{
	MOW_AUTO(samples) samples = {.report = report, .measure = MOW_REPORT_ALONE, .unit = MOW_REPORT_NUMBERS};
	int result = MOW_OK;

	for (size_t i = 0; result == MOW_OK && i < mow_matrix_people(report->matrix); i++) {
		const struct mow_matrix_person *person = mow_matrix_person(report->matrix, i);
		struct sample sample = {
			.lot = REPORT_NONE, .counted = person->only > 0, .value = (int64_t)person->only};
		sample.trace.id = report->head.by_person ? person->label : NULL;
		result = group_named(&sample.group, report, person->label);
		if (sample.trace.id == NULL)
			sample.trace.id = sample.group != REPORT_NONE ? report->groups.items[sample.group] : "";
		if (result == MOW_OK)
			result = report_add_sample(&samples, &sample);
	}
	return result == MOW_OK ? report_tell_split(&samples) : result;
}

/* Of each group the files about which one of it decides; of all, those about which anybody does. */
static int add_decides(struct mow_report *report)
{
	size_t unowned = 0, files = mow_matrix_files(report->matrix, &unowned);
	size_t people = mow_matrix_people(report->matrix);
	struct mow_report_figure figure = {.measure = MOW_REPORT_DECIDES,
					   .unit = MOW_REPORT_SHARE,
					   .gap = files > 0 ? MOW_REPORT_KNOWN : MOW_REPORT_NOTHING,
					   .count = files - unowned,
					   .of = files};
	size_t *sums = arena_array(&report->arena, report->groups.count + people + 1, sizeof *sums);
	int result = sums != NULL ? report_add(report, &figure, NULL) : mow_fail_memory(report->err);

	for (size_t i = 0; result == MOW_OK && i < people; i++) {
		const struct mow_matrix_person *person = mow_matrix_person(report->matrix, i);
		size_t group;
		result = group_named(&group, report, person->label);
		if (result == MOW_OK && group != REPORT_NONE)
			sums[group] += person->files;
	}
	for (size_t i = 0; result == MOW_OK && i < report->groups.count; i++) {
		figure.group = report->groups.items[i];
		figure.count = sums[i];
		if (sums[i] > 0)
			result = report_add(report, &figure, figure.group);
	}
	return result;
}

int report_add_load(struct mow_report *report)
{
	const struct mow_matrix_options options = {.by = MOW_MATRIX_PEOPLE};
	int result = mow_matrix_new(&report->matrix, report->rules, &options, report->err);

	if (result == MOW_OK)
		result = add_given(report);
	if (result == MOW_OK)
		result = add_decides(report);
	return result == MOW_OK ? add_alone(report) : result;
}
