/* Which decisions are due, and how urgent they are. */
#include <string.h>

#include "api/report.h"
#include "base/clock.h"

#define LONG_WAIT (7 * CLOCK_DAY)

static size_t count_of(const struct mow_report *report, enum mow_report_measure measure)
{
	const struct mow_report_figure *figure = mow_report_find(report, mow_report_measure_name(measure));

	return figure != NULL && figure->gap == MOW_REPORT_KNOWN ? figure->count : 0;
}

/* Files whose rights have ended and that are still there. */
static size_t count_ended(const struct mow_report *report)
{
	size_t files = 0;

	for (size_t i = 0; i < mow_agenda_items(report->agenda); i++) {
		const struct mow_agenda_item *item = mow_agenda_item(report->agenda, i);
		files += item->kind == MOW_AGENDA_RIGHTS && item->overdue ? item->files : 0;
	}
	return files;
}

/* Requests that wait for long; `*who` is asked for the one that has waited longest. */
static size_t count_waiting(const char **who, const struct mow_report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < mow_agenda_items(report->agenda); i++) {
		const struct mow_agenda_item *item = mow_agenda_item(report->agenda, i);
		if (item->kind != MOW_AGENDA_REQUEST || strcmp(item->target, report->head.target) != 0 ||
		    item->from + LONG_WAIT > report->repo->now)
			continue;
		if (count++ == 0)
			*who = item->who_count > 0 ? item->who[0] : NULL;
	}
	return count;
}

/* The files that nobody could approve without the one who has most of them. */
static size_t most_alone(const char **who, const struct mow_report *report)
{
	size_t most = 0;

	for (size_t i = 0; i < mow_matrix_people(report->matrix); i++) {
		const struct mow_matrix_person *person = mow_matrix_person(report->matrix, i);
		if (person->only <= most)
			continue;
		most = person->only;
		*who = person->label;
	}
	return most;
}

static void advise(struct mow_report *report, enum mow_report_advice advice, size_t count, const char *who)
{
	if (count > 0 && report->decision_count < MOW_REPORT_DECISIONS)
		report->decisions[report->decision_count++] = (struct mow_report_decision){advice, count, who};
}

void report_advise(struct mow_report *report)
{
	const struct mow_report_figure *owned = mow_report_find(report, mow_report_measure_name(MOW_REPORT_DECIDES));
	const struct mow_report_figure *left = mow_report_find(report, mow_report_measure_name(MOW_REPORT_LEFT));
	const char *who = NULL;

	advise(report, MOW_REPORT_PAY, count_of(report, MOW_REPORT_DEBTS), NULL);
	advise(report, MOW_REPORT_CLEAR, count_ended(report), NULL);
	advise(report, MOW_REPORT_REPLACE, left->count, left->count > 0 ? left->traces->other : NULL);
	size_t waiting = count_waiting(&who, report);
	advise(report, MOW_REPORT_ANSWER, waiting, who);
	advise(report, MOW_REPORT_RECORD, count_of(report, MOW_REPORT_UNRECORDED), NULL);
	advise(report, MOW_REPORT_OWN, owned->of - owned->count, NULL);
	size_t alone = most_alone(&who, report);
	advise(report, MOW_REPORT_DEPUTISE, alone, who);
	advise(report, MOW_REPORT_CONFIRM, count_of(report, MOW_REPORT_UNCONFIRMED), NULL);
	advise(report, MOW_REPORT_PRUNE, count_of(report, MOW_REPORT_DEAD), NULL);
}
