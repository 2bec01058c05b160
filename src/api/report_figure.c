/* Figures as they are kept, by their keys. */
#include <string.h>

#include "api/report.h"
#include "base/array.h"
#include "base/error.h"

const char *mow_report_measure_name(enum mow_report_measure measure)
{
	static const char *const names[MOW_REPORT_MEASURES] = {
		[MOW_REPORT_CHANGES] = "changes",
		[MOW_REPORT_RECORDS] = "records",
		[MOW_REPORT_UNRECORDED] = "unrecorded",
		[MOW_REPORT_UNSIGNED] = "unsigned",
		[MOW_REPORT_UNJUDGED] = "unjudged",
		[MOW_REPORT_CLOCK] = "clock",
		[MOW_REPORT_COVERAGE] = "coverage",
		[MOW_REPORT_WEIGHTED] = "weighted",
		[MOW_REPORT_LEAD] = "lead",
		[MOW_REPORT_BRANCH_AGE] = "branch-age",
		[MOW_REPORT_AUTHOR] = "author",
		[MOW_REPORT_REVIEW] = "review",
		[MOW_REPORT_ACCOUNTABLE] = "accountable",
		[MOW_REPORT_READY] = "ready",
		[MOW_REPORT_ROUNDS] = "rounds",
		[MOW_REPORT_REVERTED] = "reverted",
		[MOW_REPORT_FIXED] = "fixed",
		[MOW_REPORT_OVERRIDDEN] = "overridden",
		[MOW_REPORT_DEBTS] = "debts",
		[MOW_REPORT_BLOCKED] = "blocked",
		[MOW_REPORT_WAITING] = "waiting",
		[MOW_REPORT_ASKED] = "asked",
		[MOW_REPORT_GIVEN] = "given",
		[MOW_REPORT_DECIDES] = "decides",
		[MOW_REPORT_ALONE] = "alone",
		[MOW_REPORT_UNCONFIRMED] = "unconfirmed",
		[MOW_REPORT_QUIET] = "quiet",
		[MOW_REPORT_LEFT] = "left",
		[MOW_REPORT_DEAD] = "dead",
		[MOW_REPORT_ENDING] = "ending",
	};

	return names[measure];
}

/* By the nearest rank. */
static int64_t rank(const struct mow_report_figure *figure, size_t percent)
{
	return figure->count > 0 ? figure->values[(figure->count * percent + 99) / 100 - 1] : 0;
}

int report_add(struct mow_report *report, const struct mow_report_figure *figure, const char *tail)
{
	struct mow_report_figure added = *figure;

	added.key = arena_printf(&report->arena, "%s%s%s", mow_report_measure_name(figure->measure),
				 tail != NULL ? "/" : "", tail != NULL ? tail : "");
	for (size_t i = 0; added.values != NULL && i < added.count; i++)
		added.sum += added.values[i];
	added.median = added.values != NULL ? rank(&added, 50) : 0;
	added.p90 = added.values != NULL ? rank(&added, 90) : 0;
	if (added.key == NULL || array_reserve(&report->figures, 1) != MOW_OK ||
	    map_put(&report->figure_numbers, added.key, strlen(added.key), report->figures.count) != MOW_OK)
		return mow_fail_memory(report->err);
	report->figures.items[report->figures.count++] = added;
	return MOW_OK;
}

const struct mow_report_figure *mow_report_find(const struct mow_report *report, const char *key)
{
	size_t number;

	return map_get(&report->figure_numbers, key, strlen(key), &number) ? &report->figures.items[number] : NULL;
}
