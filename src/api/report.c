#include "api/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"

void mow_report_free(struct mow_report *report)
{
	if (report == NULL)
		return;
	mow_audit_free(report->audit);
	mow_agenda_free(report->own_agenda);
	mow_matrix_free(report->matrix);
	lint_release(&report->lint);
	map_release(&report->active);
	free(report->changes.items);
	free(report->lots.items);
	free(report->groups.items);
	free(report->records.items);
	free(report->events.items);
	free(report->keys.items);
	free(report->figures.items);
	map_release(&report->lot_numbers);
	map_release(&report->group_numbers);
	map_release(&report->key_numbers);
	map_release(&report->figure_numbers);
	arena_release(&report->arena);
	free(report);
}

/* ---- The report --------------------------------------------------------------------------------------------------- */

static int open_audit(struct mow_report *report)
{
	const struct mow_audit_options asked = {0};
	int result = audit_open(&report->audit, report->repo, &asked, report->err);

	if (result == MOW_OK) {
		report->head.target = report->audit->standard.ref.data;
		report->head.audit = report->audit->moves.any;
	}
	return result;
}

static int find_window(struct mow_report *report, const struct mow_report_options *options)
{
	struct mow_report_head *head = &report->head;

	head->until = options->until != 0 ? options->until : report->repo->now;
	head->since = options->since != 0 ? options->since : head->until - REPORT_DAYS * CLOCK_DAY;
	report->from = head->since - REPORT_DAYS * CLOCK_DAY;
	return head->since < head->until ? MOW_OK
					 : mow_fail(report->err, MOW_EINVAL,
						    "the window ends before it begins: --since is after --until");
}

static int run(struct mow_report *report, const struct mow_report_options *options)
{
	int result = find_window(report, options);

	report->head.by_person = options->by_person;
	report->agenda = options->agenda;
	if (result == MOW_OK)
		result = mow_rules_read_all(report->rules, options->sink, report->err);
	if (result == MOW_OK)
		result = mow_rules_name(&report->head.repository, report->rules, report->err);
	if (result == MOW_OK)
		result = open_audit(report);
	if (result == MOW_OK)
		result = report_read_records(report);
	if (result == MOW_OK)
		result = report_walk(report);
	if (result == MOW_OK)
		result = report_look(report);
	if (result == MOW_OK)
		result = report_add_changes(report);
	if (result == MOW_OK)
		result = report_add_coverage(report);
	if (result == MOW_OK)
		past_save(report->audit->past);
	if (result == MOW_OK)
		result = report_add_parts(report);
	if (result == MOW_OK)
		result = report_add_quality(report);
	if (result == MOW_OK)
		result = report_add_waiting(report);
	if (result == MOW_OK)
		result = report_add_load(report);
	if (result == MOW_OK)
		result = report_add_stale(report);
	if (result == MOW_OK)
		report_advise(report);
	return result == MOW_OK ? report_tell(report) : result;
}

int mow_report_new(struct mow_report **out, struct mow_rules *rules, const struct mow_report_options *options,
		   struct mow_error *err)
{
	struct mow_report *report = calloc(1, sizeof *report);

	if (report == NULL)
		return mow_fail_memory(err);
	report->rules = rules;
	report->repo = rules->repo;
	report->err = err;
	report->lint = (struct lint)LINT_INIT;
	int result = run(report, options);
	report->err = NULL;
	if (result < 0) {
		mow_report_free(report);
		return result;
	}
	*out = report;
	return MOW_OK;
}

const struct mow_report_head *mow_report_head(const struct mow_report *report)
{
	return &report->head;
}

const struct mow_report_figure *mow_report_figures(const struct mow_report *report, size_t *count)
{
	*count = report->figures.count;
	return report->figures.items;
}

const struct mow_report_change *mow_report_changes(const struct mow_report *report, size_t *count)
{
	*count = report->told_count;
	return report->told;
}

const struct mow_matrix *mow_report_load(const struct mow_report *report)
{
	return report->matrix;
}

const struct mow_agenda *mow_report_agenda(const struct mow_report *report)
{
	return report->agenda;
}

const struct mow_report_decision *mow_report_decisions(const struct mow_report *report, size_t *count)
{
	*count = report->decision_count;
	return report->decisions;
}
